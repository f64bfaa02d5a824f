"""What a printed list tells of the bodies and people it names."""

from collections.abc import Sequence

from tejido.directory.domain.countries import is_country, is_first_level
from tejido.directory.domain.folding import fold, squeeze
from tejido.directory.domain.mention import Mention, MentionKind, Place
from tejido.directory.domain.organization_data import (
    NAME_LENGTH,
    TOWN_LENGTH,
    NameData,
    OrganizationData,
)
from tejido.directory.domain.resolution import ResolvedOrganization

_BESIDE_A_NAME = " \t,;:.()[]–—-"


def organization_as_printed(
    body: ResolvedOrganization, mentions: Sequence[Mention], visibility: str, source: str
) -> OrganizationData:
    """Return a body that a list names as an organization: all its names as printed, its place.

    Arguments:
        body: as resolution returned it; no person.
        mentions: its mentions.
        visibility: a value of `Visibility`.
        source: where the list was printed.
    """
    names: dict[tuple[str, str], NameData] = {}
    printed = (body.name, *body.aliases, *(mention.text for mention in mentions))
    for texts, sort in ((printed, "as_printed"), (body.acronyms, "acronym")):
        for text in texts:
            short = squeeze(text)[:NAME_LENGTH]
            if short:
                names.setdefault((short, sort), NameData(short, sort, source=source))
    country, subdivision = _codes(body.place)
    return OrganizationData(
        names=tuple(names.values()),
        kind="network" if body.kind is MentionKind.NETWORK else "civil_society",
        visibility=visibility,
        country=country,
        subdivision=subdivision,
        town=(body.place.town or "")[:TOWN_LENGTH],
    )


def _codes(place: Place) -> tuple[str, str]:
    """Return the codes the directory knows: a list may print what no standard has."""
    country = place.country or (place.subdivision or "").partition("-")[0]
    if not is_country(country):
        return "", ""
    subdivision = place.subdivision or ""
    return country, subdivision if is_first_level(subdivision, country) else ""


def sure_names(mentions: Sequence[Mention]) -> set[str]:
    """Return the folded names by which a body can be known for sure: never an acronym alone.

    Arguments:
        mentions: those of one body.

    >>> mention = Mention(0, 1, "Casa Abierta, AC", None, MentionKind.ORGANIZATION,
    ...     "Casa Abierta", legal_form="A.C.")
    >>> sorted(sure_names([mention]))
    ['casa abierta', 'casa abierta a c', 'casa abierta ac']
    """
    found: set[str] = set()
    for mention in mentions:
        acronyms = {fold(acronym) for acronym in mention.acronyms}
        texts = [mention.name, mention.text]
        if mention.legal_form:
            texts += [
                f"{mention.name} {mention.legal_form}",
                f"{mention.name} {mention.legal_form.replace('.', '')}",
            ]
        folded = {fold(text)[:NAME_LENGTH] for text in texts}
        found |= {name for name in folded if " " in name and name not in acronyms}
    return found


def places_agree(one: Place, country: str, subdivision: str) -> bool:
    """Whether a printed place can be where an organization is: what either leaves open agrees."""
    printed_country, printed_subdivision = _codes(one)
    if printed_country and country and printed_country != country:
        return False
    return not (printed_subdivision and subdivision and printed_subdivision != subdivision)


def affiliation(person: Mention) -> str:
    """Return what is printed after a person's name.

    >>> affiliation(Mention(0, 1, "Persona 1 (Universidad X)", None, MentionKind.PERSON,
    ...     "Persona 1"))
    'Universidad X'
    """
    _before, _name, after = person.text.partition(person.name)
    return squeeze(after).strip(_BESIDE_A_NAME)
