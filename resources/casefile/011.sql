-- The case file, version 11: how pieces of casework read before and after each change, of which the trail has the digests.

-- "audit_sequence" is the entry of the trail; "before" and "after" are JSON objects of the fields that differ, 'null' where there was nothing.
-- Erasing a case empties both: the trail's chain does not hang on them.
CREATE TABLE casework_wording (
  audit_sequence INTEGER PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  before TEXT NOT NULL,
  after TEXT NOT NULL
);

CREATE INDEX casework_wording_application ON casework_wording (application_uuid);

PRAGMA user_version = 11;
