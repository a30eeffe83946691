-- How much that is personal the application ?1 holds, with those that stepped back for it: one row a sort, none for what is empty.
WITH its (uuid) AS (SELECT uuid FROM application WHERE uuid = ?1 OR superseded_by = ?1),
held (sort, count) AS (
  SELECT 'contact', COUNT(*) FROM contact WHERE application_uuid IN its AND name || company || email || phone || address <> ''
  UNION ALL
  SELECT 'representation', COUNT(*) FROM representation WHERE application_uuid IN its AND author || address || text <> ''
  UNION ALL
  SELECT 'answer of an applicant', COUNT(*) FROM validation_request WHERE application_uuid IN its AND response || rejection_reason <> ''
  UNION ALL
  SELECT 'reply written down', COUNT(*) FROM recorded_reply
  WHERE application_uuid IN its AND (who || words || attachment_name <> '' OR attachment IS NOT NULL)
  UNION ALL
  SELECT 'address of a neighbour', coalesce(SUM(json_array_length(content, '$.neighbours')), 0) FROM casework_record
  WHERE application_uuid IN its AND kind = 'neighbours'
  UNION ALL
  SELECT 'reason of a fact', COUNT(*) FROM told_fact WHERE application_uuid IN its AND source = 'officer' AND said <> ''
  UNION ALL
  SELECT 'answer as it came', COUNT(*) FROM raw_answer WHERE application_uuid IN its AND text <> ''
  UNION ALL
  SELECT 'earlier wording of casework', COUNT(*) FROM casework_wording
  WHERE application_uuid IN its AND (before <> 'null' OR after <> 'null')
  UNION ALL
  SELECT 'photograph', coalesce(SUM(json_array_length(content, '$.photographs')), 0) FROM casework_record
  WHERE application_uuid IN its AND kind IN ('site_visit', 'posted_notice')
)
SELECT sort, count FROM held WHERE count > 0
