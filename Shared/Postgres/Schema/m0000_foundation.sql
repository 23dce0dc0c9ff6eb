-- What the schema of every service starts with; {schema} stands for its name.

-- How far the log's transaction ids are above the server's: 0 until a restore, which puts another
-- constant here, so that events go on after the restored ones on any server (decision 0174).
CREATE FUNCTION {schema}.event_timeline() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 0::bigint';

-- The transaction id that an event appended now has in the log.
CREATE FUNCTION {schema}.event_transaction() RETURNS xid8 LANGUAGE sql STABLE
AS 'SELECT (pg_current_xact_id()::text::bigint + {schema}.event_timeline())::text::xid8';

-- No event with a smaller transaction id can appear any more.
CREATE FUNCTION {schema}.events_settled_below() RETURNS xid8 LANGUAGE sql STABLE
AS 'SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + {schema}.event_timeline())
    ::text::xid8';

-- The event log, in partitions by the time of the append, so that old events go as whole tables.
--
-- A reader goes by (transaction_id, position) and stays below events_settled_below(), so
-- that a transaction that commits late is never passed by.
CREATE TABLE {schema}.events (
    tenant_id text NOT NULL CHECK (tenant_id NOT IN ('', '*')),
    event_id uuid NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT {schema}.event_transaction(),
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    agent_id text,
    occurred_at timestamptz NOT NULL,
    appended_at timestamptz NOT NULL DEFAULT now(),
    payload bytea NOT NULL,
    PRIMARY KEY (transaction_id, position, appended_at)
) PARTITION BY RANGE (appended_at);

-- Takes what no partition was made for in time, so that no append ever fails for want of one.
CREATE TABLE {schema}.events_unplaced PARTITION OF {schema}.events DEFAULT;

-- The ids of events that their appender derived: no unique key spans partitions, and a fact that was
-- told must not be told again even when the event itself has gone.
CREATE TABLE {schema}.event_ids (
    tenant_id text NOT NULL CHECK (tenant_id NOT IN ('', '*')),
    event_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, event_id)
);

CREATE TABLE {schema}.event_partitions (
    starts_at timestamptz PRIMARY KEY,
    ends_at timestamptz NOT NULL,
    name text NOT NULL UNIQUE
);

-- The newest event of each kind that retention has taken: whoever has not read that far missed some.
CREATE TABLE {schema}.event_horizons (
    kind text PRIMARY KEY,
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL
);

-- How far the service has applied the events of others.
CREATE TABLE {schema}.event_positions (
    upstream text PRIMARY KEY,
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL
);

-- Events of others that could not be applied, until somebody retries them.
CREATE TABLE {schema}.event_failures (
    tenant_id text NOT NULL,
    upstream text NOT NULL,
    event_id uuid NOT NULL,
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    agent_id text,
    occurred_at timestamptz NOT NULL,
    payload bytea NOT NULL,
    tries bigint NOT NULL,
    error text NOT NULL,
    failed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, upstream, event_id)
);
CREATE INDEX event_failures_in_order
    ON {schema}.event_failures (upstream, transaction_id, position);
CREATE INDEX event_failures_by_id ON {schema}.event_failures (event_id);

