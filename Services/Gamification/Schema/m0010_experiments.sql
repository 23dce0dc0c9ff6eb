-- Experiments that say who goes without the game, as ROI tells them.
CREATE TABLE gamification.experiments (
    tenant_id text NOT NULL,
    experiment_id text COLLATE "C" NOT NULL,
    -- The first goes without.
    arms text[] NOT NULL,
    shares double precision[] NOT NULL,
    seed bigint NOT NULL,
    by_team boolean NOT NULL,
    ramp double precision NOT NULL,
    is_stopped boolean NOT NULL,
    -- What happened before is no part of it, also when it is read again.
    started_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, experiment_id)
);

SELECT gamification.isolate_tenants('gamification.experiments');

GRANT SELECT, INSERT, UPDATE (arms, shares, seed, by_team, ramp, is_stopped)
    ON gamification.experiments TO gamification;
