-- The dates that the back office tells of a case, with the first day of validity where an amendment has moved it; the case's name is the
-- same in every case file of one back office.
SELECT
  application.uuid,
  source || ' ' || coalesce(nullif(back_office_id, ''), reference),
  received_on,
  coalesce(
    (
      SELECT json_extract(value, '$') FROM told_fact
      WHERE told_fact.application_uuid = application.uuid AND name = 'valid_on' AND told_fact.source = 'back office'
    ),
    valid_on
  ),
  CASE WHEN status = 'determined' THEN determined_on END
FROM application WHERE superseded_by IS NULL
