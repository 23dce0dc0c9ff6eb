-- Whom we may tell something, where they are reached, and how they want to be told. An agent or
-- somebody who signs in as a manager: one of the two ids is empty.
CREATE TABLE coaching.recipients (
    tenant_id text NOT NULL,
    agent_id text NOT NULL DEFAULT '',
    user_name text NOT NULL DEFAULT '',
    team_id text,
    time_zone text NOT NULL DEFAULT 'UTC',
    -- Minutes of the local day; a range may run over midnight.
    quiet_from_minute int CHECK (quiet_from_minute BETWEEN 0 AND 1439),
    quiet_until_minute int CHECK (quiet_until_minute BETWEEN 0 AND 1439),
    muted_channels text[] NOT NULL DEFAULT '{}',
    email text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    push_token text NOT NULL DEFAULT '',
    crm_contact_id text NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, user_name),
    CHECK ((agent_id = '') <> (user_name = '')),
    CHECK ((quiet_from_minute IS NULL) = (quiet_until_minute IS NULL))
);

-- The outbox: one row for each person and channel, written with the change that it tells of. A user
-- name of * is every manager's screen.
CREATE TABLE coaching.notifications (
    tenant_id text NOT NULL,
    notification_id uuid NOT NULL,
    agent_id text NOT NULL DEFAULT '',
    user_name text NOT NULL DEFAULT '',
    channel text NOT NULL,
    kind text NOT NULL,
    priority text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    -- What it is about, such as the id of an alert or a session, or the agent whom others are told of.
    subject text NOT NULL,
    deduplication_key text NOT NULL,
    -- pending is held back by quiet hours, failed is in the dead-letter list.
    status text NOT NULL CHECK (status IN ('pending', 'queued', 'sending', 'delivered', 'failed',
        'bounced', 'opened', 'clicked', 'responded')),
    created_at timestamptz NOT NULL,
    -- Not before this time; a failed try moves it on.
    due_at timestamptz NOT NULL,
    -- The replica that sends it has until then; later another may.
    leased_until timestamptz,
    attempts int NOT NULL DEFAULT 0,
    settled_at timestamptz,
    -- What the receiving server calls it.
    reference text NOT NULL DEFAULT '',
    -- Why the last try failed, without any address.
    fault text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, notification_id),
    UNIQUE (tenant_id, agent_id, user_name, channel, deduplication_key),
    CHECK ((agent_id = '') <> (user_name = ''))
);
CREATE INDEX notifications_due ON coaching.notifications (channel, due_at)
    WHERE status IN ('pending', 'queued', 'sending');
CREATE INDEX notifications_newest_first ON coaching.notifications (tenant_id, created_at DESC);
-- What operators look through, whosever it is.
CREATE INDEX notifications_in_time ON coaching.notifications (created_at DESC, notification_id);
CREATE INDEX notifications_dead ON coaching.notifications (tenant_id, notification_id)
    WHERE status IN ('failed', 'bounced');

SELECT coaching.isolate_tenants('coaching.recipients');
SELECT coaching.isolate_tenants('coaching.notifications');

GRANT SELECT, INSERT, UPDATE, DELETE ON coaching.recipients TO coaching;
GRANT SELECT, INSERT, UPDATE ON coaching.notifications TO coaching;
