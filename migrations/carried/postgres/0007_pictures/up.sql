-- Pictures of the shops' own, as PNG in the pixels that a card needs, by what they show. A program's version names them by their hash.
CREATE TABLE pictures (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    hash TEXT NOT NULL,
    body BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, hash)
);
