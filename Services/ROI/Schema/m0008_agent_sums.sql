-- What agents did, summed over blocks of 1, 3, 9, 27, 81 and 243 days: any period is a few of them,
-- some added and some taken away (decision 0284). They are instead of agent_days and agent_months.
CREATE TABLE roi.agent_sums (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    -- Which days: 3^(block & 7) of them from day block >> 3 since 1970-01-01, a multiple of as many.
    block int NOT NULL,
    conversations int NOT NULL,
    known_outcomes int NOT NULL,
    successes int NOT NULL,
    -- Conversations whose quality is known, and their quality in hundredths, so that sums are exact.
    rated int NOT NULL,
    quality bigint NOT NULL,
    active_quarters int NOT NULL,
    coached_microseconds bigint NOT NULL,
    leads int NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, block)
) WITH (fillfactor = 80);
CREATE INDEX agent_sums_in_time ON roi.agent_sums (tenant_id, block);
SELECT roi.isolate_tenants('roi.agent_sums');
GRANT SELECT, INSERT, UPDATE ON roi.agent_sums TO roi;

-- The block of a level, 0 to 5, that a day lies in.
CREATE FUNCTION roi.block(day date, level int) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
    SELECT (floor((day - date '1970-01-01') / 3 ^ level) * 3 ^ level)::int << 3 | level
$function$;

-- The day on which a block begins.
CREATE FUNCTION roi.first_day(block int) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
    SELECT date '1970-01-01' + (block >> 3)
$function$;

-- What one row of each table is in its agent's day. The outcomes that are won are those of
-- Coaching's profile of an agent.
CREATE FUNCTION roi.sums_of(row_of roi.conversations) RETURNS roi.agent_sums
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id,
        roi.block((row_of.first_at AT TIME ZONE 'UTC')::date, 0), 1,
        (row_of.outcome <> 'in_progress')::int,
        (row_of.outcome IN ('appointment_scheduled', 'lead_advanced'))::int,
        (row_of.quality IS NOT NULL)::int, coalesce(round(row_of.quality * 100), 0)::bigint, 0,
        0::bigint, 0
$function$;

CREATE FUNCTION roi.sums_of(row_of roi.activity) RETURNS roi.agent_sums
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id, roi.block(row_of.day, 0), 0, 0, 0, 0, 0::bigint,
        bit_count(row_of.quarters)::int, 0::bigint, 0
$function$;

CREATE FUNCTION roi.sums_of(row_of roi.sessions) RETURNS roi.agent_sums
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id,
        roi.block((row_of.started_at AT TIME ZONE 'UTC')::date, 0), 0, 0, 0, 0, 0::bigint, 0,
        CASE WHEN row_of.status = 'cancelled' THEN 0 ELSE row_of.coached_microseconds END, 0
$function$;

CREATE FUNCTION roi.sums_of(row_of roi.leads) RETURNS roi.agent_sums
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $function$
    SELECT row_of.tenant_id, row_of.agent_id,
        roi.block((row_of.first_at AT TIME ZONE 'UTC')::date, 0), 0, 0, 0, 0, 0::bigint, 0,
        0::bigint, 1
$function$;

REVOKE ALL ON FUNCTION roi.block(date, int), roi.first_day(int), roi.sums_of(roi.conversations),
    roi.sums_of(roi.activity), roi.sums_of(roi.sessions), roi.sums_of(roi.leads)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION roi.block(date, int), roi.first_day(int), roi.sums_of(roi.conversations),
    roi.sums_of(roi.activity), roi.sums_of(roi.sessions), roi.sums_of(roi.leads) TO roi;

