"""The tables, and how a new file gets them."""

from __future__ import annotations

VERSION = 7

_TABLES = """
CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE touched (application_id INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE application_boxes USING rtree (application_id, west, east, south, north);

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    permissions TEXT NOT NULL,
    officer TEXT,
    revoked_at TEXT
) STRICT;

CREATE TABLE officers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL) STRICT;

CREATE TABLE applications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    type_code TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    validated_at TEXT,
    invalidated_at TEXT,
    in_assessment_at TEXT,
    awaiting_determination_at TEXT,
    in_committee_at TEXT,
    to_be_reviewed_at TEXT,
    determined_at TEXT,
    returned_at TEXT,
    withdrawn_at TEXT,
    closed_at TEXT,
    published_at TEXT,
    determination_date TEXT,
    decision TEXT,
    target_date TEXT NOT NULL,
    expiry_date TEXT NOT NULL,
    boundary TEXT,
    submission TEXT NOT NULL,
    session_id TEXT,
    alternative_reference TEXT,
    postcode_key TEXT NOT NULL,
    people TEXT NOT NULL,
    site TEXT NOT NULL,
    applicant TEXT NOT NULL,
    constraints TEXT NOT NULL,
    appeal TEXT,
    press_notice TEXT,
    officer_id INTEGER REFERENCES officers (id),
    has_consultation INTEGER NOT NULL,
    consultation_start TEXT,
    consultation_end TEXT,
    constraints_checked_at TEXT,
    constraints_checked_by TEXT,
    change_access_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    deleted_at TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX applications_revision ON applications (revision);
CREATE INDEX applications_updated ON applications (updated_at);
CREATE INDEX applications_created ON applications (created_at);
-- All that a search looks at, in the order of the rows, so that the rows themselves, kilobytes each, are not read.
CREATE INDEX applications_position ON applications (
    position, deleted_at, status, type_code, received_at, validated_at, published_at, consultation_end, decision, alternative_reference
);

CREATE VIRTUAL TABLE addresses USING fts5 (words, tokenize = 'unicode61');
CREATE VIRTUAL TABLE descriptions USING fts5 (words, tokenize = 'porter unicode61');

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tags TEXT NOT NULL,
    numbers TEXT NOT NULL,
    created_at TEXT NOT NULL,
    applicant_description TEXT,
    content TEXT NOT NULL,
    content_type TEXT NOT NULL,
    byte_size INTEGER NOT NULL,
    published INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_application ON documents (application_id);

CREATE TABLE validation_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    post_validation INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    notified_at TEXT,
    updated_at TEXT NOT NULL,
    reason TEXT,
    response_due TEXT NOT NULL,
    response TEXT,
    rejection_reason TEXT,
    approved INTEGER,
    cancel_reason TEXT,
    cancelled_at TEXT,
    auto_closed INTEGER NOT NULL DEFAULT 0,
    specific TEXT NOT NULL,
    created_by TEXT,
    closed_by TEXT,
    closes_at TEXT,
    silence TEXT,
    original_version INTEGER,
    adopted_version INTEGER,
    handling TEXT
) STRICT;
CREATE INDEX validation_requests_application ON validation_requests (application_id);
CREATE INDEX validation_requests_open ON validation_requests (closes_at) WHERE state = 'open';

CREATE TABLE boundary_versions (
    application_id INTEGER NOT NULL REFERENCES applications (id),
    version INTEGER NOT NULL,
    boundary TEXT,
    since TEXT NOT NULL,
    origin TEXT NOT NULL,
    request_id INTEGER REFERENCES validation_requests (id),
    PRIMARY KEY (application_id, version)
) STRICT;

CREATE TABLE applicant_links (
    digest TEXT PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES validation_requests (id),
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE TABLE audits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    activity_type TEXT NOT NULL,
    activity_information TEXT,
    audit_comment TEXT,
    officer TEXT,
    automated INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX audits_application ON audits (application_id);

CREATE TABLE application_constraints (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    type TEXT NOT NULL,
    identified INTEGER NOT NULL,
    identified_by TEXT NOT NULL,
    description TEXT NOT NULL,
    entities TEXT NOT NULL,
    overlap TEXT,
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX application_constraints_application ON application_constraints (application_id);

CREATE TABLE casework_pieces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    kind TEXT NOT NULL,
    key TEXT,
    content TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX casework_pieces_application ON casework_pieces (application_id, kind);
CREATE UNIQUE INDEX casework_pieces_once ON casework_pieces (application_id, kind, key);

CREATE TABLE recommendations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    status TEXT NOT NULL,
    content TEXT NOT NULL,
    assessor TEXT NOT NULL,
    submitted_at TEXT,
    reviewer TEXT,
    challenged INTEGER,
    reviewer_comment TEXT,
    reviewed_at TEXT
) STRICT;
CREATE INDEX recommendations_application ON recommendations (application_id);

CREATE TABLE acts (
    token TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    location TEXT,
    body TEXT NOT NULL,
    done_at TEXT NOT NULL,
    PRIMARY KEY (token, key)
) STRICT;

CREATE TABLE neighbour_responses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    name TEXT NOT NULL,
    address TEXT,
    postcode TEXT,
    received_at TEXT NOT NULL,
    response TEXT NOT NULL,
    redacted_response TEXT,
    sentiment TEXT NOT NULL,
    tags TEXT NOT NULL
) STRICT;
CREATE INDEX neighbour_responses_application ON neighbour_responses (application_id);

CREATE TABLE consultees (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    organisation TEXT,
    job_title TEXT,
    reason TEXT NOT NULL,
    constraint_key TEXT,
    consulted_at TEXT
) STRICT;
CREATE INDEX consultees_application ON consultees (application_id);

CREATE TABLE consultee_responses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    consultee_id INTEGER NOT NULL REFERENCES consultees (id),
    received_at TEXT NOT NULL,
    redacted_response TEXT,
    sentiment TEXT NOT NULL
) STRICT;
CREATE INDEX consultee_responses_consultee ON consultee_responses (consultee_id);

CREATE TABLE trail_seals (
    trail TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    deposited_at TEXT NOT NULL,
    deposited_by TEXT NOT NULL,
    PRIMARY KEY (trail, sequence)
) STRICT;

CREATE TABLE enforcements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at TEXT NOT NULL,
    submission TEXT NOT NULL
) STRICT;
"""

