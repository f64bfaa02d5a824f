"""Networks: their members on a day, where they are, and what networks share."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from tejido.core.sorting import sort_key
from tejido.directory.access import (
    can_edit_organizations,
    get_network_for,
)
from tejido.directory.domain.countries import country_name, subdivision_names
from tejido.directory.domain.network_members import Path
from tejido.directory.domain.tile_map import Tile, countries_drawn, size, tiles
from tejido.directory.forms.networks import DayForm
from tejido.directory.models import Organization
from tejido.directory.queries.networks import MemberPlace, NetworkView
from tejido.directory.views.caching import kept_for_nobody_signed_in

PAGE_SIZE = 50
SHOWN_OVERLAPS = 25
TILE_PITCH = 48


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in the table: it and the ways it belongs, each as the networks passed."""

    organization: Organization
    is_direct: bool
    ways: list[list[Organization]]


@dataclass(frozen=True, slots=True)
class Square:
    """A tile with its name, and where it is drawn in the units of the picture."""

    tile: Tile
    name: str

    @property
    def x(self) -> int:
        """Left edge."""
        return self.tile.column * TILE_PITCH

    @property
    def y(self) -> int:
        """Upper edge."""
        return self.tile.row * TILE_PITCH


@dataclass(frozen=True, slots=True)
class TileMap:
    """A country's map: its squares, its picture, and the members it cannot place."""

    country: str
    code: str
    squares: list[Square]
    svg: str
    total: int
    unplaced: int

    @property
    def by_name(self) -> list[Square]:
        """The squares A to Z."""
        return sorted(self.squares, key=lambda square: sort_key(square.name))


@kept_for_nobody_signed_in
@require_safe
def network_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show who belongs to a network on a day, directly and through member networks."""
    network = get_network_for(request.user, key)
    if network.merged_into is not None:
        return redirect("directory:network", network.merged_into.key)
    today = timezone.localdate()
    form = DayForm(request.GET)
    day = form.day(today)
    seen = NetworkView(request.user, day)
    members = seen.members_of(network)
    places = seen.places_of(members.keys(), network)
    page = Paginator(list(places), PAGE_SIZE).get_page(request.GET.get("page"))
    overlaps = seen.overlaps_of(network)
    context = {
        "network": network,
        "form": form if "on" in request.GET else DayForm({"on": today.isoformat()}),
        "day": day,
        "page": page,
        "rows": _rows(page, members, seen),
        "counts": _counts(members, places),
        "organizations": sum(not place.is_network for place in places.values()),
        "overlaps": overlaps[:SHOWN_OVERLAPS],
        "more_overlaps": len(overlaps[SHOWN_OVERLAPS:]),
        "maps": _maps(places.values()),
        "may_edit": can_edit_organizations(request.user),
    }
    return render(request, "directory/network.html", context)


@kept_for_nobody_signed_in
@require_safe
def network_places(request: HttpRequest, key: str) -> HttpResponse:
    """Return the figures of a network's maps as a table: one row per state or department."""
    network = get_network_for(request.user, key)
    day = DayForm(request.GET).day(timezone.localdate())
    seen = NetworkView(request.user, day)
    places = seen.places_of(seen.members_of(network).keys(), network)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}-{day:%Y-%m-%d}.csv"'
    writer = csv.writer(response)
    writer.writerow(["country", "subdivision", "name", "members"])
    for country in _maps(places.values()):
        for square in country.by_name:
            row = [square.tile.code[:2], square.tile.code, square.name, square.tile.value]
            writer.writerow(row)
        if country.unplaced:
            writer.writerow([country.code, "", "", country.unplaced])
    return response


@kept_for_nobody_signed_in
@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    """Show all networks with their members, and the pairs that share some."""
    seen = NetworkView(request.user, timezone.localdate())
    rows = []
    for network in seen.networks.values():
        members = seen.members_of(network)
        organizations = {m: paths for m, paths in members.items() if m not in seen.networks}
        direct = sum(() in paths for paths in organizations.values())
        rows.append((network, len(organizations), direct, len(members) - len(organizations)))
    pairs = sorted(
        (
            (-shared, seen.networks[one].sort_key, seen.networks[other].sort_key, one, other)
            for (one, other), shared in seen.overlaps().items()
        ),
    )
    page = Paginator(pairs, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = [(seen.networks[p[3]], seen.networks[p[4]], -p[0]) for p in page]
    context = {"rows": rows, "page": page, "pairs": shown}
    return render(request, "directory/network_list.html", context)


def _rows(page: Page[int], members: dict[int, list[Path]], seen: NetworkView) -> list[MemberRow]:
    found = Organization.objects.visible_to(seen.user).in_bulk(list(page))
    return [
        MemberRow(
            organization=found[pk],
            is_direct=() in members[pk],
            ways=[[seen.networks[step] for step in way] for way in members[pk] if way],
        )
        for pk in page
    ]


def _counts(members: dict[int, list[Path]], places: dict[int, MemberPlace]) -> list[str]:
    """Return the count in words: organizations, how they belong, networks."""
    ways = [members[pk] for pk, place in places.items() if not place.is_network]
    direct = sum(() in paths for paths in ways)
    through = sum(any(paths) for paths in ways)
    networks = len(places) - len(ways)
    return [
        ngettext("%(n)d organization", "%(n)d organizations", len(ways)) % {"n": len(ways)},
        ngettext("%(n)d directly", "%(n)d directly", direct) % {"n": direct},
        ngettext("%(n)d through member networks", "%(n)d through member networks", through)
        % {"n": through},
        ngettext("%(n)d member network", "%(n)d member networks", networks) % {"n": networks},
    ]


def _maps(places: Iterable[MemberPlace]) -> list[TileMap]:
    """Return a map of each country that has members and is drawn."""
    language = get_language() or "es"
    located = [place for place in places if not place.is_network]
    made = []
    for country in countries_drawn():
        here = Counter(place.subdivision for place in located if place.country == country)
        if not here:
            continue
        names = subdivision_names(country, language)
        squares = [Square(tile, names[tile.code]) for tile in tiles(country, here)]
        name, total = country_name(country, language), sum(here.values())
        picture = {"code": country, "country": name, "squares": squares, "total": total}
        width, height = (side * TILE_PITCH for side in size(country))
        svg = render_to_string(
            "directory/_tile_map.html", {**picture, "width": width, "height": height}
        )
        made.append(TileMap(name, country, squares, svg, total, here[""]))
    return made
