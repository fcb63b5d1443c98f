-- A budget that is enforced refuses turns once it is used up; the others only warn.
ALTER TABLE budgets ADD COLUMN enforced BOOLEAN NOT NULL DEFAULT FALSE;
