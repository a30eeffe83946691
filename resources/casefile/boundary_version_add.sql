INSERT INTO boundary_version (
  uuid, application_uuid, number, kind, origin, original_text, original_form, original_sha256, content_sha256, declared_area_m2,
  geometry, area_m2, crs, accuracy_operation, accuracy_metres, accuracy_grid, notes, site, file, found, checks, areas, proposal,
  proposal_geometry, author, created_at, reason
) VALUES (
  :uuid, :application_uuid, :number, :kind, :origin, :original_text, :original_form, :original_sha256, :content_sha256,
  :declared_area_m2, :geometry, :area_m2, :crs, :accuracy_operation, :accuracy_metres, :accuracy_grid, :notes, :site, :file,
  :found, :checks, :areas, :proposal, :proposal_geometry, :author, :created_at, :reason
)
