-- Licences of agents, as they or their managers wrote them down.
CREATE TABLE gamification.licences (
    tenant_id text NOT NULL,
    licence_id uuid NOT NULL,
    agent_id text NOT NULL,
    -- ISO 3166-2.
    jurisdiction text NOT NULL,
    licence_type text NOT NULL,
    number text NOT NULL,
    expires_on date NOT NULL,
    -- Which renewal comes next, from 1.
    renewal int NOT NULL CHECK (renewal > 0),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, licence_id)
);
CREATE INDEX licences_of_agent ON gamification.licences (tenant_id, agent_id, expires_on);
CREATE INDEX licences_by_expiry ON gamification.licences (expires_on, tenant_id, licence_id);

-- Continuing education, with what proves it.
CREATE TABLE gamification.courses (
    tenant_id text NOT NULL,
    course_id uuid NOT NULL,
    licence_id uuid NOT NULL,
    agent_id text NOT NULL,
    title text NOT NULL,
    provider text NOT NULL,
    subject text NOT NULL,
    minutes int NOT NULL CHECK (minutes > 0),
    completed_on date NOT NULL,
    evidence text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, course_id),
    FOREIGN KEY (tenant_id, licence_id)
        REFERENCES gamification.licences (tenant_id, licence_id) ON DELETE CASCADE
);
CREATE INDEX courses_of_licence ON gamification.courses (tenant_id, licence_id);
CREATE INDEX courses_of_agent ON gamification.courses (tenant_id, agent_id);

-- Of what an agent was reminded, each once.
CREATE TABLE gamification.licence_reminders (
    tenant_id text NOT NULL,
    licence_id uuid NOT NULL,
    expires_on date NOT NULL,
    days_before int NOT NULL,
    agent_id text NOT NULL,
    reminded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, licence_id, expires_on, days_before),
    FOREIGN KEY (tenant_id, licence_id)
        REFERENCES gamification.licences (tenant_id, licence_id) ON DELETE CASCADE
);

-- What a tenant says that a jurisdiction asks for; comes before what is shipped.
CREATE TABLE gamification.renewal_rules (
    tenant_id text NOT NULL,
    jurisdiction text NOT NULL,
    licence_type text NOT NULL,
    from_renewal int NOT NULL CHECK (from_renewal > 0),
    effective_from date NOT NULL,
    minutes int NOT NULL CHECK (minutes >= 0),
    cycle_months int NOT NULL CHECK (cycle_months > 0),
    -- Names and minutes, one with the other.
    subjects text[] NOT NULL,
    subject_minutes int[] NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    PRIMARY KEY (tenant_id, jurisdiction, licence_type, from_renewal, effective_from),
    CHECK (cardinality(subjects) = cardinality(subject_minutes))
);

-- Every answer to a question of the exam practice; what is remembered follows from them.
CREATE TABLE gamification.exam_reviews (
    tenant_id text NOT NULL,
    -- Chosen by the one who answers, so that the same answer counts once.
    review_id uuid NOT NULL,
    agent_id text NOT NULL,
    question_id text NOT NULL,
    option int NOT NULL,
    -- 1 again, 2 hard, 3 good, 4 easy.
    rating int NOT NULL CHECK (rating BETWEEN 1 AND 4),
    local_day date NOT NULL,
    reviewed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, review_id)
);
CREATE INDEX exam_reviews_of_agent
    ON gamification.exam_reviews (tenant_id, agent_id, reviewed_at, review_id);
CREATE INDEX exam_reviews_by_time ON gamification.exam_reviews (tenant_id, reviewed_at);

SELECT gamification.isolate_tenants('gamification.licences');
SELECT gamification.isolate_tenants('gamification.courses');
SELECT gamification.isolate_tenants('gamification.licence_reminders');
SELECT gamification.isolate_tenants('gamification.renewal_rules');
SELECT gamification.isolate_tenants('gamification.exam_reviews');

GRANT SELECT, INSERT, DELETE,
    UPDATE (jurisdiction, licence_type, number, expires_on, renewal, changed_at)
    ON gamification.licences TO gamification;
GRANT SELECT, INSERT, DELETE,
    UPDATE (title, provider, subject, minutes, completed_on, evidence, changed_at)
    ON gamification.courses TO gamification;
GRANT SELECT, INSERT, DELETE ON gamification.licence_reminders TO gamification;
GRANT SELECT, INSERT,
    UPDATE (minutes, cycle_months, subjects, subject_minutes, source, checked_on)
    ON gamification.renewal_rules TO gamification;
GRANT SELECT, INSERT ON gamification.exam_reviews TO gamification;
