-- migrate: contract
ALTER TABLE coaching.observed_messages VALIDATE CONSTRAINT agent_is_known;
