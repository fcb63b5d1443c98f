-- Logins under way, so that any replica can finish one. What they hold is sealed; of the id and the state only hashes are kept.
CREATE TABLE link_flows (
    id         text    PRIMARY KEY,
    state_hash text,
    invite_id  text,
    phase      integer NOT NULL,
    version    bigint  NOT NULL,
    owner      text    NOT NULL,
    beat       bigint  NOT NULL,
    until_ms   bigint  NOT NULL,
    key_id     text    NOT NULL,
    body       bytea   NOT NULL
);
CREATE UNIQUE INDEX link_flows_state ON link_flows (state_hash) WHERE state_hash IS NOT NULL;
-- An invitation has one login at a time, whichever replicas its link is opened on.
CREATE UNIQUE INDEX link_flows_invite ON link_flows (invite_id) WHERE invite_id IS NOT NULL AND phase < 3;
