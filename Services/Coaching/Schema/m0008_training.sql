-- How far agents have come with the modules of the library.
CREATE TABLE coaching.module_progress (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    module_id text NOT NULL,
    type text NOT NULL,
    started_at timestamptz NOT NULL,
    completed_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    best_score double precision,
    PRIMARY KEY (tenant_id, agent_id, module_id)
);
CREATE INDEX progress_completed ON coaching.module_progress (tenant_id, type, completed_at)
    WHERE completed_at IS NOT NULL;

-- A plan is read whole and written once: its body is the message that the contract defines.
CREATE TABLE coaching.training_plans (
    tenant_id text NOT NULL,
    plan_id uuid NOT NULL,
    agent_id text NOT NULL,
    created_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (tenant_id, plan_id)
);
CREATE INDEX plans_of_agent ON coaching.training_plans (tenant_id, agent_id, created_at DESC);

CREATE TABLE coaching.role_plays (
    tenant_id text NOT NULL,
    role_play_id uuid NOT NULL,
    agent_id text NOT NULL,
    module_id text NOT NULL,
    scenario_id text NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'won', 'lost', 'ended')),
    started_at timestamptz NOT NULL,
    -- Where the scripted client is.
    stage int NOT NULL DEFAULT 0,
    pushbacks int NOT NULL DEFAULT 0,
    reached text[] NOT NULL DEFAULT '{}',
    body bytea NOT NULL,
    PRIMARY KEY (tenant_id, role_play_id)
);
CREATE INDEX role_plays_of_agent ON coaching.role_plays (tenant_id, agent_id, started_at DESC);

SELECT coaching.isolate_tenants('coaching.module_progress');
SELECT coaching.isolate_tenants('coaching.training_plans');
SELECT coaching.isolate_tenants('coaching.role_plays');

GRANT SELECT, INSERT, UPDATE ON coaching.module_progress TO coaching;
GRANT SELECT, INSERT ON coaching.training_plans TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.role_plays TO coaching;
