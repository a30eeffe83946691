-- Every application that the back office still has, decided ones too, with its red line in force or else the point of its address.
SELECT
  reference, full_reference, alternative_reference, previous_references, type_code, type_description, description, address, status, decision,
  appeal, received_on, valid_on, determined_on, longitude, latitude, easting, northing, geometry
FROM application LEFT JOIN boundary_version ON boundary_version.uuid = application.boundary_uuid
WHERE superseded_by IS NULL AND gone_at IS NULL
ORDER BY reference
