-- What the upstream said about each account's windows, so that a restart knows it. Written in batches; replicas merge, nothing is lost.
CREATE TABLE quota_evidence (
    account_id uuid   PRIMARY KEY,
    version    bigint NOT NULL,
    body       text   NOT NULL
);
CREATE INDEX quota_evidence_version ON quota_evidence (version);

CREATE TABLE quota_version (
    id      integer PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL
);
INSERT INTO quota_version (id, version) VALUES (1, 0);

-- Every wish to redeem a saved reset, written before the upstream is asked: the same wish never spends a second one.
CREATE TABLE saved_reset_uses (
    request_id text    PRIMARY KEY,
    account_id uuid    NOT NULL,
    reset_id   text    NOT NULL,
    state      text    NOT NULL,
    automatic  boolean NOT NULL,
    asked_ms   bigint  NOT NULL
);
CREATE INDEX saved_reset_uses_account ON saved_reset_uses (account_id, asked_ms);
