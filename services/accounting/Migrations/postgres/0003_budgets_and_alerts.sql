CREATE TABLE budgets (
    budget_id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    subject SMALLINT NOT NULL,
    subject_id TEXT NOT NULL,
    metric SMALLINT NOT NULL,
    time_window SMALLINT NOT NULL,
    amount BIGINT NOT NULL
);

-- A threshold is passed once a window; the row is what makes it once. It is published after it is written.
CREATE TABLE budget_events (
    budget_id UUID NOT NULL,
    window_start BIGINT NOT NULL,
    threshold SMALLINT NOT NULL,
    event_id UUID NOT NULL,
    window_end BIGINT NOT NULL,
    used BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    at BIGINT NOT NULL,
    published_at BIGINT,
    PRIMARY KEY (budget_id, window_start, threshold)
);

CREATE TABLE alert_rules (
    rule_id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    cause SMALLINT NOT NULL,
    threshold SMALLINT NOT NULL,
    subject_id TEXT NOT NULL,
    webhook TEXT NOT NULL,
    secret TEXT NOT NULL,
    cool_down_seconds BIGINT NOT NULL,
    enabled SMALLINT NOT NULL,
    fired_at BIGINT
);

CREATE TABLE alerts (
    alert_id UUID PRIMARY KEY,
    rule_id UUID NOT NULL,
    subject_id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts SMALLINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    delivered_at BIGINT
);

CREATE INDEX alerts_waiting ON alerts (next_attempt_at) WHERE delivered_at IS NULL;
