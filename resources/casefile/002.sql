-- The case file, version 2: lines that are being drawn, and which line stood when an application was validated and determined.

-- One draft a case. The steps are the history of undo and redo; "position" is the one that is shown.
CREATE TABLE draft (
  application_uuid TEXT PRIMARY KEY NOT NULL REFERENCES application (uuid),
  base_uuid TEXT NOT NULL REFERENCES boundary_version (uuid),
  position INTEGER NOT NULL,
  begun_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid)
);

CREATE INDEX draft_base ON draft (base_uuid);

CREATE TABLE draft_step (
  application_uuid TEXT NOT NULL REFERENCES draft (application_uuid) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  said TEXT NOT NULL,
  geometry BLOB NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (application_uuid, number)
);

CREATE TABLE boundary_milestone (
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  milestone TEXT NOT NULL CHECK (milestone IN ('validated', 'determined')),
  boundary_version_uuid TEXT NOT NULL REFERENCES boundary_version (uuid) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL,
  PRIMARY KEY (application_uuid, milestone)
) WITHOUT ROWID;

CREATE INDEX boundary_milestone_version ON boundary_milestone (boundary_version_uuid);

PRAGMA user_version = 2;
