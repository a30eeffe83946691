INSERT INTO validation_request (
  uuid, application_uuid, key, position, type, state, created_at, post_validation, notified_at, reason, response_due, response,
  rejection_reason, approved, cancel_reason, cancelled_at, closed_at, specific, back_office_id,
  created_by, closed_by, closes_by_silence_at, silence, gone_at
) VALUES (
  :uuid, :application_uuid, :key, :position, :type, :state, :created_at, :post_validation, :notified_at, :reason, :response_due,
  :response, :rejection_reason, :approved, :cancel_reason, :cancelled_at, :closed_at, :specific, :back_office_id,
  :created_by, :closed_by, :closes_by_silence_at, :silence, :gone_at
)
ON CONFLICT (uuid) DO UPDATE SET
  position = excluded.position, type = excluded.type, state = excluded.state, created_at = excluded.created_at,
  post_validation = excluded.post_validation, notified_at = excluded.notified_at, reason = excluded.reason,
  response_due = excluded.response_due, response = excluded.response, rejection_reason = excluded.rejection_reason,
  approved = excluded.approved, cancel_reason = excluded.cancel_reason, cancelled_at = excluded.cancelled_at,
  closed_at = excluded.closed_at, specific = excluded.specific, back_office_id = excluded.back_office_id,
  created_by = excluded.created_by, closed_by = excluded.closed_by, closes_by_silence_at = excluded.closes_by_silence_at,
  silence = excluded.silence, gone_at = excluded.gone_at
