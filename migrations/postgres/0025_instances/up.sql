-- The instances that run on this database, each until a moment by the server's clock. The first by age does what one does for all, and
-- what is owed is shared out among them by the last letters of its shop.
CREATE TABLE instances (
    id TEXT PRIMARY KEY NOT NULL,
    -- The wallets that it can reach, with a space between them.
    channels TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);

-- When the next call to somebody may begin who counts the calls of all instances together: microseconds of the server's clock.
CREATE TABLE call_rates (
    name TEXT PRIMARY KEY NOT NULL,
    next_at BIGINT NOT NULL
);

-- The last letters are in the index, so that an instance passes over what others send without reading it.
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (state, channel, due_at, substr(merchant_id, 29) COLLATE "C");
