-- By what the visitors of a day are hashed: random, and deleted when that day is over everywhere, after which nobody can lead from a
-- visitor in the log back to an address.
CREATE TABLE visitor_salts (
    local_day TEXT PRIMARY KEY NOT NULL,
    salt TEXT NOT NULL
);