-- A function and three triggers for each table, since a trigger with a statement's rows is for one
-- kind of statement. From here on nobody writes until the sums that are there have been carried over:
-- events wait meanwhile, and calls do not.
DO $step$
DECLARE
    -- Takes what rows of a statement were out of their agents' blocks and adds what they are now,
    -- each sum once. Whoever erases an agent may delete the sums first: rows that go afterwards
    -- begin no new ones.
    body constant text = $body$
        CREATE FUNCTION roi.%1$I() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
        DECLARE
            were roi.agent_sums[] = '{}';
            are roi.agent_sums[] = '{}';
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                were = ARRAY(
                    SELECT roi.sums_of(ROW(old_row.*)::roi.%2$I) FROM old_rows AS old_row);
            END IF;
            IF TG_OP <> 'DELETE' THEN
                are = ARRAY(
                    SELECT roi.sums_of(ROW(new_row.*)::roi.%2$I) FROM new_rows AS new_row);
            END IF;
            IF were = are THEN
                RETURN NULL;
            END IF;
            INSERT INTO roi.agent_sums AS known
            SELECT tenant_id, agent_id, roi.block(roi.first_day(part.block), level),
                sum(sign * conversations), sum(sign * known_outcomes), sum(sign * successes),
                sum(sign * rated), sum(sign * quality), sum(sign * active_quarters),
                sum(sign * coached_microseconds), sum(sign * leads)
            FROM (SELECT -1 AS sign, * FROM unnest(were)
                UNION ALL SELECT 1, * FROM unnest(are)) AS part
            CROSS JOIN generate_series(0, 5) AS level
            WHERE TG_OP <> 'DELETE' OR EXISTS (SELECT FROM roi.agent_sums AS there
                WHERE there.tenant_id = part.tenant_id AND there.agent_id = part.agent_id
                AND there.block = roi.block(roi.first_day(part.block), level))
            GROUP BY 1, 2, 3
            HAVING (sum(sign * conversations), sum(sign * known_outcomes), sum(sign * successes),
                sum(sign * rated), sum(sign * quality), sum(sign * active_quarters),
                sum(sign * coached_microseconds), sum(sign * leads)) <> (0, 0, 0, 0, 0, 0, 0, 0)
            ORDER BY 1, 2, 3
            ON CONFLICT (tenant_id, agent_id, block) DO UPDATE SET
                conversations = known.conversations + excluded.conversations,
                known_outcomes = known.known_outcomes + excluded.known_outcomes,
                successes = known.successes + excluded.successes,
                rated = known.rated + excluded.rated,
                quality = known.quality + excluded.quality,
                active_quarters = known.active_quarters + excluded.active_quarters,
                coached_microseconds = known.coached_microseconds + excluded.coached_microseconds,
                leads = known.leads + excluded.leads;
            RETURN NULL;
        END
        $function$
    $body$;
    kept text;
    keeper text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['conversations', 'activity', 'sessions', 'leads'] LOOP
        keeper = 'keep_sums_of_' || kept;
        EXECUTE format(body, keeper, kept);
        EXECUTE format('REVOKE ALL ON FUNCTION roi.%I() FROM PUBLIC', keeper);
        EXECUTE format('CREATE TRIGGER keep_inserted AFTER INSERT ON roi.%I REFERENCING '
            'NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION roi.%I()', kept, keeper);
        EXECUTE format('CREATE TRIGGER keep_updated AFTER UPDATE ON roi.%I REFERENCING '
            'OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT '
            'EXECUTE FUNCTION roi.%I()', kept, keeper);
        EXECUTE format('CREATE TRIGGER keep_deleted AFTER DELETE ON roi.%I REFERENCING '
            'OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION roi.%I()', kept, keeper);
    END LOOP;
END
$step$;

SET LOCAL app.tenant = '*';
INSERT INTO roi.agent_sums
SELECT tenant_id, agent_id, roi.block(day, level), sum(conversations), sum(known_outcomes),
    sum(successes), sum(rated), sum(quality), sum(active_quarters), sum(coached_microseconds),
    sum(leads)
FROM roi.agent_days CROSS JOIN generate_series(0, 5) AS level
GROUP BY 1, 2, 3;
