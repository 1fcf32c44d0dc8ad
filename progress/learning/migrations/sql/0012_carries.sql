-- learning_standings as before, but quicker with many marks: the topics that carry are looked up in one walk along
-- their index. Joined to the marks alone, each would be a walk from its root.
CREATE OR REPLACE FUNCTION learning_standings(
    learners bigint[], topics bigint[], states text[], days date[], roadmaps bigint[]
)
RETURNS TABLE (
    learner_id bigint, topic_id bigint, state text, day date, credited boolean, carried_from bigint
)
LANGUAGE plpgsql STABLE ROWS 100
SET plan_cache_mode = force_generic_plan  -- planning costs four times as much as running it
AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
WITH marks AS (
    SELECT
        learner_id, topic_id, state::text, day, credited_by_id IS NOT NULL AS credited,
        state = 'done' AND credited_by_id IS NULL AS own_done
    FROM learning_mark
    WHERE learner_id = ANY (learners)
    UNION ALL
    SELECT 0, topic_id, state, day, FALSE, state = 'done'
    FROM unnest(topics, states, days) AS visitor (topic_id, state, day)
),
carries AS (  -- a learner's own done, through its concept; of two, the earlier
    SELECT DISTINCT ON (marks.learner_id, here.id)
        marks.learner_id, here.id AS topic_id, marks.day, there.id AS carried_from
    FROM marks
    JOIN curriculum_topic there
        ON there.id = marks.topic_id AND there.id = ANY (ARRAY(SELECT topic_id FROM marks WHERE own_done))
    JOIN curriculum_topic here ON here.concept_id = there.concept_id AND here.id <> there.id
    WHERE marks.own_done
        AND there.concept_id IS NOT NULL
        AND there.retired_in_id IS NULL
        AND here.retired_in_id IS NULL
        AND here.roadmap_id = ANY (roadmaps)
    ORDER BY marks.learner_id, here.id, marks.day, there.id
)
-- What the learner said here stands, `todo` too; else the further of credit and carry.
SELECT
    marks.learner_id, marks.topic_id, marks.state, marks.day, marks.credited,
    CASE WHEN marks.state = 'todo' THEN carries.carried_from END
FROM marks
JOIN curriculum_topic topic ON topic.id = marks.topic_id
LEFT JOIN carries USING (learner_id, topic_id)
WHERE topic.retired_in_id IS NULL
    AND topic.roadmap_id = ANY (roadmaps)
    AND (carries.topic_id IS NULL OR NOT marks.credited OR marks.state = 'done')
UNION ALL
SELECT carries.learner_id, carries.topic_id, 'carried', carries.day, FALSE, carries.carried_from
FROM carries
LEFT JOIN marks USING (learner_id, topic_id)
WHERE marks.topic_id IS NULL OR (marks.credited AND marks.state <> 'done');
END
$$;
