-- The channels that a shop named in addresses of its join page, beside those that every shop has. Anybody can write an address, so
-- their number is limited.
CREATE TABLE own_channels (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    channel TEXT NOT NULL,
    PRIMARY KEY (merchant_id, channel)
);
INSERT INTO own_channels (merchant_id, channel) SELECT DISTINCT merchant_id, channel FROM cards WHERE channel NOT IN (
    'counter_qr', 'receipt_qr', 'poster', 'table_tent', 'website', 'social', 'referral', 'staff', 'overlay', 'popup',
    'order_confirmation', 'mail'
);
