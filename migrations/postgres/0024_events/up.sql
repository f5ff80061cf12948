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
    event_id BYTEA NOT NULL,
    member_id BYTEA,
    card_id BYTEA,
    line BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (merchant_id, seq),
    UNIQUE (merchant_id, event_id)
);

-- What src/store/coding/id_bytes.rs does. 20 bits, four signs of base32, are five digits of base16. Single expressions, which the planner puts in
-- place: a call for each row would take longer than all else.
CREATE FUNCTION digits_of_signs(signs TEXT, place INTEGER) RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT lpad(to_hex((strpos('0123456789abcdefghijklmnopqrstuv', substr(signs, place, 1)) - 1) * 32768
        + (strpos('0123456789abcdefghijklmnopqrstuv', substr(signs, place + 1, 1)) - 1) * 1024
        + (strpos('0123456789abcdefghijklmnopqrstuv', substr(signs, place + 2, 1)) - 1) * 32
        + strpos('0123456789abcdefghijklmnopqrstuv', substr(signs, place + 3, 1)) - 1), 5, '0')
$$;
CREATE FUNCTION bytes_of_signs(signs TEXT) RETURNS BYTEA LANGUAGE sql STABLE AS $$
    SELECT decode(left(digits_of_signs(signs, 1) || digits_of_signs(signs, 5) || digits_of_signs(signs, 9) || digits_of_signs(signs, 13)
        || digits_of_signs(signs, 17) || digits_of_signs(signs, 21) || digits_of_signs(signs, 25), 32), 'hex')
$$;
CREATE FUNCTION bytes_of_id(prefix TEXT, id TEXT) RETURNS BYTEA LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN id ~ ('^' || prefix || '[0-9a-v]{25}[048cgkos]$') THEN bytes_of_signs(substr(id, length(prefix) + 1) || '00')
        WHEN id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN decode(replace(id, '-', ''), 'hex') || '\xfe'::bytea
        WHEN octet_length(id) = 16 THEN convert_to(id, 'UTF8') || '\xff'::bytea
        ELSE convert_to(id, 'UTF8') END
$$;
CREATE FUNCTION bytes_of_hash(hash TEXT) RETURNS BYTEA LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN hash ~ '^[0-9a-v]{51}[0g]$' THEN decode(left(digits_of_signs(hash, 1) || digits_of_signs(hash, 5) || digits_of_signs(hash, 9)
            || digits_of_signs(hash, 13) || digits_of_signs(hash, 17) || digits_of_signs(hash, 21) || digits_of_signs(hash, 25)
            || digits_of_signs(hash, 29) || digits_of_signs(hash, 33) || digits_of_signs(hash, 37) || digits_of_signs(hash, 41)
            || digits_of_signs(hash, 45) || digits_of_signs(hash, 49), 64), 'hex')
        WHEN octet_length(hash) = 32 THEN convert_to(hash, 'UTF8') || '\xff'::bytea
        ELSE convert_to(hash, 'UTF8') END
$$;

INSERT INTO events (merchant_id, seq, occurred_at, received_at, kind, event_id, member_id, card_id, line, hash)
SELECT merchant_id, seq, occurred_at, received_at, kind, bytes_of_id('evt_', event_id), bytes_of_id('mem_', member_id),
    bytes_of_id('card_', card_id), convert_to('0' || line, 'UTF8'), bytes_of_hash(hash)
FROM former_events ORDER BY merchant_id, seq;
DROP TABLE former_events;
DROP FUNCTION bytes_of_hash;
DROP FUNCTION bytes_of_id;
DROP FUNCTION bytes_of_signs;
DROP FUNCTION digits_of_signs;
-- The table of before had these names.
ALTER INDEX events_pkey1 RENAME TO events_pkey;
ALTER INDEX events_merchant_id_event_id_key1 RENAME TO events_merchant_id_event_id_key;

-- Events of one instant stand once in it on PostgreSQL.
CREATE INDEX events_by_arrival ON events (merchant_id, received_at);
-- A member's page tells the visits that were imported from the till; only these lie in it, so that a scan writes no more than before.
CREATE INDEX imported_visits_of_member ON events (merchant_id, member_id, occurred_at) WHERE kind = 'visit_imported';
-- What a card or a member is asked for is found by these. A card's entries stand behind one key on PostgreSQL, so that each takes few bytes.
CREATE INDEX events_of_card ON events (merchant_id, card_id) WHERE card_id IS NOT NULL;
CREATE INDEX events_of_member ON events (merchant_id, member_id) WHERE member_id IS NOT NULL;
