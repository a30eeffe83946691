-- The case file, version 1. Moments are ISO 8601 in UTC, dates ISO 8601, lists and mappings JSON, geometries GeoPackage blobs in EPSG:27700.
-- The application id is "RDLN": a tool that looks for GeoPackages must not take the file for one and change its journal.
PRAGMA application_id = 1380207694;

CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE officer (
  uuid TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  UNIQUE (email, name, role)
);

-- What the list needs stands in this table ready made (counts, earliest reply), so that one scan answers it.
CREATE TABLE application (
  uuid TEXT PRIMARY KEY NOT NULL,
  source TEXT NOT NULL,
  back_office_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  full_reference TEXT NOT NULL,
  alternative_reference TEXT NOT NULL,
  previous_references TEXT NOT NULL DEFAULT '[]',
  type_code TEXT NOT NULL,
  type_description TEXT NOT NULL,
  description TEXT NOT NULL,
  status TEXT NOT NULL,
  appeal TEXT NOT NULL,
  decision TEXT NOT NULL,
  officer TEXT NOT NULL,
  work_status TEXT NOT NULL,
  organisation TEXT NOT NULL,
  web_page TEXT NOT NULL,
  address TEXT NOT NULL,
  uprn TEXT NOT NULL,
  longitude REAL,
  latitude REAL,
  easting REAL,
  northing REAL,
  received_on TEXT,
  valid_on TEXT,
  published_on TEXT,
  target_date TEXT,
  expiry_date TEXT,
  consultation_end TEXT,
  determined_on TEXT,
  shown_constraints TEXT NOT NULL,
  search_text TEXT NOT NULL,
  reply_due TEXT,
  boundary_uuid TEXT REFERENCES boundary_version (uuid) DEFERRABLE INITIALLY DEFERRED,
  red_line_errors INTEGER NOT NULL DEFAULT 0,
  screening_uuid TEXT REFERENCES screening (uuid) DEFERRABLE INITIALLY DEFERRED,
  overlaps INTEGER,
  touches INTEGER,
  not_checked INTEGER,
  screened_at TEXT NOT NULL DEFAULT '',
  data_as_of TEXT NOT NULL DEFAULT '',
  seen_at TEXT NOT NULL,
  details_at TEXT NOT NULL DEFAULT '',
  gone_at TEXT,
  opened_at TEXT,
  changed_sequence INTEGER NOT NULL DEFAULT 0,
  looked_sequence INTEGER NOT NULL DEFAULT 0,
  changed_fields TEXT NOT NULL DEFAULT '[]',
  superseded_by TEXT REFERENCES application (uuid),
  -- Last, because it can be long, and the list must not have to read past it.
  designations TEXT
);

CREATE UNIQUE INDEX application_back_office_id ON application (source, back_office_id) WHERE back_office_id <> '' AND superseded_by IS NULL;
CREATE INDEX application_reference ON application (source, reference);
-- Without these, every new version or screening would make SQLite look through the whole table for whoever refers to it.
CREATE INDEX application_boundary ON application (boundary_uuid);
CREATE INDEX application_screening ON application (screening_uuid);
CREATE INDEX application_superseded ON application (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TABLE boundary_version (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('red', 'blue')),
  origin TEXT NOT NULL CHECK (origin IN ('submitted', 'received', 'validated', 'proposed', 'agreed', 'determined')),
  original_text TEXT,
  original_form TEXT,
  original_sha256 TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  declared_area_m2 REAL,
  geometry BLOB,
  area_m2 REAL,
  crs TEXT,
  accuracy_operation TEXT,
  accuracy_metres REAL,
  accuracy_grid TEXT,
  notes TEXT NOT NULL,
  site TEXT NOT NULL,
  file TEXT NOT NULL,
  found TEXT NOT NULL,
  checks TEXT NOT NULL,
  areas TEXT,
  proposal TEXT,
  proposal_geometry BLOB,
  author TEXT NOT NULL,
  created_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (application_uuid, kind, number)
);

CREATE TABLE screening (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  boundary_version_uuid TEXT NOT NULL REFERENCES boundary_version (uuid),
  site TEXT NOT NULL,
  file TEXT NOT NULL,
  judged_on TEXT NOT NULL,
  screened_at TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  engine TEXT NOT NULL,
  tolerance_m REAL,
  near_m REAL,
  checks TEXT NOT NULL,
  unreliable TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid)
);

CREATE INDEX screening_boundary_version ON screening (boundary_version_uuid);

