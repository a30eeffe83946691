CREATE INDEX ON {schema}.tile USING gist (geometry);

CREATE INDEX ON {schema}.entity USING gist (geometry);

CREATE INDEX ON {schema}.entity (dataset);

ANALYZE {schema}.tile;

ANALYZE {schema}.entity;
