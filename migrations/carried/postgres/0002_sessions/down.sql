ALTER TABLE api_keys DROP COLUMN made_by;
ALTER TABLE sessions DROP COLUMN made_by;
ALTER TABLE sessions DROP COLUMN last_used_at;
