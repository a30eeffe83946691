INSERT INTO representation (
  uuid, application_uuid, key, position, kind, text, received_at, sentiment, author, address, tags, back_office_id, gone_at
) VALUES (
  :uuid, :application_uuid, :key, :position, :kind, :text, :received_at, :sentiment, :author, :address, :tags, :back_office_id,
  :gone_at
)
ON CONFLICT (uuid) DO UPDATE SET
  position = excluded.position, kind = excluded.kind, text = excluded.text, received_at = excluded.received_at,
  sentiment = excluded.sentiment, author = excluded.author, address = excluded.address, tags = excluded.tags,
  back_office_id = excluded.back_office_id, gone_at = excluded.gone_at
