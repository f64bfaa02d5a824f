"""Naming: the name, the other names and the key of what several mentions stand for."""

from collections import Counter
from collections.abc import Sequence

from tejido.directory.domain.acronyms import plain_acronym
from tejido.directory.domain.folding import fold
from tejido.directory.domain.matching.lexicon import Lexicon, is_generic
from tejido.directory.domain.matching.words import content, cut
from tejido.directory.domain.mention import Mention, Place

LONGEST_KEY = 80


def best_name(mentions: Sequence[Mention], lexicon: Lexicon) -> str:
    """The fullest well-formed name printed among mentions of one organization.

    Arguments:
        mentions: at least one mention.
        lexicon: spellings of the list; a word printed otherwise elsewhere counts as misspelt.
    """
    names = {mention.name for mention in mentions}
    if len(names) == 1:
        return names.pop()
    prints = Counter(fold(mention.name) for mention in mentions)
    return min(
        names,
        key=lambda name: (
            *_faults(name, lexicon),
            *_style(name)[:2],
            -prints[fold(name)],
            *_style(name),
        ),
    )


def _faults(name: str, lexicon: Lexicon) -> tuple[int, int, int]:
    words = content(cut(name))
    misspelt = sum(1 for word in words if _is_misspelt(word.stem, lexicon))
    unbalanced = name.count("(") != name.count(")")
    return misspelt + unbalanced, -len(words), sum(map(lexicon.is_unusual, words))


def _style(name: str) -> tuple[int, int, int, int, str]:
    """Plain words before acronyms, written out before shortened, accents before none."""
    accents = sum(1 for char in name if char.isalpha() and not char.isascii())
    capitals = sum(1 for word in cut(name) if word.capitals)
    return capitals, -len(fold(name).split()), -accents, -len(name), name


def _is_misspelt(stem: str, lexicon: Lexicon) -> bool:
    own = lexicon.frequency[stem]
    return any(
        lexicon.frequency[close] > own or (is_generic(close) and not is_generic(stem))
        for close in lexicon.near(stem)
    )


def other_names(mentions: Sequence[Mention], name: str) -> tuple[str, ...]:
    """The other printed names, once each whatever their case and commas, in printed order."""
    seen = {fold(name)}
    found: list[str] = []
    for mention in mentions:
        folded = fold(mention.name)
        if folded and folded not in seen:
            seen.add(folded)
            found.append(mention.name)
    return tuple(found)


def printed_acronyms(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The acronyms printed with any of the mentions, or standing alone, once each."""
    found: dict[str, str] = {}
    for mention in mentions:
        for acronym in mention.acronyms:
            found.setdefault(plain_acronym(acronym), acronym)
    return tuple(found[key] for key in sorted(found) if key)


def merged_place(mentions: Sequence[Mention]) -> Place:
    """What the mentions say together about the place, the fullest first."""
    places = sorted(
        (mention.place for mention in mentions),
        key=lambda place: (
            place.town is None,
            place.subdivision is None,
            place.country is None,
            place.country or "",
            place.subdivision or "",
            place.town or "",
        ),
    )
    return Place(
        country=next((place.country for place in places if place.country), None),
        subdivision=next((place.subdivision for place in places if place.subdivision), None),
        town=next((place.town for place in places if place.town), None),
    )


def slug(name: str) -> str:
    """A readable key from a name: folded words joined by hyphens, cut at a word.

    >>> slug("Centro de Derechos Humanos “Fray Matías de Córdova”")
    'centro-de-derechos-humanos-fray-matias-de-cordova'
    """
    folded = fold(name)
    if len(folded) > LONGEST_KEY:
        folded = folded[:LONGEST_KEY].rsplit(" ", 1)[0]
    return folded.replace(" ", "-") or "unnamed"
