-- What was spent towards the next stamp, in the smallest currency unit, where the program keeps rests.
ALTER TABLE members ADD COLUMN spend_minor BIGINT NOT NULL DEFAULT 0;
-- The version of the program whose ladder the member still climbs, because its goal is nearer; none: the present one.
ALTER TABLE members ADD COLUMN goal_version BIGINT;
-- When the next stamps run out, and how many; none: they don't.
ALTER TABLE members ADD COLUMN stamps_expire_at BIGINT;
ALTER TABLE members ADD COLUMN stamps_expiring BIGINT;
-- When the tier is over if the member does not come; none: it lasts.
ALTER TABLE members ADD COLUMN tier_until BIGINT;
CREATE INDEX members_expiring_stamps ON members (merchant_id, stamps_expire_at) WHERE stamps_expire_at IS NOT NULL;
CREATE INDEX members_leaving_tier ON members (merchant_id, tier_until) WHERE tier_until IS NOT NULL;
CREATE INDEX members_of_goal ON members (merchant_id, goal_version) WHERE goal_version IS NOT NULL;

-- What the visit earns by itself where stamps follow visits, by the tier of the member then; none: one stamp.
ALTER TABLE scans ADD COLUMN full_stamps BIGINT;
-- Stamps that the visit no longer earned by its amount, but that a redeemed reward had used up; none: no such.
ALTER TABLE scans ADD COLUMN kept_stamps BIGINT;

-- The version of the program whose ladder it stood on; none: it is not known.
ALTER TABLE rewards ADD COLUMN program_version BIGINT;

-- Since when stamps run out after so many days or sooner, and since when the tiers are as they are; none: since before this was noted.
ALTER TABLE programs ADD COLUMN stamp_expiry_since BIGINT;
ALTER TABLE programs ADD COLUMN tiers_since BIGINT;
