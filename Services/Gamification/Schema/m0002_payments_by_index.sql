-- The same rows as before. The view uses `earned` twice, so that the planner computed it for every
-- tenant and every agent before it looked at whose payments were asked for.
CREATE OR REPLACE VIEW gamification.payments WITH (security_invoker = true) AS
WITH earned AS NOT MATERIALIZED (
    SELECT tenant_id, entry_id, agent_id, earned_at,
        CASE WHEN daily_limit IS NULL OR row_number() OVER (
            PARTITION BY tenant_id, agent_id, reason, local_day ORDER BY earned_at, entry_id
        ) <= daily_limit THEN points ELSE 0 END AS paid
    FROM gamification.points
    WHERE reverses IS NULL
)
SELECT tenant_id, entry_id, agent_id, earned_at, paid FROM earned
UNION ALL
SELECT reversal.tenant_id, reversal.entry_id, reversal.agent_id, reversal.earned_at,
    -coalesce(earned.paid, 0)
FROM gamification.points AS reversal
LEFT JOIN earned ON earned.tenant_id = reversal.tenant_id AND earned.agent_id = reversal.agent_id
    AND earned.entry_id = reversal.reverses
WHERE reversal.reverses IS NOT NULL;
