-- The push token that a device has now stands once, and not in each registration: a new one is one row, and no shop's row is written for it.
-- It is not unique: one phone registers under several device identifiers with one token. `updated_at`: when the device last told it.
CREATE TABLE devices (
    device_library_identifier TEXT PRIMARY KEY NOT NULL,
    push_token TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX devices_of_token ON devices (push_token);

-- The shops in which a device has registrations, so that each of these is asked by its shop. It is its key alone: with row ids SQLite would
-- keep it twice.
CREATE TABLE device_merchants (
    device_library_identifier TEXT NOT NULL,
    merchant_id TEXT NOT NULL,
    PRIMARY KEY (device_library_identifier, merchant_id)
) WITHOUT ROWID;

-- The newest one, should a device have left several.
INSERT INTO devices (device_library_identifier, push_token, updated_at)
SELECT device_library_identifier, max(push_token), max(updated_at) FROM registrations
WHERE NOT EXISTS (
    SELECT 1 FROM registrations newer
    WHERE newer.device_library_identifier = registrations.device_library_identifier AND newer.updated_at > registrations.updated_at
)
GROUP BY device_library_identifier;

INSERT INTO device_merchants (device_library_identifier, merchant_id)
SELECT DISTINCT device_library_identifier, merchant_id FROM registrations;

-- A push is owed to a device, and goes to the token that it has when it is sent. What was owed to a token that no device has is gone, and the
-- token with it. In two steps: a device may bear the name of another one's token, but none has a space in its name.
UPDATE deliveries SET target = coalesce((
    SELECT ' ' || min(devices.device_library_identifier)
    FROM registrations JOIN devices ON devices.device_library_identifier = registrations.device_library_identifier
    WHERE registrations.merchant_id = deliveries.merchant_id AND registrations.card_id = deliveries.card_id
        AND devices.push_token = deliveries.target
), 'gone ' || id)
WHERE channel = 'apple';
UPDATE deliveries SET target = substr(target, 2) WHERE channel = 'apple' AND target LIKE ' %';

DROP INDEX registrations_of_token;
DROP INDEX registrations_of_device;
ALTER TABLE registrations DROP COLUMN push_token;
CREATE INDEX registrations_of_device ON registrations (device_library_identifier, merchant_id);
