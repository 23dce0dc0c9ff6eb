-- What tenants listen for. A version never changes; the newest one is in force unless retired. The
-- definition is kept whole, so that it can be learned again when the engine learns better.
CREATE TABLE analyzer.trackers (
    tenant_id text NOT NULL,
    name text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    -- DefineTracker and Tracker in the wire's CBOR; the model as TextModelFile writes it.
    definition bytea NOT NULL,
    tracker bytea NOT NULL,
    model bytea,
    retired_at timestamptz,
    PRIMARY KEY (tenant_id, name, version)
);

CREATE TABLE analyzer.rubrics (
    tenant_id text NOT NULL,
    name text NOT NULL,
    version int NOT NULL CHECK (version > 0),
    -- DefineRubric and Rubric in the wire's CBOR.
    definition bytea NOT NULL,
    rubric bytea NOT NULL,
    retired_at timestamptz,
    PRIMARY KEY (tenant_id, name, version)
);

SELECT analyzer.isolate_tenants('analyzer.trackers');
SELECT analyzer.isolate_tenants('analyzer.rubrics');

GRANT SELECT, INSERT, UPDATE ON analyzer.trackers TO analyzer;
GRANT SELECT, INSERT, UPDATE ON analyzer.rubrics TO analyzer;
