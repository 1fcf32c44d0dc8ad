-- The newest unbroken stretch of active days up to `today`; nulls when there is none.
--
-- It reads the index backwards and stops at the first gap, for which plain SQL has no words.
CREATE OR REPLACE FUNCTION learning_run(learner bigint, today date, OUT first date, OUT last date)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    active date;
BEGIN
    FOR active IN
        SELECT day FROM learning_activeday WHERE learner_id = learner AND day <= today ORDER BY day DESC
    LOOP
        EXIT WHEN first - active > 1;
        first := active;
        last := COALESCE(last, active);
    END LOOP;
END
$$;
