-- The case file, version 12: what the back office says of a record that is in conflict.

-- It stands apart from what was known of the record (held_record), so that nothing is sent over it, until an officer has settled the conflict.
-- "record_kind" and "record_uuid" are those of the conflict, "held_kind" and "number" those in the back office; "content" is JSON, 'null'
-- where the back office has it no more.
CREATE TABLE told_in_conflict (
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  record_kind TEXT NOT NULL,
  record_uuid TEXT NOT NULL,
  held_kind TEXT NOT NULL,
  number TEXT NOT NULL,
  content TEXT NOT NULL,
  read_at TEXT NOT NULL,
  PRIMARY KEY (application_uuid, record_kind, record_uuid)
);

-- Which act a conflict is about, '' where it is about what a record says: with the act it is over.
ALTER TABLE conflict ADD COLUMN outbox_uuid TEXT NOT NULL DEFAULT '';

-- A constraint is called by its type, in every case alike.
DROP INDEX conflict_open;
CREATE UNIQUE INDEX conflict_open ON conflict (application_uuid, record_kind, record_uuid, field) WHERE settled_at IS NULL;

PRAGMA user_version = 12;
