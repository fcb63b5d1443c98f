-- The sums of whole months: a year is then read from a few thousand rows instead of a hundred thousand.
CREATE TABLE rollups_month (
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

INSERT INTO rollups_month
SELECT dimension, CAST(strftime('%s', bucket / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000, pool_id, value,
    SUM(turns), SUM(succeeded), SUM(failed), SUM(interrupted), SUM(refused), SUM(attempts),
    SUM(input), SUM(cached_input), SUM(cache_write), SUM(output), SUM(reasoning), SUM(cost_micros),
    SUM(unpriced_turns), SUM(unknown_usage_turns), SUM(total_ms), SUM(first_byte_ms), SUM(first_byte_turns)
FROM rollups_day GROUP BY 1, 2, 3, 4;
