-- Invitations: one-time links that somebody who is signed in made for another person. They are listed and taken back, so they have an id; for
-- whom and by whom is told. Links from the command line have none of it.
ALTER TABLE sign_in_links ADD COLUMN id TEXT;
ALTER TABLE sign_in_links ADD COLUMN name TEXT;
ALTER TABLE sign_in_links ADD COLUMN made_by TEXT;
-- Whom an invitation signed in.
ALTER TABLE sessions ADD COLUMN name TEXT;
