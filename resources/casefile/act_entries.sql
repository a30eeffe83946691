-- When the acts of the JSON list ?1 were done, case by case, oldest first; not by whom, and not what was written.
SELECT application_uuid, verb, at FROM audit
WHERE verb IN (SELECT value FROM json_each(?1)) AND application_uuid <> ''
ORDER BY sequence
