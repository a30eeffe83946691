-- The list of cases: one scan of one table. An empty list of choices is NULL and lets everything through.
SELECT
  uuid, back_office_id, reference, address, description, status, type_code, type_description, officer, decision, appeal,
  received_on, valid_on, target_date, expiry_date, consultation_end, reply_due,
  red_line_errors, overlaps, touches, not_checked, screened_at, data_as_of, seen_at,
  gone_at IS NOT NULL, opened_at IS NOT NULL, changed_sequence > looked_sequence, changed_fields,
  (SELECT COUNT(*) FROM outbox WHERE outbox.application_uuid = application.uuid AND outbox.state NOT IN ('sent', 'withdrawn')) AS waiting,
  (SELECT COUNT(*) FROM conflict WHERE conflict.application_uuid = application.uuid AND settled_at IS NULL AND kind <> 'theirs only') AS conflicts
FROM application
WHERE superseded_by IS NULL
  AND (:uuid IS NULL OR uuid = :uuid)
  AND (:source IS NULL OR source = :source)
  AND (:gone OR gone_at IS NULL)
  AND (:closed OR status NOT IN (SELECT value FROM json_each(:closed_statuses)))
  AND (:pending OR status <> 'pending')
  AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
  AND (:types IS NULL OR type_code IN (SELECT value FROM json_each(:types)))
  AND (:officers IS NULL OR officer IN (SELECT value FROM json_each(:officers)))
  AND (NOT :changed_only OR changed_sequence > looked_sequence)
  AND (NOT :unscreened_only OR screening_uuid IS NULL)
  AND (:words IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(:words) AS word WHERE instr(search_text, word.value) = 0))
  AND (NOT :waiting_only OR waiting > 0)
  AND (NOT :conflicts_only OR conflicts > 0)
