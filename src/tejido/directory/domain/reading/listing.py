"""Reading a whole signature list: entries to headings and items, items to mentions."""

import re
from collections.abc import Iterator, Sequence

from tejido.directory.domain.folding import fold
from tejido.directory.domain.mention import Claim, Mention, MentionKind, Place, Reading
from tejido.directory.domain.places import learned_towns, read_place
from tejido.directory.domain.reading.asides import NameParts
from tejido.directory.domain.reading.entries import read_entries
from tejido.directory.domain.reading.headings import Heading, is_network_name
from tejido.directory.domain.reading.joints import Known
from tejido.directory.domain.reading.lines import read_lines
from tejido.directory.domain.reading.mentions import read_name
from tejido.directory.domain.reading.people import is_described_person, person_name
from tejido.directory.domain.reading.splitting import split_commas
from tejido.directory.domain.reading.vocabulary import is_topic
from tejido.directory.domain.reading.walk import Item, walk_entries

_TAIL = re.compile(r"[(,]\s*([^(),;]{2,40},[^(),;]{2,30})\)?\.?$")
_LONGEST = 400


def read_list(text: str, *, start: str | None = None) -> Reading:
    """Read a signature list as printed.

    Arguments:
        text: the whole file.
        start: skip everything before the line that begins with (or contains) this text.

    Returns:
        the mentions in printed order with ids from 0, the claims of headings, and how many
        lines that print something were read.

    Raises:
        StartNotFoundError: no line has ``start``.
    """
    lines = read_lines(text, start)
    walk = walk_entries(read_entries(lines))
    items = _with_commas_split(walk.items)
    towns = learned_towns(_place_tails(items))
    people = _people(items)
    mentions = tuple(
        _mention(index, item, person, towns)
        for index, (item, person) in enumerate(zip(items, people, strict=True))
    )
    return Reading(mentions, _claims(walk.headings, items), len(lines))


def _with_commas_split(items: Sequence[Item]) -> list[Item]:
    if not any(item.commas for item in items):
        return list(items)
    known = Known.of([item.text for item in items if not item.commas])
    return [part for item in items for part in _split_item(item, known)]


def _split_item(item: Item, known: Known) -> Iterator[Item]:
    if not item.commas or item.entry is None:
        yield item
        return
    for found in split_commas(item.text, known, among_people=item.people):
        line = item.entry.line_at(item.start + found.start)
        yield Item(found.text, line, item.heading, item.people)


def _place_tails(items: Sequence[Item]) -> Iterator[str]:
    """What may be a town and its region at the end of an item, matters left out."""
    for item in items:
        match = _TAIL.search(item.text[-90:]) if "," in item.text else None
        if match and not any(is_topic(word) for word in fold(match[1]).split()):
            yield match[1]


def _people(items: Sequence[Item]) -> list[str | None]:
    """Names of the people among the items, None for every other.

    People are printed together: a text with the shape of a person's name between two people
    under one heading is a person too.
    """
    people = [None if item.heads and item.heads.network else _person(item) for item in items]
    for index in range(1, len(items) - 1):
        between = people[index - 1] is not None and people[index + 1] is not None
        if between and people[index] is None and items[index].heads is None:
            people[index] = person_name(items[index].text[:_LONGEST], among_people=True)
    return people


def _mention(index: int, item: Item, person: str | None, towns: dict[str, str]) -> Mention:
    parts = read_name(item.text, towns)
    kind = MentionKind.PERSON
    if person is None:
        if (item.heads and item.heads.network) or is_network_name(parts.name, parts.legal_form):
            kind = MentionKind.NETWORK
        else:
            kind = MentionKind.ORGANIZATION
    else:
        parts = NameParts(name=person, place=parts.place)
    if parts.place == Place() and item.heading is not None and not item.heading.signatory:
        parts.place = read_place(item.heading.printed) or parts.place
    return Mention(
        id=index,
        line=item.line,
        text=item.text,
        listed_under=_heading_over(item),
        kind=kind,
        name=parts.name,
        acronyms=tuple(parts.acronyms),
        legal_form=parts.legal_form,
        place=parts.place,
        under_network=item.heading.network if item.heading else False,
        aliases=tuple(parts.aliases),
    )


def _heading_over(item: Item) -> str | None:
    """The printed heading; None under the name of a person, who merely collected signatures.

    A person's name is kept nowhere but with the person: not in what stands under it either.
    """
    heading = item.heading
    if heading is None or (heading.signatory and not heading.network and _is_person(heading)):
        return None
    return heading.printed


def _is_person(heading: Heading) -> bool:
    return _person(Item(heading.printed, heading.line, None)) is not None


def _person(item: Item) -> str | None:
    if len(item.text) > _LONGEST:
        return None
    name = person_name(item.text, among_people=item.people)
    if name is None and is_described_person(item.text):
        return item.text
    return name


def _claims(headings: Sequence[Heading], items: Sequence[Item]) -> tuple[Claim, ...]:
    counted: dict[int, int] = {}
    for item in items:
        if item.heading is not None:
            counted[id(item.heading)] = counted.get(id(item.heading), 0) + 1
    return tuple(
        Claim(heading.printed, heading.claimed, counted.get(id(heading), 0))
        for heading in headings
        if heading.claimed is not None
    )
