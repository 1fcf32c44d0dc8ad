from typing import Any

from roadmap_site.database import base
from roadmap_site.local import postgres


class DatabaseWrapper(base.DatabaseWrapper):
    def try_connecting(self) -> None:
        postgres.join()
        super().try_connecting()

    def _name(self, conn_params: dict[str, Any]) -> str:
        return f'The embedded database "{conn_params["dbname"]}"'
