INSERT INTO screening (
  uuid, application_uuid, boundary_version_uuid, site, file, judged_on, screened_at, confirmed_at, engine, tolerance_m, near_m,
  checks, unreliable, content_sha256, officer_uuid
) VALUES (
  :uuid, :application_uuid, :boundary_version_uuid, :site, :file, :judged_on, :screened_at, :confirmed_at, :engine, :tolerance_m,
  :near_m, :checks, :unreliable, :content_sha256, :officer_uuid
)
