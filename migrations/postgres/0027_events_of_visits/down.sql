DROP INDEX events_of_member;
DROP INDEX events_of_card;
CREATE INDEX events_of_card ON events (merchant_id, card_id) WHERE card_id IS NOT NULL;
CREATE INDEX events_of_member ON events (merchant_id, member_id) WHERE member_id IS NOT NULL;
ALTER TABLE events DROP COLUMN of_visit;
ALTER TABLE scans DROP COLUMN event_seq;
