-- The same tables stand in migrations/postgres; a test compares the two.
--
-- Every key of a shop's table begins with merchant_id, and so does every reference from one to another: the database refuses another shop's
-- card by itself, and each table can be distributed by that column. What has no shop, or must be found before the shop is known, stands
-- apart and refers to nothing: join_addresses, carried_cards, tokens, operator_keys, operator_answers, sign_in_links, pass_types,
-- google_nonces, device_logs, visitor_salts, backups. Databases of schemas before this one are carried over by the program.

CREATE TABLE merchants (
    id TEXT PRIMARY KEY NOT NULL,
    -- The last 12 bits of the id, with which every id of the shop ends that was made since this schema.
    bucket BIGINT NOT NULL,
    -- Whether the shop comes from an earlier schema: then the ids that it had end with anything, and its cards stand in carried_cards.
    carried_over BOOLEAN NOT NULL,
    -- The present last part of its join address; join_addresses says that nobody else has it.
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    test BOOLEAN NOT NULL,
    program_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    log_seq BIGINT NOT NULL,
    log_hash TEXT NOT NULL,
    imported_seq BIGINT NOT NULL DEFAULT 0,
    archive_generation BIGINT NOT NULL DEFAULT 0,
    archive_seq BIGINT NOT NULL DEFAULT 0,
    -- Since when the operator keeps the shop from working; none: it works.
    suspended_at BIGINT
);
CREATE INDEX merchants_of_bucket ON merchants (bucket);

-- Every last part of an address that ever led to a shop's join page: the present one, which is merchants.slug, and those before
-- it, which stay the shop's and lead to it.
CREATE TABLE join_addresses (
    slug TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX join_addresses_of_merchant ON join_addresses (merchant_id);

-- Whose the cards are that were made before ids ended with their shop's bucket.
CREATE TABLE carried_cards (
    card_id TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL
);

-- Whose a key, till or session is: by the digest of its secret, which nobody else has.
CREATE TABLE tokens (
    token_hash TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT NOT NULL
);

CREATE TABLE programs (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, version)
);

-- Pictures of the shops' own, as PNG in the pixels that a card needs, by what they show. A program's version names them by their hash.
CREATE TABLE pictures (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, hash)
);

-- `made_by`: who made it, the owner key, also through a browser that signed in with it, else the session. NULL: the command line.
CREATE TABLE api_keys (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    hint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT,
    made_by TEXT,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, token_hash)
);

-- Keys of whoever runs the service; they belong to no shop.
CREATE TABLE operator_keys (
    id TEXT PRIMARY KEY NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);

CREATE TABLE locations (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

CREATE TABLE tills (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    location_id TEXT,
    enrol_hash TEXT,
    enrol_expires_at BIGINT,
    token_hash TEXT,
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
    used_at BIGINT,
    -- Whether the till asks its staff what a visit came to.
    asks_amount BOOLEAN NOT NULL,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, enrol_hash),
    UNIQUE (merchant_id, token_hash)
);

-- Browsers signed in to the owner's pages (role owner; a session ends with the key that began it, and 30 days after it was last used), and
-- addresses that show the results to whoever has them (role reader). `name`: whom an invitation signed in.
CREATE TABLE sessions (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    key_id TEXT,
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    last_used_at BIGINT,
    made_by TEXT,
    name TEXT,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, token_hash)
);

-- One-time links that sign an owner in; without a merchant: the link with which the first shop is made. Invitations are those that somebody
-- who is signed in made for another person. They are listed and taken back, so they have an id; for whom and by whom is told.
CREATE TABLE sign_in_links (
    token_hash TEXT PRIMARY KEY NOT NULL,
    merchant_id TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    id TEXT,
    name TEXT,
    made_by TEXT
);
CREATE INDEX sign_in_links_of_merchant ON sign_in_links (merchant_id);

