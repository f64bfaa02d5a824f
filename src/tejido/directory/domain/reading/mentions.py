"""Taking one printed name apart: name, acronyms, other names, legal form, place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.legal_forms import begins_with_legal_form, find_legal_forms
from tejido.directory.domain.mention import Place
from tejido.directory.domain.places import is_town, merged, read_place
from tejido.directory.domain.printed_acronyms import (
    are_acronyms,
    is_acronym,
    is_upper_acronym,
    spells,
)
from tejido.directory.domain.reading.brackets import bracket_pairs
from tejido.directory.domain.reading.claims import find_claim
from tejido.directory.domain.reading.vocabulary import (
    DANGLING,
    DEPENDENT_UNIT,
    REMARK,
    begins_institution,
    is_topic,
)

#: Marks where a bracket or a legal form was taken out.
_SOFT = "\x1f"
_DELIMITER = re.compile(
    rf"([\s,.]*{_SOFT}[\s{_SOFT},.–—-]*|\s*,\s*|\s[–—-]\s?|[–—-]\s|(?<=\w\w\w)\.\s+)"
)
_TRIM = " \t,;.:/|·•*" + _SOFT
_LONGEST = 600


@dataclass(slots=True)
class NameParts:
    """What a printed name is made of; filled while it is taken apart.

    Arguments:
        name: the name without place, legal form and bracketed acronym.
        acronyms: acronyms that stand for the whole body, as printed.
        aliases: other names printed with it: in brackets, or the part its legal form closes.
        legal_form: canonical, the first printed.
        place: where it says it is.
    """

    name: str = ""
    acronyms: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    legal_form: str | None = None
    place: Place = field(default_factory=Place)

    def add_acronym(self, acronym: str) -> None:
        """Note an acronym once."""
        if acronym not in self.acronyms:
            self.acronyms.append(acronym)

    def add_alias(self, alias: str) -> None:
        """Note another name once, if it says anything."""
        if fold(alias) and alias not in self.aliases:
            self.aliases.append(alias)

    def add_place(self, place: Place) -> None:
        """Put another printed place beside those noted."""
        self.place = merged(self.place, place)


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
        parts.name = text.strip(_TRIM) or text
        return parts
    towns = towns or {}
    body = _without_brackets(text, parts, towns)
    body = _without_legal_forms(body, parts)
    fragments = _DELIMITER.split(body.strip(_TRIM))
    _peel_right(fragments, parts, towns)
    _peel_left(fragments, parts)
    name = squeeze("".join(" " if _SOFT in f else f for f in fragments)).strip(_TRIM)
    parts.name = _without_loose_acronyms(name, parts, towns) or _some_name(text, parts)
    folded = fold(parts.name)
    parts.aliases = [alias for alias in parts.aliases if fold(alias) != folded]
    return parts


def _some_name(text: str, parts: NameParts) -> str:
    """A name for a mention that is all acronym, place or bracket."""
    if parts.acronyms:
        return parts.acronyms[0]
    return text.strip(_TRIM + "()[]") or text


def _without_brackets(text: str, parts: NameParts, towns: Mapping[str, str]) -> str:
    if "(" not in text and "[" not in text:
        return text
    spans = bracket_pairs(text)
    last = spans[-1][1] if spans else 0
    unclosed = text.find("(", last)
    if unclosed > 0:
        spans.append((unclosed, len(text)))
    out, done = [], 0
    for start, end in spans:
        out += [text[done:start], _SOFT]
        before = squeeze("".join(out).replace(_SOFT, " "))
        _read_bracket(squeeze(text[start + 1 : end].rstrip(")]")), before, parts, towns)
        done = end
    out.append(text[done:])
    return "".join(out)


def _read_bracket(content: str, before: str, parts: NameParts, towns: Mapping[str, str]) -> None:
    """Decide what a bracket holds: place, remark, legal form, acronym, or another name."""
    content = content.strip(" ;,")
    if _read_aside(content, before, parts, towns):
        return
    pieces = [squeeze(piece) for piece in re.split(r",|;|\s[–—/-]\s", content)]
    trial = NameParts()
    if len(pieces) > 1 and all(_read_aside(piece, before, trial, towns) for piece in pieces):
        for acronym in trial.acronyms:
            parts.add_acronym(acronym)
        parts.add_place(trial.place)
        parts.legal_form = parts.legal_form or trial.legal_form
        return
    parts.add_alias(content.strip(_TRIM))


def _read_aside(content: str, before: str, parts: NameParts, towns: Mapping[str, str]) -> bool:
    """Read a bracket, or one part of it, if it is anything but another name."""
    words = fold(content).split()
    place = read_place(content, towns)
    if place:
        parts.add_place(place)
    elif not words or all(w in REMARK or w.isdigit() for w in words) or find_claim(content):
        return True
    elif 0 < len(content) <= begins_with_legal_form(content):
        parts.legal_form = parts.legal_form or find_legal_forms(f"x, {content}")[0].canonical
    elif are_acronyms(content) or (len(words) == 1 and spells(before, content)):
        parts.add_acronym(content.strip("."))
    else:
        return False
    return True


def _without_legal_forms(body: str, parts: NameParts) -> str:
    forms = find_legal_forms(body)
    if not forms:
        return body
    parts.legal_form = forms[0].canonical
    head = body[: forms[0].start].replace(_SOFT, " ").strip(_TRIM)
    tail = body[forms[0].end :]
    if fold(tail) and not begins_with_legal_form(tail.strip()):
        parts.add_alias(squeeze(head))
    for form in reversed(forms):
        body = f"{body[: form.start]}{_SOFT}{body[form.end :]}"
    return body


def _peel_right(fragments: list[str], parts: NameParts, towns: Mapping[str, str]) -> None:
    """Take places and acronyms off the end; ``fragments`` alternate with their delimiters."""
    while len(fragments) > 2:
        last = fragments[-1].strip(_TRIM)
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
        if rest and (len(rest.split()) > 3 or not spells(fragments[0], head)):
            return False
        parts.add_acronym(head)
        fragments[-1] = rest
        return not rest
    return False


def _peel_place(last: str, fragments: list[str], towns: Mapping[str, str]) -> Place | None:
    """Read the last fragment as a place, with the town before it where one is printed."""
    place = read_place(last, towns)
    before = fragments[-3].strip(_TRIM)
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
    head, _, rest = fragments[0].strip(_TRIM).partition(" ")
    place = read_place(rest) if rest else None
    if not is_acronym(head) or (rest and not place) or not spells(fragments[2], head):
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
        return " ".join(words[:-1]).strip(_TRIM)
    first, rest = words[0].rstrip(".:"), " ".join(words[1:])
    if is_acronym(first) and spells(rest, first):
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
    if spells(" ".join(words), acronym):
        return True
    first = fold(words[0])
    return begins_institution(first) and first not in DEPENDENT_UNIT
