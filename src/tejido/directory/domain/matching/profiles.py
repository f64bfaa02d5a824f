"""Profiles: a mention taken apart into what can be compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tejido.directory.domain.acronyms import LONGEST_ACRONYM, plain_acronym, spells
from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import find_legal_forms
from tejido.directory.domain.matching.words import (
    HOLDING,
    PART,
    SECTION,
    Word,
    content,
    cut,
)
from tejido.directory.domain.mention import Mention, MentionKind, Place

Stems = frozenset[str]


@dataclass(frozen=True, slots=True)
class Alias:
    """Another whole name printed in a mention, and whether the print says that it is one."""

    stems: Stems
    plain: bool


_BRACKETS = re.compile(r"\(([^()]*)\)")
_MARKS = re.compile(r"[(,:.\u2013\u2014-]")
_APPOSITION = re.compile(r",|:|\.\s|\s[-\u2013\u2014]\s")
_DASH_COUNTRY = re.compile(r"[-\u2013\u2014]\s*([^\W\d_]+(?:\s[^\W\d_]+)?)\s*[.,;:]?\s*$")


@dataclass(frozen=True, slots=True)
class Profile:
    """What can be compared of a mention.

    Arguments:
        key: fingerprint of the mention.
        person: it names a person.
        words: the words of its name in order, linking words included.
        told: those of its words that are no linking words.
        squeezed: the name without spaces, folded.
        variants: the stems of the name; a second set without acronyms printed inside it.
        acronyms: acronyms printed with the name, folded.
        short: the one word (or acronym) the whole name consists of, folded; else None.
        aliases: other whole names printed in the mention: before and after a legal form, in
            brackets, before the first comma.
        leading: the first word when it is printed as an acronym, folded; else None.
        place: where the mention says it is.
        legal_form: canonical legal form or None.
        national: stems of the country the name ends in ("... - México"); empty when it does not.
    """

    key: str
    person: bool
    words: tuple[Word, ...]
    told: tuple[Word, ...]
    squeezed: str
    variants: tuple[Stems, ...]
    acronyms: Stems
    short: str | None
    aliases: tuple[Alias, ...]
    leading: str | None
    place: Place
    legal_form: str | None
    national: Stems

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
    words = _without_shouting(cut(mention.name) or cut(mention.text)) or (Word(key, key, False),)
    told = content(words)
    acronyms = frozenset(filter(None, map(plain_acronym, mention.acronyms)))
    acronyms |= _leading_acronym(told)
    person = mention.kind is MentionKind.PERSON
    national = frozenset[str]() if person else _country_in_name(mention)
    return Profile(
        key=key,
        person=person,
        words=words,
        told=told,
        squeezed="".join(word.plain for word in words),
        variants=_variants(told, acronyms, national),
        acronyms=acronyms,
        short=None if person else _short(told),
        aliases=() if person else tuple(_aliases(mention, told, acronyms)),
        leading=told[0].plain if told[0].capitals and not person else None,
        place=mention.place,
        legal_form=mention.legal_form,
        national=national,
    )


def _without_shouting(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a name printed in capitals throughout, which makes none of them an acronym."""
    told = content(words)
    letters = sum(len(word.plain) for word in told)
    if len(told) < 2 or letters <= LONGEST_ACRONYM or not all(word.capitals for word in told):
        return words
    return tuple(replace(word, capitals=False) for word in words)


def _leading_acronym(told: tuple[Word, ...]) -> Stems:
    if len(told) > 2 and told[0].capitals:
        rest = tuple(word.plain for word in told[1:])
        if spells(told[0].plain, rest):
            return frozenset((told[0].plain,))
    return frozenset()


def _variants(told: tuple[Word, ...], acronyms: Stems, national: Stems) -> tuple[Stems, ...]:
    whole = frozenset(word.stem for word in told)
    core = frozenset(word.stem for word in told if word.plain not in acronyms)
    names = [whole] if len(core) < 2 else [whole, core]
    if national:
        names += [name | national for name in names]
    return tuple(dict.fromkeys(names))


def _short(told: tuple[Word, ...]) -> str | None:
    if len(told) == 1:
        return told[0].plain
    if told and all(word.capitals for word in told):
        return "".join(word.plain for word in told)
    return None


def _aliases(mention: Mention, told: tuple[Word, ...], acronyms: Stems) -> Iterable[Alias]:
    if not (mention.aliases or mention.legal_form or _MARKS.search(mention.text)):
        return ()
    bare = _BRACKETS.sub(" ", mention.text)
    pieces = _around_legal_forms(bare) + _BRACKETS.findall(mention.text)
    found: dict[Stems, bool] = {}
    town = fold(mention.place.town or "")
    for number, piece in enumerate(pieces):
        words = content(cut(piece))
        if town and (fold(piece) in town or town in fold(piece)):
            continue
        if "".join(word.plain for word in words) not in acronyms:
            found[frozenset(word.stem for word in words)] = number == 0 or not _is_part(words)
    found.update((_stems(alias), True) for alias in mention.aliases)
    head, *tail_parts = _APPOSITION.split(mention.name, maxsplit=1)
    tail = " ".join(tail_parts)
    if tail:
        rest = content(cut(tail))
        found.setdefault(_stems(head), not _is_part(rest) and not _sets_apart(rest))
    whole = frozenset(word.stem for word in told)
    return [Alias(stems, plain) for stems, plain in found.items() if stems and stems != whole]


def _stems(name: str) -> Stems:
    return frozenset(word.stem for word in content(cut(name)))


def _is_part(words: tuple[Word, ...]) -> bool:
    """Whether a name that begins so is a body of its own, a part of the one before or above."""
    return bool(words) and (words[0].stem in PART or any(word.stem in HOLDING for word in words))


def _sets_apart(words: tuple[Word, ...]) -> bool:
    return any(word.stem in SECTION for word in words)


def _around_legal_forms(text: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for form in find_legal_forms(text):
        pieces.append(text[start : form.start])
        start = form.end
    return [*pieces, text[start:]]


def _country_in_name(mention: Mention) -> Stems:
    place = mention.place
    if place.country is None or place.subdivision is not None or place.town is not None:
        return frozenset()
    ending = _DASH_COUNTRY.search(mention.text)
    return _stems(ending[1]) if ending else frozenset()
