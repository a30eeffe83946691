SELECT
  uuid, key, type, state, created_at, post_validation, notified_at, reason, response_due, response, rejection_reason, approved,
  cancel_reason, cancelled_at, closed_at, specific, back_office_id, created_by, closed_by,
  closes_by_silence_at, silence, gone_at
FROM validation_request WHERE application_uuid = ? ORDER BY position, key
