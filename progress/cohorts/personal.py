"""What cohorts keep of a person, and what becomes of it when the account is deleted.

What others wrote stays theirs: a mentor's review stays with the learner, without the mentor's name.
"""

from django.utils.translation import gettext_lazy as _

from progress.cohorts import models
from progress.cohorts.people.succession import hand_over
from roadmap_site.accounts.personal import Provider, columns

PROVIDERS = [
    Provider(
        "cohorts",
        _("Cohorts you are, or were, in"),
        models.Membership,
        "person",
        columns("role", "shows", "extra_days", "paced_from", "joined_at", "left_at", "notice_since")
        | {"cohort": "cohort__name"},
        before_erasing=hand_over,
    ),
    Provider(
        "invitations",
        _("Invitations you made"),
        models.Invitation,
        "made_by",
        columns("role", "address", "made_at", "expires_at", "uses", "used", "revoked_at")
        | {"cohort": "cohort__name"},
        withheld=("token",),
    ),
    Provider(
        "kept_standings",
        _("Where you stand, as cohorts keep it"),
        models.KeptStanding,
        "learner",
        columns(
            "states",
            "since",
            "phases",
            "required",
            "settled",
            "complete",
            "activity",
            "release",
            "release_at",
        )
        | {"roadmap": "roadmap__key"},
    ),
    Provider(
        "notes_about",
        _("Notes that mentors keep about you"),
        models.MentorNote,
        "learner",
        columns("at", cohort="cohort__name"),
        withheld=("author", "words"),  # the mentors' own
    ),
    Provider(
        "notes_on_learners",
        _("Notes you keep about learners"),
        models.MentorNote,
        "author",
        columns("at", "words", cohort="cohort__name"),
        withheld=("learner",),  # another person
    ),
    Provider(
        "saved_views",
        _("Your views of cohorts"),
        models.SavedView,
        "mentor",
        columns("name", "query", cohort="cohort__name"),
    ),
    Provider(
        "last_looks",
        _("When you last looked at cohorts"),
        models.LastLook,
        "mentor",
        columns("at", "before", cohort="cohort__name"),
    ),
    Provider(
        "audited_deeds",
        _("What you saw and changed in cohorts"),
        models.AuditEntry,
        "actor",
        columns("what", "told", "at", cohort="cohort__name"),
        withheld=("learner",),  # another person
    ),
    Provider(
        "audit_about",
        _("What was seen and changed of you in cohorts"),
        models.AuditEntry,
        "learner",
        columns("what", "told", "at", cohort="cohort__name", by="actor__name"),
    ),
    Provider(
        "messages_sent",
        _("Messages you sent"),
        models.Message,
        "sender",
        columns("words", "at", "read_at", "answers", cohort="cohort__name"),
        withheld=("recipient",),  # another person
    ),
    Provider(
        "messages_received",
        _("Messages you got"),
        models.Message,
        "recipient",
        columns("words", "at", "read_at", "answers", cohort="cohort__name", sender="sender__name"),
    ),
    Provider(
        "review_claims",
        _("Reviews you have begun"),
        models.ReviewClaim,
        "mentor",
        columns("submission", "until"),
    ),
    Provider(
        "claims_on_evidence",
        _("Reviews of yours that have begun"),
        models.ReviewClaim,
        "submission__learner",
        columns("submission", "until"),
        withheld=("mentor",),  # another person
    ),
    Provider(
        "escalations",
        _("What you were told to wait for a review"),
        models.Escalation,
        "mentor",
        columns("submission", "step"),
    ),
    Provider(
        "escalations_of_evidence",
        _("What mentors were told to wait of yours"),
        models.Escalation,
        "submission__learner",
        columns("submission", "step"),
        withheld=("mentor",),  # another person
    ),
    Provider(
        "reviews",
        _("Reviews you wrote"),
        models.Review,
        "mentor",
        columns("submission", "verdict", "words", "checked", "at", cohort="cohort__name"),
    ),
    Provider(
        "reviews_of_evidence",
        _("Reviews of what you handed in"),
        models.Review,
        "submission__learner",
        columns("submission", "verdict", "words", "checked", "at", cohort="cohort__name", by="mentor__name"),
    ),
    Provider(
        "review_replies",
        _("Answers you wrote to reviews"),
        models.ReviewReply,
        "author",
        columns("submission", "words", "at"),
    ),
    Provider(
        "replies_on_evidence",
        _("Answers below what you handed in"),
        models.ReviewReply,
        "submission__learner",
        columns("submission", "words", "at", by="author__name"),
    ),
    Provider(
        "answer_templates",
        _("Templates of your answers"),
        models.AnswerTemplate,
        "mentor",
        columns("title", "words"),
    ),
]
