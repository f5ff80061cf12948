-- A visit says where its events stand in the log: the first one at this place, the second behind it. So they need no entries in the indexes
-- below, whose pages lie in no order and are most of what a scan would write. Visits from before have none, and their events stay in them.
ALTER TABLE scans ADD COLUMN event_seq BIGINT;
ALTER TABLE events ADD COLUMN of_visit BOOLEAN NOT NULL DEFAULT false;

DROP INDEX events_of_card;
DROP INDEX events_of_member;
-- SQLite keeps a key with each entry, so the shop, which a card has anyhow, is left out.
CREATE INDEX events_of_card ON events (card_id) WHERE card_id IS NOT NULL AND NOT of_visit;
CREATE INDEX events_of_member ON events (member_id) WHERE member_id IS NOT NULL AND NOT of_visit;
