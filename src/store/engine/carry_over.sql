-- What a database of the schemas 0001 to 0015 holds, into the tables of 0020. The old tables stand aside under `before_`. Both databases run
-- the same statements, one after the other.

INSERT INTO merchants (id, bucket, carried_over, slug, name, test, program_version, created_at, log_seq, log_hash, imported_seq,
    archive_generation, archive_seq, suspended_at)
SELECT id, 0, TRUE, slug, name, test, program_version, created_at, log_seq, log_hash, imported_seq, archive_edition, archive_seq, suspended_at
FROM before_merchants;

INSERT INTO join_addresses (slug, merchant_id, created_at) SELECT slug, merchant_id, created_at FROM before_join_addresses;

INSERT INTO programs (merchant_id, version, body, created_at) SELECT merchant_id, version, body, created_at FROM before_programs;

INSERT INTO pictures (merchant_id, hash, body, created_at) SELECT merchant_id, hash, body, created_at FROM before_pictures;

INSERT INTO api_keys (merchant_id, id, role, token_hash, hint, created_at, last_used_at, revoked_at, made_by)
SELECT merchant_id, id, role, token_hash, hint, created_at, last_used_at, revoked_at, made_by FROM before_api_keys
WHERE merchant_id IS NOT NULL;

INSERT INTO operator_keys (id, token_hash, hint, created_at, last_used_at, revoked_at)
SELECT id, token_hash, hint, created_at, last_used_at, revoked_at FROM before_api_keys WHERE merchant_id IS NULL;

INSERT INTO locations (merchant_id, id, name, created_at) SELECT merchant_id, id, name, created_at FROM before_locations;

INSERT INTO tills (merchant_id, id, name, location_id, enrol_hash, enrol_expires_at, token_hash, token_expires_at, last_seen_at, created_at,
    revoked_at, pin_hash, pin_failures, locked_at, used_at, asks_amount)
SELECT merchant_id, id, name, location_id, enrol_hash, enrol_expires_at, token_hash, token_expires_at, last_seen_at, created_at, revoked_at,
    pin_hash, pin_failures, locked_at, used_at, asks_amount
FROM before_tills;

INSERT INTO sessions (merchant_id, id, role, key_id, token_hash, created_at, expires_at, revoked_at, last_used_at, made_by, name)
SELECT merchant_id, id, role, key_id, token_hash, created_at, expires_at, revoked_at, last_used_at, made_by, name FROM before_sessions;

INSERT INTO sign_in_links (token_hash, merchant_id, created_at, expires_at, id, name, made_by)
SELECT token_hash, merchant_id, created_at, expires_at, id, name, made_by FROM before_sign_in_links;

INSERT INTO tokens (token_hash, merchant_id)
SELECT token_hash, merchant_id FROM before_api_keys WHERE merchant_id IS NOT NULL
UNION SELECT token_hash, merchant_id FROM before_tills WHERE token_hash IS NOT NULL
UNION SELECT enrol_hash, merchant_id FROM before_tills WHERE enrol_hash IS NOT NULL
UNION SELECT token_hash, merchant_id FROM before_sessions;

-- Whoever was merged into another one comes first without it: the other's row may not be there yet.
INSERT INTO members (merchant_id, id, external_hash, stamps, round, visits, tier, created_at, updated_at, merged_into, erased_at, same_id_as)
SELECT merchant_id, id, external_hash, stamps, round, visits, tier, created_at, updated_at, NULL, erased_at, same_id_as FROM before_members;

UPDATE members SET merged_into = (SELECT merged_into FROM before_members WHERE before_members.id = members.id)
WHERE id IN (SELECT id FROM before_members WHERE merged_into IS NOT NULL);

INSERT INTO typed_ids (merchant_id, member_id) SELECT merchant_id, member_id FROM before_typed_ids;

INSERT INTO member_profiles (merchant_id, member_id, secret_id, sealed_key, sealed)
SELECT merchant_id, member_id, secret_id, sealed_key, sealed FROM before_member_profiles;

INSERT INTO member_marks (merchant_id, member_id, mark) SELECT merchant_id, member_id, mark FROM before_member_marks;

INSERT INTO cards (merchant_id, id, member_id, secret_id, short_code, state, locale, channel, version, last_modified_s, notified_version,
    expires_at, created_at, updated_at)
SELECT merchant_id, id, member_id, secret_id, short_code, state, locale, channel, version, last_modified_s, told_version, expires_at,
    created_at, updated_at
FROM before_cards;

INSERT INTO carried_cards (card_id, merchant_id) SELECT id, merchant_id FROM before_cards;

INSERT INTO scans (merchant_id, id, card_id, member_id, location_id, till_id, key_id, stamps, amount_minor, occurred_at, received_at, voided_at)
SELECT merchant_id, id, card_id, member_id, location_id, till_id, key_id, stamps, amount_minor, occurred_at, received_at, voided_at
FROM before_scans;

INSERT INTO stamp_changes (merchant_id, id, member_id, card_id, delta, reason, note, occurred_at)
SELECT merchant_id, id, member_id, card_id, delta, reason, note, occurred_at FROM before_stamp_changes;

INSERT INTO rewards (merchant_id, id, member_id, rung, round, name, cost_minor, stamps_spent, state, earned_at, expires_at)
SELECT merchant_id, id, member_id, rung, round, name, cost_minor, stamps_spent, state, earned_at, expires_at FROM before_rewards;

INSERT INTO redemptions (merchant_id, id, reward_id, card_id, member_id, location_id, till_id, key_id, cost_minor, occurred_at, received_at,
    voided_at)
SELECT merchant_id, id, reward_id, card_id, member_id, location_id, till_id, key_id, cost_minor, occurred_at, received_at, voided_at
FROM before_redemptions;

