-- What became of each prompt. The answer may be read before the prompt.
CREATE TABLE roi.prompts (
    tenant_id text NOT NULL,
    alert_id uuid NOT NULL,
    agent_id text NOT NULL,
    raised_at timestamptz,
    -- What the agent answered, and whether they then did it.
    response text,
    acted_on boolean,
    answered_at timestamptz,
    PRIMARY KEY (tenant_id, alert_id)
);
CREATE INDEX prompts_in_time ON roi.prompts (tenant_id, raised_at);
CREATE INDEX prompts_answered ON roi.prompts (tenant_id, answered_at)
    WHERE answered_at IS NOT NULL;
CREATE INDEX prompts_of_agent ON roi.prompts (tenant_id, agent_id);

-- Training modules whose assessment an agent passed.
CREATE TABLE roi.modules (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    module_id text NOT NULL,
    passed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, module_id)
);

CREATE TABLE roi.unlocks (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    achievement_id text NOT NULL,
    unlocked_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, achievement_id)
);

-- How satisfied an agent is with the coaching, once a month.
CREATE TABLE roi.survey_answers (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    -- Its first day.
    month date NOT NULL,
    score smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, month)
);

-- Tenants whose reports are made by themselves.
CREATE TABLE roi.report_schedules (
    tenant_id text NOT NULL,
    cadence text NOT NULL,
    -- The end of the period that runs; null when nothing is to be made.
    due_at timestamptz,
    -- Why the last report could not be made.
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id)
);
CREATE INDEX report_schedules_due ON roi.report_schedules (due_at) WHERE due_at IS NOT NULL;

SELECT roi.isolate_tenants('roi.prompts');
SELECT roi.isolate_tenants('roi.modules');
SELECT roi.isolate_tenants('roi.unlocks');
SELECT roi.isolate_tenants('roi.survey_answers');
SELECT roi.isolate_tenants('roi.report_schedules');

GRANT SELECT, INSERT, UPDATE ON roi.prompts TO roi;
GRANT SELECT, INSERT ON roi.modules TO roi;
GRANT SELECT, INSERT ON roi.unlocks TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.survey_answers TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.report_schedules TO roi;
