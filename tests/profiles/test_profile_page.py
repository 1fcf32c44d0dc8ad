import pytest
from django.utils import timezone

from progress.learning import certificates
from progress.learning.models import Completion, Note, Plan
from tests.factories import make_learner, make_phase, make_roadmap, make_topics


def test_it_is_not_there_until_switched_on(client, shown):
    assert client.get("/@robin/").status_code == 404

    shown(badges=True)

    assert client.get("/@robin/").status_code == 404


def test_it_shows_name_lines_and_counts_to_everybody(client, shown, done, topics):
    done(*topics[:3])
    shown(public=True)

    page = client.get("/@robin/")

    assert "<h1>Robin Hill</h1>" in page.text
    assert "3 of 4 topics" in page.text
    assert page["X-Robots-Tag"] == "noindex"


def test_who_gave_no_name_is_known_by_the_handle(client, shown, learner):
    learner.name = ""
    learner.save()
    shown(public=True)

    page = client.get("/@robin/").text

    assert "<h1>@robin</h1>" in page
    assert learner.email not in page


def test_another_spelling_leads_to_it(client, shown):
    shown(public=True)

    response = client.get("/@Robin/")

    assert (response.status_code, response.url) == (301, "/@robin/")


def test_lines_that_were_not_begun_and_drafts_stay_out(client, shown, done, topics):
    make_topics(1, make_phase(roadmap=make_roadmap(title="Untouched")))
    draft = make_topics(1, make_phase(roadmap=make_roadmap(title="Secret", status="draft")))
    done(*draft)
    shown(public=True)

    page = client.get("/@robin/").text

    assert "Untouched" not in page
    assert "Secret" not in page


def test_the_streak_shows_only_if_chosen(client, shown, done, topics):
    done(topics[0], at=timezone.now())
    shown(public=True)
    assert "streak" not in client.get("/@robin/").text

    shown(public=True, streak=True)

    assert "A streak of 1 day" in client.get("/@robin/").text


def test_a_completion_shows_its_day_and_its_certificate_if_shared(client, shown, done, topics, learner):
    done(*topics)
    shown(public=True)
    assert "5 January 2026" in client.get("/@robin/").text
    assert "/certificates/" not in client.get("/@robin/").text

    completion = Completion.objects.get(learner=learner, phase=None)
    code = certificates.issue(completion=completion, at=timezone.now()).code

    assert f"/certificates/{code}/" in client.get("/@robin/").text


def test_nothing_private_is_on_it(client, shown, done, topics, learner):
    done(topics[0])
    Note.objects.create(learner=learner, topic=topics[0], text="a secret note", at=timezone.now())
    Plan.objects.create(
        learner=learner, roadmap=topics[0].roadmap, hours_a_week=7, made_on=timezone.now().date()
    )
    shown(public=True)

    page = client.get("/@robin/").text

    for private in (learner.email, "secret note", topics[0].title, "hours"):
        assert private not in page


def test_who_is_switched_off_is_not_shown(client, shown, learner):
    shown(public=True)
    learner.is_active = False
    learner.save()

    assert client.get("/@robin/").status_code == 404


@pytest.mark.parametrize("roadmaps", [1, 8])
def test_it_asks_as_often_for_many_lines_as_for_one(client, shown, done, roadmaps, django_assert_num_queries):
    for _ in range(roadmaps):
        done(*make_topics(2, make_phase()))
    shown(public=True, streak=True)
    client.get("/@robin/")  # prepares the roadmaps
    client.force_login(make_learner())

    with django_assert_num_queries(9):  # session and viewer with run; profile, roadmaps, standings, new, ...
        client.get("/@robin/")
