-- The sums of whole months: a year is then read from a few thousand rows instead of a hundred thousand.
CREATE TABLE rollups_month (LIKE rollups_day INCLUDING ALL) WITH (fillfactor = 70);

INSERT INTO rollups_month
SELECT dimension, CAST(EXTRACT(EPOCH FROM date_trunc('month', to_timestamp(bucket / 1000), 'UTC')) AS BIGINT) * 1000, pool_id, value,
    SUM(turns), SUM(succeeded), SUM(failed), SUM(interrupted), SUM(refused), SUM(attempts),
    SUM(input), SUM(cached_input), SUM(cache_write), SUM(output), SUM(reasoning), SUM(cost_micros),
    SUM(unpriced_turns), SUM(unknown_usage_turns), SUM(total_ms), SUM(first_byte_ms), SUM(first_byte_turns)
FROM rollups_day GROUP BY 1, 2, 3, 4;
