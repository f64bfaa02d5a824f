"""Profiles: a mention taken apart into what can be compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tejido.directory.domain.acronyms import plain_acronym, spells
from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import find_legal_forms
from tejido.directory.domain.matching.words import HOLDING, Word, content, cut
from tejido.directory.domain.mention import Mention, MentionKind, Place

Stems = frozenset[str]

_BRACKETS = re.compile(r"\(([^()]*)\)")
_DASH_COUNTRY = re.compile(r"[-\u2013\u2014]\s*([^\W\d_]+(?:\s[^\W\d_]+)?)\s*[.,;:]?\s*$")


@dataclass(frozen=True, slots=True)
class Profile:
    """What can be compared of a mention.

    Arguments:
        key: fingerprint of the mention.
        person: it names a person.
        words: the words of its name in order, linking words included.
        variants: the stems of the name; a second set without acronyms printed inside it.
        acronyms: acronyms printed with the name, folded.
        short: the one word (or acronym) the whole name consists of, folded; else None.
        aliases: stems of other whole names printed in the mention: before and after a legal
            form, and in brackets.
        place: where the mention says it is.
        legal_form: canonical legal form or None.
        national: it carries its country as a part of its name ("... - México").
    """

    key: str
    person: bool
    words: tuple[Word, ...]
    variants: tuple[Stems, ...]
    acronyms: Stems
    short: str | None
    aliases: tuple[Stems, ...]
    place: Place
    legal_form: str | None
    national: bool

    @property
    def stems(self) -> Stems:
        """The stems of the whole name."""
        return self.variants[0]

    @property
    def plain_words(self) -> tuple[str, ...]:
        """The folded words of the name, for acronym formation."""
        return tuple(word.plain for word in self.words)


def profile_of(mention: Mention, key: str) -> Profile:
    """Take a mention apart.

    Arguments:
        mention: the mention as read.
        key: its fingerprint.
    """
    words = cut(mention.name) or cut(mention.text)
    told = content(words)
    acronyms = frozenset(filter(None, map(plain_acronym, mention.acronyms)))
    acronyms |= _leading_acronym(told)
    person = mention.kind is MentionKind.PERSON
    return Profile(
        key=key,
        person=person,
        words=words,
        variants=_variants(told, acronyms),
        acronyms=acronyms,
        short=None if person else _short(told),
        aliases=() if person else tuple(_aliases(mention, told, acronyms)),
        place=mention.place,
        legal_form=mention.legal_form,
        national=_is_national(mention),
    )


def _leading_acronym(told: tuple[Word, ...]) -> Stems:
    if len(told) > 2 and told[0].capitals:
        rest = tuple(word.plain for word in told[1:])
        if spells(told[0].plain, rest):
            return frozenset((told[0].plain,))
    return frozenset()


def _variants(told: tuple[Word, ...], acronyms: Stems) -> tuple[Stems, ...]:
    whole = frozenset(word.stem for word in told)
    core = frozenset(word.stem for word in told if word.plain not in acronyms)
    return (whole, core) if len(core) >= 2 and core != whole else (whole,)


def _short(told: tuple[Word, ...]) -> str | None:
    if len(told) == 1:
        return told[0].plain
    if told and all(word.capitals for word in told):
        return "".join(word.plain for word in told)
    return None


def _aliases(mention: Mention, told: tuple[Word, ...], acronyms: Stems) -> Iterable[Stems]:
    bare = _BRACKETS.sub(" ", mention.text)
    pieces = _around_legal_forms(bare) + _BRACKETS.findall(mention.text)
    town = fold(mention.place.town or "")
    whole = frozenset(word.stem for word in told)
    for number, piece in enumerate(pieces):
        words = content(cut(piece))
        stems = frozenset(word.stem for word in words)
        if not stems or stems == whole or "".join(word.plain for word in words) in acronyms:
            continue
        if fold(piece) in town or (town and town in fold(piece)):
            continue
        if number > 0 and (stems & HOLDING):
            continue
        yield stems


def _around_legal_forms(text: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for form in find_legal_forms(text):
        pieces.append(text[start : form.start])
        start = form.end
    return [*pieces, text[start:]]


def _is_national(mention: Mention) -> bool:
    place = mention.place
    if place.country is None or place.subdivision is not None or place.town is not None:
        return False
    return _DASH_COUNTRY.search(mention.text) is not None
