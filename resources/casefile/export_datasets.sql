SELECT
  application.reference AS application, number, dataset, dataset_result.name AS name, state, coverage, why, count, snapshot, screened_at
FROM application
JOIN boundary_version ON boundary_version.uuid = boundary_uuid
JOIN dataset_result ON dataset_result.screening_uuid = application.screening_uuid
WHERE superseded_by IS NULL
ORDER BY application.reference, position
