-- The answers that stand for the application ?1: those for all cases of its authority (?2) first, each kind oldest first.
-- A case that stepped back for its twin was answered under its own name.
SELECT answer.uuid, answer.dataset, answer.records, answer.kind, answer.reason, answer.checked_source, answer.checked_on, answer.found,
  answer.application_uuid IS NULL, coalesce(officer.name, ''), answer.answered_at, coalesce(boundary_version.number, 0), answer.snapshot
FROM constraint_answer AS answer
LEFT JOIN officer ON officer.uuid = answer.officer_uuid
LEFT JOIN boundary_version ON boundary_version.uuid = answer.boundary_version_uuid
WHERE answer.superseded_at IS NULL AND (
  answer.application_uuid IN (SELECT uuid FROM application WHERE uuid = ?1 OR superseded_by = ?1)
  OR (answer.application_uuid IS NULL AND answer.source = ?2)
)
ORDER BY answer.application_uuid IS NOT NULL, answer.rowid;
