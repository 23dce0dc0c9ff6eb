-- The ledger. A row is never removed and its amount never changes: the role may insert, and move
-- the date of an entry back when a late event proves that it was earned earlier.
CREATE TABLE gamification.points (
    tenant_id text NOT NULL,
    -- Made of what it pays for, so that a repeated event is the same entry.
    entry_id text COLLATE "C" NOT NULL,
    agent_id text NOT NULL,
    reason text NOT NULL,
    points bigint NOT NULL,
    -- How many entries of a reason pay on one day; null for all.
    daily_limit int,
    -- The day in the time zone that the event carries.
    local_day date NOT NULL,
    earned_at timestamptz NOT NULL,
    rules_version int NOT NULL,
    -- The entry that this one takes back.
    reverses text COLLATE "C",
    PRIMARY KEY (tenant_id, entry_id),
    CHECK ((reverses IS NULL) = (points > 0))
);
CREATE INDEX points_of_agent
    ON gamification.points (tenant_id, agent_id, reason, local_day, earned_at, entry_id);

-- What each entry pays: of a day's entries for one reason the first ones, and a reversal what the
-- reversed entry was paid.
CREATE VIEW gamification.payments WITH (security_invoker = true) AS
WITH earned AS (
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

-- The days on which an agent was coached, each with its first coached message.
CREATE TABLE gamification.active_days (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    local_day date NOT NULL,
    first_at timestamptz NOT NULL,
    time_zone text NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, local_day)
);

SELECT gamification.isolate_tenants('gamification.points');
SELECT gamification.isolate_tenants('gamification.active_days');

GRANT SELECT, INSERT, UPDATE (local_day, earned_at) ON gamification.points TO gamification;
GRANT SELECT ON gamification.payments TO gamification;
GRANT SELECT, INSERT, UPDATE (first_at, time_zone) ON gamification.active_days TO gamification;
