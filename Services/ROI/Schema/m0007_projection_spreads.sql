-- By how much the inputs of a projection that nobody measured may be off, as shares to each side.
CREATE TABLE roi.projection_spreads (
    tenant_id text NOT NULL PRIMARY KEY,
    value_per_success double precision NOT NULL,
    active_hours double precision NOT NULL,
    annual_cost double precision NOT NULL,
    -- Where the shares come from.
    source text NOT NULL,
    recorded_at timestamptz NOT NULL
);
SELECT roi.isolate_tenants('roi.projection_spreads');
GRANT SELECT, INSERT, UPDATE ON roi.projection_spreads TO roi;
