-- Who asks for the events of one card or one member reads theirs and not the whole log.
CREATE INDEX events_of_card ON events (merchant_id, card_id, seq) WHERE card_id IS NOT NULL;
CREATE INDEX events_of_member ON events (merchant_id, member_id, seq) WHERE member_id IS NOT NULL;
