"""How connections to PostgreSQL ask: values bound on the server, statements planned once.

No list of what the server is doing then shows a value (decision 0014).
"""

from typing import Any, Final

from psycopg import ClientCursor, Cursor

# The protocol counts them in 16 bits.
MOST_VALUES: Final = 65_535


class BindingCursor(Cursor[Any]):
    """Binds on the server; a statement with more values than it takes gets them in its text."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Execute a statement. Arguments: as psycopg's own."""
        if params is not None and len(params) > MOST_VALUES:
            query, params = ClientCursor(self.connection).mogrify(query, params), None
        return super().execute(query, params, **more)


OPTIONS: Final = {
    "server_side_binding": True,
    "cursor_factory": BindingCursor,
    # A statement is planned when a connection has sent it more often than this.
    "prepare_threshold": 5,
}
