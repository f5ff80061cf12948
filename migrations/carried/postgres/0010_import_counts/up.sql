-- What of a till's export is no visit and no fault either, and the visits whose place was left out.
ALTER TABLE visit_imports ADD COLUMN without_member BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visit_imports ADD COLUMN refunds BIGINT NOT NULL DEFAULT 0;
ALTER TABLE visit_imports ADD COLUMN placeless BIGINT NOT NULL DEFAULT 0;