-- `same_id_as`: the older member who keeps the id that this one has, too; this one then has no digest of it.
CREATE TABLE members (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    external_hash TEXT,
    stamps BIGINT NOT NULL,
    round BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    tier TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    merged_into TEXT,
    erased_at BIGINT,
    same_id_as TEXT,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, external_hash),
    FOREIGN KEY (merchant_id, merged_into) REFERENCES members (merchant_id, id)
);
CREATE INDEX members_merged ON members (merchant_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX members_of_same_id ON members (merchant_id, same_id_as) WHERE same_id_as IS NOT NULL;

-- Members whose own id may still stand as it was typed. It is sealed, so the program folds it, with the secret; then the row is gone.
CREATE TABLE typed_ids (
    merchant_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (merchant_id, member_id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);

-- Personal data stands apart, sealed with a key of its own, so that destroying the key erases the person everywhere.
CREATE TABLE member_profiles (
    merchant_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (merchant_id, member_id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);

-- Keyed digests of e-mail addresses and telephone numbers, so that a member can be found by what stands sealed in the profile.
CREATE TABLE member_marks (
    merchant_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (merchant_id, member_id, mark),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);
CREATE INDEX member_marks_by_mark ON member_marks (merchant_id, mark, member_id);

CREATE TABLE cards (
    merchant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    short_code TEXT NOT NULL,
    state TEXT NOT NULL,
    locale TEXT NOT NULL,
    channel TEXT NOT NULL,
    version BIGINT NOT NULL,
    last_modified_s BIGINT NOT NULL,
    -- The newest version that a message of a wallet told of.
    notified_version BIGINT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, short_code),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);
CREATE INDEX cards_of_member ON cards (merchant_id, member_id, id);
CREATE INDEX cards_expiring ON cards (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE scans (
    merchant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    card_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    location_id TEXT,
    till_id TEXT,
    key_id TEXT,
    stamps BIGINT NOT NULL,
    amount_minor BIGINT,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    voided_at BIGINT,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);
CREATE INDEX scans_of_member ON scans (merchant_id, member_id, occurred_at);

-- Stamps given or taken without a visit. The note is the owner's own and stands nowhere else.
CREATE TABLE stamp_changes (
    merchant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    card_id TEXT NOT NULL,
    delta BIGINT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT,
    occurred_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id)
);
CREATE INDEX stamp_changes_of_member ON stamp_changes (merchant_id, member_id, occurred_at);

CREATE TABLE rewards (
    merchant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    rung BIGINT NOT NULL,
    round BIGINT NOT NULL,
    name TEXT NOT NULL,
    cost_minor BIGINT,
    stamps_spent BIGINT NOT NULL,
    state TEXT NOT NULL,
    earned_at BIGINT NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);
CREATE INDEX rewards_of_member ON rewards (merchant_id, member_id, state);
CREATE INDEX rewards_expiring ON rewards (state, expires_at);

CREATE TABLE redemptions (
    merchant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    reward_id TEXT NOT NULL,
    card_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    location_id TEXT,
    till_id TEXT,
    key_id TEXT,
    cost_minor BIGINT,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    voided_at BIGINT,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, reward_id) REFERENCES rewards (merchant_id, id),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);
CREATE INDEX redemptions_of_member ON redemptions (merchant_id, member_id, occurred_at);
-- The last judge of "a reward is redeemed at most once at a time".
CREATE UNIQUE INDEX redemptions_once ON redemptions (merchant_id, reward_id) WHERE voided_at IS NULL;

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
-- A member's page tells the visits that were imported from the till; only these lie in it, so that a scan writes no more than before.
CREATE INDEX imported_visits_of_member ON events (merchant_id, member_id, occurred_at) WHERE kind = 'visit_imported';

-- The log once more, in the form that metrics read: partitions of time by kind. Made from the log at any time; a generation is
-- one making, and the merchant's row says which one holds and up to which event.
CREATE TABLE ledger_archive (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    generation BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    part BIGINT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (merchant_id, generation, kind, part)
);

-- Which pass types there ever were: an installed pass keeps its type for life.
CREATE TABLE pass_types (
    pass_type_identifier TEXT PRIMARY KEY NOT NULL
);

-- One phone registers under several device identifiers with one push token: the token is not unique. The mark says in update tags which
-- registration that is: 40 random bits, so that no tag tells of one that was made later, and after a restore no tag tells of any.
CREATE TABLE registrations (
    merchant_id TEXT NOT NULL,
    card_id TEXT NOT NULL,
    device_library_identifier TEXT NOT NULL,
    pass_type_identifier TEXT NOT NULL,
    push_token TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    mark BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, card_id, device_library_identifier, pass_type_identifier),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id)
);
CREATE INDEX registrations_of_device ON registrations (device_library_identifier, pass_type_identifier);
CREATE INDEX registrations_of_token ON registrations (push_token);

