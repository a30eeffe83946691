-- One generation of a store in a schema of its own. docs/store.md describes the tables.
CREATE SCHEMA {schema};

CREATE TABLE {schema}.dataset (id bigint PRIMARY KEY, slug text NOT NULL UNIQUE, administrative boolean NOT NULL);

CREATE TABLE {schema}.entity (
  key bigint PRIMARY KEY,
  dataset bigint NOT NULL,
  number bigint NOT NULL,
  reference text NOT NULL,
  name text NOT NULL,
  start_date text,
  end_date text,
  quality text NOT NULL,
  constraint_key text NOT NULL,
  layer text NOT NULL,
  attributes json NOT NULL,
  geometry geometry(Geometry, 27700)
);

CREATE TABLE {schema}.layer (
  id bigint PRIMARY KEY,
  dataset bigint NOT NULL,
  name text NOT NULL UNIQUE,
  kind text NOT NULL,
  west double precision,
  south double precision,
  east double precision,
  north double precision
);

CREATE TABLE {schema}.layer_column (id bigint PRIMARY KEY, layer text NOT NULL, column_name text NOT NULL, source text NOT NULL);

CREATE TABLE {schema}.tile (id bigint PRIMARY KEY, entity bigint NOT NULL, "full" boolean NOT NULL, geometry geometry(Geometry, 27700) NOT NULL);

CREATE TABLE {schema}.snapshot (
  dataset text PRIMARY KEY,
  identifier text NOT NULL,
  source text NOT NULL,
  fetched_at text NOT NULL,
  count bigint NOT NULL,
  without_geometry bigint NOT NULL,
  repaired bigint NOT NULL,
  coverage text NOT NULL,
  operation text NOT NULL,
  metres double precision,
  grid text,
  sha256 text NOT NULL,
  licence text NOT NULL,
  attribution text NOT NULL,
  data_date text NOT NULL,
  local_layer text NOT NULL DEFAULT ''
);

CREATE TABLE {schema}.coverage (dataset text PRIMARY KEY, name text NOT NULL, geometry geometry(Geometry, 27700) NOT NULL);

CREATE TABLE {schema}.repair (
  id bigint PRIMARY KEY,
  dataset text NOT NULL,
  entity bigint NOT NULL,
  reason text NOT NULL,
  area_before double precision NOT NULL,
  area_after double precision NOT NULL
);

CREATE TABLE {schema}.issue (id bigint PRIMARY KEY, dataset text NOT NULL, "row" bigint, what text NOT NULL, message text NOT NULL);
