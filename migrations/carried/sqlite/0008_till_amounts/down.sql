ALTER TABLE tills DROP COLUMN asks_amount;
