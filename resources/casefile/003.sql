-- The case file, version 3: requests to the applicant to agree to another red line, what came of them, and which line was in force when.

-- What the officer API tells beyond BOPS. "closed_by" is NULL where the back office does not tell.
ALTER TABLE validation_request ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
ALTER TABLE validation_request ADD COLUMN closed_by TEXT;
ALTER TABLE validation_request ADD COLUMN closes_by_silence_at TEXT NOT NULL DEFAULT '';
ALTER TABLE validation_request ADD COLUMN silence TEXT NOT NULL DEFAULT '';

-- So that what BOPS goes on not to tell is no change.
INSERT INTO base_value (record_kind, record_uuid, field, value, base_version)
SELECT 'validation_request', uuid, field.value, '""', '' FROM validation_request, json_each('["created_by", "closes_by_silence_at", "silence"]') AS field;
INSERT INTO base_value (record_kind, record_uuid, field, value, base_version)
SELECT 'validation_request', uuid, 'closed_by', 'null', '' FROM validation_request;

CREATE TABLE red_line_request (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  boundary_version_uuid TEXT NOT NULL REFERENCES boundary_version (uuid) DEFERRABLE INITIALLY DEFERRED,
  over_uuid TEXT NOT NULL REFERENCES boundary_version (uuid),
  change_kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  handling TEXT NOT NULL CHECK (handling IN ('accept_as_drawn', 'reconsult', 'fresh_application')),
  handling_reason TEXT NOT NULL,
  certificate TEXT,
  validation_request_uuid TEXT REFERENCES validation_request (uuid),
  letter_sent_on TEXT,
  created_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid)
);

CREATE INDEX red_line_request_application ON red_line_request (application_uuid);
CREATE INDEX red_line_request_version ON red_line_request (boundary_version_uuid);
CREATE INDEX red_line_request_over ON red_line_request (over_uuid);
CREATE INDEX red_line_request_record ON red_line_request (validation_request_uuid) WHERE validation_request_uuid IS NOT NULL;

CREATE TRIGGER red_line_request_is_not_changed
BEFORE UPDATE OF uuid, application_uuid, boundary_version_uuid, over_uuid, change_kind, reason, handling, handling_reason, certificate, created_at
ON red_line_request
BEGIN
  SELECT RAISE(ABORT, 'what was asked of an applicant is not changed: another request asks anew');
END;

CREATE TRIGGER red_line_request_is_not_removed BEFORE DELETE ON red_line_request
BEGIN
  SELECT RAISE(ABORT, 'what was asked of an applicant stays');
END;

-- "request_uuid" names a red_line_request, or a validation_request that was not made here; so it does in "settlement".
CREATE TABLE recorded_reply (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  request_uuid TEXT NOT NULL,
  position INTEGER NOT NULL,
  reply TEXT NOT NULL CHECK (reply IN ('agreed', 'disagreed', 'silence')),
  who TEXT NOT NULL,
  capacity TEXT NOT NULL,
  replied_on TEXT NOT NULL,
  words TEXT NOT NULL,
  attachment_name TEXT NOT NULL DEFAULT '',
  attachment_sha256 TEXT NOT NULL DEFAULT '',
  attachment BLOB,
  recorded_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  UNIQUE (request_uuid, position)
);

CREATE INDEX recorded_reply_application ON recorded_reply (application_uuid);

CREATE TABLE settlement (
  request_uuid TEXT NOT NULL,
  position INTEGER NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  settled TEXT NOT NULL CHECK (settled IN ('agreed', 'accepted', 'kept')),
  boundary_version_uuid TEXT REFERENCES boundary_version (uuid) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  PRIMARY KEY (request_uuid, position)
) WITHOUT ROWID;

CREATE INDEX settlement_application ON settlement (application_uuid);
CREATE INDEX settlement_version ON settlement (boundary_version_uuid);

-- Every line that was in force, in order; the last one of an application is the one in force.
CREATE TABLE line_in_force (
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  position INTEGER NOT NULL,
  boundary_version_uuid TEXT NOT NULL REFERENCES boundary_version (uuid) DEFERRABLE INITIALLY DEFERRED,
  since TEXT NOT NULL,
  PRIMARY KEY (application_uuid, position)
) WITHOUT ROWID;

CREATE INDEX line_in_force_version ON line_in_force (boundary_version_uuid);

INSERT INTO line_in_force (application_uuid, position, boundary_version_uuid, since)
SELECT application.uuid, 1, boundary_uuid, created_at FROM application JOIN boundary_version ON boundary_version.uuid = boundary_uuid;

PRAGMA user_version = 3;
