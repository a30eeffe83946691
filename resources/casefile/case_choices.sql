SELECT 'status', status, COUNT(*) FROM application WHERE superseded_by IS NULL AND gone_at IS NULL GROUP BY status
UNION ALL
SELECT 'type', type_code, COUNT(*) FROM application WHERE superseded_by IS NULL AND gone_at IS NULL AND type_code <> '' GROUP BY type_code
UNION ALL
SELECT 'officer', officer, COUNT(*) FROM application WHERE superseded_by IS NULL AND gone_at IS NULL AND officer <> '' GROUP BY officer
