from typing import Any

from roadmap_site.database import base
from roadmap_site.local import postgres


class DatabaseWrapper(base.DatabaseWrapper):
    def _try(self, conn_params: dict[str, Any]) -> None:
        postgres.join()
        super()._try(conn_params)

    def _named(self, conn_params: dict[str, Any]) -> str:
        return f'The embedded database "{conn_params["dbname"]}"'
