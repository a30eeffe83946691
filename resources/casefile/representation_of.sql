SELECT
  uuid, key, kind, text, received_at, sentiment, author, address, tags, back_office_id, gone_at
FROM representation WHERE application_uuid = ? ORDER BY position, key
