-- Whom agents talked with: a lead counts on the day on which coaching first observed the two of them,
-- so that days add up to any period. What was read off the log before has none of them; `events
-- rebuild` brings them in.
CREATE TABLE roi.leads (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    lead_id text NOT NULL,
    first_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, lead_id)
);
CREATE INDEX leads_by_lead ON roi.leads (tenant_id, lead_id);
SELECT roi.isolate_tenants('roi.leads');
GRANT SELECT, INSERT, UPDATE ON roi.leads TO roi;

ALTER TABLE roi.agent_days ADD COLUMN leads int NOT NULL DEFAULT 0;
ALTER TABLE roi.agent_months ADD COLUMN leads int NOT NULL DEFAULT 0;
-- What an agent of before coaching took up, where it was measured.
ALTER TABLE roi.baselines ADD COLUMN leads_per_hour double precision;

CREATE OR REPLACE FUNCTION roi.day_of(row_of roi.conversations) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, (row_of.first_at AT TIME ZONE 'UTC')::date, 1,
        (row_of.outcome <> 'in_progress')::int,
        (row_of.outcome IN ('appointment_scheduled', 'lead_advanced'))::int,
        (row_of.quality IS NOT NULL)::int, coalesce(round(row_of.quality * 100), 0)::int, 0, 0::bigint, 0
$function$;

CREATE OR REPLACE FUNCTION roi.day_of(row_of roi.activity) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, row_of.day, 0, 0, 0, 0, 0,
        bit_count(row_of.quarters)::int, 0::bigint, 0
$function$;

CREATE OR REPLACE FUNCTION roi.day_of(row_of roi.sessions) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, (row_of.started_at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0, 0,
        0, CASE WHEN row_of.status = 'cancelled' THEN 0 ELSE row_of.coached_microseconds END, 0
$function$;

CREATE FUNCTION roi.day_of(row_of roi.leads) RETURNS roi.agent_days
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, (row_of.first_at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0, 0,
        0, 0::bigint, 1
$function$;
REVOKE ALL ON FUNCTION roi.day_of(roi.leads) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION roi.day_of(roi.leads) TO roi;

-- The function of m0004 again, written from one list of what is summed. It takes what a row was out
-- of its day and month, and adds what it is now. Whoever erases an agent may delete the sums first: a
-- row that goes afterwards begins no new ones.
DO $step$
DECLARE
    sums constant text[] = ARRAY['conversations', 'known_outcomes', 'successes', 'rated', 'quality',
        'active_quarters', 'coached_microseconds', 'leads'];
    names constant text = array_to_string(sums, ', ');
    summed constant text = (SELECT string_agg(format('sum(sign * %1$I)', name), ', ')
        FROM unnest(sums) AS name);
    added constant text = (SELECT string_agg(format('%1$I = known.%1$I + excluded.%1$I', name), ', ')
        FROM unnest(sums) AS name);
    -- A table of sums, the column of its time, and the time that a day falls on.
    store constant text = $statement$
        INSERT INTO roi.%1$I AS known (tenant_id, agent_id, %2$I, <names>)
        SELECT tenant_id, agent_id, %3$s, <summed> FROM part
        WHERE tenant_id IS NOT NULL AND (TG_OP <> 'DELETE' OR EXISTS (SELECT FROM roi.%1$I AS there
            WHERE there.tenant_id = part.tenant_id AND there.agent_id = part.agent_id
            AND there.%2$I = %3$s))
        GROUP BY 1, 2, 3
        ON CONFLICT (tenant_id, agent_id, %2$I) DO UPDATE SET <added>
    $statement$;
    body constant text = $body$
        CREATE OR REPLACE FUNCTION roi.keep_sums() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
        DECLARE
            was constant roi.agent_days = roi.day_of(OLD);
            now constant roi.agent_days = roi.day_of(NEW);
        BEGIN
            IF was IS NOT DISTINCT FROM now THEN
                RETURN NULL;
            END IF;
            WITH part AS (
                SELECT -1 AS sign, was.* UNION ALL SELECT 1, now.*
            ), in_days AS (<days>)
            <months>;
            RETURN NULL;
        END
        $function$
    $body$;
BEGIN
    EXECUTE replace(replace(replace(replace(replace(body,
        '<days>', format(store, 'agent_days', 'day', 'day')),
        '<months>', format(
            store, 'agent_months', 'month', 'date_trunc(''month'', day)::date')),
        '<names>', names), '<summed>', summed), '<added>', added);
END
$step$;

CREATE TRIGGER keep_sums AFTER INSERT OR UPDATE OR DELETE ON roi.leads
    FOR EACH ROW EXECUTE FUNCTION roi.keep_sums();
