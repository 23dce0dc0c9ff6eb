-- migrate: contract
ALTER TABLE coaching.observed_messages
    ADD CONSTRAINT agent_is_known CHECK (agent_id IS NOT NULL) NOT VALID;
