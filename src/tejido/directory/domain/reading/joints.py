"""Commas in a list: whether one parts two names or stands inside a single one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import begins_with_legal_form, find_legal_forms
from tejido.directory.domain.places import read_place
from tejido.directory.domain.printed_acronyms import is_acronym, is_short_for, is_upper_acronym
from tejido.directory.domain.reading.people import person_name
from tejido.directory.domain.reading.vocabulary import (
    CONNECTIVE,
    DEPENDENT_UNIT,
    INSTITUTION,
    ROLE,
    SINGLE_BODY,
    TOWN_OPENING,
    begins_institution,
    is_topic,
)

_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_ORDER = re.compile(r"(?:S\.\s?J|O\.\s?P|O\.\s?F\.\s?M|O\.\s?C\.\s?D|C\.\s?M\.\s?F)\b\.?")
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
    """The first two words of a plain key."""
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
    """Tell whether the part after a comma goes on with the name before it.

    Arguments:
        joint: the comma and its surroundings.
        known: names read for certain elsewhere in the list; such a name is not continued into.
        among_people: a heading announced people, whose affiliations follow them.
    """
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
    """A place goes on, alone or before a bracket or a legal form; so does a saint's town."""
    bare = _BRACKETED.sub("", joint.after)
    forms = find_legal_forms(bare)
    if read_place((bare[: forms[0].start] if forms else bare).strip(" .")):
        return True
    if fold(joint.after).split(" ", 1)[0] not in TOWN_OPENING:
        return False
    together = read_place(f"{joint.after}, {joint.next}".rstrip("."))
    return bool(together and together.town and together.subdivision)


def _is_order(joint: Joint) -> bool:
    return _ORDER.match(joint.after) is not None


def _is_its_acronym(joint: Joint) -> bool:
    """ "Comité de Defensa Vecinal, CODEVE" goes on; so does "SJN Norte, Servicio ..."."""
    first = joint.after.split(" ", 1)[0].strip(".()")
    words = _BRACKETED.sub("", joint.after).split()
    if is_upper_acronym(first) and len(words) < 4:
        return is_short_for(first, plain_key(joint.before), omissions=int(len(words) == 1))
    head, _, rest = joint.before.strip().partition(" ")
    if not is_upper_acronym(head) or (rest and read_place(rest) is None):
        return False
    return is_short_for(head, _named(joint.after), omissions=0)


def _named(text: str) -> str:
    """The name at the beginning of a part: before its bracket or its dash."""
    return re.split(r"[(\[]|\s[–—-]", text, maxsplit=1)[0]


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
    if is_short_for(acronym, own) or len(acronym.split()) > 1:
        return False
    if is_short_for(acronym, f"{joint.before} {own}"):
        return True
    names = [part for part in re.split(r"[-/]", acronym) if len(part) > 2]
    return len(names) > 1 and any(fold(part) in fold(joint.before).split() for part in names)


def _academic_unit(joint: Joint) -> bool:
    """A faculty or programme, then its university; a person, then an academic affiliation."""
    first = fold(joint.after).split(" ", 1)[0]
    university = first in ("universidad", "university", "universidade")
    if university and fold(joint.before).split(" ", 1)[0] in DEPENDENT_UNIT:
        return True
    return (university or first in DEPENDENT_UNIT) and person_name(joint.before) is not None


def _enumerates_matters(joint: Joint) -> bool:
    """Tell whether a comma stands inside "A, B y C", all of them matters and no bodies."""
    before = fold(joint.before).split()
    if not before or not is_topic(before[-1]) or find_legal_forms(joint.before[-40:]):
        return False
    match = _LAST_BRACKET.search(joint.after)
    own = joint.after[: match.start()] if match else joint.after
    if match and is_short_for(match["inside"], own):
        return False
    left, _, right = _first_and(own)
    words = fold(left).split()
    if not right and not INNER_AND.search(joint.next[:80]):
        return False
    if not 0 < len(words) <= (3 if right else 2) or not is_topic(words[0]):
        return False
    return words[0] not in (SINGLE_BODY if len(before) == 1 else INSTITUTION)


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
    _is_order,
    _bracket_spells_before,
)
_LIKELY_RULES: tuple[Callable[[Joint], bool], ...] = (
    _is_its_acronym,
    _academic_unit,
    _enumerates_matters,
)
