-- Whether the till asks its staff what a visit came to.
ALTER TABLE tills ADD COLUMN asks_amount BOOLEAN NOT NULL DEFAULT FALSE;
