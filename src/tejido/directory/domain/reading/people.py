"""Telling a person's name from an organization's, by its words and its shape."""

import re
from functools import lru_cache

from tejido.directory.domain.folding import fold
from tejido.directory.domain.legal_forms import find_legal_forms
from tejido.directory.domain.printed_acronyms import is_acronym
from tejido.directory.domain.reading.given_names import GIVEN, WEAK_GIVEN, is_given
from tejido.directory.domain.reading.surnames import SURNAMES, is_surname
from tejido.directory.domain.reading.vocabulary import (
    AFTER_NAME,
    INSTITUTION,
    PARTICLE,
    ROLE,
    TITLE,
    is_topic,
)

_HEAD = re.compile(r"[,;:(\[/]|\s[–—-]\s|[–—-]\s")
_NAME_WORD = re.compile(
    r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*['’´`]?|(?:Ma|Mª|Vda|Jr|Sr)\.|[^\W\d_]\.(?:[^\W\d_]\.)?"
)
_INITIAL = re.compile(r"[^\W\d_]\.?(?:[^\W\d_]\.)?")
_MOST_WORDS = 7
# A person whose name the list keeps back: "Persona 3", "Person 12".
_PLACEHOLDER = re.compile(r"(?:persona|person|firmante|signatory) \d{1,4}")


def person_name(text: str, *, among_people: bool = False) -> str | None:
    """Give the person's name without its title, or None when a mention names something else.

    Evidence for a person: a title, a known given name or surname in the shape of a name, an
    initial between two names, a role printed after the name. Evidence against: a legal form, an
    acronym, an article, a word organizations are called by.

    Arguments:
        text: the mention as printed, with its affiliation if it has one.
        among_people: the mention stands under a heading that announces people; then the shape
            of a name is enough.

    >>> person_name("Perla Quiroga, Facultad de Economía"), person_name("Luz Migrante")
    ('Perla Quiroga', None)
    >>> person_name("Persona 12")
    'Persona 12'
    """
    cut = _HEAD.search(text)
    head = (text[: cut.start()] if cut else text).strip(" .*")
    rest = text[cut.end() :] if cut else ""
    if _PLACEHOLDER.fullmatch(fold(head)):
        return head
    words, titled = _without_titles(head.split())
    if among_people and len(words) == 1 and fold(words[0]) in GIVEN:
        return head
    if not 2 <= len(words) <= _MOST_WORDS or not _name_shaped(words):
        return None
    folded = [fold(word) for word in words]
    if any(_speaks_of_a_body(word) for word in folded):
        return None
    known = among_people or titled or _role_first(rest) or _known_name(words, folded)
    if not known or find_legal_forms(text):
        return None
    return " ".join(words)


def _without_titles(words: list[str]) -> tuple[list[str], bool]:
    kept = list(words)
    while kept and fold(kept[0]).replace(" ", "") in TITLE and len(kept) > 2:
        kept.pop(0)
    titled = len(kept) < len(words)
    while len(kept) > 2 and fold(kept[-1]).replace(" ", "") in AFTER_NAME:
        kept.pop()
    return kept, titled


def _name_shaped(words: list[str]) -> bool:
    if fold(words[0]) in PARTICLE or fold(words[-1]) in PARTICLE:
        return False
    return all(_fits(word) for word in words)


@lru_cache(maxsize=65536)
def _fits(word: str) -> bool:
    folded = fold(word)
    if folded in PARTICLE:
        return True
    if not _NAME_WORD.fullmatch(word):
        return False
    if folded in GIVEN or folded in SURNAMES:
        return True
    return word[0].isupper() and (len(word.rstrip(".")) == 1 or not _looks_like_acronym(word))


def _looks_like_acronym(word: str) -> bool:
    return is_acronym(word) and not (word[:2] in ("Mc", "Ma", "O’", "O'", "De") and len(word) > 4)


def _speaks_of_a_body(folded: str) -> bool:
    return folded not in GIVEN and folded not in SURNAMES and is_topic(folded)


def _role_first(rest: str) -> bool:
    words = fold(rest[:80]).split()
    return bool(words) and words[0] in ROLE


def _known_name(words: list[str], folded: list[str]) -> bool:
    """Weigh the words of a name: given name first, surnames after it."""
    if is_given(folded[0]):
        return True
    later = [word for word in folded[1:] if word not in PARTICLE]
    surnames = sum(is_surname(word) for word in later)
    if folded[0] in WEAK_GIVEN:
        loose = folded[0] not in INSTITUTION and any(word in SURNAMES for word in later)
        return surnames > 0 or loose
    if folded[0].endswith(("ando", "endo")):
        return False
    initial = any(_INITIAL.fullmatch(word) for word in words[:-1])
    return surnames > 0 or (initial and len(words) <= 4) or sum(map(is_given, later)) > 1


@lru_cache(maxsize=4096)
def is_described_person(text: str) -> bool:
    """Tell whether a mention describes one person by role and institution, without a name.

    "UNAM-Investigadora" and "COLMEX profesora" are one researcher and one professor who signed
    beside organizations; their institution did not sign.

    >>> is_described_person("COLMEX profesora"), is_described_person("Red de Investigadoras")
    (True, False)
    """
    words = re.split(r"[\s,/–—-]+", text.strip(" .()"))
    if not 1 <= len(words) <= 4 or find_legal_forms(text):
        return False
    folded = [fold(word) for word in words]
    roles = [word in ROLE for word in folded]
    if not (roles[0] or roles[-1]):
        return False
    return all(
        role or is_acronym(word) or name in ("de", "la", "del")
        for role, word, name in zip(roles, words, folded, strict=True)
    )
