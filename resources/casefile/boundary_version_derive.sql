-- What was derived from the original, computed anew; the original itself never changes.
UPDATE boundary_version SET
  declared_area_m2 = :declared_area_m2, geometry = :geometry, area_m2 = :area_m2, crs = :crs,
  accuracy_operation = :accuracy_operation, accuracy_metres = :accuracy_metres, accuracy_grid = :accuracy_grid, notes = :notes,
  site = :site, file = :file, found = :found, checks = :checks, areas = :areas, proposal = :proposal,
  proposal_geometry = :proposal_geometry
WHERE uuid = :uuid
