-- The end of a key ends the sessions that it began.
CREATE INDEX sessions_of_key ON sessions (merchant_id, key_id) WHERE key_id IS NOT NULL;
