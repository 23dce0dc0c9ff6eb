CREATE TABLE coaching.teams (
    tenant_id text NOT NULL,
    team_id text NOT NULL,
    name text NOT NULL,
    -- Weeks begin on this zone's Mondays.
    time_zone text NOT NULL,
    -- The sign-in names of those who manage it.
    managers text[] NOT NULL,
    PRIMARY KEY (tenant_id, team_id)
);

CREATE TABLE coaching.team_members (
    tenant_id text NOT NULL,
    team_id text NOT NULL,
    agent_id text NOT NULL,
    PRIMARY KEY (tenant_id, team_id, agent_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES coaching.teams ON DELETE CASCADE
);
CREATE INDEX teams_of_agent ON coaching.team_members (tenant_id, agent_id);

-- What a manager should see to. While one of a cause is not resolved, an agent gets no second one;
-- breaches are told one by one.
CREATE TABLE coaching.escalations (
    tenant_id text NOT NULL,
    escalation_id uuid NOT NULL,
    agent_id text NOT NULL,
    cause text NOT NULL,
    summary text NOT NULL,
    alert_id uuid,
    conversation_id text,
    status text NOT NULL CHECK (status IN ('open', 'acknowledged', 'resolved')),
    raised_at timestamptz NOT NULL,
    changed_by text,
    changed_at timestamptz,
    note text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, escalation_id)
);
CREATE UNIQUE INDEX one_unresolved_escalation ON coaching.escalations (tenant_id, agent_id, cause)
    WHERE status <> 'resolved' AND cause <> 'compliance_breach';
CREATE INDEX escalations_newest_first ON coaching.escalations (tenant_id, raised_at DESC);

-- What weekly summaries recommended, so that the next one can say whether it worked.
CREATE TABLE coaching.interventions (
    tenant_id text NOT NULL,
    intervention_id uuid NOT NULL,
    team_id text NOT NULL,
    agent_id text NOT NULL,
    week date NOT NULL,
    type text NOT NULL,
    area text NOT NULL,
    reason text NOT NULL,
    recommended_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, intervention_id),
    UNIQUE (tenant_id, team_id, agent_id, week, area)
);
CREATE INDEX interventions_of_agent ON coaching.interventions (tenant_id, agent_id);

SELECT coaching.isolate_tenants('coaching.teams');
SELECT coaching.isolate_tenants('coaching.team_members');
SELECT coaching.isolate_tenants('coaching.escalations');
SELECT coaching.isolate_tenants('coaching.interventions');

GRANT SELECT, INSERT, UPDATE ON coaching.teams TO coaching;
GRANT SELECT, INSERT, DELETE ON coaching.team_members TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.escalations TO coaching;
GRANT SELECT, INSERT ON coaching.interventions TO coaching;
