-- What the result is also given by, `tenure`, as it was said before the start.
ALTER TABLE roi.experiments ADD COLUMN stratified_by text;

-- When an agent first met an arm that was not their first one.
ALTER TABLE roi.exposures ADD COLUMN other_arm_at timestamptz;
