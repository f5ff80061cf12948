DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (state, channel, due_at);
DROP TABLE call_rates;
DROP TABLE instances;
