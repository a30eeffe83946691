-- The case file, version 7: what officers answer to constraints that were found and to datasets that could not be checked.

-- "records" is JSON: [dataset, number, reference, name] of each record of the constraint, [] for an answer about the dataset as a whole.
-- Without an application the answer is for all cases of the authority whose back office "source" names.
CREATE TABLE constraint_answer (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT REFERENCES application (uuid),
  source TEXT NOT NULL,
  dataset TEXT NOT NULL,
  records TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('applies', 'does not apply', 'to be confirmed', 'checked elsewhere')),
  reason TEXT NOT NULL,
  checked_source TEXT NOT NULL,
  checked_on TEXT,
  found TEXT,
  boundary_version_uuid TEXT REFERENCES boundary_version (uuid),
  snapshot TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  superseded_at TEXT
);

CREATE INDEX constraint_answer_application ON constraint_answer (application_uuid) WHERE superseded_at IS NULL;
CREATE INDEX constraint_answer_version ON constraint_answer (boundary_version_uuid);

-- Only that another answer stands in its place may be written into an answer.
CREATE TRIGGER constraint_answer_is_not_changed
BEFORE UPDATE OF uuid, application_uuid, source, dataset, records, kind, reason, checked_source, checked_on, found, boundary_version_uuid,
  snapshot, answered_at, officer_uuid
ON constraint_answer
BEGIN
  SELECT RAISE(ABORT, 'an answer is evidence: another one stands in its place');
END;

CREATE TRIGGER constraint_answer_is_not_removed BEFORE DELETE ON constraint_answer
BEGIN
  SELECT RAISE(ABORT, 'an answer is evidence: it stays');
END;

PRAGMA user_version = 7;
