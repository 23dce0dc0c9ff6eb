-- Who was active in a week is asked for on every Monday.
-- migrate: outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS active_days_by_day ON gamification.active_days (local_day, tenant_id, agent_id);
