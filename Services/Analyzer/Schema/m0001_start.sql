-- One row a conversation; message_count is its version: a writer that counted otherwise starts over.
CREATE TABLE analyzer.conversations (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    agent_id text NOT NULL,
    lead_id text,
    category text NOT NULL,
    listing_title text NOT NULL,
    list_price double precision,
    started_at timestamptz NOT NULL,
    message_count int NOT NULL CHECK (message_count > 0),
    PRIMARY KEY (tenant_id, conversation_id)
) WITH (fillfactor = 70);

-- Every message in the order of its arrival, with what was answered, so that a repeat answers the
-- same.
CREATE TABLE analyzer.messages (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    ordinal int NOT NULL,
    message_id text NOT NULL,
    role text NOT NULL,
    action text NOT NULL,
    text text NOT NULL,
    sent_at timestamptz NOT NULL,
    typing_started_at timestamptz,
    price double precision,
    -- AnalysisUpdate in the wire's CBOR.
    answer bytea NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, ordinal),
    UNIQUE (tenant_id, conversation_id, message_id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES analyzer.conversations
);

-- How each conversation stands, by engine. The evidence is made again from the messages when asked
-- for: the engine is a function of them.
CREATE TABLE analyzer.analyses (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    engine text NOT NULL,
    engine_version text NOT NULL,
    message_count int NOT NULL,
    overall_quality_score double precision NOT NULL,
    outcome text NOT NULL,
    questions_asked int NOT NULL,
    objections_identified int NOT NULL,
    objections_resolved int NOT NULL,
    appointment_scheduled boolean NOT NULL,
    stored_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, engine),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES analyzer.conversations
) WITH (fillfactor = 70);

SELECT analyzer.isolate_tenants('analyzer.conversations');
SELECT analyzer.isolate_tenants('analyzer.messages');
SELECT analyzer.isolate_tenants('analyzer.analyses');

GRANT SELECT, INSERT, UPDATE ON analyzer.conversations TO analyzer;
GRANT SELECT, INSERT ON analyzer.messages TO analyzer;
GRANT SELECT, INSERT, UPDATE ON analyzer.analyses TO analyzer;
