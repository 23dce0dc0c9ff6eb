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

CREATE TABLE {schema}.events (
    tenant_id text NOT NULL CHECK (tenant_id NOT IN ('', '*')),
    event_id uuid NOT NULL,
    -- A reader goes by (transaction_id, position) and stays below events_settled_below(), so that a
    -- transaction that commits late is never passed by.
    transaction_id xid8 NOT NULL DEFAULT {schema}.event_transaction(),
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    agent_id text,
    occurred_at timestamptz NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (tenant_id, event_id)
);

CREATE INDEX events_in_order ON {schema}.events (transaction_id, position);

CREATE TABLE {schema}.event_positions (
    upstream text PRIMARY KEY,
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL
);

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

REVOKE ALL ON FUNCTION {schema}.isolate_tenants(regclass) FROM PUBLIC;
REVOKE ALL ON FUNCTION {schema}.event_timeline(), {schema}.event_transaction(),
    {schema}.events_settled_below() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {schema}.event_timeline(), {schema}.event_transaction(),
    {schema}.events_settled_below() TO {schema};

SELECT {schema}.isolate_tenants('{schema}.events');

GRANT SELECT, INSERT ON {schema}.events TO {schema};
GRANT SELECT, INSERT, UPDATE ON {schema}.event_positions TO {schema};
