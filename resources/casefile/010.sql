-- The case file, version 10: what the back office holds of an officer's casework, as it told it last.

-- "kind" is what the record is ("condition", "recommendation"); "number" its id or name in the back office, '' where there is one only;
-- "content" its JSON; "record_uuid" the piece of casework that it was made from, '' for none.
CREATE TABLE held_record (
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  content TEXT NOT NULL,
  record_uuid TEXT NOT NULL DEFAULT '',
  read_at TEXT NOT NULL,
  PRIMARY KEY (application_uuid, kind, number)
);

PRAGMA user_version = 10;
