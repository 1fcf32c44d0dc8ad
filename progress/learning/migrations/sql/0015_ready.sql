-- All of a learner's that the page of their day shows, but for where they stand: one row.
--
-- Days and how much was done on them come as text, because most pages show what was shown before: then nobody
-- needs to read it. `counts` begins with the first active day from `year` on; habits are ticked in order of
-- `kept_on`; `waiting` has the milestones of phases that are complete, without a day, and those
-- handed in and not confirmed.
CREATE OR REPLACE FUNCTION learning_day(learner bigint, today date, week date, year date)
RETURNS TABLE (
    roadmaps bigint[],  -- followed, each with its digest
    digests text[],
    planned bigint[],  -- roadmaps
    kept_groups bigint[],  -- complete, whatever their topics are now
    active text,
    counts text,
    changes text,  -- of zone, mode and pause
    habits bigint[],
    kept_on date[],
    worked bigint[],  -- topics whose being in learning counts today
    waiting text
)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
SELECT
    followed.roadmaps,
    followed.digests,
    ARRAY(SELECT roadmap_id FROM learning_plan WHERE learner_id = learner ORDER BY roadmap_id),
    ARRAY(SELECT group_id FROM learning_groupcredit WHERE learner_id = learner ORDER BY group_id),
    ARRAY(SELECT day FROM learning_activeday WHERE learner_id = learner ORDER BY day)::text,
    ARRAY(
        SELECT activities FROM learning_activeday
        WHERE learner_id = learner AND day BETWEEN learning_day.year AND today ORDER BY day
    )::text,
    jsonb_build_object(
        'zones', (
            SELECT jsonb_agg(jsonb_build_array(zone, at, corrects) ORDER BY id)
            FROM accounts_zonechange WHERE user_id = learner
        ),
        'modes', (
            SELECT jsonb_agg(jsonb_build_array(effective, mode, days) ORDER BY effective, id)
            FROM learning_modechange WHERE learner_id = learner
        ),
        'pauses', (
            SELECT jsonb_agg(jsonb_build_array(effective, paused, until) ORDER BY effective, id)
            FROM learning_pausechange WHERE learner_id = learner
        )
    )::text,
    ticks.habits,
    ticks.kept_on,
    ARRAY(
        SELECT topic_id FROM learning_activity activity
        WHERE learner_id = learner AND day = today AND qualifies AND state = 'learning'
            AND NOT EXISTS (
                SELECT FROM learning_activity later
                WHERE later.learner_id = learner AND later.day = today
                    AND later.compensates @> ARRAY[activity.id]
            )
    ),
    (
        SELECT COALESCE(jsonb_agg(
            jsonb_build_object(
                'title', milestone.title, 'roadmap', roadmap.slug, 'phase', phase.slug, 'key', milestone.key,
                'day', waiting.day
            )
            ORDER BY waiting.day IS NOT NULL, waiting.id DESC, milestone.position
        ), '[]')::text
        FROM (
            SELECT milestone_id, id, day
            FROM (
                SELECT DISTINCT ON (milestone_id) id, milestone_id, day, confirmed_at
                FROM learning_submission
                WHERE learner_id = learner AND withdrawn_at IS NULL
                ORDER BY milestone_id, number DESC
            ) AS newest
            WHERE confirmed_at IS NULL
            UNION ALL
            SELECT ready.id, completion.id, NULL
            FROM learning_completion completion
            JOIN curriculum_milestone ready ON ready.phase_id = completion.phase_id
            WHERE completion.learner_id = learner
                AND ready.roadmap_id = ANY (followed.roadmaps)
                AND NOT EXISTS (
                    SELECT FROM learning_submission
                    WHERE learner_id = learner AND milestone_id = ready.id AND withdrawn_at IS NULL
                )
        ) AS waiting
        JOIN curriculum_milestone milestone ON milestone.id = waiting.milestone_id
        JOIN curriculum_phase phase ON phase.id = milestone.phase_id
        JOIN curriculum_roadmap roadmap ON roadmap.id = milestone.roadmap_id
        WHERE milestone.retired_in_id IS NULL
    )
FROM (
    SELECT
        COALESCE(array_agg(roadmap.id ORDER BY roadmap.position, roadmap.key), '{}') AS roadmaps,
        COALESCE(array_agg(roadmap.tree_digest::text ORDER BY roadmap.position, roadmap.key), '{}') AS digests
    FROM curriculum_roadmap roadmap
    WHERE roadmap.id IN (SELECT learning_followed(learner))
) AS followed
CROSS JOIN (
    SELECT
        COALESCE(array_agg(habit_id ORDER BY day, habit_id), '{}') AS habits,
        COALESCE(array_agg(day ORDER BY day, habit_id), '{}') AS kept_on
    FROM learning_habittick
    WHERE learner_id = learner AND day BETWEEN week AND today
) AS ticks;
END
$$;
