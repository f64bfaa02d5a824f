"""The demands of a version as a public page shows them."""

from dataclasses import dataclass, replace

from tejido.directory.queries.organizations import names_in
from tejido.statements.models import Version, VersionDemand
from tejido.statements.queries.content import addressee_of


@dataclass(frozen=True, slots=True)
class DemandLine:
    """A demand as a reader sees it.

    Arguments:
        addressee: under the name that was frozen; "" when it may not be named.
        translated: its name in the page's language, when the directory has one besides.
    """

    text: str
    addressee: str
    addressee_key: str
    translated: str = ""


def demand_lines(version: Version, language: str) -> tuple[DemandLine, ...]:
    """Return the demands of a version, fetched with its content, in a language."""
    lines = [_demand(link, language) for link in version.demand_links.all()]
    names = names_in(language, {line.addressee_key for line in lines})
    return tuple(
        replace(line, translated=translation)
        if (translation := names.get(line.addressee_key, line.addressee)) != line.addressee
        else line
        for line in lines
    )


def _demand(link: VersionDemand, language: str) -> DemandLine:
    texts = {text.language: text.text for text in link.demand.texts.all()}
    named = addressee_of(link)
    if named is None or not named.public:
        return DemandLine(texts.get(language, ""), "", "")
    addressee = link.demand.addressee
    whole = addressee and addressee.merged_into
    return DemandLine(texts.get(language, ""), named.name, whole.key if whole else named.key)
