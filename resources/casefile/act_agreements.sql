-- Red lines that were asked for here, and when the applicant said yes: by the back office, else by the reply that an officer recorded.
SELECT
  red_line_request.uuid,
  red_line_request.created_at,
  coalesce(
    CASE WHEN validation_request.approved = 1 THEN nullif(validation_request.closed_at, '') END,
    (SELECT max(replied_on) FROM recorded_reply WHERE recorded_reply.request_uuid = red_line_request.uuid AND reply = 'agreed')
  )
FROM red_line_request
JOIN settlement ON settlement.request_uuid = red_line_request.uuid AND settled = 'agreed'
LEFT JOIN validation_request ON validation_request.uuid = validation_request_uuid
