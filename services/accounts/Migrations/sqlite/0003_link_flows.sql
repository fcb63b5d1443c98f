-- Logins under way, so that any replica can finish one. What they hold is sealed; of the id and the state only hashes are kept.
CREATE TABLE link_flows (
    id         TEXT    PRIMARY KEY,
    state_hash TEXT,
    invite_id  TEXT,
    phase      INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    owner      TEXT    NOT NULL,
    beat       INTEGER NOT NULL,
    until_ms   INTEGER NOT NULL,
    key_id     TEXT    NOT NULL,
    body       BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX link_flows_state ON link_flows (state_hash) WHERE state_hash IS NOT NULL;
-- An invitation has one login at a time, whichever replicas its link is opened on.
CREATE UNIQUE INDEX link_flows_invite ON link_flows (invite_id) WHERE invite_id IS NOT NULL AND phase < 3;
