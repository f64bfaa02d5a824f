"""Which known names a written one may mean, when none is exactly it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from tejido.directory.domain.acronyms import LINKING_WORDS
from tejido.directory.domain.matching.lexicon import is_generic
from tejido.directory.domain.matching.words import cut

MOST = 5


class LikelyNames:
    """Known names by their words; those that many share say little.

    Arguments:
        names: id of an organization and one of its names; an organization may have several.

    >>> LikelyNames([(7, "Casa Luna"), (8, "Casa Sol")]).meant_by("Albergue Casa Luna A.C.")
    [7]
    """

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._owners: list[int] = []
        for number, (owner, text) in enumerate(names):
            stems = _telling(text)
            self._owners.append(owner)
            self._sizes.append(len(stems))
            for stem in stems:
                self._holders[stem].append(number)

    def meant_by(self, text: str) -> list[int]:
        """Return up to five organizations that share most of the telling words, best first."""
        stems = _telling(text)
        shared = Counter(number for stem in stems for number in self._holders.get(stem, ()))
        scores: dict[int, float] = {}
        for number, count in shared.items():
            if 2 * count > min(len(stems), self._sizes[number]):
                score = count / max(len(stems), self._sizes[number])
                owner = self._owners[number]
                scores[owner] = max(score, scores.get(owner, 0.0))
        return sorted(scores, key=lambda owner: (-scores[owner], owner))[:MOST]


def _telling(text: str) -> set[str]:
    words = [word for word in cut(text) if word.plain not in LINKING_WORDS]
    telling = {word.stem for word in words if not is_generic(word.stem)}
    return telling or {word.stem for word in words}
