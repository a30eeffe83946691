CREATE INDEX ON {schema}.tile USING gist (geometry);

CREATE INDEX ON {schema}.entity USING gist (geometry);

CREATE INDEX ON {schema}.entity (layer, key);

ANALYZE {schema}.tile;

ANALYZE {schema}.entity;