#: Where a row belongs to an application: a change of it is a change of the application.
_BELONGS = {
    "application_constraints": "SELECT {row}.application_id",
    "audits": "SELECT {row}.application_id",
    "casework_pieces": "SELECT {row}.application_id",
    "documents": "SELECT {row}.application_id",
    "recommendations": "SELECT {row}.application_id",
    "validation_requests": "SELECT {row}.application_id",
    "boundary_versions": "SELECT {row}.application_id",
    "neighbour_responses": "SELECT {row}.application_id",
    "consultees": "SELECT {row}.application_id",
    "consultee_responses": "SELECT application_id FROM consultees WHERE id = {row}.consultee_id",
}
#: The columns that a client can see of an application, by what they tell.
_SEEN = """
reference, status, description, received_at, validated_at, invalidated_at, in_assessment_at, awaiting_determination_at,
in_committee_at, to_be_reviewed_at, determined_at, returned_at, withdrawn_at, closed_at, published_at, determination_date,
decision, target_date, expiry_date, boundary, people, site, applicant, constraints, appeal, press_notice, officer_id,
consultation_start, consultation_end, constraints_checked_at, deleted_at
"""


def _triggers() -> str:
    touch = "INSERT OR IGNORE INTO touched {source};"
    made = [
        f"CREATE TRIGGER {table}_{act.lower()} AFTER {act} ON {table} BEGIN {touch.format(source=source.format(row='NEW'))} END;"
        for table, source in _BELONGS.items()
        for act in ("INSERT", "UPDATE")
    ]
    made.append(f"CREATE TRIGGER applications_made AFTER INSERT ON applications BEGIN {touch.format(source='SELECT NEW.id')} END;")
    changed = f"AFTER UPDATE OF {_SEEN} ON applications BEGIN {touch.format(source='SELECT NEW.id')} END;"
    return "\n".join([*made, f"CREATE TRIGGER applications_changed {changed}"])


TABLES = _TABLES + _triggers()
