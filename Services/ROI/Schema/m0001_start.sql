-- Coaching sessions as far as their cost and their agents matter.
CREATE TABLE roi.sessions (
    tenant_id text NOT NULL,
    session_id uuid NOT NULL,
    agent_id text NOT NULL,
    status text NOT NULL,
    started_at timestamptz NOT NULL,
    coached_microseconds bigint NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, session_id)
);
CREATE INDEX sessions_of_agent ON roi.sessions (tenant_id, agent_id, started_at);

-- Every conversation that coaching observed, coached or not.
CREATE TABLE roi.conversations (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    agent_id text NOT NULL,
    first_at timestamptz NOT NULL,
    -- The outcome is that after this many messages.
    message_count int NOT NULL,
    outcome text NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id)
);
CREATE INDEX conversations_in_time ON roi.conversations (tenant_id, agent_id, first_at);

-- One bit for each quarter-hour of a UTC day, set where the agent wrote or said something.
CREATE TABLE roi.activity (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    day date NOT NULL,
    quarters bit(96) NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, day)
);

-- How things were before coaching; no agent_id is the tenant's average agent.
CREATE TABLE roi.baselines (
    tenant_id text NOT NULL,
    agent_id text,
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    training_hours double precision NOT NULL,
    conversations_per_hour double precision NOT NULL,
    conversion_rate double precision NOT NULL,
    value_per_success bigint NOT NULL,
    hourly_cost bigint NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    recorded_at timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (tenant_id, agent_id)
);

-- Recorded once and never changed: an entry of the same id is the same entry.
CREATE TABLE roi.costs (
    tenant_id text NOT NULL,
    entry_id text NOT NULL,
    -- Null for a cost of the whole tenant.
    agent_id text,
    category text NOT NULL,
    amount bigint,
    currency text,
    hours double precision,
    incurred_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, entry_id),
    CHECK ((amount IS NULL) = (currency IS NULL))
);
CREATE INDEX costs_in_time ON roi.costs (tenant_id, incurred_at);

SELECT roi.isolate_tenants('roi.sessions');
SELECT roi.isolate_tenants('roi.conversations');
SELECT roi.isolate_tenants('roi.activity');
SELECT roi.isolate_tenants('roi.baselines');
SELECT roi.isolate_tenants('roi.costs');

GRANT SELECT, INSERT, UPDATE ON roi.sessions TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.conversations TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.activity TO roi;
GRANT SELECT, INSERT, UPDATE ON roi.baselines TO roi;
GRANT SELECT, INSERT ON roi.costs TO roi;
