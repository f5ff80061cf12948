-- Phones may hold any number that an earlier release gave; what is beyond them all is news to every phone.
ALTER TABLE pass_types ADD COLUMN update_tag BIGINT NOT NULL DEFAULT 1099511627776;
ALTER TABLE cards ADD COLUMN update_tag BIGINT NOT NULL DEFAULT 1099511627776;
ALTER TABLE registrations DROP COLUMN mark;
