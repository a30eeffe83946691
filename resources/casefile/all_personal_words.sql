-- What names people, sites and cases anywhere in the case file, each in a row.
SELECT name FROM contact
UNION SELECT company FROM contact
UNION SELECT email FROM contact
UNION SELECT phone FROM contact
UNION SELECT address FROM contact
UNION SELECT author FROM representation
UNION SELECT address FROM representation
UNION SELECT who FROM recorded_reply
UNION SELECT attachment_name FROM recorded_reply
UNION SELECT json_extract(neighbour.value, '$.address') FROM casework_record, json_each(content, '$.neighbours') AS neighbour
WHERE kind = 'neighbours'
UNION SELECT name FROM document
UNION SELECT name FROM officer
UNION SELECT email FROM officer
UNION SELECT officer FROM application
UNION SELECT address FROM application
UNION SELECT reference FROM application
UNION SELECT full_reference FROM application
UNION SELECT alternative_reference FROM application
