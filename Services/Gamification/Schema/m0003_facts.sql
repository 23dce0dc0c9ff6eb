-- What agents did, each thing once: what points are paid for and what achievements count. Of several
-- events that prove a fact the earliest counts, and of two at the same time the one with the
-- smaller id.
CREATE TABLE gamification.facts (
    tenant_id text NOT NULL,
    fact_id text COLLATE "C" NOT NULL,
    agent_id text NOT NULL,
    activity text NOT NULL,
    subject text NOT NULL,
    local_day date NOT NULL,
    happened_at timestamptz NOT NULL,
    value int NOT NULL,
    -- The event that proves it.
    event_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, fact_id)
);
CREATE INDEX facts_of_agent
    ON gamification.facts (tenant_id, agent_id, activity, happened_at, fact_id);

-- How often achievements were unlocked, each time with the moment that completed it.
CREATE TABLE gamification.unlocks (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    achievement_id text NOT NULL,
    occurrence int NOT NULL CHECK (occurrence > 0),
    local_day date NOT NULL,
    unlocked_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, achievement_id, occurrence)
);
CREATE INDEX unlocks_of_achievement ON gamification.unlocks (tenant_id, achievement_id, occurrence);

-- A tenant's rules through time: what pays how much from when on. A version never changes.
CREATE TABLE gamification.rule_sets (
    tenant_id text NOT NULL,
    version int NOT NULL CHECK (version > 1),
    effective_from timestamptz NOT NULL,
    quality_min double precision NOT NULL,
    quality_message_count_min int NOT NULL,
    objections_per_conversation_max int NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, version)
);
CREATE TABLE gamification.rules (
    tenant_id text NOT NULL,
    version int NOT NULL,
    reason text NOT NULL,
    points bigint NOT NULL CHECK (points > 0),
    daily_limit int,
    halves_after int,
    PRIMARY KEY (tenant_id, version, reason),
    FOREIGN KEY (tenant_id, version) REFERENCES gamification.rule_sets (tenant_id, version)
);

-- A tenant's own achievements; the criterion is JSON as `Criterion` reads it.
CREATE TABLE gamification.own_achievements (
    tenant_id text NOT NULL,
    achievement_id text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    difficulty text NOT NULL,
    criterion text NOT NULL,
    points bigint NOT NULL CHECK (points > 0),
    is_repeatable boolean NOT NULL,
    is_secret boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, achievement_id)
);

-- Which days streaks expect from a day on; days gone by keep what held for them.
CREATE TABLE gamification.calendars (
    tenant_id text NOT NULL,
    from_day date NOT NULL,
    -- ISO 8601: 1 is Monday.
    working_days int[] NOT NULL,
    holidays date[] NOT NULL,
    PRIMARY KEY (tenant_id, from_day)
);

-- What a tenant and its agents say of an agent as a player.
CREATE TABLE gamification.players (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    team_id text,
    -- shown, anonymous or hidden: how others see them on a leaderboard.
    visibility text NOT NULL DEFAULT 'shown',
    -- For tenure.
    hired_on date,
    PRIMARY KEY (tenant_id, agent_id)
);

-- What agents spent and won by their own doing: freezes, stakes and prizes. Not read off events, so
-- a rebuild keeps it.
CREATE TABLE gamification.postings (
    tenant_id text NOT NULL,
    entry_id text COLLATE "C" NOT NULL,
    agent_id text NOT NULL,
    reason text NOT NULL,
    points bigint NOT NULL CHECK (points <> 0),
    -- The day that a freeze is for; else the day of the posting.
    local_day date NOT NULL,
    posted_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, entry_id)
);
CREATE INDEX postings_of_agent ON gamification.postings (tenant_id, agent_id, reason, local_day);

-- Everybody's balance: what the ledger comes to, kept so that a leaderboard need not add it up.
CREATE TABLE gamification.scores (
    tenant_id text NOT NULL,
    agent_id text COLLATE "C" NOT NULL,
    points bigint NOT NULL,
    reached_at timestamptz NOT NULL,
    -- A reader that knows all transactions before one asks for rows from that one on.
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (tenant_id, agent_id)
);
CREATE INDEX scores_by_change ON gamification.scores (tenant_id, changed_in);

