-- People who may sign in. A user name is unique within its tenant and compared in lower case.
CREATE TABLE gateway.users (
    tenant_id text NOT NULL,
    user_name text NOT NULL CHECK (user_name = lower(user_name) AND user_name <> ''),
    password_hash text NOT NULL,
    role text NOT NULL CHECK (role IN ('agent', 'manager', 'admin')),
    agent_id text,
    team_id text,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    disabled_at timestamptz,
    PRIMARY KEY (tenant_id, user_name),
    CONSTRAINT agents_are_somebody CHECK (role <> 'agent' OR agent_id IS NOT NULL)
);

-- Sign-ins that were ended before their tokens expired; a row is of no use after expires_at.
CREATE TABLE gateway.ended_sign_ins (
    tenant_id text NOT NULL,
    sign_in_id uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, sign_in_id)
);

CREATE INDEX ended_sign_ins_by_end ON gateway.ended_sign_ins (expires_at);

-- Where a restarted gateway starts to read a service's events to know what it knew before. It is one
-- place over all tenants and names none of them.
CREATE TABLE gateway.live_places (
    upstream text PRIMARY KEY,
    transaction_id bigint NOT NULL,
    position bigint NOT NULL,
    saved_at timestamptz NOT NULL
);

SELECT gateway.isolate_tenants('gateway.users');
SELECT gateway.isolate_tenants('gateway.ended_sign_ins');

GRANT SELECT, INSERT, UPDATE ON gateway.users TO gateway;
GRANT SELECT, INSERT, DELETE ON gateway.ended_sign_ins TO gateway;
GRANT SELECT, INSERT, UPDATE ON gateway.live_places TO gateway;
