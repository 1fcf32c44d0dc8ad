import pytest
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from roadmap_site.accounts.models import User


def name_of_zone(request):
    return HttpResponse(timezone.get_current_timezone_name())


urlpatterns = [path("zone/", name_of_zone)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    "stored, shown",
    [("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Olympus_Mons", "UTC")],
)
def test_pages_are_in_the_zone_of_whoever_is_signed_in(client, learner, stored, shown):
    User.objects.update(time_zone=stored)
    client.force_login(learner)

    assert client.get("/zone/").text == shown
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/zone/").text == "UTC"


def test_somebody_signed_in_costs_session_and_user(client, learner, django_assert_num_queries):
    client.force_login(learner)

    with django_assert_num_queries(2):
        client.get("/zone/")
