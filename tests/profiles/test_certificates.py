import pytest
from django.utils import timezone

from progress.learning import certificates
from progress.learning.marks import set_state, undo
from progress.learning.models import Certificate, Completion, GoneCertificate, Submission
from roadmap_site.accounts.erasure import erase
from tests.factories import make_learner, make_milestone, make_phase, make_release, make_topic, make_topics
from tests.pages.markup import read
from tests.profiles.conftest import NOON


@pytest.fixture
def completion(done, topics, learner):
    done(*topics)
    return Completion.objects.get(learner=learner, phase=None)


@pytest.fixture
def address(completion, topics):
    return f"/completions/{topics[0].roadmap.key}/"


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return client


def public_address(completion) -> str:
    return f"/certificates/{certificates.of(completion).get().code}/"


def test_each_completion_has_a_page_of_its_own(signed_in, completion, address, topics):
    assert "Backend Engineer" in signed_in.get(address).text
    assert topics[0].phase.title in signed_in.get(f"{address}{topics[0].phase.key}/").text


def test_slugs_lead_to_the_page_by_ids(signed_in, client, completion, address, topics):
    phase = topics[0].phase
    slugs = f"/completions/{phase.roadmap.slug}/"
    assert slugs != address

    assert signed_in.get(slugs)["Location"] == address
    assert signed_in.get(f"{slugs}{phase.slug}/")["Location"] == f"{address}{phase.key}/"
    client.force_login(make_learner())
    assert client.get(slugs).status_code == 404


def test_other_peoples_are_not_there(client, completion, address):
    client.force_login(make_learner())

    assert client.get(address).status_code == 404
    assert client.post(address, {"share": "yes"}).status_code == 404
    assert not Certificate.objects.exists()


def test_the_list_has_ones_own_and_nobody_elses(client, signed_in, completion):
    assert "Backend Engineer" in signed_in.get("/completions/").text

    client.force_login(make_learner())

    assert "Nothing is complete yet." in client.get("/completions/").text


def test_nothing_is_verifiable_until_its_learner_wants_it(signed_in, completion, address, settings):
    settings.SITE_URL = "https://cairn.example"
    assert "Not verifiable" in signed_in.get(address).text

    signed_in.post(address, {"share": "yes"})

    assert f"https://cairn.example{public_address(completion)}" in signed_in.get(address).text


def test_anybody_with_the_address_sees_it(client, signed_in, completion, address, learner):
    signed_in.post(address, {"share": "yes"})
    client.logout()

    page = client.get(public_address(completion))

    assert "Robin Hill" in page.text
    assert learner.email not in page.text
    assert page["X-Robots-Tag"] == "noindex"


def test_a_name_comes_first(signed_in, completion, address, learner):
    learner.name = ""
    learner.save()

    page = signed_in.post(address, {"share": "yes"}, follow=True).text

    assert "A certificate bears a name" in page


def test_who_gives_their_name_first_comes_back(signed_in, completion, address, learner):
    learner.name = ""
    learner.save()
    (link,) = [a for a in read(signed_in.get(address)).all("a") if "name first" in a.text]

    form = read(signed_in.get(link["href"])).one("form", action="/settings/")
    slip = signed_in.post("/settings/", {"name": "Robin", "time_zone": "Oslp", "next": address})
    saved = signed_in.post("/settings/", {"name": "Robin", "time_zone": "UTC", "next": address})

    assert form.one(name="next")["value"] == address
    assert read(slip).one("form", action="/settings/").one(name="next")["value"] == address
    assert saved.url == address
    assert "name first" not in signed_in.get(address).text
    assert not Certificate.objects.exists()


def test_codes_cannot_be_guessed_and_stay_the_same(completion):
    code = certificates.issue(completion=completion, at=NOON).code

    assert len(code) == 22
    assert certificates.issue(completion=completion, at=NOON).code == code


def test_taken_back_its_address_is_gone_for_good(client, signed_in, completion, address):
    signed_in.post(address, {"share": "yes"})
    first = public_address(completion)

    signed_in.post(address, {"share": "no"})

    assert client.get(first).status_code == 410
    signed_in.post(address, {"share": "yes"})
    assert client.get(first).status_code == 410
    assert client.get(public_address(completion)).status_code == 200


def test_before_it_is_taken_back_for_good_the_page_asks(client, signed_in, completion, address):
    assert "Take the address back?" not in signed_in.get(address, {"take-back": ""}).text  # there is none
    signed_in.post(address, {"share": "yes"})

    asks = read(signed_in.get(address, {"take-back": ""}))

    assert asks.one("h1").text == "Take the address back?"
    assert asks.one("button", name="share")["value"] == "no"
    assert client.get(public_address(completion)).status_code == 200


