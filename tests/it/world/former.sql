-- What a database of the present schema holds, into the tables of the schemas 0001 to 0015, as the release before left them. The present
-- tables stand aside under `after_`.

INSERT INTO merchants (id, slug, name, test, program_version, created_at, log_seq, log_hash, imported_seq, archive_edition, archive_seq, suspended_at) SELECT id, slug, name, test, program_version, created_at, log_seq, log_hash, imported_seq, archive_generation, archive_seq, suspended_at FROM after_merchants;

INSERT INTO join_addresses (slug, merchant_id, created_at) SELECT slug, merchant_id, created_at FROM after_join_addresses;

INSERT INTO programs (merchant_id, version, body, created_at) SELECT merchant_id, version, body, created_at FROM after_programs;

INSERT INTO pictures (merchant_id, hash, body, created_at) SELECT merchant_id, hash, body, created_at FROM after_pictures;

INSERT INTO api_keys (merchant_id, id, role, token_hash, hint, created_at, last_used_at, revoked_at, made_by) SELECT merchant_id, id, role, token_hash, hint, created_at, last_used_at, revoked_at, made_by FROM after_api_keys;
INSERT INTO api_keys (id, role, token_hash, hint, created_at, last_used_at, revoked_at) SELECT id, 'operator', token_hash, hint, created_at, last_used_at, revoked_at FROM after_operator_keys;

INSERT INTO locations (merchant_id, id, name, created_at) SELECT merchant_id, id, name, created_at FROM after_locations;

INSERT INTO tills (merchant_id, id, name, location_id, enrol_hash, enrol_expires_at, token_hash, token_expires_at, last_seen_at, created_at, revoked_at, pin_hash, pin_failures, locked_at, used_at, asks_amount) SELECT merchant_id, id, name, location_id, enrol_hash, enrol_expires_at, token_hash, token_expires_at, last_seen_at, created_at, revoked_at, pin_hash, pin_failures, locked_at, used_at, asks_amount FROM after_tills;

INSERT INTO sessions (merchant_id, id, role, key_id, token_hash, created_at, expires_at, revoked_at, last_used_at, made_by, name) SELECT merchant_id, id, role, key_id, token_hash, created_at, expires_at, revoked_at, last_used_at, made_by, name FROM after_sessions;

INSERT INTO sign_in_links (token_hash, merchant_id, created_at, expires_at, id, name, made_by) SELECT token_hash, merchant_id, created_at, expires_at, id, name, made_by FROM after_sign_in_links;


INSERT INTO members (merchant_id, id, external_hash, stamps, round, visits, tier, created_at, updated_at, merged_into, erased_at, same_id_as) SELECT merchant_id, id, external_hash, stamps, round, visits, tier, created_at, updated_at, NULL, erased_at, same_id_as FROM after_members;

UPDATE members SET merged_into = (SELECT merged_into FROM after_members WHERE after_members.id = members.id);

INSERT INTO typed_ids (merchant_id, member_id) SELECT merchant_id, member_id FROM after_typed_ids;

INSERT INTO member_profiles (merchant_id, member_id, secret_id, sealed_key, sealed) SELECT merchant_id, member_id, secret_id, sealed_key, sealed FROM after_member_profiles;

INSERT INTO member_marks (merchant_id, member_id, mark) SELECT merchant_id, member_id, mark FROM after_member_marks;

INSERT INTO cards (merchant_id, id, member_id, secret_id, short_code, state, locale, channel, version, last_modified_s, told_version, expires_at, created_at, updated_at) SELECT merchant_id, id, member_id, secret_id, short_code, state, locale, channel, version, last_modified_s, notified_version, expires_at, created_at, updated_at FROM after_cards;

INSERT INTO scans (merchant_id, id, card_id, member_id, location_id, till_id, key_id, stamps, amount_minor, occurred_at, received_at, voided_at) SELECT merchant_id, id, card_id, member_id, location_id, till_id, key_id, stamps, amount_minor, occurred_at, received_at, voided_at FROM after_scans;

INSERT INTO stamp_changes (merchant_id, id, member_id, card_id, delta, reason, note, occurred_at) SELECT merchant_id, id, member_id, card_id, delta, reason, note, occurred_at FROM after_stamp_changes;

INSERT INTO rewards (merchant_id, id, member_id, rung, round, name, cost_minor, stamps_spent, state, earned_at, expires_at) SELECT merchant_id, id, member_id, rung, round, name, cost_minor, stamps_spent, state, earned_at, expires_at FROM after_rewards;

