-- Whose message it was: retention and requests for a person's data go by it. Null for what code of
-- before kept, until m0004.
ALTER TABLE coaching.observed_messages ADD COLUMN agent_id text;
