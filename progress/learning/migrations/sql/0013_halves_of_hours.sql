-- Two and a half hours a week. The table is rewritten, under a lock: it has a row for a learner's plan and nothing
-- large in it, so that is soon over, and what reads whole hours reads these too. That they are not below 0 stays checked.
ALTER TABLE learning_plan
    -- squawk-ignore changing-column-type
    ALTER COLUMN hours_a_week TYPE double precision,
    -- squawk-ignore changing-column-type
    ALTER COLUMN hours_a_topic TYPE double precision
