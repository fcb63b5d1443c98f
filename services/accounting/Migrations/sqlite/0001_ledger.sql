-- Times are Unix milliseconds, money is micro-dollars. Ids are lower-case text, so that their order is the order of their time.
CREATE TABLE turns (
    turn_id TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    pool_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    person_id TEXT,
    account_id TEXT,
    model TEXT NOT NULL,
    model_requested TEXT NOT NULL,
    model_served TEXT,
    effort TEXT,
    tier TEXT NOT NULL,
    tier_requested TEXT,
    tier_served TEXT,
    transport TEXT NOT NULL,
    route TEXT NOT NULL,
    client TEXT NOT NULL,
    project TEXT,
    outcome INTEGER NOT NULL,
    http_status INTEGER NOT NULL,
    error_code TEXT,
    attempts INTEGER NOT NULL,
    usage_known INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached_input INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    unpriced TEXT,
    admitted_ms INTEGER,
    selected_ms INTEGER,
    upstream_headers_ms INTEGER,
    first_byte_ms INTEGER,
    first_output_ms INTEGER,
    total_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX turns_settled ON turns (settled_at);
CREATE INDEX turns_key ON turns (key_id, turn_id);
CREATE INDEX turns_account ON turns (account_id, turn_id);
CREATE INDEX turns_not_succeeded ON turns (turn_id) WHERE outcome <> 1;

CREATE TABLE attempts (
    turn_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    upstream_status INTEGER NOT NULL,
    fault TEXT,
    PRIMARY KEY (turn_id, number)
) STRICT, WITHOUT ROWID;

-- Append-only: a correction is a further entry with the difference.
CREATE TABLE entries (
    turn_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    posted_at INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    pricing INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    book_version TEXT NOT NULL,
    price_line TEXT,
    PRIMARY KEY (turn_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_posted ON entries (posted_at);
CREATE INDEX entries_settled ON entries (settled_at);

CREATE TABLE decisions (
    turn_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (turn_id, attempt)
) STRICT, WITHOUT ROWID;

-- One row a bucket, dimension, Pool and value; dimension numbers are those of the gRPC contract.
CREATE TABLE rollups_hour (
    dimension INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    pool_id TEXT NOT NULL,
    value TEXT NOT NULL,
    turns INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    interrupted INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached_input INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    unpriced_turns INTEGER NOT NULL,
    unknown_usage_turns INTEGER NOT NULL,
    total_ms INTEGER NOT NULL,
    first_byte_ms INTEGER NOT NULL,
    first_byte_turns INTEGER NOT NULL,
    PRIMARY KEY (dimension, bucket, pool_id, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollups_day (
    dimension INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    pool_id TEXT NOT NULL,
    value TEXT NOT NULL,
    turns INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    interrupted INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached_input INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    unpriced_turns INTEGER NOT NULL,
    unknown_usage_turns INTEGER NOT NULL,
    total_ms INTEGER NOT NULL,
    first_byte_ms INTEGER NOT NULL,
    first_byte_turns INTEGER NOT NULL,
    PRIMARY KEY (dimension, bucket, pool_id, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_minutes (
    bucket INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    model TEXT NOT NULL,
    turns INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (bucket, key_id, model)
) STRICT, WITHOUT ROWID;

CREATE INDEX key_minutes_updated ON key_minutes (updated_at);

CREATE TABLE quota_points (
    account_id TEXT NOT NULL,
    limit_name TEXT NOT NULL,
    window_minutes INTEGER NOT NULL,
    observed_at INTEGER NOT NULL,
    used_millipercent INTEGER NOT NULL,
    resets_at INTEGER,
    PRIMARY KEY (account_id, limit_name, window_minutes, observed_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE price_books (
    version TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    activated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
