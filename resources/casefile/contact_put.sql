INSERT INTO contact (
  uuid, application_uuid, key, position, role, name, company, email, phone, address, gone_at
) VALUES (
  :uuid, :application_uuid, :key, :position, :role, :name, :company, :email, :phone, :address, :gone_at
)
ON CONFLICT (uuid) DO UPDATE SET
  position = excluded.position, role = excluded.role, name = excluded.name, company = excluded.company, email = excluded.email,
  phone = excluded.phone, address = excluded.address, gone_at = excluded.gone_at
