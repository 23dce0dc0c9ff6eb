-- What somebody wants to find on their screen only: kinds of notification that are sent nowhere else.
ALTER TABLE coaching.recipients ADD COLUMN muted_kinds text[] NOT NULL DEFAULT '{}';
