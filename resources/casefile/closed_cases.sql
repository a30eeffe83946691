-- Cases at their end (stages in the JSON list ?1), or gone from the back office, with the moment since when and what holds them back.
-- A case that was taken in as closed counts from then, because nothing tells of an earlier day.
SELECT
  application.uuid,
  reference,
  status,
  CASE
    WHEN status = 'determined' AND determined_on IS NOT NULL THEN determined_on
    WHEN status IN (SELECT value FROM json_each(?1)) THEN coalesce(
      (
        SELECT MAX(audit.at) FROM audit
        WHERE audit.application_uuid = application.uuid AND json_extract(audit.after, '$.status') = application.status
      ),
      seen_at
    )
    ELSE gone_at
  END AS since,
  EXISTS (
    SELECT 1 FROM outbox
    WHERE outbox.application_uuid = application.uuid AND state IN ('waiting', 'sending', 'refused', 'unsupported')
  ),
  EXISTS (SELECT 1 FROM conflict WHERE conflict.application_uuid = application.uuid AND settled_at IS NULL),
  EXISTS (SELECT 1 FROM draft WHERE draft.application_uuid = application.uuid)
FROM application
WHERE superseded_by IS NULL AND (status IN (SELECT value FROM json_each(?1)) OR gone_at IS NOT NULL)
ORDER BY since, reference
