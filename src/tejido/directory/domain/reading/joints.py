"""Commas in a list: whether one parts two names or stands inside a single one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import begins_with_legal_form, find_legal_forms
from tejido.directory.domain.places import read_place
from tejido.directory.domain.printed_acronyms import is_acronym, spells
from tejido.directory.domain.reading.people import person_name
from tejido.directory.domain.reading.vocabulary import (
    CONNECTIVE,
    DEPENDENT_UNIT,
    ROLE,
    begins_institution,
    is_topic,
)

_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_LAST_BRACKET = re.compile(r"[(\[]\s*(?P<inside>[^()\[\],;]+?)\s*[)\]]?\s*$")
#: "y" or "and" before a capital: the last of a list.
LEADING_AND = re.compile(r"^(?:y|e|and|&)\s+(?=[“\"«]?[^\W\d_a-zà-ÿ])")
INNER_AND = re.compile(r"\s(?:y|e|and|&)\s")


@dataclass(frozen=True, slots=True)
class Known:
    """Names read for certain elsewhere in the same list.

    Arguments:
        keys: their plain keys (see ``plain_key``).
        openings: the first two words of those keys.
    """

    keys: frozenset[str] = field(default_factory=frozenset)
    openings: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Known":
        """Gather the keys of printed names."""
        keys = frozenset(key for text in texts if (key := plain_key(text)))
        return cls(keys, frozenset(opening(key) for key in keys))


def opening(key: str) -> str:
    return " ".join(key.split(" ", 2)[:2])


def plain_key(text: str) -> str:
    """Fold a printed name without its brackets and legal forms.

    >>> plain_key("Casa Uno, A.C. (CASUN)")
    'casa uno'
    """
    bare = _BRACKETED.sub(" ", text[:600])
    for form in reversed(find_legal_forms(bare)):
        bare = f"{bare[: form.start]} {bare[form.end :]}"
    return fold(bare)


@dataclass(frozen=True, slots=True)
class Joint:
    """A comma to be judged: what stands before it, the part after it, and the part after that."""

    before: str
    after: str
    next: str


def joins(joint: Joint, known: Known, among_people: bool) -> bool:
    if not joint.after or len(joint.before) > 600:
        return False
    if any(rule(joint) for rule in _SURE_RULES):
        return True
    if plain_key(joint.after) in known.keys or joint.before.rstrip().endswith((")", "]")):
        return False
    if among_people and person_name(joint.before, among_people=True):
        return begins_institution(fold(joint.after)) or is_acronym(joint.after)
    return any(rule(joint) for rule in _LIKELY_RULES)


def _is_legal_form(joint: Joint) -> bool:
    return begins_with_legal_form(joint.after) > 0


def _begins_small(joint: Joint) -> bool:
    """A lower-case beginning or a conjunction goes on; "and" before a full name does not."""
    first = fold(joint.after).split(" ", 1)[0]
    if joint.after[0].islower():
        return LEADING_AND.match(joint.after) is None
    return joint.after[0] in "([" or (first in CONNECTIVE and first in ("y", "e", "and", "of"))


def _is_place(joint: Joint) -> bool:
    if read_place(joint.after.rstrip(".")):
        return True
    together = read_place(f"{joint.after}, {joint.next}".rstrip("."))
    return bool(together and together.town and together.subdivision and read_place(joint.after))


def _is_role(joint: Joint) -> bool:
    first = fold(joint.after).split(" ", 1)[0]
    return first in ROLE and person_name(joint.before) is not None


def _bracket_spells_before(joint: Joint) -> bool:
    """The bracket at the end of the part after is an acronym of what stands before."""
    match = _LAST_BRACKET.search(joint.after)
    if not match:
        return False
    own = joint.after[: match.start()]
    acronym = match["inside"]
    if spells(own, acronym) or len(acronym.split()) > 1:
        return False
    if spells(f"{joint.before} {own}", acronym):
        return True
    names = [part for part in re.split(r"[-/]", acronym) if len(part) > 2]
    return len(names) > 1 and any(fold(part) in fold(joint.before).split() for part in names)


def _academic_unit(joint: Joint) -> bool:
    """A faculty or programme, then its university; a person, then an academic affiliation."""
    first = fold(joint.after).split(" ", 1)[0]
    if first in ("universidad", "university", "universidade"):
        return fold(joint.before).split(" ", 1)[0] in DEPENDENT_UNIT
    return first in ("facultad", "departamento", "posgrado", "faculty") and (
        person_name(joint.before) is not None
    )


def _enumerates_matters(joint: Joint) -> bool:
    """Tell whether a comma stands inside "A, B y C", all of them matters and no bodies."""
    last = fold(joint.before).split()[-1:]
    if not last or not is_topic(last[0]) or find_legal_forms(joint.before[-40:]):
        return False
    match = _LAST_BRACKET.search(joint.after)
    own = joint.after[: match.start()] if match else joint.after
    if match and spells(own, match["inside"]):
        return False
    left, _, right = _first_and(own)
    words = fold(left).split()
    if not right:
        return _matters(words, 2) and bool(INNER_AND.search(joint.next[:80]))
    return _matters(words, 3)


def _matters(words: Sequence[str], most: int) -> bool:
    return 0 < len(words) <= most and is_topic(words[0]) and not begins_institution(words[0])


def _first_and(text: str) -> tuple[str, str, str]:
    match = INNER_AND.search(text)
    if not match:
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]


_SURE_RULES: tuple[Callable[[Joint], bool], ...] = (
    _is_legal_form,
    _begins_small,
    _is_place,
    _is_role,
    _bracket_spells_before,
)
_LIKELY_RULES: tuple[Callable[[Joint], bool], ...] = (_academic_unit, _enumerates_matters)
