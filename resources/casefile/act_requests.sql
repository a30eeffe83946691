-- Requests that the applicant answered: not those that silence closed, and none of which nobody can say it.
SELECT
  application.source || ' ' || coalesce(nullif(application.back_office_id, ''), application.reference),
  validation_request.key,
  notified_at,
  closed_at
FROM validation_request JOIN application ON application.uuid = application_uuid
WHERE superseded_by IS NULL AND state = 'closed' AND notified_at <> '' AND closed_at <> ''
  AND (closed_by = 'applicant' OR (closed_by IS NULL AND approved IS NOT NULL))
