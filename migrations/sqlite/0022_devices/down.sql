-- One without a device has no token that the column could hold, and no push would reach it.
DELETE FROM registrations WHERE NOT EXISTS (
    SELECT 1 FROM devices WHERE devices.device_library_identifier = registrations.device_library_identifier
);
DROP INDEX registrations_of_device;
ALTER TABLE registrations ADD COLUMN push_token TEXT NOT NULL DEFAULT '';
UPDATE registrations SET push_token = (
    SELECT devices.push_token FROM devices WHERE devices.device_library_identifier = registrations.device_library_identifier
);
CREATE INDEX registrations_of_device ON registrations (device_library_identifier, pass_type_identifier);
CREATE INDEX registrations_of_token ON registrations (push_token);
-- Of several identifiers of one phone the first stands for all.
UPDATE deliveries SET target = ' ' || (
    SELECT devices.push_token FROM devices WHERE devices.device_library_identifier = deliveries.target
)
WHERE channel = 'apple' AND EXISTS (SELECT 1 FROM devices WHERE devices.device_library_identifier = deliveries.target) AND NOT EXISTS (
    SELECT 1 FROM devices phone JOIN devices other ON other.push_token = phone.push_token
        JOIN registrations held ON held.device_library_identifier = other.device_library_identifier
    WHERE phone.device_library_identifier = deliveries.target AND other.device_library_identifier < phone.device_library_identifier
        AND held.merchant_id = deliveries.merchant_id AND held.card_id = deliveries.card_id
);
UPDATE deliveries SET target = substr(target, 2) WHERE channel = 'apple' AND target LIKE ' %';
DROP TABLE device_merchants;
DROP TABLE devices;
