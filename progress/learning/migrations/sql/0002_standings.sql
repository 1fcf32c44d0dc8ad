-- Where learners stand on topics: the one definition, for stored marks and for a visitor's alike.
--
-- Marks are those stored of `learners` and, as learner 0, those of the arrays `topics`, `states` and
-- `days` (a visitor's session). A row comes back for each live topic of `roadmaps` that a mark or a
-- carry says something about.
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
    SELECT learner_id, topic_id, state::text, day, credited_by_id IS NOT NULL AS credited
    FROM learning_mark
    WHERE learner_id = ANY (learners)
    UNION ALL
    SELECT 0, topic_id, state, day, FALSE
    FROM unnest(topics, states, days) AS visitor (topic_id, state, day)
),
carries AS (  -- a learner's own done, through its concept; of two, the earlier
    SELECT DISTINCT ON (marks.learner_id, here.id)
        marks.learner_id, here.id AS topic_id, marks.day, there.id AS carried_from
    FROM marks
    JOIN curriculum_topic there ON there.id = marks.topic_id
    JOIN curriculum_topic here ON here.concept_id = there.concept_id AND here.id <> there.id
    WHERE marks.state = 'done'
        AND NOT marks.credited
        AND there.retired_in_id IS NULL
        AND here.retired_in_id IS NULL
        AND here.roadmap_id = ANY (roadmaps)
    ORDER BY marks.learner_id, here.id, marks.day, there.id
)
-- What the learner said here stands, `todo` too; else the further of credit and carry.
SELECT marks.learner_id, marks.topic_id, marks.state, marks.day, marks.credited, NULL::bigint
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

-- What counts as what: each live topic of `roadmaps` in its holder, which is itself or its choose group.
--
-- A unit is a topic outside groups, or one of a group's `choose`; a holder has so many `units`. What
-- is `optional` is counted apart, but a phase with nothing required (`optional_only`) counts it.
CREATE OR REPLACE FUNCTION learning_places(roadmaps bigint[])
RETURNS TABLE (
    topic_id bigint,
    roadmap_id bigint,
    phase_id bigint,
    holder bigint,  -- the topic's id, or the group's below zero
    units integer,
    optional boolean,
    optional_only boolean,
    added_in bigint
)
LANGUAGE plpgsql STABLE ROWS 100
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
SELECT
    place.topic_id, place.roadmap_id, place.phase_id, place.holder, place.units, place.optional,
    bool_and(place.optional) OVER (PARTITION BY place.phase_id),
    place.added_in_id
FROM (
    SELECT
        topic.id AS topic_id,
        topic.roadmap_id,
        topic.phase_id,
        COALESCE(-topic.group_id, topic.id) AS holder,
        COALESCE(choice.choose, 1) AS units,
        phase.optional OR COALESCE(choice.optional, topic.optional) AS optional,
        topic.added_in_id
    FROM curriculum_topic topic
    JOIN curriculum_phase phase ON phase.id = topic.phase_id
    LEFT JOIN curriculum_choosegroup choice ON choice.id = topic.group_id
    WHERE topic.retired_in_id IS NULL AND topic.roadmap_id = ANY (roadmaps)
) AS place;
END
$$;

