-- Who wished it: an interrupted redemption is brought to its end by the system, but somebody asked for it.
ALTER TABLE saved_reset_uses ADD COLUMN actor text NOT NULL DEFAULT 'system';
