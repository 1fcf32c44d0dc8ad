from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import client

from roadmap_site.database import base
from roadmap_site.local import postgres
from roadmap_site.local.binaries import companion


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql of the embedded database: no other needs to be installed."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        (_, *arguments), env = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(companion("psql")), *arguments], env

    def runshell(self, parameters: Iterable[str]) -> None:
        postgres.join()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def try_connecting(self) -> None:
        postgres.join()
        super().try_connecting()

    def _name(self, conn_params: dict[str, Any]) -> str:
        return f'The embedded database "{conn_params["dbname"]}"'
