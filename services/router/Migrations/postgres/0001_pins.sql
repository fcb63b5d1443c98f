CREATE TABLE pins (
    pin text PRIMARY KEY,
    account_id text NOT NULL,
    generation bigint NOT NULL,
    at_ms bigint NOT NULL,
    expires_at_ms bigint NOT NULL,
    cached_tokens bigint NOT NULL
);

CREATE INDEX pins_by_expiry ON pins (expires_at_ms);
