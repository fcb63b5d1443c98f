-- A delivered export never changes: which entries it holds is fixed before its files are written.
CREATE TABLE exports (
    export_id UUID PRIMARY KEY,
    period_start BIGINT NOT NULL,
    period_end BIGINT NOT NULL,
    correction SMALLINT NOT NULL,
    created_at BIGINT NOT NULL,
    location TEXT,
    files TEXT,
    entries BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    delivered_at BIGINT,
    announced_at BIGINT,
    UNIQUE (period_start, period_end, correction)
);

CREATE TABLE exported_entries (
    turn_id UUID NOT NULL,
    number SMALLINT NOT NULL,
    export_id UUID NOT NULL,
    PRIMARY KEY (turn_id, number)
) PARTITION BY RANGE (turn_id);

CREATE INDEX exported_entries_export ON exported_entries (export_id, turn_id);
