-- Times are Unix milliseconds, money is micro-dollars. Tables named by turn are partitioned by month through the time inside the
-- turn's id (UUID version 7), so the id alone is the primary key; the service makes the partitions.
CREATE TABLE turns (
    turn_id UUID PRIMARY KEY,
    started_at BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
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
    outcome SMALLINT NOT NULL,
    http_status SMALLINT NOT NULL,
    error_code TEXT,
    attempts SMALLINT NOT NULL,
    usage_known SMALLINT NOT NULL,
    input BIGINT NOT NULL,
    cached_input BIGINT NOT NULL,
    cache_write BIGINT NOT NULL,
    output BIGINT NOT NULL,
    reasoning BIGINT NOT NULL,
    unpriced TEXT,
    admitted_ms INTEGER,
    selected_ms INTEGER,
    upstream_headers_ms INTEGER,
    first_byte_ms INTEGER,
    first_output_ms INTEGER,
    total_ms INTEGER NOT NULL
) PARTITION BY RANGE (turn_id);

-- Turns arrive nearly in the order they settle, which is what a block-range index wants.
CREATE INDEX turns_settled ON turns USING brin (settled_at) WITH (pages_per_range = 32);
CREATE INDEX turns_key ON turns (key_id, turn_id);
CREATE INDEX turns_account ON turns (account_id, turn_id);
CREATE INDEX turns_not_succeeded ON turns (turn_id) WHERE outcome <> 1;

CREATE TABLE attempts (
    turn_id UUID NOT NULL,
    number SMALLINT NOT NULL,
    account_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    duration_ms INTEGER NOT NULL,
    outcome SMALLINT NOT NULL,
    upstream_status SMALLINT NOT NULL,
    fault TEXT,
    PRIMARY KEY (turn_id, number)
) PARTITION BY RANGE (turn_id);

-- Append-only: a correction is a further entry with the difference.
CREATE TABLE entries (
    turn_id UUID NOT NULL,
    number SMALLINT NOT NULL,
    posted_at BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    pricing SMALLINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    book_version TEXT NOT NULL,
    price_line TEXT,
    PRIMARY KEY (turn_id, number)
) PARTITION BY RANGE (turn_id);

CREATE INDEX entries_posted ON entries USING brin (posted_at) WITH (pages_per_range = 32);
CREATE INDEX entries_settled ON entries USING brin (settled_at) WITH (pages_per_range = 32);

CREATE TABLE decisions (
    turn_id UUID NOT NULL,
    attempt SMALLINT NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (turn_id, attempt)
) PARTITION BY RANGE (turn_id);

-- One row a bucket, dimension, Pool and value; dimension numbers are those of the gRPC contract.
CREATE TABLE rollups_hour (
    dimension SMALLINT NOT NULL,
    bucket BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    value TEXT NOT NULL,
    turns BIGINT NOT NULL,
    succeeded BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    interrupted BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    input BIGINT NOT NULL,
    cached_input BIGINT NOT NULL,
    cache_write BIGINT NOT NULL,
    output BIGINT NOT NULL,
    reasoning BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    unpriced_turns BIGINT NOT NULL,
    unknown_usage_turns BIGINT NOT NULL,
    total_ms BIGINT NOT NULL,
    first_byte_ms BIGINT NOT NULL,
    first_byte_turns BIGINT NOT NULL,
    PRIMARY KEY (dimension, bucket, pool_id, value)
) WITH (fillfactor = 70);

CREATE TABLE rollups_day (LIKE rollups_hour INCLUDING ALL) WITH (fillfactor = 70);

CREATE TABLE key_minutes (
    bucket BIGINT NOT NULL,
    key_id TEXT NOT NULL,
    model TEXT NOT NULL,
    turns BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (bucket, key_id, model)
) WITH (fillfactor = 70);

CREATE INDEX key_minutes_updated ON key_minutes (updated_at);

CREATE TABLE quota_points (
    account_id TEXT NOT NULL,
    limit_name TEXT NOT NULL,
    window_minutes INTEGER NOT NULL,
    observed_at BIGINT NOT NULL,
    used_millipercent BIGINT NOT NULL,
    resets_at BIGINT,
    PRIMARY KEY (account_id, limit_name, window_minutes, observed_at)
);

CREATE TABLE price_books (
    version TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    activated_at BIGINT NOT NULL
);
