-- What was refused, and what waits for somebody who is in charge, is listed for managers.
-- migrate: outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS webhooks_set_aside
    ON gateway.webhooks (tenant_id, sequence) WHERE outcome IN ('refused', 'unassigned');