INSERT INTO redemptions (merchant_id, id, reward_id, card_id, member_id, location_id, till_id, key_id, cost_minor, occurred_at, received_at, voided_at) SELECT merchant_id, id, reward_id, card_id, member_id, location_id, till_id, key_id, cost_minor, occurred_at, received_at, voided_at FROM after_redemptions;

INSERT INTO events (merchant_id, seq, event_id, kind, occurred_at, received_at, member_id, card_id, line, hash) SELECT merchant_id, seq, event_id, kind, occurred_at, received_at, member_id, card_id, line, hash FROM after_text_events;

INSERT INTO ledger_archive (merchant_id, edition, kind, part, body) SELECT merchant_id, generation, kind, part, body FROM after_ledger_archive;

INSERT INTO pass_types (pass_type_identifier) SELECT pass_type_identifier FROM after_pass_types;

INSERT INTO registrations (card_id, device_library_identifier, pass_type_identifier, push_token, created_at, updated_at, mark) SELECT r.card_id, r.device_library_identifier, r.pass_type_identifier, d.push_token, r.created_at, r.updated_at, r.mark FROM after_registrations r JOIN after_devices d ON d.device_library_identifier = r.device_library_identifier;

INSERT INTO deliveries (merchant_id, id, card_id, channel, topic, target, state, wanted, card_version, attempts, owed_since, due_at, lease_until, last_status, last_reason, last_attempt_at, delivered_at, fetched_at, created_at, updated_at) SELECT merchant_id, id, card_id, channel, topic, coalesce((SELECT push_token FROM after_devices WHERE device_library_identifier = target AND channel = 'apple'), target), CASE state WHEN 'pending' THEN 'due' WHEN 'delivered' THEN 'done' WHEN 'failed' THEN 'parked' ELSE state END, revision, card_version, attempts, pending_since, due_at, lease_until, last_status, last_reason, last_attempt_at, delivered_at, fetched_at, created_at, updated_at FROM after_deliveries;

INSERT INTO delivery_attempts (delivery_id, attempted_at, status, reason) SELECT delivery_id, attempted_at, status, reason FROM after_delivery_attempts;

INSERT INTO farewells (merchant_id, card_id, since, ends_at) SELECT merchant_id, card_id, since, ends_at FROM after_pending_voids;

INSERT INTO idempotency (credential_id, idempotency_key, request_hash, status, body, created_at) SELECT credential_id, idempotency_key, request_hash, status, body, created_at FROM after_operator_answers;

INSERT INTO page_views (merchant_id, visitor_id, channel, local_day) SELECT merchant_id, visitor_id, channel, local_day FROM after_page_views;

INSERT INTO own_channels (merchant_id, channel) SELECT merchant_id, channel FROM after_own_channels;

INSERT INTO visitor_salts (local_day, salt) SELECT local_day, salt FROM after_visitor_salts;

INSERT INTO device_logs (slot, received_at, message) SELECT slot, received_at, message FROM after_device_logs;

INSERT INTO google_objects (merchant_id, card_id, object_id, saved, written_version, written_balance, announced, notified, looked_at) SELECT merchant_id, card_id, object_id, saved, written_version, written_balance, announced, notified, looked_at FROM after_google_objects;

INSERT INTO google_nonces (nonce, expires_at) SELECT nonce, expires_at FROM after_google_nonces;

INSERT INTO visit_imports (merchant_id, id, request_hash, state, attempt, lease_until, size_bytes, read_bytes, lines, stored, known, bad, reason, created_at, updated_at, without_member, refunds, placeless) SELECT merchant_id, id, request_hash, state, attempt, lease_until, size_bytes, read_bytes, lines, stored, known, bad, reason, created_at, updated_at, without_member, refunds, placeless FROM after_visit_imports;

INSERT INTO visit_import_faults (import_id, line, reason) SELECT import_id, line, reason FROM after_visit_import_faults;

INSERT INTO costs (merchant_id, id, kind, amount_minor, occurred_at, location_id, note, corrects, created_at) SELECT merchant_id, id, kind, amount_minor, occurred_at, location_id, note, NULL, created_at FROM after_costs;

UPDATE costs SET corrects = (SELECT corrects FROM after_costs WHERE after_costs.id = costs.id);

INSERT INTO experiments (merchant_id, id, name, kind, outcome_source, holdout_bp, state, people, treatment, control, staff_id, created_at, assigned_at) SELECT merchant_id, id, name, kind, outcome_source, holdout_bp, state, people, treatment, control, staff_id, created_at, assigned_at FROM after_experiments;

INSERT INTO experiment_members (experiment_id, member_id, arm) SELECT experiment_id, member_id, arm FROM after_experiment_members;

INSERT INTO backups (made_at) SELECT made_at FROM after_backups;
