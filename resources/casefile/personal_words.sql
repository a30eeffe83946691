-- What names people in the application ?1 and in those that stepped back for it, each in a row.
WITH its (uuid) AS (SELECT uuid FROM application WHERE uuid = ?1 OR superseded_by = ?1)
SELECT name FROM contact WHERE application_uuid IN its
UNION SELECT company FROM contact WHERE application_uuid IN its
UNION SELECT email FROM contact WHERE application_uuid IN its
UNION SELECT phone FROM contact WHERE application_uuid IN its
UNION SELECT address FROM contact WHERE application_uuid IN its
UNION SELECT author FROM representation WHERE application_uuid IN its AND kind <> 'consultee'
UNION SELECT address FROM representation WHERE application_uuid IN its AND kind <> 'consultee'
UNION SELECT who FROM recorded_reply WHERE application_uuid IN its
UNION SELECT attachment_name FROM recorded_reply WHERE application_uuid IN its
UNION SELECT json_extract(neighbour.value, '$.address') FROM casework_record, json_each(content, '$.neighbours') AS neighbour
WHERE application_uuid IN its AND kind = 'neighbours'
