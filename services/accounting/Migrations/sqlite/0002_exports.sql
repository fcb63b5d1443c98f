-- A delivered export never changes: which entries it holds is fixed before its files are written.
CREATE TABLE exports (
    export_id TEXT PRIMARY KEY,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    correction INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    location TEXT,
    files TEXT,
    entries INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    delivered_at INTEGER,
    announced_at INTEGER,
    UNIQUE (period_start, period_end, correction)
) STRICT, WITHOUT ROWID;

CREATE TABLE exported_entries (
    turn_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    export_id TEXT NOT NULL,
    PRIMARY KEY (turn_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX exported_entries_export ON exported_entries (export_id, turn_id);
