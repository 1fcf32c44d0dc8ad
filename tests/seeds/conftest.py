import pytest
from django.core.management import call_command
from django.db import transaction

from tests.seeds import backend_career, backend_developer, backend_layers, backend_mastery, boring_backend

SOURCES = [
    module.ROADMAP
    for module in (boring_backend, backend_layers, backend_developer, backend_career, backend_mastery)
]


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """Load the repository's content once for all tests here, in a transaction taken back after them."""
    whole = transaction.atomic()
    whole._from_testcase = True  # as Django's TestCase does: a durable transaction may begin inside
    with django_db_blocker.unblock(), whole:
        call_command("load_content", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=SOURCES, ids=lambda source: source.key)
def source(request, loaded):
    return request.param
