-- Nothing reads days and months any more: agent_sums has both (decision 0284).
-- migrate: contract
DROP TRIGGER keep_sums ON roi.conversations;
DROP TRIGGER keep_sums ON roi.activity;
DROP TRIGGER keep_sums ON roi.sessions;
DROP TRIGGER keep_sums ON roi.leads;
DROP FUNCTION roi.keep_sums(), roi.day_of(roi.conversations), roi.day_of(roi.activity),
    roi.day_of(roi.sessions), roi.day_of(roi.leads);
DROP TABLE roi.agent_days, roi.agent_months;
