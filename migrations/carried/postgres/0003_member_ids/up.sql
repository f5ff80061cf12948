-- Members whose own id may still stand as it was typed. It is sealed, so the program folds it, with the secret; then the row is gone.
CREATE TABLE typed_ids (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (merchant_id, member_id)
);
INSERT INTO typed_ids (merchant_id, member_id) SELECT merchant_id, member_id FROM member_profiles;
-- The older member who keeps the id that this one has, too; this one then has no digest of it.
ALTER TABLE members ADD COLUMN same_id_as TEXT;
CREATE INDEX members_of_same_id ON members (same_id_as) WHERE same_id_as IS NOT NULL;
