-- Who has a page open, as each replica of the gateway last saw it. A row is of no use once it is a
-- minute old.
CREATE TABLE gateway.presence (
    tenant_id text NOT NULL,
    agent_id text NOT NULL,
    replica_id text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, replica_id)
);
CREATE INDEX presence_of_replica ON gateway.presence (replica_id, seen_at);
CREATE INDEX presence_by_time ON gateway.presence (seen_at);

SELECT gateway.isolate_tenants('gateway.presence');

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.presence TO gateway;
