-- Statements of what was unlocked are asked for from a moment on.
-- migrate: outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS unlocks_by_time ON gamification.unlocks (tenant_id, unlocked_at);
