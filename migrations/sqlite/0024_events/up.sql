-- Append-only: nothing but INSERT ever touches this table. Ids and hash are bytes, see src/store/coding/id_bytes.rs; `line`: how, see
-- src/store/coding/line.rs.
ALTER TABLE events RENAME TO former_events;
DROP INDEX events_by_arrival;
DROP INDEX imported_visits_of_member;
CREATE TABLE events (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    seq BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    event_id BLOB NOT NULL,
    member_id BLOB,
    card_id BLOB,
    line BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (merchant_id, seq),
    UNIQUE (merchant_id, event_id)
);

INSERT INTO events (merchant_id, seq, occurred_at, received_at, kind, event_id, member_id, card_id, line, hash)
SELECT merchant_id, seq, occurred_at, received_at, kind, bytes_of_id('evt_', event_id), bytes_of_id('mem_', member_id),
    bytes_of_id('card_', card_id), CAST('0' || line AS BLOB), bytes_of_hash(hash)
FROM former_events ORDER BY merchant_id, seq;
DROP TABLE former_events;

-- Events of one instant stand once in it on PostgreSQL.
CREATE INDEX events_by_arrival ON events (merchant_id, received_at);
-- A member's page tells the visits that were imported from the till; only these lie in it, so that a scan writes no more than before.
CREATE INDEX imported_visits_of_member ON events (merchant_id, member_id, occurred_at) WHERE kind = 'visit_imported';
-- What a card or a member is asked for is found by these. SQLite keeps a key with each entry, so the shop, which a card has anyhow, is left out.
CREATE INDEX events_of_card ON events (card_id) WHERE card_id IS NOT NULL;
CREATE INDEX events_of_member ON events (member_id) WHERE member_id IS NOT NULL;
