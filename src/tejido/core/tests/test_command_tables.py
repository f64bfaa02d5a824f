"""Tables of commands: no figure is ever shown cut, on whatever screen."""

import io

from rich.table import Table

from tejido.core.command import WholeTables

FIGURE = "25,999,165,234.28"
NAME = "Instituto Nacional de Migración de Ejemplo"


def printed(*, width: int, terminal: bool) -> str:
    table = Table("name", "document")
    table.add_column("amount", justify="right")
    table.add_row(NAME, "final_account", FIGURE)
    out = io.StringIO()
    WholeTables(file=out, width=width, force_terminal=terminal, color_system=None).print(table)
    return out.getvalue()


def test_in_a_file_a_table_is_as_wide_as_it_needs() -> None:
    for width in (70, 20):
        found = printed(width=width, terminal=False)
        assert NAME in found
        assert FIGURE in found


def test_a_narrow_terminal_folds_texts_and_no_figure() -> None:
    for width in (60, 45, 30, 10):
        found = printed(width=width, terminal=True)
        assert FIGURE in found
        assert "…" not in found
        assert "Instituto" in found
    lines = printed(width=60, terminal=True).splitlines()
    assert max(map(len, lines)) <= 60
