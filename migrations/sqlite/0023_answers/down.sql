DROP INDEX page_views_of_day;
CREATE TABLE idempotency (
    merchant_id TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, credential_id, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
-- The keys stand in no table any more, only their digests.
DROP TABLE answers;
