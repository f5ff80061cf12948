ALTER TABLE visit_imports DROP COLUMN placeless;
ALTER TABLE visit_imports DROP COLUMN refunds;
ALTER TABLE visit_imports DROP COLUMN without_member;
