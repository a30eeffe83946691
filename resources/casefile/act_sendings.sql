-- Acts that the back office has taken: when each was done, and when the answer came.
SELECT outbox.uuid, outbox.created_at, min(audit.at)
FROM outbox JOIN audit ON audit.application_uuid = outbox.application_uuid AND audit.record_kind = 'outbox' AND audit.record_uuid = outbox.uuid
WHERE outbox.state = 'sent' AND audit.verb LIKE '%: sent'
GROUP BY outbox.uuid, outbox.created_at
