"""Taking one printed name apart: name, acronyms, other names, legal form, place."""

import re
from collections.abc import Mapping

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.legal_forms import begins_with_legal_form, find_legal_forms
from tejido.directory.domain.mention import Place
from tejido.directory.domain.places import is_town, read_place
from tejido.directory.domain.printed_acronyms import (
    is_acronym,
    is_short_for,
    is_upper_acronym,
)
from tejido.directory.domain.reading.asides import SOFT, TRIM, NameParts, without_brackets
from tejido.directory.domain.reading.vocabulary import (
    DANGLING,
    DEPENDENT_UNIT,
    begins_institution,
    is_topic,
)

_DELIMITER = re.compile(
    rf"([\s,.]*{SOFT}[\s{SOFT},.–—-]*|\s*,\s*|\s[–—-]\s?|[–—-]\s|(?<=\w\w\w)\.\s+)"
)
_LONGEST = 600


def read_name(text: str, towns: Mapping[str, str] | None = None) -> NameParts:
    """Take a printed name apart.

    Arguments:
        text: the mention as printed, white space folded.
        towns: towns learned from the list (see ``places.learned_towns``).

    >>> read_name("Casa Abierta, A.C. (CASAB) (Oaxaca)").name
    'Casa Abierta'
    """
    parts = NameParts()
    if len(text) > _LONGEST:
        parts.name = text.strip(TRIM) or text
        return parts
    towns = towns or {}
    body = without_brackets(text, parts, towns)
    body = _without_legal_forms(body, parts)
    fragments = _DELIMITER.split(body.strip(TRIM))
    _peel_right(fragments, parts, towns)
    _peel_left(fragments, parts)
    name = squeeze("".join(" " if SOFT in f else f for f in fragments)).strip(TRIM)
    parts.name = _without_loose_acronyms(name, parts, towns) or _some_name(text, parts)
    folded = fold(parts.name)
    parts.aliases = [alias for alias in parts.aliases if fold(alias) != folded]
    return parts


def _some_name(text: str, parts: NameParts) -> str:
    """A name for a mention that is all acronym, place or bracket."""
    if parts.acronyms:
        return parts.acronyms[0]
    return text.strip(TRIM + "()[]") or text


def _without_legal_forms(body: str, parts: NameParts) -> str:
    forms = find_legal_forms(body)
    if not forms:
        return body
    parts.legal_form = forms[0].canonical
    head = body[: forms[0].start].replace(SOFT, " ").strip(TRIM)
    tail = body[forms[0].end :]
    if fold(tail) and not begins_with_legal_form(tail.strip()):
        parts.add_alias(squeeze(head))
    for form in reversed(forms):
        body = f"{body[: form.start]}{SOFT}{body[form.end :]}"
    return body


def _peel_right(fragments: list[str], parts: NameParts, towns: Mapping[str, str]) -> None:
    """Take places and acronyms off the end; ``fragments`` alternate with their delimiters."""
    while len(fragments) > 2:
        last = fragments[-1].strip(TRIM)
        if last and not _peel_one(last, fragments, parts, towns):
            return
        del fragments[-2:]


def _peel_one(last: str, fragments: list[str], parts: NameParts, towns: Mapping[str, str]) -> bool:
    place = _peel_place(last, fragments, towns)
    if place:
        parts.add_place(place)
        return True
    head, _, rest = last.partition(" ")
    if is_upper_acronym(head) and (not rest or not is_topic(fold(rest.split(" ")[0]))):
        if rest and (len(rest.split()) > 3 or not is_short_for(head, fragments[0])):
            return False
        parts.add_acronym(head)
        fragments[-1] = rest
        return not rest
    return False


def _peel_place(last: str, fragments: list[str], towns: Mapping[str, str]) -> Place | None:
    """Read the last fragment as a place, with the town before it where one is printed."""
    place = read_place(last, towns)
    before = fragments[-3].strip(TRIM)
    if len(fragments) > 4 and _may_be_town(before) and not (place and place.town):
        with_town = read_place(f"{before}, {last}", towns)
        if with_town and with_town.town and with_town.subdivision:
            del fragments[-2:]
            return with_town
    return place


def _may_be_town(text: str) -> bool:
    if is_town(text):
        return True
    words = fold(text).split()
    return bool(words) and not any(is_topic(word) for word in words) and not is_acronym(text)


def _peel_left(fragments: list[str], parts: NameParts) -> None:
    """Take off a leading acronym (and its place) that the next part spells."""
    if len(fragments) < 3:
        return
    head, _, rest = fragments[0].strip(TRIM).partition(" ")
    place = read_place(rest) if rest else None
    if not is_acronym(head) or (rest and not place) or not is_short_for(head, fragments[2]):
        return
    parts.add_acronym(head)
    if place:
        parts.add_place(place)
    del fragments[:2]


def _without_loose_acronyms(name: str, parts: NameParts, towns: Mapping[str, str]) -> str:
    """Take acronyms off a name's first or last word where the others spell them."""
    words = name.split(" ")
    if len(words) == 1:
        _lone_word(name, parts, towns)
        return name
    last = words[-1]
    short, _, tail = last.partition("-")
    place = read_place(tail, towns) if tail else None
    if place:
        parts.add_place(place)
    bare = short if place else last
    if len(words) > 2 and is_upper_acronym(bare) and _stands_for(words[:-1], bare):
        parts.add_acronym(bare)
        return " ".join(words[:-1]).strip(TRIM)
    first, rest = words[0].rstrip(".:"), " ".join(words[1:])
    if is_acronym(first) and is_short_for(first, rest):
        parts.add_acronym(first)
        return rest
    if is_upper_acronym(first) and begins_institution(fold(rest)):
        parts.add_acronym(first)
    return name


def _lone_word(name: str, parts: NameParts, towns: Mapping[str, str]) -> None:
    if is_upper_acronym(name):
        parts.add_acronym(name)
        return
    _, hyphen, tail = name.partition("-")
    place = read_place(tail, towns) if hyphen else None
    if place:
        parts.add_place(place)


def _stands_for(words: list[str], acronym: str) -> bool:
    """Tell whether a last word in capitals is the acronym of the words before it."""
    if all(word.isupper() for word in words) or fold(words[-1]) in DANGLING:
        return False
    if is_short_for(acronym, " ".join(words)):
        return True
    first = fold(words[0])
    return begins_institution(first) and first not in DEPENDENT_UNIT
