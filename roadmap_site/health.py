"""For operators and load balancers: is the program alive, and may it be sent visitors?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_migrated = False  # once true, true for as long as this process lives


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: it says nothing of the database, so that a restart is not tried where none would help."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers and has every migration of this version."""
    try:
        missing = _unready()
    except DatabaseError:
        missing = "the database does not answer"
    return HttpResponse(f"{missing or 'ok'}\n", content_type="text/plain", status=503 if missing else 200)


def _unready() -> str:
    global _migrated
    if _migrated:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return ""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are missing"
    _migrated = True
    return ""