CREATE TABLE snapshot (
  identifier TEXT PRIMARY KEY NOT NULL,
  dataset TEXT NOT NULL,
  source TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  count INTEGER NOT NULL,
  coverage TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE finding (
  screening_uuid TEXT NOT NULL REFERENCES screening (uuid),
  listed TEXT NOT NULL CHECK (listed IN ('now', 'ended', 'not yet')),
  position INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  entity_key INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  reference TEXT NOT NULL,
  name TEXT NOT NULL,
  constraint_key TEXT NOT NULL,
  start_date TEXT,
  end_date TEXT,
  quality TEXT NOT NULL,
  attributes TEXT NOT NULL,
  relation TEXT NOT NULL,
  overlap_m2 REAL NOT NULL,
  overlap_percent REAL NOT NULL,
  depth_m REAL,
  distance_m REAL NOT NULL,
  snapshot TEXT NOT NULL,
  overlap BLOB,
  remarks TEXT NOT NULL,
  PRIMARY KEY (screening_uuid, listed, position)
) WITHOUT ROWID;

CREATE TABLE dataset_result (
  screening_uuid TEXT NOT NULL REFERENCES screening (uuid),
  position INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  coverage TEXT NOT NULL,
  why TEXT NOT NULL,
  count INTEGER NOT NULL,
  snapshot TEXT NOT NULL,
  accuracy_operation TEXT,
  accuracy_metres REAL,
  accuracy_grid TEXT,
  PRIMARY KEY (screening_uuid, position)
) WITHOUT ROWID;

CREATE TABLE document (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  created_at TEXT NOT NULL,
  tags TEXT NOT NULL,
  numbers TEXT NOT NULL,
  description TEXT NOT NULL,
  size INTEGER,
  content_type TEXT NOT NULL,
  gone_at TEXT,
  UNIQUE (application_uuid, key)
);

CREATE TABLE validation_request (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  post_validation INTEGER NOT NULL,
  notified_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  response_due TEXT,
  response TEXT NOT NULL,
  rejection_reason TEXT NOT NULL,
  approved INTEGER,
  cancel_reason TEXT NOT NULL,
  cancelled_at TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  specific TEXT NOT NULL,
  back_office_id TEXT NOT NULL,
  gone_at TEXT,
  UNIQUE (application_uuid, key)
);

CREATE TABLE representation (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  received_at TEXT NOT NULL,
  sentiment TEXT NOT NULL,
  author TEXT NOT NULL,
  address TEXT NOT NULL,
  tags TEXT NOT NULL,
  back_office_id TEXT NOT NULL,
  gone_at TEXT,
  UNIQUE (application_uuid, key)
);

-- Kept only for applications that an officer has opened.
CREATE TABLE contact (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  company TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  gone_at TEXT,
  UNIQUE (application_uuid, key)
);

-- The text is empty, and only the digest kept, for applications that nobody has opened.
CREATE TABLE raw_answer (
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  kind TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  PRIMARY KEY (application_uuid, kind)
) WITHOUT ROWID;

-- What the back office last said of each field, whatever an officer has made of it since.
CREATE TABLE base_value (
  record_kind TEXT NOT NULL,
  record_uuid TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  base_version TEXT NOT NULL,
  PRIMARY KEY (record_kind, record_uuid, field)
) WITHOUT ROWID;

-- The uuid is the idempotency key. A row leaves the states that may be tried only by an answer of the back office or by the officer.
CREATE TABLE outbox (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  position INTEGER NOT NULL,
  record_kind TEXT NOT NULL,
  record_uuid TEXT NOT NULL,
  verb TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'refused', 'unsupported', 'sent', 'withdrawn')),
  attempts INTEGER NOT NULL DEFAULT 0,
  last_answer TEXT NOT NULL DEFAULT '',
  last_attempt_at TEXT,
  created_at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  UNIQUE (application_uuid, position)
);

CREATE TRIGGER outbox_keeps_its_acts BEFORE DELETE ON outbox
BEGIN
  SELECT RAISE(ABORT, 'an act stays in the outbox');
END;

CREATE TABLE conflict (
  uuid TEXT PRIMARY KEY NOT NULL,
  application_uuid TEXT NOT NULL REFERENCES application (uuid),
  record_kind TEXT NOT NULL,
  record_uuid TEXT NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edit against edit', 'theirs only', 'edit against delete')),
  base TEXT NOT NULL,
  mine TEXT NOT NULL,
  theirs TEXT NOT NULL,
  base_version TEXT NOT NULL,
  found_at TEXT NOT NULL,
  settled_at TEXT,
  settled_as TEXT NOT NULL DEFAULT ''
);

CREATE INDEX conflict_application ON conflict (application_uuid) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX conflict_open ON conflict (record_kind, record_uuid, field) WHERE settled_at IS NULL;

-- The salt of each application's digests stands apart: without it a digest tells nothing, and the chain still holds.
CREATE TABLE audit_salt (application_uuid TEXT PRIMARY KEY NOT NULL, salt BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  officer_uuid TEXT NOT NULL REFERENCES officer (uuid),
  application_uuid TEXT NOT NULL,
  verb TEXT NOT NULL,
  record_kind TEXT NOT NULL,
  record_uuid TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  previous_sha256 TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE
);

CREATE INDEX audit_application ON audit (application_uuid, sequence);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;

CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;

-- REPLACE removes a row without asking the trigger above.
CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit WHEN NEW.sequence <> coalesce((SELECT max(sequence) FROM audit), 0) + 1
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;

-- Where the head of the chain was deposited, so that a shortened trail shows.
CREATE TABLE anchor (
  sequence INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  deposited_with TEXT NOT NULL,
  deposited_at TEXT NOT NULL,
  PRIMARY KEY (deposited_with, sequence)
) WITHOUT ROWID;

CREATE TRIGGER boundary_evidence_is_not_changed
BEFORE UPDATE OF uuid, application_uuid, number, kind, origin, original_text, original_form, original_sha256, author, created_at, reason
ON boundary_version
BEGIN
  SELECT RAISE(ABORT, 'a boundary version is evidence: a change makes a new one');
END;

CREATE TRIGGER boundary_evidence_is_not_replaced BEFORE INSERT ON boundary_version
WHEN EXISTS (SELECT 1 FROM boundary_version WHERE uuid = NEW.uuid)
  OR EXISTS (SELECT 1 FROM boundary_version WHERE application_uuid = NEW.application_uuid AND kind = NEW.kind AND number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'a boundary version is evidence: a change makes a new one');
END;

CREATE TRIGGER boundary_evidence_is_not_removed BEFORE DELETE ON boundary_version
BEGIN
  SELECT RAISE(ABORT, 'a boundary version is evidence: it stays');
END;

CREATE TABLE pull_state (
  source TEXT PRIMARY KEY NOT NULL,
  phase TEXT NOT NULL,
  page INTEGER NOT NULL,
  expected INTEGER,
  complete INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  sentence TEXT NOT NULL,
  further TEXT NOT NULL
) WITHOUT ROWID;

PRAGMA user_version = 1;
