DROP INDEX members_of_same_id;
ALTER TABLE members DROP COLUMN same_id_as;
DROP TABLE typed_ids;
