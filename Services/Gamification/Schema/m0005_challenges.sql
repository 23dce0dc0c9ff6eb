CREATE TABLE gamification.challenges (
    tenant_id text NOT NULL,
    challenge_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    activity text NOT NULL,
    goal int NOT NULL CHECK (goal > 0),
    stake bigint NOT NULL CHECK (stake >= 0),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    tenure text,
    created_at timestamptz NOT NULL,
    -- settled or cancelled; null before.
    outcome text,
    settled_at timestamptz,
    PRIMARY KEY (tenant_id, challenge_id)
);
CREATE INDEX challenges_to_settle ON gamification.challenges (ends_at) WHERE outcome IS NULL;

CREATE TABLE gamification.challenge_members (
    tenant_id text NOT NULL,
    challenge_id uuid NOT NULL,
    agent_id text NOT NULL,
    team_id text,
    tenure text NOT NULL,
    joined_at timestamptz NOT NULL,
    -- Known once the challenge is settled.
    final_count int,
    is_winner boolean,
    payout bigint,
    PRIMARY KEY (tenant_id, challenge_id, agent_id),
    FOREIGN KEY (tenant_id, challenge_id)
        REFERENCES gamification.challenges (tenant_id, challenge_id)
);

SELECT gamification.isolate_tenants('gamification.challenges');
SELECT gamification.isolate_tenants('gamification.challenge_members');

GRANT SELECT, INSERT, UPDATE (outcome, settled_at) ON gamification.challenges TO gamification;
GRANT SELECT, INSERT, UPDATE (final_count, is_winner, payout) ON gamification.challenge_members
    TO gamification;