INSERT INTO events (merchant_id, seq, event_id, kind, occurred_at, received_at, member_id, card_id, line, hash)
SELECT merchant_id, seq, event_id, kind, occurred_at, received_at, member_id, card_id, line, hash FROM before_events;

INSERT INTO ledger_archive (merchant_id, generation, kind, part, body) SELECT merchant_id, edition, kind, part, body FROM before_ledger_archive;

INSERT INTO pass_types (pass_type_identifier) SELECT pass_type_identifier FROM before_pass_types;

INSERT INTO registrations (merchant_id, card_id, device_library_identifier, pass_type_identifier, push_token, created_at, updated_at, mark)
SELECT c.merchant_id, r.card_id, r.device_library_identifier, r.pass_type_identifier, r.push_token, r.created_at, r.updated_at, r.mark
FROM before_registrations r JOIN before_cards c ON c.id = r.card_id;

INSERT INTO deliveries (merchant_id, id, card_id, channel, topic, target, state, revision, card_version, attempts, pending_since, due_at,
    lease_until, last_status, last_reason, last_attempt_at, delivered_at, fetched_at, created_at, updated_at)
SELECT merchant_id, id, card_id, channel, topic, target,
    CASE state WHEN 'due' THEN 'pending' WHEN 'done' THEN 'delivered' WHEN 'parked' THEN 'failed' ELSE state END, wanted, card_version,
    attempts, owed_since, due_at, lease_until, last_status, last_reason, last_attempt_at, delivered_at, fetched_at, created_at, updated_at
FROM before_deliveries;

INSERT INTO delivery_attempts (merchant_id, delivery_id, attempted_at, status, reason)
SELECT d.merchant_id, a.delivery_id, a.attempted_at, a.status, a.reason
FROM before_delivery_attempts a JOIN before_deliveries d ON d.id = a.delivery_id;

INSERT INTO pending_voids (merchant_id, card_id, since, ends_at) SELECT merchant_id, card_id, since, ends_at FROM before_farewells;

-- The shop's join page kept its answers under the shop's own id. An answer whose key, till or session is gone can be asked for by nobody.
INSERT INTO idempotency (merchant_id, credential_id, idempotency_key, request_hash, status, body, created_at)
SELECT w.merchant_id, i.credential_id, i.idempotency_key, i.request_hash, i.status, i.body, i.created_at
FROM before_idempotency i JOIN (
    SELECT id AS credential_id, merchant_id FROM before_api_keys WHERE merchant_id IS NOT NULL
    UNION ALL SELECT id, merchant_id FROM before_tills
    UNION ALL SELECT id, merchant_id FROM before_sessions
    UNION ALL SELECT id || ':join', id FROM before_merchants
) w ON w.credential_id = i.credential_id;

INSERT INTO operator_answers (credential_id, idempotency_key, request_hash, status, body, created_at)
SELECT i.credential_id, i.idempotency_key, i.request_hash, i.status, i.body, i.created_at
FROM before_idempotency i JOIN before_api_keys k ON k.id = i.credential_id WHERE k.merchant_id IS NULL;

INSERT INTO page_views (merchant_id, visitor_id, channel, local_day) SELECT merchant_id, visitor_id, channel, local_day FROM before_page_views;

INSERT INTO own_channels (merchant_id, channel) SELECT merchant_id, channel FROM before_own_channels;

INSERT INTO visitor_salts (local_day, salt) SELECT local_day, salt FROM before_visitor_salts;

INSERT INTO device_logs (slot, received_at, message) SELECT slot, received_at, message FROM before_device_logs;

INSERT INTO google_objects (merchant_id, card_id, object_id, saved, written_version, written_balance, announced, notified, looked_at)
SELECT merchant_id, card_id, object_id, saved, written_version, written_balance, announced, notified, looked_at FROM before_google_objects;

INSERT INTO google_nonces (nonce, expires_at) SELECT nonce, expires_at FROM before_google_nonces;

INSERT INTO visit_imports (merchant_id, id, request_hash, state, attempt, lease_until, size_bytes, read_bytes, lines, stored, known, bad, reason,
    created_at, updated_at, without_member, refunds, placeless)
SELECT merchant_id, id, request_hash, state, attempt, lease_until, size_bytes, read_bytes, lines, stored, known, bad, reason, created_at,
    updated_at, without_member, refunds, placeless
FROM before_visit_imports;

INSERT INTO visit_import_faults (merchant_id, import_id, line, reason)
SELECT i.merchant_id, f.import_id, f.line, f.reason FROM before_visit_import_faults f JOIN before_visit_imports i ON i.id = f.import_id;

INSERT INTO costs (merchant_id, id, kind, amount_minor, occurred_at, location_id, note, corrects, created_at)
SELECT merchant_id, id, kind, amount_minor, occurred_at, location_id, note, NULL, created_at FROM before_costs;

UPDATE costs SET corrects = (SELECT corrects FROM before_costs WHERE before_costs.id = costs.id)
WHERE id IN (SELECT id FROM before_costs WHERE corrects IS NOT NULL);

INSERT INTO experiments (merchant_id, id, name, kind, outcome_source, holdout_bp, state, people, treatment, control, staff_id, created_at,
    assigned_at)
SELECT merchant_id, id, name, kind, outcome_source, holdout_bp, state, people, treatment, control, staff_id, created_at, assigned_at
FROM before_experiments;

INSERT INTO experiment_members (merchant_id, experiment_id, member_id, arm)
SELECT e.merchant_id, p.experiment_id, p.member_id, p.arm
FROM before_experiment_members p JOIN before_experiments e ON e.id = p.experiment_id;

INSERT INTO backups (made_at) SELECT made_at FROM before_backups;
