-- What agents are to be told by Coaching's channels, until Coaching has taken it.
CREATE TABLE gamification.letters (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    -- An agent is told of one key once.
    letter_key text NOT NULL,
    kind text NOT NULL,
    priority text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    subject text NOT NULL,
    written_at timestamptz NOT NULL,
    -- When Coaching took it; null before.
    sent_at timestamptz,
    PRIMARY KEY (tenant_id, agent_id, letter_key)
);
CREATE INDEX letters_to_send ON gamification.letters (written_at) WHERE sent_at IS NULL;
CREATE INDEX letters_by_age ON gamification.letters (written_at);

SELECT gamification.isolate_tenants('gamification.letters');

GRANT SELECT, INSERT, DELETE, UPDATE (sent_at) ON gamification.letters TO gamification;
