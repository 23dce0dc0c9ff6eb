-- The numbers of the keys with which a tenant signed and signs badges; the newest signs.
CREATE TABLE gamification.issuer_keys (
    tenant_id text NOT NULL,
    key_number int NOT NULL CHECK (key_number > 0),
    active_from timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key_number)
);

-- Badges that were issued. One that was revoked stays revoked.
CREATE TABLE gamification.badges (
    tenant_id text NOT NULL,
    badge_id uuid NOT NULL,
    agent_id text NOT NULL,
    achievement_id text NOT NULL,
    -- The badge's bit in the status list.
    status_index int NOT NULL CHECK (status_index >= 0),
    key_number int NOT NULL,
    issued_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revocation_reason text,
    PRIMARY KEY (tenant_id, badge_id),
    UNIQUE (tenant_id, agent_id, achievement_id),
    UNIQUE (tenant_id, status_index),
    FOREIGN KEY (tenant_id, key_number)
        REFERENCES gamification.issuer_keys (tenant_id, key_number)
);

SELECT gamification.isolate_tenants('gamification.issuer_keys');
SELECT gamification.isolate_tenants('gamification.badges');

GRANT SELECT, INSERT ON gamification.issuer_keys TO gamification;
GRANT SELECT, INSERT, UPDATE (revoked_at, revocation_reason) ON gamification.badges
    TO gamification;