-- The outbox: one row pending per (card, target); `revision` counts changes, so the newest state wins. A row without a card is
-- about the merchant's Google class. `pending_since`: since when the target has lacked the newest state.
CREATE TABLE deliveries (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    card_id TEXT,
    channel TEXT NOT NULL,
    topic TEXT NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    card_version BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    pending_since BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    last_status BIGINT,
    last_reason TEXT,
    last_attempt_at BIGINT,
    delivered_at BIGINT,
    fetched_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id),
    UNIQUE (merchant_id, card_id, channel, target),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id)
);
CREATE INDEX deliveries_due ON deliveries (state, channel, due_at);
CREATE UNIQUE INDEX deliveries_of_classes ON deliveries (merchant_id, channel, target) WHERE card_id IS NULL;
-- Since when the longest pending push or write waits, which every probe asks: an outage of Apple's leaves millions, and none is read for it.
CREATE INDEX deliveries_pending ON deliveries (pending_since) WHERE state = 'pending';

CREATE TABLE delivery_attempts (
    merchant_id TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    attempted_at BIGINT NOT NULL,
    status BIGINT,
    reason TEXT NOT NULL,
    PRIMARY KEY (merchant_id, delivery_id, attempted_at),
    FOREIGN KEY (merchant_id, delivery_id) REFERENCES deliveries (merchant_id, id)
);

-- Cards of erased members that a wallet still shows: until it has heard that the card is void, for three days at most, its
-- address is kept for just that.
CREATE TABLE pending_voids (
    merchant_id TEXT NOT NULL,
    card_id TEXT NOT NULL,
    since BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, card_id),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id)
);

-- Who: an API key, a till or a session. One record names one effect for seven days.
CREATE TABLE idempotency (
    merchant_id TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, credential_id, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- The same for the keys of whoever runs the service.
CREATE TABLE operator_answers (
    credential_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (credential_id, idempotency_key)
);

CREATE TABLE page_views (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    visitor_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    local_day TEXT NOT NULL,
    PRIMARY KEY (merchant_id, visitor_id, channel, local_day)
);

-- The channels that a shop named in addresses of its join page, beside those that every shop has. Anybody can write an address, so
-- their number is limited.
CREATE TABLE own_channels (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    channel TEXT NOT NULL,
    PRIMARY KEY (merchant_id, channel)
);

-- By what the visitors of a day are hashed: random, and deleted when that day is over everywhere, after which nobody can lead from a
-- visitor in the log back to an address.
CREATE TABLE visitor_salts (
    local_day TEXT PRIMARY KEY NOT NULL,
    salt TEXT NOT NULL
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
    merchant_id TEXT NOT NULL,
    card_id TEXT NOT NULL,
    object_id TEXT NOT NULL,
    saved BOOLEAN NOT NULL,
    written_version BIGINT NOT NULL,
    written_balance TEXT NOT NULL,
    announced TEXT NOT NULL,
    notified TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, card_id),
    FOREIGN KEY (merchant_id, card_id) REFERENCES cards (merchant_id, id)
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
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
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
    updated_at BIGINT NOT NULL,
    -- What of a till's export is no visit and no fault either, and the visits whose place was left out.
    without_member BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    placeless BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id)
);

CREATE TABLE visit_import_faults (
    merchant_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (merchant_id, import_id, line),
    FOREIGN KEY (merchant_id, import_id) REFERENCES visit_imports (merchant_id, id)
);

-- What the programme costs beside rewards. A correction is a negative row that names the one it corrects.
CREATE TABLE costs (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    location_id TEXT,
    note TEXT,
    corrects TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, corrects) REFERENCES costs (merchant_id, id)
);
CREATE INDEX costs_by_correction ON costs (merchant_id, corrects);

-- Random hold-outs. The people are fixed when the experiment is made; those without an arm wait for theirs.
CREATE TABLE experiments (
    merchant_id TEXT NOT NULL REFERENCES merchants (id),
    id TEXT NOT NULL,
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
    assigned_at BIGINT,
    PRIMARY KEY (merchant_id, id)
);
CREATE INDEX experiments_by_state ON experiments (state);

CREATE TABLE experiment_members (
    merchant_id TEXT NOT NULL,
    experiment_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    arm TEXT,
    PRIMARY KEY (merchant_id, experiment_id, member_id),
    FOREIGN KEY (merchant_id, experiment_id) REFERENCES experiments (merchant_id, id),
    FOREIGN KEY (merchant_id, member_id) REFERENCES members (merchant_id, id)
);
CREATE INDEX experiment_members_waiting ON experiment_members (merchant_id, experiment_id, member_id) WHERE arm IS NULL;

-- When `stampwell backup` wrote its last copy.
CREATE TABLE backups (
    made_at BIGINT PRIMARY KEY NOT NULL
);
