-- A phone's update tag tells of each of its registrations which version it has heard of. The mark says which registration that is: 40
-- random bits, so that no tag tells of one that was made later, and after a restore no tag tells of any.
ALTER TABLE registrations ADD COLUMN mark BIGINT NOT NULL DEFAULT 0;
UPDATE registrations SET mark = random() & 1099511627775;
-- A pass type is known as long as a phone is registered under it.
CREATE INDEX registrations_of_type ON registrations (pass_type_identifier);
ALTER TABLE cards DROP COLUMN update_tag;
DROP TABLE pass_types;
