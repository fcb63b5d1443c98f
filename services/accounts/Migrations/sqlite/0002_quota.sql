-- What the upstream said about each account's windows, so that a restart knows it. Written in batches; replicas merge, nothing is lost.
CREATE TABLE quota_evidence (
    account_id TEXT    PRIMARY KEY,
    version    INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT;
CREATE INDEX quota_evidence_version ON quota_evidence (version);

CREATE TABLE quota_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO quota_version (id, version) VALUES (1, 0);

-- Every wish to redeem a saved reset, written before the upstream is asked: the same wish never spends a second one.
CREATE TABLE saved_reset_uses (
    request_id TEXT    PRIMARY KEY,
    account_id TEXT    NOT NULL,
    reset_id   TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    automatic  INTEGER NOT NULL,
    asked_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_reset_uses_account ON saved_reset_uses (account_id, asked_ms);