ALTER TABLE gamification.points ADD COLUMN halves_after int;

-- An entry whose event turns out to have come earlier is paid by the rules of that moment. Nothing
-- else ever changes in the ledger; the owner may, to take a person's id out of it.
CREATE FUNCTION gamification.keep_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
BEGIN
    IF NEW IS NOT DISTINCT FROM OLD OR NEW.earned_at < OLD.earned_at
        AND (NEW.tenant_id, NEW.entry_id, NEW.agent_id, NEW.reason)
            = (OLD.tenant_id, OLD.entry_id, OLD.agent_id, OLD.reason)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a ledger entry changes only when an earlier moment proves it'
        USING ERRCODE = 'insufficient_privilege';
END
$function$;
REVOKE ALL ON FUNCTION gamification.keep_entry() FROM PUBLIC;
CREATE TRIGGER keep_entry BEFORE UPDATE ON gamification.points
    FOR EACH ROW WHEN (current_user = 'gamification')
    EXECUTE FUNCTION gamification.keep_entry();

-- What each entry pays: of a day's entries for one reason the first ones, less the more there are,
-- a reversal what the reversed entry was paid, and what was posted.
CREATE OR REPLACE VIEW gamification.payments WITH (security_invoker = true) AS
WITH placed AS NOT MATERIALIZED (
    SELECT tenant_id, entry_id, agent_id, reason, earned_at, points, daily_limit, halves_after,
        row_number() OVER (
            PARTITION BY tenant_id, agent_id, reason, local_day ORDER BY earned_at, entry_id
        ) AS place
    FROM gamification.points
    WHERE reverses IS NULL
), earned AS NOT MATERIALIZED (
    SELECT tenant_id, entry_id, agent_id, reason, earned_at,
        CASE WHEN place > daily_limit THEN 0
            WHEN halves_after IS NULL THEN points
            ELSE points >> least(62, (place - 1) / halves_after)::int END AS paid
    FROM placed
)
SELECT tenant_id, entry_id, agent_id, earned_at, paid, reason FROM earned
UNION ALL
SELECT reversal.tenant_id, reversal.entry_id, reversal.agent_id, reversal.earned_at,
    -coalesce(earned.paid, 0), reversal.reason
FROM gamification.points AS reversal
LEFT JOIN earned ON earned.tenant_id = reversal.tenant_id AND earned.agent_id = reversal.agent_id
    AND earned.entry_id = reversal.reverses
WHERE reversal.reverses IS NOT NULL
UNION ALL
SELECT tenant_id, entry_id, agent_id, posted_at, points, reason FROM gamification.postings;

SELECT gamification.isolate_tenants('gamification.facts');
SELECT gamification.isolate_tenants('gamification.unlocks');
SELECT gamification.isolate_tenants('gamification.rule_sets');
SELECT gamification.isolate_tenants('gamification.rules');
SELECT gamification.isolate_tenants('gamification.own_achievements');
SELECT gamification.isolate_tenants('gamification.calendars');
SELECT gamification.isolate_tenants('gamification.players');
SELECT gamification.isolate_tenants('gamification.postings');
SELECT gamification.isolate_tenants('gamification.scores');

GRANT SELECT, INSERT, UPDATE (local_day, happened_at, value, event_id) ON gamification.facts
    TO gamification;
GRANT SELECT, INSERT, UPDATE (local_day, unlocked_at) ON gamification.unlocks TO gamification;
GRANT SELECT, INSERT ON gamification.rule_sets, gamification.rules TO gamification;
GRANT SELECT, INSERT, UPDATE ON gamification.own_achievements, gamification.calendars,
    gamification.players TO gamification;
GRANT SELECT, INSERT ON gamification.postings TO gamification;
GRANT SELECT, INSERT, UPDATE (points, reached_at, changed_in) ON gamification.scores
    TO gamification;
GRANT UPDATE (points, daily_limit, halves_after, rules_version) ON gamification.points
    TO gamification;
