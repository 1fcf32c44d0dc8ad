"""Django's PostgreSQL backend, which tells at the first connection, in one line, what is wrong.

A connection pool would try for half a minute and then report a time-out.
"""

from typing import Any, Self

from django.db.backends.postgresql import base, features, schema
from django.db.utils import OperationalError

OLDEST = 16
PATIENCE = 5  # seconds


class UnusableDatabase(OperationalError):
    """One line for whoever started the program; never the password."""


class DatabaseFeatures(features.DatabaseFeatures):
    minimum_database_version = (OLDEST,)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """A migration that has to wait for a lock gives up, before the visitors behind it pile up."""

    def __enter__(self) -> Self:
        super().__enter__()
        if self.atomic_migration:
            self.execute("SET LOCAL lock_timeout = '2s'")
        return self


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    SchemaEditorClass = DatabaseSchemaEditor

    _tried: set[tuple[str, str]] = set()  # by this process

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        where = (conn_params.get("host", ""), conn_params["dbname"])
        if where not in self._tried:
            self.try_connecting()
            self._tried.add(where)
        return super().get_new_connection(conn_params)

    def try_connecting(self) -> None:
        """Once, without the pool. Raise UnusableDatabase."""
        conn_params = {"connect_timeout": PATIENCE, **self.get_connection_params()}
        name = self._name(conn_params)
        try:
            with self.Database.connect(**conn_params) as connection:
                version = connection.info.server_version // 10000
        except self.Database.OperationalError as error:
            raise UnusableDatabase(f"{name} cannot be used: {_first_line(error)}") from None
        if version < OLDEST:
            raise UnusableDatabase(f"{name} is PostgreSQL {version}; Cairn needs {OLDEST} or later.")

    def _name(self, conn_params: dict[str, Any]) -> str:
        host = conn_params.get("host") or "the local socket"
        port = f":{conn_params['port']}" if conn_params.get("port") else ""
        return f'The database "{conn_params["dbname"]}" at {host}{port} (see DATABASE_URL)'


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") + "."
