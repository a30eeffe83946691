SELECT
  uuid, key, role, name, company, email, phone, address, gone_at
FROM contact WHERE application_uuid = ? ORDER BY position, key
