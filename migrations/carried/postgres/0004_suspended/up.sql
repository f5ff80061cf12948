-- Since when the operator keeps the shop from working; none: it works.
ALTER TABLE merchants ADD COLUMN suspended_at BIGINT;
