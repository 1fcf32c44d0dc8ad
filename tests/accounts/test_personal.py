"""Nothing that is kept of a person is forgotten, whichever app keeps it."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import ForeignKey

from roadmap_site.accounts import personal
from roadmap_site.accounts.models import User
from tests.accounts.everything import make_person_with_everything


def forward_relations(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def tied_to_a_person():
    """Every model with a foreign key to User, or to a model that is tied itself."""
    models = apps.get_models(include_auto_created=True)
    tied = {User}
    while more := {
        model
        for model in models
        if model not in tied and any(field.related_model in tied for field in forward_relations(model))
    }:
        tied |= more
    return tied


TIED = sorted(tied_to_a_person(), key=lambda model: model._meta.label)


def test_the_walk_finds_what_hangs_on_a_person_through_something_else():
    assert {"learning.Mark", "learning.Certificate", "accounts.User_groups"} <= {m._meta.label for m in TIED}
    assert Session not in TIED


@pytest.mark.parametrize("model", TIED, ids=lambda model: model._meta.label)
def test_every_model_tied_to_a_person_has_a_provider(model):
    assert model in {provider.model for provider in personal.providers()}


@pytest.mark.parametrize("model", TIED, ids=lambda model: model._meta.label)
def test_every_way_from_it_to_a_person_is_a_providers(model):
    paths = {provider.path for provider in personal.providers() if provider.model is model}

    direct = {field.name for field in forward_relations(model) if field.related_model is User}

    assert direct <= paths


@pytest.mark.parametrize("provider", personal.providers(), ids=lambda provider: provider.name)
def test_every_field_is_told_or_withheld_on_purpose(provider):
    told = {path.partition("__")[0] for path in provider.columns.values()}
    other = {*provider.withheld, provider.path.partition("__")[0], "pk", "id"}

    fields = {field.name for field in provider.model._meta.concrete_fields if not field.generated}

    assert fields - told - other == set()


def test_the_person_of_these_tests_has_something_of_everything(db):
    person = make_person_with_everything()

    assert len(personal.counts(person)) == len(personal.providers())


def test_counting_takes_one_statement(db, django_assert_num_queries):
    person = make_person_with_everything()

    with django_assert_num_queries(1):
        personal.counts(person)
