-- How well an agent did in each conversation, by skill; what forecasts are made of.
CREATE TABLE prediction.skill_scores (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    skill text NOT NULL,
    conversation_id text NOT NULL,
    observed_at timestamptz NOT NULL,
    score double precision NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, skill, conversation_id)
);
CREATE INDEX skill_scores_newest_first
    ON prediction.skill_scores (tenant_id, skill, agent_id, observed_at DESC) INCLUDE (score);

-- When to intervene and how, as chance chose it, and what came of it; propensities from day one.
CREATE TABLE prediction.timing_choices (
    tenant_id text NOT NULL,
    choice_id uuid NOT NULL,
    agent_id text NOT NULL,
    conversation_id text,
    intervention text NOT NULL,
    timing text NOT NULL,
    propensity double precision NOT NULL,
    chosen_at timestamptz NOT NULL,
    succeeded boolean,
    outcome_at timestamptz,
    PRIMARY KEY (tenant_id, choice_id)
);
CREATE INDEX timing_choices_with_outcome
    ON prediction.timing_choices (tenant_id, outcome_at) WHERE succeeded IS NOT NULL;

-- The sums of those outcomes: what a choice is drawn from, so that it costs the same however many
-- came before it. Newer outcomes count more, as FadedCount has it, so that nothing here is ever aged.
CREATE TABLE prediction.agent_timings (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    intervention text NOT NULL,
    timing text NOT NULL,
    successes double precision NOT NULL,
    failures double precision NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, intervention, timing)
);
CREATE TABLE prediction.tenant_timings (
    tenant_id text NOT NULL,
    intervention text NOT NULL,
    timing text NOT NULL,
    successes double precision NOT NULL,
    failures double precision NOT NULL,
    PRIMARY KEY (tenant_id, intervention, timing)
);

SELECT prediction.isolate_tenants('prediction.skill_scores');
SELECT prediction.isolate_tenants('prediction.timing_choices');
SELECT prediction.isolate_tenants('prediction.agent_timings');
SELECT prediction.isolate_tenants('prediction.tenant_timings');

GRANT SELECT, INSERT, UPDATE ON prediction.skill_scores TO prediction;
GRANT SELECT, INSERT, UPDATE ON prediction.timing_choices TO prediction;
GRANT SELECT, INSERT, UPDATE ON prediction.agent_timings TO prediction;
GRANT SELECT, INSERT, UPDATE ON prediction.tenant_timings TO prediction;
