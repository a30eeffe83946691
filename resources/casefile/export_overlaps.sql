SELECT
  overlap, application.reference AS application, number, finding.dataset AS dataset, entity, finding.reference AS reference,
  finding.name AS name, relation, overlap_m2, overlap_percent, depth_m, distance_m, snapshot, screened_at
FROM application
JOIN boundary_version ON boundary_version.uuid = boundary_uuid
JOIN finding ON finding.screening_uuid = application.screening_uuid AND listed = 'now'
WHERE superseded_by IS NULL AND overlap IS NOT NULL
ORDER BY application.reference, finding.position
