-- One row an item; the body is the item's message of the directory contract, so that it evolves as the contract does.
CREATE TABLE directory_items (
    kind        INTEGER NOT NULL,
    id          TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    removed     INTEGER NOT NULL DEFAULT 0,
    unique_name TEXT,
    body        BLOB    NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
CREATE UNIQUE INDEX directory_items_unique_name ON directory_items (kind, unique_name) WHERE unique_name IS NOT NULL;
CREATE INDEX directory_items_version ON directory_items (version);

-- The single row every change locks first: versions are handed out in the order in which changes become visible.
CREATE TABLE directory_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO directory_version (id, version) VALUES (1, 0);

CREATE TABLE audit_entries (
    sequence INTEGER PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    target   TEXT    NOT NULL,
    outcome  TEXT    NOT NULL,
    details  TEXT    NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
CREATE INDEX audit_entries_target ON audit_entries (target, sequence);
