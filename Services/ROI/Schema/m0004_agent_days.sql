-- How good a conversation was after its last message, 0–100; null where nobody said.
ALTER TABLE roi.conversations ADD COLUMN quality double precision;

-- Figures of before coaching that not everybody has: quality 0–100, and the share of the agents there
-- at the start of the baseline's period who were still there at its end, 0–1.
ALTER TABLE roi.baselines ADD COLUMN quality_score double precision;
ALTER TABLE roi.baselines ADD COLUMN retention_rate double precision;

ALTER TABLE roi.reports ADD COLUMN team_id text;

-- Deals that were closed, as the books have them. Recorded once and never changed.
CREATE TABLE roi.deals (
    tenant_id text NOT NULL,
    deal_id text NOT NULL,
    agent_id text NOT NULL,
    -- What it brought the tenant, in minor units.
    amount bigint NOT NULL,
    currency text NOT NULL,
    closed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, deal_id)
);
CREATE INDEX deals_in_time ON roi.deals (tenant_id, closed_at);
CREATE INDEX deals_of_agent ON roi.deals (tenant_id, agent_id);
SELECT roi.isolate_tenants('roi.deals');
GRANT SELECT, INSERT ON roi.deals TO roi;

-- What agents did, summed by UTC day and by calendar month: a report reads these and not every
-- conversation (decision 0281). The triggers below keep them, with every event, and nobody else.
CREATE TABLE roi.agent_days (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    day date NOT NULL,
    conversations int NOT NULL,
    known_outcomes int NOT NULL,
    successes int NOT NULL,
    -- Conversations whose quality is known, and their quality in hundredths, so that sums are exact.
    rated int NOT NULL,
    quality int NOT NULL,
    active_quarters int NOT NULL,
    coached_microseconds bigint NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, day)
) WITH (fillfactor = 80);
CREATE INDEX agent_days_in_time ON roi.agent_days (tenant_id, day);

CREATE TABLE roi.agent_months (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    -- Its first day.
    month date NOT NULL,
    conversations int NOT NULL,
    known_outcomes int NOT NULL,
    successes int NOT NULL,
    rated int NOT NULL,
    quality int NOT NULL,
    active_quarters int NOT NULL,
    coached_microseconds bigint NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, month)
) WITH (fillfactor = 80);
CREATE INDEX agent_months_in_time ON roi.agent_months (tenant_id, month);

-- Agents who had a session that was not cancelled, and since when.
CREATE TABLE roi.coached_agents (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    first_session_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id)
);

SELECT roi.isolate_tenants('roi.agent_days');
SELECT roi.isolate_tenants('roi.agent_months');
SELECT roi.isolate_tenants('roi.coached_agents');

GRANT SELECT, INSERT, UPDATE ON roi.agent_days TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.agent_months TO roi;
GRANT SELECT, INSERT, UPDATE, DELETE ON roi.coached_agents TO roi;

-- What one row of each table is in its agent's day. The outcomes that are won are those of Coaching's
-- profile of an agent.
CREATE FUNCTION roi.day_of(row_of roi.conversations) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, (row_of.first_at AT TIME ZONE 'UTC')::date, 1,
        (row_of.outcome <> 'in_progress')::int,
        (row_of.outcome IN ('appointment_scheduled', 'lead_advanced'))::int,
        (row_of.quality IS NOT NULL)::int, coalesce(round(row_of.quality * 100), 0)::int, 0, 0::bigint
$function$;

CREATE FUNCTION roi.day_of(row_of roi.activity) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, row_of.day, 0, 0, 0, 0, 0,
        bit_count(row_of.quarters)::int, 0::bigint
$function$;

