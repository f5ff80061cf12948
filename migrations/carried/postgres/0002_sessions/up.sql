-- When a browser came last: it stays signed in for as long as it comes within 30 days.
ALTER TABLE sessions ADD COLUMN last_used_at BIGINT;
-- Who made an address of the results, or a key: the owner key, also through a browser that signed in with it, else the session. NULL: the command line.
ALTER TABLE sessions ADD COLUMN made_by TEXT;
ALTER TABLE api_keys ADD COLUMN made_by TEXT;
