-- Experiments: who is coached and who is not, drawn from a published seed.
CREATE TABLE roi.experiments (
    tenant_id text NOT NULL,
    experiment_id text COLLATE "C" NOT NULL,
    -- The feature that is switched by the arm.
    feature text NOT NULL,
    -- The first is the control.
    arms text[] NOT NULL,
    shares double precision[] NOT NULL,
    -- Named before the start; a report shows no others.
    metrics text[] NOT NULL,
    seed bigint NOT NULL,
    by_team boolean NOT NULL,
    -- The share of units that take part, 0 to 1; it grows.
    ramp double precision NOT NULL,
    planned_units int NOT NULL,
    started_at timestamptz NOT NULL,
    stopped_at timestamptz,
    PRIMARY KEY (tenant_id, experiment_id),
    CHECK (cardinality(arms) = cardinality(shares))
);

-- Who was really exposed, and since when.
CREATE TABLE roi.exposures (
    tenant_id text NOT NULL,
    experiment_id text COLLATE "C" NOT NULL,
    agent_id text NOT NULL,
    arm text NOT NULL,
    team text,
    stratum text,
    first_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, experiment_id, agent_id)
);

-- Reports that were handed out, so that a number can be checked later.
CREATE TABLE roi.reports (
    tenant_id text NOT NULL,
    -- SHA-256 of the report's numbers, hexadecimal.
    hash text COLLATE "C" NOT NULL,
    agent_id text,
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    numbers text NOT NULL,
    created_at timestamptz NOT NULL,
    -- Whether nobody asked for it but the schedule.
    is_scheduled boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, hash)
);
CREATE INDEX reports_in_time ON roi.reports (tenant_id, created_at);

SELECT roi.isolate_tenants('roi.experiments');
SELECT roi.isolate_tenants('roi.exposures');
SELECT roi.isolate_tenants('roi.reports');

GRANT SELECT, INSERT, UPDATE ON roi.experiments TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.exposures TO roi;
GRANT SELECT, INSERT ON roi.reports TO roi;
