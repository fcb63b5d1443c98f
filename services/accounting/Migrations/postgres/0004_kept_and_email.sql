-- From which day on everything is still here: retention moves it before it removes anything.
CREATE TABLE kept (
    what TEXT PRIMARY KEY,
    since BIGINT NOT NULL
);

ALTER TABLE alert_rules ADD COLUMN email TEXT NOT NULL DEFAULT '';

-- 1 webhook, 2 e-mail: each way is delivered and repeated for itself.
ALTER TABLE alerts ADD COLUMN channel SMALLINT NOT NULL DEFAULT 1;
