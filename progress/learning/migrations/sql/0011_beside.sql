-- What stands beside a learner's marks on a roadmap's page: the stored streak, whether the roadmap is followed, and
-- the milestones that evidence was handed in for. One row.
CREATE OR REPLACE FUNCTION learning_beside(learner bigint, roadmap bigint)
RETURNS TABLE (
    mode text,  -- this and the next five: the streak
    length integer,
    longest integer,
    last date,
    holds_until date,
    at_risk_on date,
    started_on date,  -- this and the next two: following
    paused_on date,
    left_on date,
    sent bigint[],
    confirmed bigint[]
)
LANGUAGE plpgsql STABLE ROWS 1
SET plan_cache_mode = force_generic_plan  -- planning costs three times as much as running it
AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
SELECT
    streak.mode::text, streak.length, streak.longest, streak.last, streak.holds_until, streak.at_risk_on,
    enrolment.started_on, enrolment.paused_on, enrolment.left_on,
    evidence.sent, evidence.confirmed
FROM (
    SELECT
        array_agg(milestone_id) AS sent,
        array_agg(milestone_id) FILTER (WHERE confirmed_at IS NOT NULL) AS confirmed
    FROM learning_submission
    WHERE learner_id = learner AND withdrawn_at IS NULL
) evidence
LEFT JOIN learning_storedstreak streak ON streak.learner_id = learner
LEFT JOIN learning_enrolment enrolment
    ON enrolment.learner_id = learner AND enrolment.roadmap_id = roadmap;
END
$$;