-- How far learners are: a row for each roadmap with topics (its `phase_id` is null) and for each phase.
-- And, `with_standings`, what that follows from: the rows of learning_standings; these have a `topic_id`.
--
-- A unit is settled when done or carried; one that is skipped is required no more. Complete needs one
-- that is done.
CREATE OR REPLACE FUNCTION learning_look(
    learners bigint[], topics bigint[], states text[], days date[], roadmaps bigint[], with_standings boolean
)
RETURNS TABLE (
    learner_id bigint,
    topic_id bigint,
    state text,
    day date,
    credited boolean,
    carried_from bigint,
    roadmap_id bigint,
    phase_id bigint,
    required bigint,
    done bigint,
    carried bigint,
    skipped bigint,
    optional bigint,
    optional_settled bigint,
    complete boolean,
    completed_on date,
    kept_groups bigint[]
)
LANGUAGE plpgsql STABLE ROWS 100
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
WITH standings AS MATERIALIZED (
    SELECT * FROM learning_standings(learners, topics, states, days, roadmaps)
),
places AS (
    SELECT * FROM learning_places(roadmaps)
),
holders AS (
    SELECT holder, roadmap_id, phase_id, units, optional, optional_only, count(*) AS members
    FROM places
    GROUP BY holder, roadmap_id, phase_id, units, optional, optional_only
),
totals AS (
    SELECT roadmap_id, phase_id, optional, optional_only, sum(units) AS units
    FROM holders
    GROUP BY roadmap_id, phase_id, optional, optional_only
),
touched AS (
    SELECT
        learner_id,
        holder,
        count(*) FILTER (WHERE state = 'done') AS done,
        count(*) FILTER (WHERE state = 'carried') AS carried,
        count(*) FILTER (WHERE state = 'skipped') AS skipped,
        bool_or(state = 'kept') AS kept
    FROM (
        SELECT learner_id, holder, state
        FROM standings
        JOIN places USING (topic_id)
        UNION ALL  -- groups that were complete when a load changed their members
        SELECT learner_id, -group_id, 'kept'
        FROM learning_groupcredit
        WHERE learner_id = ANY (learners)
    ) AS said
    GROUP BY learner_id, holder
),
settled AS (
    SELECT
        learner_id,
        phase_id,
        optional,
        sum(CASE WHEN kept THEN units ELSE least(units, done) END)::bigint AS done,
        sum(CASE WHEN kept THEN 0 ELSE least(units - least(units, done), carried) END)::bigint AS carried,
        sum(CASE WHEN kept THEN 0 ELSE greatest(0, units - (members - skipped)) END)::bigint AS skipped
    FROM touched
    JOIN holders USING (holder)
    GROUP BY learner_id, phase_id, optional
),
lines AS (  -- twice: for the phase, and for the roadmap
    SELECT
        learner_id,
        roadmap_id,
        CASE WHEN of_phase THEN phase_id END AS phase_id,
        optional AND NOT (of_phase AND optional_only) AS apart,
        units,
        COALESCE(done, 0) AS done,
        COALESCE(carried, 0) AS carried,
        COALESCE(skipped, 0) AS skipped
    FROM unnest(learners || CASE WHEN topics IS NULL THEN '{}' ELSE '{0}'::bigint[] END) AS learner_id
    CROSS JOIN totals
    CROSS JOIN (VALUES (TRUE), (FALSE)) AS sums (of_phase)
    LEFT JOIN settled USING (learner_id, phase_id, optional)
),
sums AS (
    SELECT
        learner_id,
        roadmap_id,
        phase_id,
        COALESCE(sum(units - skipped) FILTER (WHERE NOT apart), 0)::bigint AS required,
        COALESCE(sum(done) FILTER (WHERE NOT apart), 0)::bigint AS done,
        COALESCE(sum(carried) FILTER (WHERE NOT apart), 0)::bigint AS carried,
        COALESCE(sum(skipped) FILTER (WHERE NOT apart), 0)::bigint AS skipped,
        COALESCE(sum(units) FILTER (WHERE apart), 0)::bigint AS optional,
        COALESCE(sum(done + carried) FILTER (WHERE apart), 0)::bigint AS optional_settled
    FROM lines
    GROUP BY learner_id, roadmap_id, phase_id
)
SELECT
    learner_id, topic_id, state, day, credited, carried_from,
    NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
    NULL::bigint, NULL::bigint, NULL::boolean, NULL::date, NULL::bigint[]
FROM standings
WHERE with_standings
UNION ALL
SELECT
    sums.learner_id, NULL, NULL, NULL, NULL, NULL,
    sums.roadmap_id,
    sums.phase_id,
    sums.required,
    sums.done,
    sums.carried,
    sums.skipped,
    sums.optional,
    sums.optional_settled,
    sums.done > 0 AND sums.done + sums.carried >= sums.required,
    (
        SELECT completion.day
        FROM learning_completion completion
        WHERE completion.learner_id = sums.learner_id
            AND completion.roadmap_id = sums.roadmap_id
            AND completion.phase_id IS NOT DISTINCT FROM sums.phase_id
    ),
    CASE WHEN sums.phase_id IS NULL THEN ARRAY(
        SELECT credit.group_id
        FROM learning_groupcredit credit
        JOIN curriculum_choosegroup choice ON choice.id = credit.group_id
        WHERE credit.learner_id = sums.learner_id AND choice.roadmap_id = sums.roadmap_id
    ) END
FROM sums;
END
$$;
