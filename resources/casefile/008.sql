-- The case file, version 8: what officers write of an application on the way from validation to the recommendation.

-- "content" is the JSON of the record; "key" tells the pieces apart that an application has once, and is "" for the others.
CREATE TABLE casework_record (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  content TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  revision INTEGER NOT NULL,
  removed_at TEXT
);

CREATE INDEX casework_record_application ON casework_record (application_uuid) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX casework_record_once ON casework_record (application_uuid, kind, key) WHERE key <> '' AND removed_at IS NULL;

CREATE TRIGGER casework_record_is_not_removed BEFORE DELETE ON casework_record
BEGIN
  SELECT RAISE(ABORT, 'a piece of casework is marked as removed, and stays');
END;

PRAGMA user_version = 8;
