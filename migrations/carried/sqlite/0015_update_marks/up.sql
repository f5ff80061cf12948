-- A phone's update tag tells of each of its registrations which version it has heard of. The mark says which registration that is: 40
-- random bits, so that no tag tells of one that was made later, and after a restore no tag tells of any.
ALTER TABLE registrations ADD COLUMN mark BIGINT NOT NULL DEFAULT 0;
UPDATE registrations SET mark = random() & 1099511627775;
ALTER TABLE cards DROP COLUMN update_tag;
-- What is left is which pass types there were: an installed pass keeps its type for life.
ALTER TABLE pass_types DROP COLUMN update_tag;
DELETE FROM pass_types WHERE pass_type_identifier = '';
INSERT INTO pass_types (pass_type_identifier) SELECT DISTINCT pass_type_identifier FROM registrations WHERE true ON CONFLICT DO NOTHING;
