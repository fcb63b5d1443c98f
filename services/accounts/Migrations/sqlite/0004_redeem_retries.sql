-- An interrupted wish to redeem is repeated with its own id: how often that was tried, and when last.
ALTER TABLE saved_reset_uses ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
ALTER TABLE saved_reset_uses ADD COLUMN tried_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX saved_reset_uses_pending ON saved_reset_uses (asked_ms) WHERE state = 'pending';
