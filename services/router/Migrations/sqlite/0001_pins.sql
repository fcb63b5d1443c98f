CREATE TABLE pins (
    pin TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX pins_by_expiry ON pins (expires_at_ms);
