-- Answers kept under the idempotency keys of a shop. `key_digest`, `request_digest`: 16 bytes of the SHA-256 of credential and key, and
-- of the request's own digest. `slot`: the day of `created_at` (UTC, counted from 1970) modulo nine: so that a day's answers lie together.
-- `member_id`: whom the answer is about. `answer`: how, see src/store/answers/coding.rs.
CREATE TABLE answers (
    merchant_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    key_digest BLOB NOT NULL,
    request_digest BLOB NOT NULL,
    member_id TEXT,
    answer BLOB NOT NULL,
    PRIMARY KEY (merchant_id, key_digest, slot)
);
CREATE INDEX answers_by_age ON answers (created_at);
CREATE INDEX answers_of_member ON answers (member_id) WHERE member_id IS NOT NULL;

INSERT INTO answers (merchant_id, created_at, slot, key_digest, request_digest, member_id, answer)
SELECT merchant_id, created_at, created_at / 86400000 % 9, substr(sha256(credential_id || ' ' || idempotency_key), 1, 16),
    substr(sha256(request_hash), 1, 16),
    CASE WHEN instr(body, '"mem_') > 0 THEN substr(body, instr(body, '"mem_') + 1, 30)
        ELSE (SELECT c.member_id FROM cards c WHERE c.merchant_id = i.merchant_id
            AND c.id = substr(':"' || i.body, instr(':"' || i.body, ':"card_') + 2, 31)) END,
    CAST(CASE status WHEN 201 THEN 'C' WHEN 202 THEN 'A' ELSE 'E' END || body AS BLOB)
FROM idempotency i;
DROP TABLE idempotency;

-- What is forgotten after a time is found by its age.
CREATE INDEX page_views_of_day ON page_views (local_day);
