ALTER TABLE merchants DROP COLUMN suspended_at;
