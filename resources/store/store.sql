-- The tables of a generation whose names never change; docs/store.md describes them.
CREATE TABLE dataset (id INTEGER PRIMARY KEY NOT NULL, slug TEXT NOT NULL UNIQUE, administrative INTEGER NOT NULL);

CREATE TABLE layer (id INTEGER PRIMARY KEY NOT NULL, dataset INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL);

CREATE TABLE layer_column (id INTEGER PRIMARY KEY NOT NULL, layer TEXT NOT NULL, column_name TEXT NOT NULL, source TEXT NOT NULL);

CREATE TABLE entity (
  key INTEGER PRIMARY KEY NOT NULL,
  dataset INTEGER NOT NULL,
  number INTEGER NOT NULL,
  reference TEXT NOT NULL,
  name TEXT NOT NULL,
  start_date TEXT,
  end_date TEXT,
  quality TEXT NOT NULL,
  constraint_key TEXT NOT NULL,
  layer TEXT NOT NULL
);

CREATE TABLE tile (id INTEGER PRIMARY KEY NOT NULL, entity INTEGER NOT NULL, "full" INTEGER NOT NULL, geometry BLOB NOT NULL);

CREATE VIRTUAL TABLE tile_rtree USING rtree(id, minx, maxx, miny, maxy);

CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY NOT NULL,
  dataset TEXT NOT NULL UNIQUE,
  identifier TEXT NOT NULL,
  source TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  count INTEGER NOT NULL,
  without_geometry INTEGER NOT NULL,
  repaired INTEGER NOT NULL,
  coverage TEXT NOT NULL,
  coverage_given INTEGER NOT NULL,
  operation TEXT NOT NULL,
  metres REAL,
  grid TEXT,
  sha256 TEXT NOT NULL,
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL,
  data_date TEXT NOT NULL DEFAULT '',
  local_layer TEXT NOT NULL DEFAULT ''
);

CREATE TABLE store_setting (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL);

CREATE TABLE coverage (id INTEGER PRIMARY KEY NOT NULL, dataset TEXT NOT NULL UNIQUE, name TEXT NOT NULL, geometry BLOB NOT NULL);

CREATE TABLE repair (
  id INTEGER PRIMARY KEY NOT NULL,
  dataset TEXT NOT NULL,
  entity INTEGER NOT NULL,
  reason TEXT NOT NULL,
  area_before REAL NOT NULL,
  area_after REAL NOT NULL,
  original BLOB NOT NULL
);

CREATE INDEX repair_entity ON repair (entity);

CREATE TABLE issue (id INTEGER PRIMARY KEY NOT NULL, dataset TEXT NOT NULL, "row" INTEGER, what TEXT NOT NULL, message TEXT NOT NULL);
