-- Agents as far as coaching knows them; the row is also the lock under which a session starts.
CREATE TABLE coaching.agents (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    time_zone text NOT NULL DEFAULT 'UTC',
    PRIMARY KEY (tenant_id, agent_id)
);

CREATE TABLE coaching.sessions (
    tenant_id text NOT NULL,
    session_id uuid NOT NULL,
    agent_id text NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'paused', 'completed', 'cancelled')),
    intensity text NOT NULL,
    is_real_time_enabled boolean NOT NULL,
    are_notifications_enabled boolean NOT NULL,
    preferred_channels text[] NOT NULL,
    time_zone text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    -- Time coached in the stretches that are over; the running one began at coaching_since.
    coached_before_microseconds bigint NOT NULL DEFAULT 0,
    coaching_since timestamptz,
    baseline_quality double precision,
    PRIMARY KEY (tenant_id, session_id),
    FOREIGN KEY (tenant_id, agent_id) REFERENCES coaching.agents,
    CHECK ((status = 'active') = (coaching_since IS NOT NULL)),
    CHECK ((status IN ('completed', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_open_session_per_agent ON coaching.sessions (tenant_id, agent_id)
    WHERE status IN ('active', 'paused');
CREATE INDEX sessions_newest_first ON coaching.sessions (tenant_id, started_at DESC);
CREATE INDEX sessions_of_agent ON coaching.sessions (tenant_id, agent_id, started_at DESC);

-- The conversations that a session has heard, with their quality when it last heard them.
CREATE TABLE coaching.session_conversations (
    tenant_id text NOT NULL,
    session_id uuid NOT NULL,
    conversation_id text NOT NULL,
    quality double precision NOT NULL,
    PRIMARY KEY (tenant_id, session_id, conversation_id)
);

-- What has been said to the agent; the row is the lock under which an alert is decided.
CREATE TABLE coaching.conversations (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    agent_id text NOT NULL,
    -- When the message was sent that the last alert was about.
    last_prompt_at timestamptz,
    PRIMARY KEY (tenant_id, conversation_id)
);

-- Every message that was heard and what came of it, so that a repeat answers the same.
CREATE TABLE coaching.observed_messages (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    message_id text NOT NULL,
    session_id uuid,
    alert_id uuid,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, message_id)
);

-- The newest alert of each tenant. Whoever raises an alert holds this row until the commit, so
-- cursors become visible in their own order and a reader never finds a smaller one later.
CREATE TABLE coaching.alert_cursors (
    tenant_id text PRIMARY KEY,
    last_cursor bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE coaching.alerts (
    tenant_id text NOT NULL,
    alert_id uuid NOT NULL,
    cursor bigint NOT NULL,
    agent_id text NOT NULL,
    session_id uuid NOT NULL,
    conversation_id text NOT NULL,
    message_id text NOT NULL,
    opportunity_key text NOT NULL,
    type text NOT NULL,
    priority text NOT NULL,
    confidence double precision NOT NULL,
    title text NOT NULL,
    message text NOT NULL,
    suggested_action text NOT NULL,
    evidence_message_ids text[] NOT NULL,
    evidence_reasons text[] NOT NULL,
    evidence_points double precision[] NOT NULL,
    channels text[] NOT NULL,
    created_at timestamptz NOT NULL,
    is_escalated boolean NOT NULL,
    is_compliance boolean NOT NULL,
    success_probability double precision,
    PRIMARY KEY (tenant_id, alert_id),
    UNIQUE (tenant_id, cursor),
    UNIQUE (tenant_id, conversation_id, opportunity_key)
);
CREATE INDEX alerts_of_agent ON coaching.alerts (tenant_id, agent_id, cursor);
CREATE INDEX alerts_of_session ON coaching.alerts (tenant_id, session_id);

CREATE TABLE coaching.alert_answers (
    tenant_id text NOT NULL,
    alert_id uuid NOT NULL,
    response text NOT NULL CHECK (response IN ('accepted', 'dismissed', 'overridden')),
    reason text NOT NULL CHECK (response <> 'overridden' OR reason <> ''),
    acted_on boolean,
    responded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, alert_id),
    FOREIGN KEY (tenant_id, alert_id) REFERENCES coaching.alerts
);

-- How each conversation stands, from the Analyzer's events.
CREATE TABLE coaching.conversation_scores (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    agent_id text NOT NULL,
    message_count int NOT NULL,
    quality double precision NOT NULL,
    outcome text NOT NULL,
    objections_identified int NOT NULL,
    objections_resolved int NOT NULL,
    appointment_scheduled boolean NOT NULL,
    last_message_at timestamptz NOT NULL,
    -- How many messages area_scores rests on; fewer than message_count means that it is behind.
    areas_message_count int NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, conversation_id)
);
CREATE INDEX scores_of_agent
    ON coaching.conversation_scores (tenant_id, agent_id, last_message_at) INCLUDE (quality);

CREATE TABLE coaching.area_scores (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    area text NOT NULL,
    score double precision NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, area),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES coaching.conversation_scores
);

SELECT coaching.isolate_tenants('coaching.agents');
SELECT coaching.isolate_tenants('coaching.sessions');
SELECT coaching.isolate_tenants('coaching.session_conversations');
SELECT coaching.isolate_tenants('coaching.conversations');
SELECT coaching.isolate_tenants('coaching.observed_messages');
SELECT coaching.isolate_tenants('coaching.alert_cursors');
SELECT coaching.isolate_tenants('coaching.alerts');
SELECT coaching.isolate_tenants('coaching.alert_answers');
SELECT coaching.isolate_tenants('coaching.conversation_scores');
SELECT coaching.isolate_tenants('coaching.area_scores');

GRANT SELECT, INSERT, UPDATE ON coaching.agents TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.sessions TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.session_conversations TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.conversations TO coaching;
GRANT SELECT, INSERT ON coaching.observed_messages TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.alert_cursors TO coaching;
GRANT SELECT, INSERT ON coaching.alerts TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.alert_answers TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.conversation_scores TO coaching;
GRANT SELECT, INSERT, UPDATE, DELETE ON coaching.area_scores TO coaching;
