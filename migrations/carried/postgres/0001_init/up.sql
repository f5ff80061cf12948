-- Times are milliseconds since 1970 (BIGINT), ids their prefixed text, money the smallest currency unit.
-- The same tables stand in migrations/sqlite; a test compares the two.

CREATE TABLE merchants (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    test BOOLEAN NOT NULL,
    program_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    log_seq BIGINT NOT NULL,
    log_hash TEXT NOT NULL,
    imported_seq BIGINT NOT NULL DEFAULT 0,
    archive_edition BIGINT NOT NULL DEFAULT 0,
    archive_seq BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE programs (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, version)
);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT REFERENCES merchants (id),
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_keys_of_merchant ON api_keys (merchant_id);

CREATE TABLE locations (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX locations_of_merchant ON locations (merchant_id, id);

CREATE TABLE tills (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    name TEXT NOT NULL,
    location_id TEXT,
    enrol_hash TEXT UNIQUE,
    enrol_expires_at BIGINT,
    token_hash TEXT UNIQUE,
    token_expires_at BIGINT,
    last_seen_at BIGINT,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    -- The PIN under a slow hash; none: the till is never locked.
    pin_hash TEXT,
    -- Wrong PINs since the last right one.
    pin_failures BIGINT NOT NULL,
    locked_at BIGINT,
    -- The last visit, reward or unlocking; looking through the camera is no use of a till.
    used_at BIGINT
);
CREATE INDEX tills_of_merchant ON tills (merchant_id, id);

-- Browsers signed in to the owner's pages (role owner; a session ends with the key that began it), and addresses that show the results to whoever has them (role reader).
CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    role TEXT NOT NULL,
    key_id TEXT,
    token_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX sessions_of_merchant ON sessions (merchant_id, id);

-- One-time links that sign an owner in; without a merchant: the link with which the first shop is made.
CREATE TABLE sign_in_links (
    token_hash TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT REFERENCES merchants (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE members (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    external_hash TEXT,
    stamps BIGINT NOT NULL,
    round BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    tier TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    merged_into TEXT REFERENCES members (id),
    erased_at BIGINT,
    UNIQUE (merchant_id, external_hash)
);
CREATE INDEX members_of_merchant ON members (merchant_id, id);
CREATE INDEX members_merged ON members (merged_into) WHERE merged_into IS NOT NULL;

-- Personal data stands apart, sealed with a key of its own, so that destroying the key erases the person everywhere.
CREATE TABLE member_profiles (
    member_id TEXT PRIMARY KEY NOT NULL REFERENCES members (id),
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    secret_id TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    sealed TEXT NOT NULL
);

-- Keyed digests of e-mail addresses and telephone numbers, so that a member can be found by what stands sealed in the profile.
CREATE TABLE member_marks (
    member_id TEXT NOT NULL REFERENCES members (id),
    mark TEXT NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    PRIMARY KEY (member_id, mark)
);
CREATE INDEX member_marks_by_mark ON member_marks (merchant_id, mark);

CREATE TABLE cards (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    secret_id TEXT NOT NULL,
    short_code TEXT NOT NULL,
    state TEXT NOT NULL,
    locale TEXT NOT NULL,
    channel TEXT NOT NULL,
    version BIGINT NOT NULL,
    update_tag BIGINT NOT NULL,
    last_modified_s BIGINT NOT NULL,
    told_version BIGINT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (merchant_id, short_code)
);
CREATE INDEX cards_of_merchant ON cards (merchant_id, id);
CREATE INDEX cards_of_member ON cards (member_id);
CREATE INDEX cards_expiring ON cards (expires_at);

CREATE TABLE scans (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    card_id TEXT NOT NULL REFERENCES cards (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    location_id TEXT,
    till_id TEXT,
    key_id TEXT,
    stamps BIGINT NOT NULL,
    amount_minor BIGINT,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    voided_at BIGINT
);
CREATE INDEX scans_of_merchant ON scans (merchant_id, id);
CREATE INDEX scans_of_member ON scans (member_id, occurred_at);

-- Stamps given or taken without a visit. The note is the owner's own and stands nowhere else.
CREATE TABLE stamp_changes (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    card_id TEXT NOT NULL REFERENCES cards (id),
    delta BIGINT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT,
    occurred_at BIGINT NOT NULL
);
CREATE INDEX stamp_changes_of_member ON stamp_changes (member_id, occurred_at);

CREATE TABLE rewards (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    rung BIGINT NOT NULL,
    round BIGINT NOT NULL,
    name TEXT NOT NULL,
    cost_minor BIGINT,
    stamps_spent BIGINT NOT NULL,
    state TEXT NOT NULL,
    earned_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX rewards_of_member ON rewards (member_id, state);
CREATE INDEX rewards_expiring ON rewards (state, expires_at);

CREATE TABLE redemptions (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    reward_id TEXT NOT NULL REFERENCES rewards (id),
    card_id TEXT NOT NULL REFERENCES cards (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    location_id TEXT,
    till_id TEXT,
    key_id TEXT,
    cost_minor BIGINT,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    voided_at BIGINT
);
CREATE INDEX redemptions_of_member ON redemptions (member_id, occurred_at);
CREATE INDEX redemptions_of_merchant ON redemptions (merchant_id, id);
-- The last judge of "a reward is redeemed at most once at a time".
CREATE UNIQUE INDEX redemptions_once ON redemptions (reward_id) WHERE voided_at IS NULL;

-- Append-only: nothing but INSERT ever touches this table.
CREATE TABLE events (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    seq BIGINT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    member_id TEXT,
    card_id TEXT,
    line TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (merchant_id, seq),
    UNIQUE (merchant_id, event_id)
);
CREATE INDEX events_by_arrival ON events (merchant_id, received_at, seq);

-- The log once more, in the form that metrics read: partitions of time by kind. Made from the log at any time; an edition is
-- one making, and the merchant's row says which one holds and up to which event.
CREATE TABLE ledger_archive (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    edition BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    part BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (merchant_id, edition, kind, part)
);

-- Apple keeps one update tag per pass type identifier, and one type can serve many merchants.
CREATE TABLE pass_types (
    pass_type_identifier TEXT PRIMARY KEY NOT NULL,
    update_tag BIGINT NOT NULL
);

-- One phone registers under several device identifiers with one push token: the token is not unique.
CREATE TABLE registrations (
    device_library_identifier TEXT NOT NULL,
    pass_type_identifier TEXT NOT NULL,
    card_id TEXT NOT NULL REFERENCES cards (id),
    push_token TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (device_library_identifier, pass_type_identifier, card_id)
);
CREATE INDEX registrations_of_card ON registrations (card_id);
CREATE INDEX registrations_of_token ON registrations (push_token);

-- The outbox: one row owed per (card, target); `wanted` counts changes, so the newest state wins. A row without a card is
-- about the merchant's Google class. `owed_since`: since when the target has lacked the newest state.
CREATE TABLE deliveries (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    card_id TEXT REFERENCES cards (id),
    channel TEXT NOT NULL,
    topic TEXT NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    card_version BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    owed_since BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    last_status BIGINT,
    last_reason TEXT,
    last_attempt_at BIGINT,
    delivered_at BIGINT,
    fetched_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (card_id, channel, target)
);
CREATE INDEX deliveries_due ON deliveries (state, channel, due_at);
CREATE INDEX deliveries_of_merchant ON deliveries (merchant_id, id);
CREATE UNIQUE INDEX deliveries_of_classes ON deliveries (channel, target) WHERE card_id IS NULL;

-- Cards of erased members that a wallet still shows: until it has heard that the card is void, for three days at most, its
-- address is kept for just that.
CREATE TABLE farewells (
    card_id TEXT PRIMARY KEY NOT NULL REFERENCES cards (id),
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    since BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE TABLE delivery_attempts (
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    attempted_at BIGINT NOT NULL,
    status BIGINT,
    reason TEXT NOT NULL,
    PRIMARY KEY (delivery_id, attempted_at)
);

-- Who: an API key or till id. One record names one effect for seven days.
CREATE TABLE idempotency (
    credential_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (credential_id, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE page_views (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    visitor_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    local_day TEXT NOT NULL,
    PRIMARY KEY (merchant_id, visitor_id, channel, local_day)
);

-- A ring: what phones report through Apple's log call, bounded by the writer.
CREATE TABLE device_logs (
    slot BIGINT PRIMARY KEY NOT NULL,
    received_at BIGINT NOT NULL,
    message TEXT NOT NULL
);

-- The objects of customers who tapped the Google link. What Google was told last, so that it never hears of an older state
-- and no phone is disturbed more often than Google allows.
CREATE TABLE google_objects (
    card_id TEXT PRIMARY KEY NOT NULL REFERENCES cards (id),
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    object_id TEXT NOT NULL,
    saved BOOLEAN NOT NULL,
    written_version BIGINT NOT NULL,
    written_balance TEXT NOT NULL,
    announced TEXT NOT NULL,
    notified TEXT NOT NULL,
    looked_at BIGINT NOT NULL
);
CREATE INDEX google_objects_by_look ON google_objects (looked_at);

-- Callbacks that were counted: Google repeats them, and so may somebody else until they end.
CREATE TABLE google_nonces (
    nonce TEXT PRIMARY KEY NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX google_nonces_by_end ON google_nonces (expires_at);

-- Till exports on their way into the log. The body is not kept: an import that was interrupted goes on where it stopped when the
-- same request comes again, and `attempt` keeps whoever was given up from writing on.
CREATE TABLE visit_imports (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    request_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    size_bytes BIGINT NOT NULL,
    read_bytes BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    known BIGINT NOT NULL,
    bad BIGINT NOT NULL,
    reason TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX visit_imports_of_merchant ON visit_imports (merchant_id, id);

CREATE TABLE visit_import_faults (
    import_id TEXT NOT NULL REFERENCES visit_imports (id),
    line BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (import_id, line)
);

-- What the programme costs beside rewards. A correction is a negative row that names the one it corrects.
CREATE TABLE costs (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    kind TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    location_id TEXT,
    note TEXT,
    corrects TEXT REFERENCES costs (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX costs_of_merchant ON costs (merchant_id, id);
CREATE INDEX costs_by_correction ON costs (corrects);

-- Random hold-outs. The people are fixed when the experiment is made; those without an arm wait for theirs.
CREATE TABLE experiments (
    id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    outcome_source TEXT NOT NULL,
    holdout_bp BIGINT NOT NULL,
    state TEXT NOT NULL,
    people BIGINT NOT NULL,
    treatment BIGINT NOT NULL,
    control BIGINT NOT NULL,
    staff_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    assigned_at BIGINT
);
CREATE INDEX experiments_of_merchant ON experiments (merchant_id, id);
CREATE INDEX experiments_by_state ON experiments (state);

CREATE TABLE experiment_members (
    experiment_id TEXT NOT NULL REFERENCES experiments (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    arm TEXT,
    PRIMARY KEY (experiment_id, member_id)
);
CREATE INDEX experiment_members_waiting ON experiment_members (experiment_id, member_id) WHERE arm IS NULL;

-- When `stampwell backup` wrote its last copy.
CREATE TABLE backups (
    made_at BIGINT PRIMARY KEY NOT NULL
);
