-- Make those kept standings anew that are older than the learner's newest activity or the newest release;
-- return of how many learners.
CREATE FUNCTION cohorts_keep(learners bigint[], roadmaps bigint[]) RETURNS integer
LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    current_release bigint;
    current_at timestamptz;
    stale bigint[];
BEGIN
SELECT id, at INTO current_release, current_at FROM curriculum_release ORDER BY id DESC LIMIT 1;
IF NOT FOUND THEN
    current_release := 0;
    current_at := to_timestamp(0);
END IF;
stale := ARRAY(
    SELECT asked.id
    FROM unnest(learners) AS asked (id)
    CROSS JOIN LATERAL (
        SELECT COALESCE((
            SELECT id FROM learning_activity WHERE learner_id = asked.id ORDER BY id DESC LIMIT 1
        ), 0) AS id
    ) AS newest
    WHERE cardinality(cohorts_keep.roadmaps) > (
        SELECT count(*) FROM cohorts_keptstanding
        WHERE learner_id = asked.id AND roadmap_id = ANY (cohorts_keep.roadmaps)
            AND activity = newest.id AND release = current_release AND release_at = current_at
    )
);
IF cardinality(stale) = 0 THEN
    RETURN 0;
END IF;
INSERT INTO cohorts_keptstanding (
    learner_id, roadmap_id, activity, release, release_at, states, since, phases, required, settled, complete
)
WITH looked AS MATERIALIZED (
    SELECT * FROM learning_look(stale, NULL, NULL, NULL, cohorts_keep.roadmaps, true)
),
newest AS (
    SELECT asked.id AS learner_id, COALESCE((
        SELECT id FROM learning_activity WHERE learner_id = asked.id ORDER BY id DESC LIMIT 1
    ), 0) AS id
    FROM unnest(stale) AS asked (id)
),
standing AS MATERIALIZED (
    SELECT learner_id, topic_id, state, day FROM looked WHERE topic_id IS NOT NULL
),
topics AS (
    SELECT id, roadmap_id, phase_id FROM curriculum_topic
    WHERE roadmap_id = ANY (cohorts_keep.roadmaps) AND retired_in_id IS NULL
),
lettered AS (
    SELECT
        newest.learner_id,
        topics.roadmap_id,
        string_agg(
            CASE standing.state
                WHEN 'done' THEN 'd' WHEN 'carried' THEN 'c' WHEN 'learning' THEN 'l' WHEN 'skipped' THEN 's'
                ELSE '.'
            END,
            '' ORDER BY topics.id
        ) AS states,
        COALESCE(
            jsonb_object_agg(topics.id, standing.day) FILTER (WHERE standing.state = 'learning'), '{}'
        ) AS since
    FROM newest
    CROSS JOIN topics
    LEFT JOIN standing ON standing.learner_id = newest.learner_id AND standing.topic_id = topics.id
    GROUP BY newest.learner_id, topics.roadmap_id
),
took AS (
    SELECT
        learner_id, phase_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS days
    FROM (
        SELECT standing.learner_id, topics.phase_id, standing.day - min(begun.day) AS days
        FROM standing
        JOIN topics ON topics.id = standing.topic_id
        JOIN learning_activity begun
            ON begun.learner_id = standing.learner_id AND begun.topic_id = standing.topic_id
            AND begun.state = 'learning'
        WHERE standing.state = 'done'
        GROUP BY standing.learner_id, standing.topic_id, topics.phase_id, standing.day
    ) AS finished
    WHERE days >= 0
    GROUP BY learner_id, phase_id
),
phases AS (
    SELECT
        looked.learner_id,
        looked.roadmap_id,
        jsonb_object_agg(looked.phase_id, jsonb_build_array(
            required, done + carried, skipped, complete, took.days
        )) AS phases
    FROM looked
    LEFT JOIN took ON took.learner_id = looked.learner_id AND took.phase_id = looked.phase_id
    WHERE looked.phase_id IS NOT NULL
    GROUP BY looked.learner_id, looked.roadmap_id
)
SELECT
    newest.learner_id,
    roadmap.id,
    newest.id,
    current_release,
    current_at,
    COALESCE(lettered.states, ''),
    COALESCE(lettered.since, '{}'),
    COALESCE(phases.phases, '{}'),
    COALESCE(whole.required, 0),
    COALESCE(whole.done + whole.carried, 0),
    COALESCE(whole.complete, false)
FROM newest
CROSS JOIN unnest(cohorts_keep.roadmaps) AS roadmap (id)
LEFT JOIN lettered ON lettered.learner_id = newest.learner_id AND lettered.roadmap_id = roadmap.id
LEFT JOIN phases ON phases.learner_id = newest.learner_id AND phases.roadmap_id = roadmap.id
LEFT JOIN looked whole
    ON whole.learner_id = newest.learner_id AND whole.roadmap_id = roadmap.id AND whole.phase_id IS NULL
ORDER BY newest.learner_id, roadmap.id  -- two that make the same rows wait for one another in one order
ON CONFLICT (learner_id, roadmap_id) DO UPDATE SET
    activity = excluded.activity, release = excluded.release, release_at = excluded.release_at,
    states = excluded.states, since = excluded.since, phases = excluded.phases, required = excluded.required,
    settled = excluded.settled, complete = excluded.complete
-- another may have made it meanwhile of what was newer
WHERE cohorts_keptstanding.activity <= excluded.activity
    AND (cohorts_keptstanding.release, cohorts_keptstanding.release_at)
        <= (excluded.release, excluded.release_at);
RETURN cardinality(stale);
END
$$;
