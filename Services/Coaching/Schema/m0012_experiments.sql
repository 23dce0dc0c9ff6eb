-- Experiments that say who gets a feature, as ROI tells them.
CREATE TABLE coaching.experiments (
    tenant_id text NOT NULL,
    experiment_id text COLLATE "C" NOT NULL,
    feature text NOT NULL,
    -- The first goes without the feature.
    arms text[] NOT NULL,
    shares double precision[] NOT NULL,
    seed bigint NOT NULL,
    by_team boolean NOT NULL,
    ramp double precision NOT NULL,
    is_stopped boolean NOT NULL,
    PRIMARY KEY (tenant_id, experiment_id)
);

SELECT coaching.isolate_tenants('coaching.experiments');

GRANT SELECT, INSERT, UPDATE ON coaching.experiments TO coaching;
