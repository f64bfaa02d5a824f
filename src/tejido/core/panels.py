"""The slot on a person's account page that the apps above fill: what is asked of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tejido.core.models import User


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the account page.

    Arguments:
        template: its template, which begins with an h2; it finds `context` as `panel`.
        context: what it shows, already limited to what the person may see.
    """

    template: str
    context: Mapping[str, object]


PanelMaker = Callable[[User], Panel | None]

_makers: dict[str, PanelMaker] = {}


def register_account_panel(name: str, maker: PanelMaker) -> None:
    """Add a section to every person's account page; called from an app's `ready`.

    Arguments:
        name: unique; registering it again replaces the maker.
        maker: is given the person, asks a constant number of queries, and returns None when there
            is nothing to show.
    """
    _makers[name] = maker


def account_panels(user: User) -> list[Panel]:
    """Return the sections of a person's account page, in order of registration."""
    made = (maker(user) for maker in _makers.values())
    return [panel for panel in made if panel is not None]
