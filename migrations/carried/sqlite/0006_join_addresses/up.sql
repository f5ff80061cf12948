-- Every last part of an address that ever led to a shop's join page: the present one, which is merchants.slug, and those before
-- it, which stay the shop's and lead to it.
CREATE TABLE join_addresses (
    slug TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX join_addresses_of_merchant ON join_addresses (merchant_id);
INSERT INTO join_addresses (slug, merchant_id, created_at) SELECT slug, id, created_at FROM merchants;
