-- Who asks for a card's events reads these and not the whole log.
CREATE INDEX events_of_card ON events (merchant_id, card_id, seq) WHERE card_id IS NOT NULL;
