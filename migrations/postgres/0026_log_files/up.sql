-- Files that hold the old part of a shop's log, see src/store/log_files/mod.rs. Up to the last event of the last file the files hold the
-- log, and rows of `events` up to there do not count.
CREATE TABLE log_files (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    path TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    -- When the first and the last of its events by arrival were received.
    received_from BIGINT NOT NULL,
    received_until BIGINT NOT NULL,
    -- The hash of the event before the first, and of the last.
    hash_before TEXT NOT NULL,
    hash_after TEXT NOT NULL,
    -- The kinds of its events, with a space between them.
    kinds TEXT NOT NULL,
    -- Fingerprints of the ids in it, see src/store/log_files/fingerprints.rs.
    event_ids BYTEA NOT NULL,
    member_ids BYTEA NOT NULL,
    card_ids BYTEA NOT NULL,
    PRIMARY KEY (merchant_id, first_seq)
);
