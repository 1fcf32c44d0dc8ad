-- What a badge is of, found by its address: the learner and the published roadmap; no row if it is not shown.
--
-- The last three change whenever its picture may: what the pages of the roadmap show, the newest release, and
-- the learner's marks taken together. Completions and kept choices follow from these.
CREATE OR REPLACE FUNCTION learning_badge(address text, shown_by text)
RETURNS TABLE (
    learner_id bigint,
    roadmap_id bigint,
    title text,
    accent text,
    tree_digest text,
    release_digest text,
    marks bigint
)
LANGUAGE plpgsql STABLE ROWS 1
SET plan_cache_mode = force_generic_plan  -- planning costs four times as much as running it
AS $$
#variable_conflict use_column
BEGIN RETURN QUERY
SELECT
    profile.learner_id,
    roadmap.id,
    roadmap.title::text,
    roadmap.accent::text,
    roadmap.tree_digest::text,
    (SELECT digest::text FROM curriculum_release ORDER BY id DESC LIMIT 1),
    (
        SELECT bit_xor(hashtextextended(mark.state || (mark.credited_by_id IS NULL), mark.topic_id))
        FROM learning_mark mark
        WHERE mark.learner_id = profile.learner_id
    )
FROM learning_profile profile
JOIN accounts_user learner ON learner.id = profile.learner_id
JOIN curriculum_roadmap roadmap ON roadmap.slug = address
WHERE profile.handle = shown_by
    AND profile.badges
    AND learner.is_active
    AND roadmap.retired_in_id IS NULL
    AND roadmap.status = 'published';
END
$$;
