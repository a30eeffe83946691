SELECT
  uuid, key, name, url, created_at, tags, numbers, description, size, content_type, gone_at
FROM document WHERE application_uuid = ? ORDER BY position, key
