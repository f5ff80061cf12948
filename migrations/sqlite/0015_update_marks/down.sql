-- Phones may hold any number that an earlier release gave; what is beyond them all is news to every phone.
CREATE TABLE pass_types (
    pass_type_identifier TEXT PRIMARY KEY NOT NULL,
    update_tag BIGINT NOT NULL
);
INSERT INTO pass_types (pass_type_identifier, update_tag) SELECT DISTINCT pass_type_identifier, 1099511627776 FROM registrations;
ALTER TABLE cards ADD COLUMN update_tag BIGINT NOT NULL DEFAULT 1099511627776;
DROP INDEX registrations_of_type;
ALTER TABLE registrations DROP COLUMN mark;
