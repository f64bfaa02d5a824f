"""Names the directory holds, as mentions that those of a new list are compared with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tejido.directory.domain.acronyms import (
    LINKING_WORDS,
    initials,
    plain_acronym,
    possible_initials,
)
from tejido.directory.domain.matching.decisions import mention_fingerprint
from tejido.directory.domain.matching.lexicon import is_generic
from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.matching.words import Word, cut
from tejido.directory.domain.mention import Mention, MentionKind, Place
from tejido.directory.domain.reading.mentions import read_name

SHORTEST_MISSPELT = 4


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of an organization of the directory, taken apart like a printed one.

    Arguments:
        organization: id of the standing organization it counts as.
        owner: id of the organization whose name it is: the same, or one merged into it.
        kind: of the standing organization, a value of `OrganizationKind`.
        mention: the name as if a list printed it, with its owner's acronyms and place.
        fingerprint: of the name as if a list printed it.
    """

    organization: int
    owner: int
    kind: str
    mention: Mention
    fingerprint: str


def known_name(
    text: str,
    *,
    organization: int,
    owner: int,
    kind: str,
    acronyms: Iterable[str] = (),
    place: Place | None = None,
) -> KnownName:
    """Take a name of the directory apart.

    Arguments:
        text: the name.
        organization, owner, kind: as in :class:`KnownName`.
        acronyms: the owner's.
        place: where the directory says the owner is; it outranks what the name says.
    """
    parts = read_name(text)
    mention = Mention(
        id=0,
        line=0,
        text=text,
        listed_under=None,
        kind=MentionKind.NETWORK if kind == "network" else MentionKind.ORGANIZATION,
        name=parts.name,
        acronyms=tuple(dict.fromkeys((*parts.acronyms, *acronyms))),
        legal_form=parts.legal_form,
        place=_together(place or Place(), parts.place),
        aliases=tuple(parts.aliases),
    )
    return KnownName(organization, owner, kind, mention, mention_fingerprint(mention))


def _together(known: Place, printed: Place) -> Place:
    """Return the known place, made finer by the printed one where they do not conflict."""
    if agreement(known, printed) is Agreement.CONFLICT:
        return known
    return Place(
        country=known.country or printed.country,
        subdivision=known.subdivision or printed.subdivision,
        town=known.town or printed.town,
    )


class QuickLook:
    """Which known names a list may mean at all, told from the words alone.

    A large directory is mostly about others: only what passes is taken apart and compared. A name
    passes that has more than half of the telling words (see ``is_generic``) of the shorter of the
    two in common with one the list prints, spelling forgiven; words run together count, and so do
    acronyms and what they are formed from.

    Arguments:
        texts: names the list prints, aliases and acronyms each by itself.

    >>> look = QuickLook(["Voce Mesoamericanas, Acción con Pueblos Migrantes"])
    >>> look.may_mean("Voces Mesoamericanas, A.C."), look.may_mean("Casa Luna")
    (True, False)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        self._sizes: list[int] = []
        self._words: set[str] = set()
        self._joined: set[str] = set()
        self._initials: set[str] = set()
        self._plain = False
        self._found: dict[str, frozenset[int]] = {}
        for number, text in enumerate(dict.fromkeys(texts)):
            self._add(number, cut(text))

    def _add(self, number: int, words: Sequence[Word]) -> None:
        telling = _telling(words)
        self._plain = self._plain or not telling
        self._sizes.append(_size(telling))
        for word in telling:
            for key in _spellings(word.stem):
                self._holders[key].add(number)
        self._words.update(word.plain for word in telling)
        plain = [word.plain for word in words]
        self._joined.update(_neighbours(words))
        if len(plain) == 1:
            self._initials |= possible_initials(plain[0])
            self._joined.add(plain[0])
        elif plain:
            self._joined.add(initials(plain))

    def may_mean(self, text: str, acronyms: Iterable[str] = ()) -> bool:
        """Whether a known name, with its acronyms, shares enough to be compared."""
        words = cut(text)
        telling = _telling(words)
        if not telling and self._plain:
            return True
        return self._shares(telling) or self._is_formed(words, acronyms)

    def _shares(self, telling: Sequence[Word]) -> bool:
        shared = Counter(number for word in telling for number in self._holding(word.stem))
        size = _size(telling)
        return any(2 * count > min(size, self._sizes[n]) for n, count in shared.items())

    def _is_formed(self, words: Sequence[Word], acronyms: Iterable[str]) -> bool:
        wholes = {word.plain for word in _telling(words)} | set(map(plain_acronym, acronyms))
        if not (self._joined.isdisjoint(wholes) and self._words.isdisjoint(_neighbours(words))):
            return True
        return bool(words) and initials([word.plain for word in words]) in self._initials

    def _holding(self, stem: str) -> frozenset[int]:
        found = self._found.get(stem)
        if found is None:
            found = frozenset[int]().union(
                *(self._holders[key] for key in _spellings(stem) if key in self._holders)
            )
            self._found[stem] = found
        return found


def _telling(words: Iterable[Word]) -> list[Word]:
    return [w for w in words if w.plain not in LINKING_WORDS and not is_generic(w.stem)]


def _size(telling: Sequence[Word]) -> int:
    """How many telling words a name has; an acronym among them may stand for the others."""
    return max(1, sum(1 for word in telling if not word.capitals))


def _neighbours(words: Sequence[Word]) -> set[str]:
    """Neighbouring words run together, as a list may print them, one of each two telling."""
    telling = set(_telling(words))
    return {
        one.plain + other.plain
        for one, other in zip(words, words[1:], strict=False)
        if one in telling or other in telling
    }


def _spellings(word: str) -> set[str]:
    """The word, and it with a letter lost: two words an edit apart share one of these."""
    if len(word) < SHORTEST_MISSPELT:
        return {word}
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
