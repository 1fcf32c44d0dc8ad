-- learning_record, and whether the learner's day has become active or is so no more: then the streak is
-- to be counted anew.
CREATE OR REPLACE FUNCTION learning_record_on_day(
    learner bigint, kind text, batch uuid, at timestamptz, zone text, day date, steps jsonb
)
RETURNS TABLE (activity bigint, turned boolean)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    was_active boolean;
    is_active boolean;
    recorded bigint[];
BEGIN
was_active := EXISTS (
    SELECT FROM learning_activeday one
    WHERE one.learner_id = learner AND one.day = learning_record_on_day.day
);
recorded := ARRAY(SELECT learning_record(learner, kind, batch, at, zone, learning_record_on_day.day, steps));
is_active := EXISTS (
    SELECT FROM learning_activeday one
    WHERE one.learner_id = learner AND one.day = learning_record_on_day.day
);
RETURN QUERY SELECT one, was_active <> is_active FROM unnest(recorded) WITH ORDINALITY AS all_of (one, number)
    ORDER BY number;
END
$$;
