-- When a prompt is to reach its agent.
ALTER TABLE coaching.alerts ADD COLUMN timing text NOT NULL DEFAULT 'immediate';

-- What is still to be told to Prediction of a time that it chose: a row until it is told.
CREATE TABLE coaching.timing_reports (
    tenant_id text NOT NULL,
    alert_id uuid NOT NULL,
    choice_id uuid NOT NULL,
    -- NULL until the agent answers; never answered is no success.
    succeeded boolean,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, alert_id)
);
CREATE INDEX timing_reports_due ON coaching.timing_reports (due_at);

SELECT coaching.isolate_tenants('coaching.timing_reports');

GRANT SELECT, INSERT, UPDATE, DELETE ON coaching.timing_reports TO coaching;
