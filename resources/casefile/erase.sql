-- Personal values of one application, table by table; the rows stay, so that what hangs on them still makes sense.
UPDATE contact SET name = '', company = '', email = '', phone = '', address = '' WHERE application_uuid = :application;
UPDATE representation SET author = '', address = '', text = '' WHERE application_uuid = :application;
UPDATE validation_request SET response = '', rejection_reason = '' WHERE application_uuid = :application;
UPDATE recorded_reply SET who = '', words = '', attachment_name = '', attachment_sha256 = '', attachment = NULL
WHERE application_uuid = :application;
UPDATE casework_record SET content = json_set(content, '$.neighbours', json('[]')) WHERE application_uuid = :application AND kind = 'neighbours';
UPDATE casework_record SET content = json_set(content, '$.photographs', json('[]')) WHERE application_uuid = :application AND kind IN ('site_visit', 'posted_notice');
UPDATE casework_wording SET before = 'null', after = 'null' WHERE application_uuid = :application;
UPDATE told_fact SET said = '' WHERE application_uuid = :application AND source = 'officer';
UPDATE raw_answer SET text = '' WHERE application_uuid = :application;
UPDATE conflict SET base = 'null', mine = 'null', theirs = 'null'
WHERE application_uuid = :application AND record_kind IN ('contact', 'representation', 'validation_request');
-- The case counts as never opened: the next pull keeps its contacts and answers only once an officer opens it again.
UPDATE application SET opened_at = NULL WHERE uuid = :application;
DELETE FROM audit_salt WHERE application_uuid = :application;
