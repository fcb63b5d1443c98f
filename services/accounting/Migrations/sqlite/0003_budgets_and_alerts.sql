CREATE TABLE budgets (
    budget_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    subject INTEGER NOT NULL,
    subject_id TEXT NOT NULL,
    metric INTEGER NOT NULL,
    time_window INTEGER NOT NULL,
    amount INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A threshold is passed once a window; the row is what makes it once. It is published after it is written.
CREATE TABLE budget_events (
    budget_id TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    threshold INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    window_end INTEGER NOT NULL,
    used INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    at INTEGER NOT NULL,
    published_at INTEGER,
    PRIMARY KEY (budget_id, window_start, threshold)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_rules (
    rule_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    cause INTEGER NOT NULL,
    threshold INTEGER NOT NULL,
    subject_id TEXT NOT NULL,
    webhook TEXT NOT NULL,
    secret TEXT NOT NULL,
    cool_down_seconds INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    fired_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
    alert_id TEXT PRIMARY KEY,
    rule_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    delivered_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX alerts_waiting ON alerts (next_attempt_at) WHERE delivered_at IS NULL;
