-- Conversations as far as their success can be foreseen.
CREATE TABLE prediction.conversations (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    agent_id text NOT NULL,
    -- The asking price, in major units of the tenant's currency.
    list_price double precision,
    PRIMARY KEY (tenant_id, conversation_id)
);

-- What a prediction may know of each message: facts, from which any version of the features is made.
CREATE TABLE prediction.messages (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    ordinal int NOT NULL,
    facts bytea NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, ordinal)
);

-- What was foreseen, from what, by which model; compared later with what came.
CREATE TABLE prediction.predictions (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    message_count int NOT NULL,
    model_version text NOT NULL,
    probability double precision NOT NULL,
    lower_bound double precision NOT NULL,
    upper_bound double precision NOT NULL,
    abstains boolean NOT NULL,
    feature_version text NOT NULL,
    features double precision[] NOT NULL,
    predicted_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, message_count, model_version)
);

-- Models belong to the mesh, not to a tenant; the one with the highest turn predicts.
CREATE TABLE prediction.models (
    version text PRIMARY KEY,
    turn bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    card bytea NOT NULL,
    artifact bytea NOT NULL,
    published_at timestamptz NOT NULL
);
CREATE INDEX models_newest_first ON prediction.models (turn DESC) INCLUDE (version);

SELECT prediction.isolate_tenants('prediction.conversations');
SELECT prediction.isolate_tenants('prediction.messages');
SELECT prediction.isolate_tenants('prediction.predictions');

GRANT SELECT, INSERT, UPDATE ON prediction.conversations TO prediction;
GRANT SELECT, INSERT ON prediction.messages TO prediction;
GRANT SELECT, INSERT ON prediction.predictions TO prediction;
GRANT SELECT, INSERT, UPDATE ON prediction.models TO prediction;
