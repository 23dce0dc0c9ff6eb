-- Which model predicts, which one predicts beside it unseen, and how each came to do so.
ALTER TABLE prediction.models
    -- Predicts in the shadow of the champion: kept, compared, never shown.
    ADD COLUMN is_challenger boolean NOT NULL DEFAULT false,
    -- Taken back: the one before it predicts again.
    ADD COLUMN retired_at timestamptz;

-- What happened to models, and why.
CREATE TABLE prediction.model_changes (
    change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version text NOT NULL REFERENCES prediction.models (version),
    kind text NOT NULL,
    reason text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX model_changes_of_version ON prediction.model_changes (version, change_id DESC);

ALTER TABLE prediction.predictions ADD COLUMN is_shadow boolean NOT NULL DEFAULT false;

-- How conversations ended, as the tenant says.
CREATE TABLE prediction.outcomes (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    succeeded boolean NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id)
);

-- What a tenant's own outcomes say against a model, in sums that one more outcome updates.
CREATE TABLE prediction.tenant_evidence (
    tenant_id text NOT NULL,
    model_version text NOT NULL,
    outcomes int NOT NULL,
    -- Σ (1 or 0 − probability).
    surprise double precision NOT NULL,
    -- Σ probability · (1 − probability).
    information double precision NOT NULL,
    PRIMARY KEY (tenant_id, model_version)
);

SELECT prediction.isolate_tenants('prediction.outcomes');
SELECT prediction.isolate_tenants('prediction.tenant_evidence');

GRANT SELECT, INSERT ON prediction.model_changes TO prediction;
GRANT SELECT, INSERT, UPDATE ON prediction.outcomes TO prediction;
GRANT SELECT, INSERT, UPDATE ON prediction.tenant_evidence TO prediction;
