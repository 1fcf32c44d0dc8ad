-- The roadmaps that a learner follows now: those started and neither paused nor left, and those marked without
-- having been started.
--
-- The topics of all marks are looked up in one walk along their index. Joined, each would be a walk from its
-- root, or all topics would be read: for 500 marks on 5,000 topics that takes four times as long.
CREATE OR REPLACE FUNCTION learning_followed(learner bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 10
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN RETURN QUERY
SELECT roadmap.id
FROM curriculum_roadmap roadmap
LEFT JOIN learning_enrolment enrolment ON enrolment.roadmap_id = roadmap.id AND enrolment.learner_id = learner
WHERE roadmap.retired_in_id IS NULL
    AND roadmap.status = 'published'
    AND CASE
        WHEN enrolment.id IS NOT NULL THEN enrolment.paused_on IS NULL AND enrolment.left_on IS NULL
        ELSE roadmap.id IN (
            SELECT topic.roadmap_id
            FROM curriculum_topic topic
            WHERE topic.id = ANY (ARRAY(
                SELECT mark.topic_id
                FROM learning_mark mark
                WHERE mark.learner_id = learner AND mark.credited_by_id IS NULL AND mark.state <> 'todo'
            ))
        )
    END;
END
$$;
