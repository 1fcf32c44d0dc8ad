-- Go from claimed to sending, or to skipped where something stands against it by now; `verdict` is 'go', or
-- the reason, or nothing where the mail is not `mine` any more or its lease nearly over. Being too late is
-- the last of reasons: whoever was not to get it is told so.
--
-- Each statement of it sees what was committed before it began: who stopped the mail, was active or
-- deleted the account before the lock is granted was first.
CREATE OR REPLACE FUNCTION reminders_begin(
    mail bigint, mine uuid, at timestamptz, today date, suppressed boolean,
    OUT verdict text, OUT done_today boolean
)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    row reminders_mail;
    wanted boolean;
BEGIN
    SELECT * INTO row FROM reminders_mail
    WHERE id = mail AND claim = mine AND state = 'claimed'
        AND lease_until > clock_timestamp() + interval '30 seconds';
    IF row.id IS NULL THEN
        RETURN;
    END IF;
    PERFORM FROM reminders_mailchoices WHERE person_id = row.recipient_id FOR UPDATE;
    SELECT CASE row.kind
            WHEN 'reminder' THEN cardinality(weekdays) > 0
            WHEN 'at_risk' THEN at_risk
            WHEN 'nudge' THEN nudge
            WHEN 'digest' THEN digest
            WHEN 'reviewed' THEN reviewed
            WHEN 'message' THEN message
            WHEN 'cohort' THEN cohort
            WHEN 'waiting' THEN waiting
        END
    INTO wanted FROM reminders_mailchoices WHERE person_id = row.recipient_id;
    done_today := EXISTS (
        SELECT FROM learning_activeday WHERE learner_id = row.recipient_id AND day = reminders_begin.today
    );
    verdict := CASE
        WHEN EXISTS (SELECT FROM accounts_user WHERE id = row.recipient_id AND NOT is_active) THEN 'deactivated'
        WHEN suppressed THEN 'suppressed'
        WHEN row.kind NOT IN ('sample', 'account') AND wanted IS NOT TRUE THEN 'stopped'
        WHEN row.kind IN ('at_risk', 'nudge') AND done_today THEN 'active'
        WHEN row.kind IN ('reminder', 'at_risk', 'nudge', 'digest')
            AND reminders_paused(row.recipient_id, reminders_begin.today) THEN 'paused'
        WHEN row.expires_at <= reminders_begin.at THEN 'expired'
        ELSE 'go'
    END;
    UPDATE reminders_mail SET
        state = CASE verdict WHEN 'go' THEN 'sending' ELSE 'skipped' END,
        reason = CASE verdict WHEN 'go' THEN '' ELSE verdict END,
        lease_until = CASE verdict WHEN 'go' THEN clock_timestamp() + interval '60 seconds' END,
        done_at = CASE verdict WHEN 'go' THEN NULL ELSE reminders_begin.at END,
        told = CASE verdict WHEN 'go' THEN told END
    WHERE id = mail AND claim = mine AND state = 'claimed'
        AND lease_until > clock_timestamp() + interval '30 seconds';
    IF NOT FOUND THEN
        verdict := NULL;
    END IF;
END
$$;
