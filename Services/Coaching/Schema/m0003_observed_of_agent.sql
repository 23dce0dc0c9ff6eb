-- migrate: outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS observed_of_agent
    ON coaching.observed_messages (tenant_id, agent_id, observed_at);
