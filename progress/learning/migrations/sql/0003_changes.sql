-- Where a learner's change starts from: a row for each of `topics`, retired ones only if asked for.
--
-- Until the transaction ends, no load credits marks or retires what they are on, and nobody else
-- changes what this learner has done: without that two last ticks of a phase, each blind to the other,
-- would both miss its completion. Readers are not kept waiting. Each statement below sees what was
-- committed before it began.
CREATE OR REPLACE FUNCTION learning_begin(learner bigint, topics bigint[], with_retired boolean)
RETURNS TABLE (
    topic_id bigint,
    roadmap_id bigint,
    phase_id bigint,
    other_roadmaps bigint[],  -- where the topic's concept carries it to; each with its phase
    other_phases bigint[],
    state text,  -- this and the next three: the mark
    at timestamptz,
    day date,
    credited_by bigint,
    newest bigint,  -- the last activity on the topic
    learning_by bigint,
    learning_day date,
    done_by bigint,
    done_day date
)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
LOCK TABLE learning_mark IN ROW EXCLUSIVE MODE;  -- a load that retires topics takes a stronger one first
PERFORM pg_advisory_xact_lock(hashtextextended('learner', learner));
RETURN QUERY
SELECT
    topic.id,
    topic.roadmap_id,
    topic.phase_id,
    other.roadmaps,
    other.phases,
    mark.state::text,
    mark.at,
    mark.day,
    mark.credited_by_id,
    newest.id,
    in_learning.id,
    in_learning.day,
    done.id,
    done.day
FROM curriculum_topic topic
CROSS JOIN LATERAL (
    SELECT array_agg(roadmap_id ORDER BY id) AS roadmaps, array_agg(phase_id ORDER BY id) AS phases
    FROM curriculum_topic
    WHERE concept_id = topic.concept_id AND id <> topic.id AND retired_in_id IS NULL
) other
LEFT JOIN learning_mark mark ON mark.learner_id = learner AND mark.topic_id = topic.id
LEFT JOIN LATERAL (
    SELECT id, learning_by, done_by
    FROM learning_activity
    WHERE learner_id = learner AND topic_id = topic.id
    ORDER BY id DESC
    LIMIT 1
) newest ON TRUE
LEFT JOIN learning_activity in_learning ON in_learning.id = newest.learning_by
LEFT JOIN learning_activity done ON done.id = newest.done_by
WHERE topic.id = ANY (topics) AND (with_retired OR topic.retired_in_id IS NULL)
ORDER BY topic.id;
END
$$;

-- Store a learner's change: marks, an activity each, and the active day. Returns the activities' ids.
--
-- A step is {topic, state, mark, former, qualifies, compensates, learning_by, done_by}; its mark is
-- what becomes of the row, or null to take it away.
CREATE OR REPLACE FUNCTION learning_record(
    learner bigint, kind text, batch uuid, at timestamptz, zone text, day date, steps jsonb
)
RETURNS SETOF bigint
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    credit bigint;
BEGIN
INSERT INTO learning_mark (learner_id, topic_id, state, at, day, credited_by_id)
SELECT learner, step.topic, mark.state, mark.at, mark.day, mark.credited_by
FROM jsonb_to_recordset(steps) AS step (topic bigint, mark jsonb)
CROSS JOIN LATERAL jsonb_to_record(step.mark) AS mark (
    state text, at timestamptz, day date, credited_by bigint
)
WHERE step.mark IS NOT NULL
ON CONFLICT (learner_id, topic_id) DO UPDATE SET
    state = EXCLUDED.state,
    at = EXCLUDED.at,
    day = EXCLUDED.day,
    credited_by_id = EXCLUDED.credited_by_id;

IF jsonb_path_exists(steps, '$[*] ? (@.mark == null)') THEN
    DELETE FROM learning_mark
    USING jsonb_to_recordset(steps) AS step (topic bigint, mark jsonb)
    WHERE learner_id = learner AND topic_id = step.topic AND step.mark IS NULL;
END IF;

SELECT sum(step.qualifies::integer - jsonb_array_length(step.compensates)) INTO credit
FROM jsonb_to_recordset(steps) AS step (qualifies boolean, compensates jsonb);
IF credit > 0 THEN
    INSERT INTO learning_activeday (learner_id, day, activities)
    VALUES (learner, learning_record.day, credit)
    ON CONFLICT (learner_id, day) DO UPDATE SET
        activities = learning_activeday.activities + EXCLUDED.activities;
ELSIF credit < 0 THEN
    UPDATE learning_activeday SET activities = activities + credit
    WHERE learner_id = learner AND day = learning_record.day;
    DELETE FROM learning_activeday
    WHERE learner_id = learner AND day = learning_record.day AND activities = 0;
END IF;

RETURN QUERY
INSERT INTO learning_activity (
    id, learner_id, kind, topic_id, state, former, batch, at, zone, day,
    qualifies, compensates, learning_by, done_by
)
SELECT
    step.id,
    learner,
    learning_record.kind,
    step.topic,
    step.state,
    step.former,
    learning_record.batch,
    learning_record.at,
    learning_record.zone,
    learning_record.day,
    step.qualifies,
    step.compensates,
    CASE WHEN step.qualifies AND step.state = 'learning' THEN step.id ELSE step.learning_by END,
    CASE WHEN step.qualifies AND step.state = 'done' THEN step.id ELSE step.done_by END
FROM (
    SELECT nextval('learning_activity_id_seq') AS id, *
    FROM jsonb_to_recordset(steps) AS step (
        topic bigint, state text, former jsonb,
        qualifies boolean, compensates bigint[], learning_by bigint, done_by bigint
    )
) AS step
RETURNING id;
END
$$;
