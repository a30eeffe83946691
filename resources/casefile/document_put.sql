INSERT INTO document (
  uuid, application_uuid, key, position, name, url, created_at, tags, numbers, description, size, content_type, gone_at
) VALUES (
  :uuid, :application_uuid, :key, :position, :name, :url, :created_at, :tags, :numbers, :description, :size, :content_type,
  :gone_at
)
ON CONFLICT (uuid) DO UPDATE SET
  position = excluded.position, name = excluded.name, url = excluded.url, created_at = excluded.created_at, tags = excluded.tags,
  numbers = excluded.numbers, description = excluded.description, size = excluded.size, content_type = excluded.content_type,
  gone_at = excluded.gone_at
