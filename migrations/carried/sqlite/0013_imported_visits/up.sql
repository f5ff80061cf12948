-- A member's page tells the visits that were imported from the till; only these lie in it, so that a scan writes no more than before.
CREATE INDEX imported_visits_of_member ON events (merchant_id, member_id, occurred_at) WHERE kind = 'visit_imported';
