-- The case file, version 4: facts of an application that rules ask for, by who told them.

-- The value is JSON. Several may tell one fact; who is believed is not for the table to say.
CREATE TABLE told_fact (
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  name TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('submission', 'back office', 'officer')),
  value TEXT NOT NULL,
  said TEXT NOT NULL,
  told_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  PRIMARY KEY (application_uuid, name, source)
) WITHOUT ROWID;

PRAGMA user_version = 4;
