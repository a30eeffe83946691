SELECT
  geometry, reference, full_reference, status, application.address AS address, application.description AS description, type_code, officer,
  expiry_date, number, kind, origin, boundary_version.uuid = boundary_uuid AS current, author, created_at, reason, area_m2, crs,
  accuracy_operation, accuracy_metres, original_form, original_text, original_sha256, red_line_errors, overlaps, touches, not_checked,
  screened_at, application.uuid AS application_uuid, boundary_version.uuid AS version_uuid
FROM boundary_version JOIN application ON application.uuid = application_uuid
WHERE superseded_by IS NULL
ORDER BY application.reference, kind DESC, number
