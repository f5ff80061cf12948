-- Answers kept under the idempotency keys of a shop. `key_digest`, `request_digest`: 16 bytes of the SHA-256 of credential and key, and
-- of the request's own digest. `slot`: the day of `created_at` (UTC, counted from 1970) modulo nine: eight hold what is seven days old or newer, and the ninth is emptied.
-- `member_id`: whom the answer is about. `answer`: how, see src/store/answers/coding.rs.
CREATE TABLE answers (
    merchant_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    key_digest BYTEA NOT NULL,
    request_digest BYTEA NOT NULL,
    member_id TEXT,
    answer BYTEA NOT NULL,
    PRIMARY KEY (merchant_id, key_digest, slot)
) PARTITION BY LIST (slot);
CREATE TABLE answers_0 PARTITION OF answers FOR VALUES IN (0);
CREATE TABLE answers_1 PARTITION OF answers FOR VALUES IN (1);
CREATE TABLE answers_2 PARTITION OF answers FOR VALUES IN (2);
CREATE TABLE answers_3 PARTITION OF answers FOR VALUES IN (3);
CREATE TABLE answers_4 PARTITION OF answers FOR VALUES IN (4);
CREATE TABLE answers_5 PARTITION OF answers FOR VALUES IN (5);
CREATE TABLE answers_6 PARTITION OF answers FOR VALUES IN (6);
CREATE TABLE answers_7 PARTITION OF answers FOR VALUES IN (7);
CREATE TABLE answers_8 PARTITION OF answers FOR VALUES IN (8);
CREATE INDEX answers_of_member ON answers (member_id) WHERE member_id IS NOT NULL;

INSERT INTO answers (merchant_id, created_at, slot, key_digest, request_digest, member_id, answer)
SELECT merchant_id, created_at, created_at / 86400000 % 9,
    substring(sha256(convert_to(credential_id || ' ' || idempotency_key, 'UTF8')) FROM 1 FOR 16),
    substring(sha256(convert_to(request_hash, 'UTF8')) FROM 1 FOR 16),
    CASE WHEN strpos(body, '"mem_') > 0 THEN substr(body, strpos(body, '"mem_') + 1, 30)
        ELSE (SELECT c.member_id FROM cards c WHERE c.merchant_id = i.merchant_id
            AND c.id = substr(':"' || i.body, strpos(':"' || i.body, ':"card_') + 2, 31)) END,
    convert_to(CASE status WHEN 201 THEN 'C' WHEN 202 THEN 'A' ELSE 'E' END || body, 'UTF8')
FROM idempotency i;
DROP TABLE idempotency;

-- What is forgotten after a time is found by its age.
CREATE INDEX page_views_of_day ON page_views (local_day);
