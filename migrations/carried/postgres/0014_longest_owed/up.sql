-- Since when the longest owed push or write waits, which every probe asks: an outage of Apple's owes millions, and none is read for it.
CREATE INDEX deliveries_owed ON deliveries (owed_since) WHERE state = 'pending';