def test_what_was_never_given_out_is_not_there(client, db):
    assert client.get("/certificates/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_only_a_keyed_hash_remembers_it(completion, settings):
    code = certificates.issue(completion=completion, at=NOON).code
    certificates.revoke(Certificate.objects.all())

    gone = GoneCertificate.objects.get().digest
    assert code not in gone
    assert certificates.is_gone(code)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    assert certificates.is_gone(code)
    settings.SECRET_KEY_FALLBACKS = []
    assert not certificates.is_gone(code)


def test_an_untick_of_the_same_day_closes_it_until_all_is_done_again(
    client, signed_in, completion, address, learner, topics
):
    signed_in.post(address, {"share": "yes"})
    shared = public_address(completion)

    set_state(learner=learner, topic=topics[0], state="todo", at=NOON)

    meanwhile = client.get(shared)
    assert meanwhile.status_code == 404
    assert "Not complete just now" in meanwhile.text
    assert "Backend Engineer" not in meanwhile.text

    set_state(learner=learner, topic=topics[0], state="done", at=NOON)

    assert client.get(shared).status_code == 200
    assert shared in signed_in.get(address).text


def test_an_undo_brings_it_back(client, signed_in, completion, address, learner, topics):
    signed_in.post(address, {"share": "yes"})
    shared = public_address(completion)
    unticked = set_state(learner=learner, topic=topics[0], state="todo", at=NOON)
    assert client.get(shared).status_code == 404

    undo(learner=learner, change_id=unticked.id, at=NOON)

    assert client.get(shared).status_code == 200
    assert shared in signed_in.get(address).text


def test_deleting_the_account_burns_what_is_open_again_too(
    client, signed_in, completion, address, learner, topics
):
    signed_in.post(address, {"share": "yes"})
    shared = public_address(completion)
    set_state(learner=learner, topic=topics[0], state="todo", at=NOON)

    erase(person=learner)

    assert client.get(shared).status_code == 410


def test_deleting_the_account_leaves_only_that_it_is_gone(client, signed_in, completion, address, learner):
    signed_in.post(address, {"share": "yes"})
    shared = public_address(completion)

    erase(person=learner)

    assert client.get(shared).status_code == 410


def test_it_states_what_was_done_skipped_and_carried(signed_in, completion, address):
    Completion.objects.filter(pk=completion.pk).update(done=41, carried=17, skipped=23)

    page = signed_in.get(address).text

    assert all(f"<dd>{number}</dd>" in page for number in (41, 17, 23))


def test_it_names_the_release_and_what_is_new_since(signed_in, completion, address, topics):
    new = make_release(at=timezone.now())
    make_topic(phase=topics[0].phase, added_in=new)

    page = signed_in.get(address).text

    assert f"on release {completion.release_id} of the content" in page
    assert "1 topic is new since then." in page


def test_it_names_milestones_that_a_mentor_confirmed_and_no_others(signed_in, address, learner, topics):
    phase = topics[0].phase
    by = {"learner": learner, "at": NOON, "day": NOON.date(), "text": "x"}
    for number, (title, said) in enumerate(
        {
            "Confirmed": {"confirmed_at": NOON},
            "Self-checked": {},
            "Withdrawn": {"confirmed_at": NOON, "withdrawn_at": NOON},
        }.items(),
        start=1,
    ):
        milestone = make_milestone(phase=phase, title=f"{title} work")
        Submission.objects.create(milestone=milestone, number=number, **by, **said)
    elsewhere = make_milestone(title="Work elsewhere")
    Submission.objects.create(milestone=elsewhere, number=1, confirmed_at=NOON, **by)

    page = signed_in.get(address).text

    assert "Confirmed work" in page
    assert not any(other in page for other in ("Self-checked work", "Withdrawn work", "Work elsewhere"))


def test_a_retired_roadmap_keeps_its_certificate(client, signed_in, completion, address):
    signed_in.post(address, {"share": "yes"})
    completion.roadmap.retired_in = make_release()
    completion.roadmap.save()

    assert client.get(public_address(completion)).status_code == 200


def test_who_is_switched_off_shows_nothing(client, completion, learner):
    shared = f"/certificates/{certificates.issue(completion=completion, at=NOON).code}/"
    learner.is_active = False
    learner.save()

    assert client.get(shared).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_as_often_for_much_as_for_little(client, learner, done, number, django_assert_num_queries):
    phase = make_phase()
    done(*make_topics(number, phase))
    for _ in range(number):
        make_milestone(phase=phase)
    for _ in range(number):
        done(make_topic())
    completion = Completion.objects.get(roadmap=phase.roadmap, phase=None)
    shared = f"/certificates/{certificates.issue(completion=completion, at=NOON).code}/"
    client.get(shared)  # prepares the roadmap

    with django_assert_num_queries(6):  # completion, certificate, milestones, new since, digest, standings
        client.get(shared)
    client.force_login(learner)
    with django_assert_num_queries(4):  # session, user, completions, streak
        client.get("/completions/")


def test_a_completed_roadmap_leads_to_its_certificate(client, signed_in, address, topics):
    roadmap = f"/roadmaps/{topics[0].roadmap.slug}/"

    assert f'href="{address}"' in signed_in.get(roadmap).text
    client.logout()
    assert f'href="{address}"' not in client.get(roadmap).text
