CREATE VIEW {schema}.{view} AS
SELECT entity.key AS fid, entity.geometry AS geom, {columns}
FROM {schema}.entity AS entity JOIN {schema}.dataset AS dataset ON dataset.id = entity.dataset
WHERE entity.layer = {layer}
