//! The tables, one file for both databases; a test compares it with the migrations.

diesel::table! {
    merchants (id) {
        id -> Text,
        bucket -> BigInt,
        carried_over -> Bool,
        slug -> Text,
        name -> Text,
        test -> Bool,
        program_version -> BigInt,
        created_at -> BigInt,
        log_seq -> BigInt,
        log_hash -> Text,
        imported_seq -> BigInt,
        archive_generation -> BigInt,
        archive_seq -> BigInt,
        suspended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    join_addresses (slug) {
        slug -> Text,
        merchant_id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    carried_cards (card_id) {
        card_id -> Text,
        merchant_id -> Text,
    }
}

diesel::table! {
    tokens (token_hash) {
        token_hash -> Text,
        merchant_id -> Text,
    }
}

diesel::table! {
    programs (merchant_id, version) {
        merchant_id -> Text,
        version -> BigInt,
        body -> Text,
        created_at -> BigInt,
        stamp_expiry_since -> Nullable<BigInt>,
        tiers_since -> Nullable<BigInt>,
    }
}

diesel::table! {
    pictures (merchant_id, hash) {
        merchant_id -> Text,
        hash -> Text,
        body -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    api_keys (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        role -> Text,
        token_hash -> Text,
        hint -> Text,
        created_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
        made_by -> Nullable<Text>,
    }
}

diesel::table! {
    operator_keys (id) {
        id -> Text,
        token_hash -> Text,
        hint -> Text,
        created_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    locations (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        name -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    tills (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        name -> Text,
        location_id -> Nullable<Text>,
        enrol_hash -> Nullable<Text>,
        enrol_expires_at -> Nullable<BigInt>,
        token_hash -> Nullable<Text>,
        token_expires_at -> Nullable<BigInt>,
        last_seen_at -> Nullable<BigInt>,
        created_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
        pin_hash -> Nullable<Text>,
        pin_failures -> BigInt,
        locked_at -> Nullable<BigInt>,
        used_at -> Nullable<BigInt>,
        asks_amount -> Bool,
    }
}

diesel::table! {
    sessions (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        role -> Text,
        key_id -> Nullable<Text>,
        token_hash -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
        last_used_at -> Nullable<BigInt>,
        made_by -> Nullable<Text>,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    sign_in_links (token_hash) {
        token_hash -> Text,
        merchant_id -> Nullable<Text>,
        created_at -> BigInt,
        expires_at -> BigInt,
        id -> Nullable<Text>,
        name -> Nullable<Text>,
        made_by -> Nullable<Text>,
    }
}

diesel::table! {
    members (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        external_hash -> Nullable<Text>,
        stamps -> BigInt,
        round -> BigInt,
        visits -> BigInt,
        tier -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        merged_into -> Nullable<Text>,
        erased_at -> Nullable<BigInt>,
        same_id_as -> Nullable<Text>,
        spend_minor -> BigInt,
        goal_version -> Nullable<BigInt>,
        stamps_expire_at -> Nullable<BigInt>,
        stamps_expiring -> Nullable<BigInt>,
        tier_until -> Nullable<BigInt>,
    }
}

diesel::table! {
    typed_ids (merchant_id, member_id) {
        merchant_id -> Text,
        member_id -> Text,
    }
}

diesel::table! {
    member_profiles (merchant_id, member_id) {
        merchant_id -> Text,
        member_id -> Text,
        secret_id -> Text,
        sealed_key -> Text,
        sealed -> Text,
    }
}

diesel::table! {
    member_marks (merchant_id, member_id, mark) {
        merchant_id -> Text,
        member_id -> Text,
        mark -> Text,
    }
}

diesel::table! {
    cards (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        member_id -> Text,
        secret_id -> Text,
        short_code -> Text,
        state -> Text,
        locale -> Text,
        channel -> Text,
        version -> BigInt,
        last_modified_s -> BigInt,
        notified_version -> BigInt,
        expires_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    scans (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        card_id -> Text,
        member_id -> Text,
        location_id -> Nullable<Text>,
        till_id -> Nullable<Text>,
        key_id -> Nullable<Text>,
        stamps -> BigInt,
        amount_minor -> Nullable<BigInt>,
        occurred_at -> BigInt,
        received_at -> BigInt,
        voided_at -> Nullable<BigInt>,
        event_seq -> Nullable<BigInt>,
        full_stamps -> Nullable<BigInt>,
        kept_stamps -> Nullable<BigInt>,
    }
}

diesel::table! {
    stamp_changes (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        member_id -> Text,
        card_id -> Text,
        delta -> BigInt,
        reason -> Text,
        note -> Nullable<Text>,
        occurred_at -> BigInt,
    }
}

diesel::table! {
    rewards (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        member_id -> Text,
        rung -> BigInt,
        round -> BigInt,
        name -> Text,
        cost_minor -> Nullable<BigInt>,
        stamps_spent -> BigInt,
        state -> Text,
        earned_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        program_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    redemptions (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        reward_id -> Text,
        card_id -> Text,
        member_id -> Text,
        location_id -> Nullable<Text>,
        till_id -> Nullable<Text>,
        key_id -> Nullable<Text>,
        cost_minor -> Nullable<BigInt>,
        occurred_at -> BigInt,
        received_at -> BigInt,
        voided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    events (merchant_id, seq) {
        merchant_id -> Text,
        seq -> BigInt,
        occurred_at -> BigInt,
        received_at -> BigInt,
        kind -> Text,
        event_id -> Binary,
        member_id -> Nullable<Binary>,
        card_id -> Nullable<Binary>,
        line -> Binary,
        hash -> Binary,
        of_visit -> Bool,
    }
}

diesel::table! {
    log_files (merchant_id, first_seq) {
        merchant_id -> Text,
        first_seq -> BigInt,
        last_seq -> BigInt,
        path -> Text,
        bytes -> BigInt,
        received_from -> BigInt,
        received_until -> BigInt,
        hash_before -> Text,
        hash_after -> Text,
        kinds -> Text,
        event_ids -> Binary,
        member_ids -> Binary,
        card_ids -> Binary,
    }
}

diesel::table! {
    ledger_archive (merchant_id, generation, kind, part) {
        merchant_id -> Text,
        generation -> BigInt,
        kind -> BigInt,
        part -> BigInt,
        body -> Binary,
    }
}

diesel::table! {
    pass_types (pass_type_identifier) {
        pass_type_identifier -> Text,
    }
}

diesel::table! {
    devices (device_library_identifier) {
        device_library_identifier -> Text,
        push_token -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    device_merchants (device_library_identifier, merchant_id) {
        device_library_identifier -> Text,
        merchant_id -> Text,
    }
}

diesel::table! {
    registrations (merchant_id, card_id, device_library_identifier, pass_type_identifier) {
        merchant_id -> Text,
        card_id -> Text,
        device_library_identifier -> Text,
        pass_type_identifier -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        mark -> BigInt,
    }
}

diesel::table! {
    deliveries (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        card_id -> Nullable<Text>,
        channel -> Text,
        topic -> Text,
        target -> Text,
        state -> Text,
        revision -> BigInt,
        card_version -> BigInt,
        attempts -> BigInt,
        pending_since -> BigInt,
        due_at -> BigInt,
        lease_until -> BigInt,
        last_status -> Nullable<BigInt>,
        last_reason -> Nullable<Text>,
        last_attempt_at -> Nullable<BigInt>,
        delivered_at -> Nullable<BigInt>,
        fetched_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    delivery_attempts (merchant_id, delivery_id, attempted_at) {
        merchant_id -> Text,
        delivery_id -> Text,
        attempted_at -> BigInt,
        status -> Nullable<BigInt>,
        reason -> Text,
    }
}

diesel::table! {
    pending_voids (merchant_id, card_id) {
        merchant_id -> Text,
        card_id -> Text,
        since -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    answers (merchant_id, key_digest, slot) {
        merchant_id -> Text,
        created_at -> BigInt,
        slot -> BigInt,
        key_digest -> Binary,
        request_digest -> Binary,
        member_id -> Nullable<Text>,
        answer -> Binary,
    }
}

diesel::table! {
    operator_answers (credential_id, idempotency_key) {
        credential_id -> Text,
        idempotency_key -> Text,
        request_hash -> Text,
        status -> BigInt,
        body -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    page_views (merchant_id, visitor_id, channel, local_day) {
        merchant_id -> Text,
        visitor_id -> Text,
        channel -> Text,
        local_day -> Text,
    }
}

diesel::table! {
    own_channels (merchant_id, channel) {
        merchant_id -> Text,
        channel -> Text,
    }
}

diesel::table! {
    visitor_salts (local_day) {
        local_day -> Text,
        salt -> Text,
    }
}

diesel::table! {
    device_logs (slot) {
        slot -> BigInt,
        received_at -> BigInt,
        message -> Text,
    }
}

diesel::table! {
    google_objects (merchant_id, card_id) {
        merchant_id -> Text,
        card_id -> Text,
        object_id -> Text,
        saved -> Bool,
        written_version -> BigInt,
        written_balance -> Text,
        announced -> Text,
        notified -> Text,
        looked_at -> BigInt,
    }
}

diesel::table! {
    google_nonces (nonce) {
        nonce -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    visit_imports (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        request_hash -> Text,
        state -> Text,
        attempt -> BigInt,
        lease_until -> BigInt,
        size_bytes -> BigInt,
        read_bytes -> BigInt,
        lines -> BigInt,
        stored -> BigInt,
        known -> BigInt,
        bad -> BigInt,
        reason -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        without_member -> BigInt,
        refunds -> BigInt,
        placeless -> BigInt,
    }
}

diesel::table! {
    visit_import_faults (merchant_id, import_id, line) {
        merchant_id -> Text,
        import_id -> Text,
        line -> BigInt,
        reason -> Text,
    }
}

diesel::table! {
    costs (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        kind -> Text,
        amount_minor -> BigInt,
        occurred_at -> BigInt,
        location_id -> Nullable<Text>,
        note -> Nullable<Text>,
        corrects -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    experiments (merchant_id, id) {
        merchant_id -> Text,
        id -> Text,
        name -> Text,
        kind -> Text,
        outcome_source -> Text,
        holdout_bp -> BigInt,
        state -> Text,
        people -> BigInt,
        treatment -> BigInt,
        control -> BigInt,
        staff_id -> Text,
        created_at -> BigInt,
        assigned_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    experiment_members (merchant_id, experiment_id, member_id) {
        merchant_id -> Text,
        experiment_id -> Text,
        member_id -> Text,
        arm -> Nullable<Text>,
    }
}

diesel::table! {
    instances (id) {
        id -> Text,
        channels -> Text,
        ends_at -> BigInt,
    }
}

diesel::table! {
    call_rates (name) {
        name -> Text,
        next_at -> BigInt,
    }
}

diesel::table! {
    backups (made_at) {
        made_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    merchants,
    join_addresses,
    carried_cards,
    tokens,
    programs,
    pictures,
    api_keys,
    operator_keys,
    locations,
    tills,
    sessions,
    sign_in_links,
    members,
    typed_ids,
    member_profiles,
    member_marks,
    cards,
    scans,
    stamp_changes,
    rewards,
    redemptions,
    events,
    log_files,
    ledger_archive,
    pass_types,
    devices,
    device_merchants,
    registrations,
    deliveries,
    delivery_attempts,
    pending_voids,
    answers,
    operator_answers,
    page_views,
    own_channels,
    visitor_salts,
    device_logs,
    google_objects,
    google_nonces,
    visit_imports,
    visit_import_faults,
    costs,
    experiments,
    experiment_members,
    instances,
    call_rates,
    backups
);
