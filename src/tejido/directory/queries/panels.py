"""The slot on an organization's page that the apps above fill: what it signed, and the like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from tejido.core.models import User
from tejido.directory.models import Organization


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of an organization's page.

    Arguments:
        template: its template, which begins with an h2; it finds `context` as `panel`.
        context: what it shows, already limited to what the reader may see.
    """

    template: str
    context: Mapping[str, object]


PanelMaker = Callable[[Organization, User | AnonymousUser], Panel | None]

_makers: dict[str, PanelMaker] = {}


def register_panel(name: str, maker: PanelMaker) -> None:
    """Add a section to every organization's page; called from an app's `ready`.

    Arguments:
        name: unique; registering it again replaces the maker.
        maker: is given the organization that counts (never a merged one) and the reader, asks a
            constant number of queries, and returns None when there is nothing to show.
    """
    _makers[name] = maker


def panels_for(organization: Organization, user: User | AnonymousUser) -> list[Panel]:
    """Return the sections of an organization's page for one reader, in order of registration."""
    made = (maker(organization, user) for maker in _makers.values())
    return [panel for panel in made if panel is not None]
