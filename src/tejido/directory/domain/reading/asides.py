"""What stands in a name's brackets: a place, an acronym, a remark, or another name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.legal_forms import begins_with_legal_form, find_legal_forms
from tejido.directory.domain.mention import Place
from tejido.directory.domain.places import merged, read_place
from tejido.directory.domain.printed_acronyms import are_acronyms, is_short_for
from tejido.directory.domain.reading.brackets import bracket_pairs
from tejido.directory.domain.reading.claims import find_claim
from tejido.directory.domain.reading.vocabulary import REMARK

#: Marks where a bracket or a legal form was taken out of a name.
SOFT = "\x1f"
#: What may stand around a name without being a part of it.
TRIM = " \t,;.:/|·•*" + SOFT


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


def without_brackets(text: str, parts: NameParts, towns: Mapping[str, str]) -> str:
    if "(" not in text and "[" not in text:
        return text
    spans = bracket_pairs(text)
    last = spans[-1][1] if spans else 0
    unclosed = text.find("(", last)
    if unclosed > 0:
        spans.append((unclosed, len(text)))
    out, done = [], 0
    for start, end in spans:
        out += [text[done:start], SOFT]
        before = squeeze("".join(out).replace(SOFT, " "))
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
    parts.add_alias(content.strip(TRIM))


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
    elif are_acronyms(content) or (len(words) == 1 and is_short_for(content, before)):
        parts.add_acronym(content.strip("."))
    else:
        return False
    return True