CREATE FUNCTION roi.day_of(row_of roi.sessions) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, (row_of.started_at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0, 0,
        0, CASE WHEN row_of.status = 'cancelled' THEN 0 ELSE row_of.coached_microseconds END
$function$;

-- Takes what a row was out of its day and month, and adds what it is now. Whoever erases an agent may
-- delete the sums first: a row that goes afterwards begins no new ones.
CREATE FUNCTION roi.keep_sums() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
DECLARE
    was constant roi.agent_days = roi.day_of(OLD);
    now constant roi.agent_days = roi.day_of(NEW);
BEGIN
    IF was IS NOT DISTINCT FROM now THEN
        RETURN NULL;
    END IF;
    WITH change AS (
        SELECT tenant_id, agent_id, day, sum(sign * conversations)::int AS conversations,
            sum(sign * known_outcomes)::int AS known_outcomes,
            sum(sign * successes)::int AS successes,
            sum(sign * rated)::int AS rated,
            sum(sign * quality)::int AS quality,
            sum(sign * active_quarters)::int AS active_quarters,
            sum(sign * coached_microseconds)::bigint AS coached_microseconds
        FROM (SELECT -1 AS sign, was.* UNION ALL SELECT 1, now.*) AS part
        WHERE tenant_id IS NOT NULL GROUP BY tenant_id, agent_id, day
    ), in_day AS (
        INSERT INTO roi.agent_days AS known SELECT * FROM change
        WHERE TG_OP <> 'DELETE' OR EXISTS (SELECT FROM roi.agent_days AS there
            WHERE there.tenant_id = change.tenant_id AND there.agent_id = change.agent_id
            AND there.day = change.day)
        ON CONFLICT (tenant_id, agent_id, day) DO UPDATE SET
            conversations = known.conversations + excluded.conversations,
            known_outcomes = known.known_outcomes + excluded.known_outcomes,
            successes = known.successes + excluded.successes,
            rated = known.rated + excluded.rated,
            quality = known.quality + excluded.quality,
            active_quarters = known.active_quarters + excluded.active_quarters,
            coached_microseconds = known.coached_microseconds + excluded.coached_microseconds
    )
    INSERT INTO roi.agent_months AS known
        SELECT tenant_id, agent_id, date_trunc('month', day)::date, sum(conversations), sum(known_outcomes), sum(successes), sum(rated),
            sum(quality), sum(active_quarters), sum(coached_microseconds)
        FROM change
        WHERE TG_OP <> 'DELETE' OR EXISTS (SELECT FROM roi.agent_months AS there
            WHERE there.tenant_id = change.tenant_id AND there.agent_id = change.agent_id
            AND there.month = date_trunc('month', change.day)::date)
        GROUP BY 1, 2, 3
        ON CONFLICT (tenant_id, agent_id, month) DO UPDATE SET
            conversations = known.conversations + excluded.conversations,
            known_outcomes = known.known_outcomes + excluded.known_outcomes,
            successes = known.successes + excluded.successes,
            rated = known.rated + excluded.rated,
            quality = known.quality + excluded.quality,
            active_quarters = known.active_quarters + excluded.active_quarters,
            coached_microseconds = known.coached_microseconds + excluded.coached_microseconds;
    RETURN NULL;
END
$function$;

-- Since when an agent is coached, or that they are not any more.
CREATE FUNCTION roi.keep_coached_agent() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.status <> 'cancelled' THEN
        INSERT INTO roi.coached_agents AS known VALUES (NEW.tenant_id, NEW.agent_id, NEW.started_at)
        ON CONFLICT (tenant_id, agent_id) DO UPDATE SET first_session_at = excluded.first_session_at
        WHERE excluded.first_session_at < known.first_session_at;
    ELSIF TG_OP <> 'INSERT' THEN
        DELETE FROM roi.coached_agents WHERE tenant_id = OLD.tenant_id AND agent_id = OLD.agent_id;
        INSERT INTO roi.coached_agents
        SELECT tenant_id, agent_id, started_at FROM roi.sessions
        WHERE tenant_id = OLD.tenant_id AND agent_id = OLD.agent_id AND status <> 'cancelled'
        ORDER BY started_at LIMIT 1
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$function$;

REVOKE ALL ON FUNCTION roi.day_of(roi.conversations) FROM PUBLIC;
REVOKE ALL ON FUNCTION roi.day_of(roi.activity) FROM PUBLIC;
REVOKE ALL ON FUNCTION roi.day_of(roi.sessions) FROM PUBLIC;
REVOKE ALL ON FUNCTION roi.keep_sums() FROM PUBLIC;
REVOKE ALL ON FUNCTION roi.keep_coached_agent() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION roi.day_of(roi.conversations) TO roi;
GRANT EXECUTE ON FUNCTION roi.day_of(roi.activity) TO roi;
GRANT EXECUTE ON FUNCTION roi.day_of(roi.sessions) TO roi;

-- From here on nobody writes until the rows that are there have been counted: events wait meanwhile,
-- and calls do not.
CREATE TRIGGER keep_sums AFTER INSERT OR UPDATE OR DELETE ON roi.conversations
    FOR EACH ROW EXECUTE FUNCTION roi.keep_sums();
CREATE TRIGGER keep_sums AFTER INSERT OR UPDATE OR DELETE ON roi.activity
    FOR EACH ROW EXECUTE FUNCTION roi.keep_sums();
CREATE TRIGGER keep_sums AFTER INSERT OR UPDATE OR DELETE ON roi.sessions
    FOR EACH ROW EXECUTE FUNCTION roi.keep_sums();
CREATE TRIGGER keep_coached_agent AFTER INSERT OR UPDATE OR DELETE ON roi.sessions
    FOR EACH ROW EXECUTE FUNCTION roi.keep_coached_agent();

SET LOCAL app.tenant = '*';
INSERT INTO roi.agent_days
    SELECT tenant_id, agent_id, day, sum(conversations), sum(known_outcomes), sum(successes), sum(rated),
        sum(quality), sum(active_quarters), sum(coached_microseconds)
    FROM (
        SELECT (roi.day_of(c)).* FROM roi.conversations AS c
        UNION ALL SELECT (roi.day_of(a)).* FROM roi.activity AS a
        UNION ALL SELECT (roi.day_of(s)).* FROM roi.sessions AS s
    ) AS part GROUP BY tenant_id, agent_id, day;
INSERT INTO roi.agent_months
    SELECT tenant_id, agent_id, date_trunc('month', day)::date, sum(conversations), sum(known_outcomes), sum(successes), sum(rated),
        sum(quality), sum(active_quarters), sum(coached_microseconds)
    FROM roi.agent_days GROUP BY 1, 2, 3;
INSERT INTO roi.coached_agents
    SELECT tenant_id, agent_id, min(started_at) FROM roi.sessions WHERE status <> 'cancelled'
    GROUP BY tenant_id, agent_id;
