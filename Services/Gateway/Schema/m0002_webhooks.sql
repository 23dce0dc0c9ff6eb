-- The inbox of the CRM's webhooks: what is here was acknowledged, and is handled once.
CREATE TABLE gateway.webhooks (
    tenant_id text NOT NULL,
    -- The CRM's id of the delivery, or a digest of the body where it names none.
    webhook_id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    -- Those of one lane are handled in their order: a contact's, mostly.
    lane text NOT NULL,
    contact_id text NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    received_at timestamptz NOT NULL,
    -- A failed try moves it on.
    due_at timestamptz NOT NULL,
    -- The replica that handles it has until then; later another may.
    leased_until timestamptz,
    attempts int NOT NULL DEFAULT 0,
    settled_at timestamptz,
    -- What came of it; unassigned waits until somebody is in charge of the contact.
    outcome text CHECK (outcome IN ('coached', 'wordless', 'assigned', 'forgotten', 'noted',
        'unassigned', 'refused')),
    fault text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, webhook_id),
    CHECK ((settled_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX webhooks_waiting ON gateway.webhooks (sequence) WHERE settled_at IS NULL;
CREATE INDEX webhooks_in_lane ON gateway.webhooks (tenant_id, lane, sequence)
    WHERE settled_at IS NULL;
CREATE INDEX webhooks_unassigned ON gateway.webhooks (tenant_id, contact_id)
    WHERE outcome = 'unassigned';

-- Who is in charge of a contact of the CRM, and in which conversation they last were.
CREATE TABLE gateway.contacts (
    tenant_id text NOT NULL,
    contact_id text NOT NULL,
    -- As the contact itself says, and as the latest of its opportunities does.
    agent_id text,
    opportunity_agent_id text,
    conversation_id text,
    PRIMARY KEY (tenant_id, contact_id)
);

SELECT gateway.isolate_tenants('gateway.webhooks');
SELECT gateway.isolate_tenants('gateway.contacts');

GRANT SELECT, INSERT, UPDATE ON gateway.webhooks TO gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.contacts TO gateway;