-- Shows a statement only the rows of the tenant in app.tenant; '*' shows all.
--
-- A CASE, because the planner takes it for half of the rows; an OR of the same it takes for one in
-- two hundred, and then sorts a whole table rather than follow an index to the first few.
CREATE FUNCTION {schema}.isolate_tenants(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $function$
DECLARE
    rule constant text := 'CASE current_setting(''app.tenant'', true) WHEN ''*'' THEN true'
        ' WHEN '''' THEN false ELSE tenant_id = current_setting(''app.tenant'', true) END';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY one_tenant ON %s USING (%s) WITH CHECK (%s)', target, rule, rule);
END
$function$;

-- Makes the partitions of now and of the next span, and returns how many it made.
--
-- A service may not change its schema; these two functions are the exception, and no more than it.
-- They give up rather than wait for a table that everybody behind them would wait for as well.
CREATE FUNCTION {schema}.add_event_partitions(span interval) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms' AS $function$
DECLARE
    made bigint := 0;
    starts timestamptz;
    part text;
BEGIN
    IF span < interval '1 hour' THEN
        RAISE EXCEPTION 'a partition spans an hour at least';
    END IF;
    PERFORM set_config('app.tenant', '*', true);
    IF NOT pg_try_advisory_xact_lock(hashtext('event partitions'), hashtext('{schema}')) THEN
        RETURN 0;
    END IF;
    starts := greatest(
        date_bin(span, now(), timestamptz '2026-01-05 00:00:00+00'),
        (SELECT max(ends_at) FROM {schema}.event_partitions));
    WHILE starts < now() + span LOOP
        LOCK TABLE {schema}.events_unplaced IN ACCESS EXCLUSIVE MODE;
        part := 'events_' || to_char(starts AT TIME ZONE 'UTC', 'YYYYMMDD"t"HH24MI');
        EXECUTE format(
            'CREATE TABLE {schema}.%I (LIKE {schema}.events INCLUDING DEFAULTS'
            ' INCLUDING CONSTRAINTS)', part);
        EXECUTE format(
            'WITH late AS (DELETE FROM {schema}.events_unplaced'
            ' WHERE appended_at >= %L AND appended_at < %L RETURNING *)'
            ' INSERT INTO {schema}.%I SELECT * FROM late', starts, starts + span, part);
        EXECUTE format(
            'ALTER TABLE {schema}.events ATTACH PARTITION {schema}.%I FOR VALUES FROM (%L) TO (%L)',
            part, starts, starts + span);
        PERFORM {schema}.isolate_tenants(format('{schema}.%I', part)::regclass);
        INSERT INTO {schema}.event_partitions (starts_at, ends_at, name)
            VALUES (starts, starts + span, part);
        starts := starts + span;
        made := made + 1;
    END LOOP;
    RETURN made;
END
$function$;

-- Drops the oldest partition whose every event is older than `retention`, and returns how many it
-- dropped: one at most, so that the log is never held for long.
CREATE FUNCTION {schema}.drop_event_partition(retention interval) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms' AS $function$
DECLARE
    part text;
    oldest timestamptz;
BEGIN
    IF retention < interval '1 day' THEN
        RAISE EXCEPTION 'events are kept for a day at least';
    END IF;
    PERFORM set_config('app.tenant', '*', true);
    IF NOT pg_try_advisory_xact_lock(hashtext('event partitions'), hashtext('{schema}')) THEN
        RETURN 0;
    END IF;
    SELECT name, starts_at INTO part, oldest FROM {schema}.event_partitions
        WHERE ends_at <= now() - retention ORDER BY starts_at LIMIT 1;
    IF part IS NULL THEN
        RETURN 0;
    END IF;
    EXECUTE format(
        'WITH last AS (SELECT kind, max(transaction_id) AS transaction_id FROM {schema}.%1$I'
        ' GROUP BY kind)'
        ' INSERT INTO {schema}.event_horizons AS known (kind, transaction_id, position)'
        ' SELECT kind, transaction_id, (SELECT max(position) FROM {schema}.%1$I AS event'
        ' WHERE event.transaction_id = last.transaction_id AND event.kind = last.kind) FROM last'
        ' ON CONFLICT (kind) DO UPDATE'
        ' SET transaction_id = excluded.transaction_id, position = excluded.position'
        ' WHERE (known.transaction_id, known.position)'
        ' < (excluded.transaction_id, excluded.position)', part);
    EXECUTE format('DROP TABLE {schema}.%I', part);
    DELETE FROM {schema}.event_partitions WHERE starts_at = oldest;
    RETURN 1;
END
$function$;

REVOKE ALL ON FUNCTION {schema}.isolate_tenants(regclass) FROM PUBLIC;
REVOKE ALL ON FUNCTION {schema}.event_timeline(), {schema}.event_transaction(),
    {schema}.events_settled_below() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {schema}.event_timeline(), {schema}.event_transaction(),
    {schema}.events_settled_below() TO {schema};
REVOKE ALL ON FUNCTION {schema}.add_event_partitions(interval) FROM PUBLIC;
REVOKE ALL ON FUNCTION {schema}.drop_event_partition(interval) FROM PUBLIC;

SELECT {schema}.isolate_tenants('{schema}.events');
SELECT {schema}.isolate_tenants('{schema}.events_unplaced');
SELECT {schema}.isolate_tenants('{schema}.event_ids');
SELECT {schema}.isolate_tenants('{schema}.event_failures');
SELECT {schema}.add_event_partitions('7 days');

GRANT EXECUTE ON FUNCTION {schema}.add_event_partitions(interval) TO {schema};
GRANT EXECUTE ON FUNCTION {schema}.drop_event_partition(interval) TO {schema};
GRANT SELECT, INSERT ON {schema}.events, {schema}.event_ids TO {schema};
GRANT SELECT ON {schema}.event_partitions, {schema}.event_horizons TO {schema};
GRANT SELECT, INSERT, UPDATE ON {schema}.event_positions TO {schema};
GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.event_failures TO {schema};
