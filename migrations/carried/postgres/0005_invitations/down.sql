ALTER TABLE sessions DROP COLUMN name;
ALTER TABLE sign_in_links DROP COLUMN made_by;
ALTER TABLE sign_in_links DROP COLUMN name;
ALTER TABLE sign_in_links DROP COLUMN id;
