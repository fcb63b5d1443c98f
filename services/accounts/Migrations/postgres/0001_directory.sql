-- One row an item; the body is the item's message of the directory contract, so that it evolves as the contract does.
CREATE TABLE directory_items (
    kind        integer NOT NULL,
    id          uuid    NOT NULL,
    revision    bigint  NOT NULL,
    version     bigint  NOT NULL,
    removed     boolean NOT NULL DEFAULT false,
    unique_name text,
    body        bytea   NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE UNIQUE INDEX directory_items_unique_name ON directory_items (kind, unique_name) WHERE unique_name IS NOT NULL;
CREATE INDEX directory_items_version ON directory_items (version);

-- The single row every change locks first: versions are handed out in the order in which changes become visible.
CREATE TABLE directory_version (
    id      integer PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL
);
INSERT INTO directory_version (id, version) VALUES (1, 0);

CREATE TABLE audit_entries (
    sequence bigint PRIMARY KEY,
    at_ms    bigint NOT NULL,
    actor    text   NOT NULL,
    action   text   NOT NULL,
    target   text   NOT NULL,
    outcome  text   NOT NULL,
    details  text   NOT NULL,
    hash     bytea  NOT NULL
);
CREATE INDEX audit_entries_target ON audit_entries (target, sequence);
