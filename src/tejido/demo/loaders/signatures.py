"""A printed list of the data files, resolved as any other, as signatures under a version."""

from collections.abc import Mapping

from tejido.demo.files import StatementFile
from tejido.directory.actions.printed_lists import PrintedPerson, store_printed_list
from tejido.directory.models import Visibility
from tejido.statements.actions.signatories import load_signatories
from tejido.statements.models import Version

People = Mapping[str, tuple[str, str]]


def load_signatures(version: Version, data: StatementFile, text: str, people: People) -> None:
    """Store and resolve a list and record its signatures.

    Arguments:
        version: frozen.
        data: says what the list is called.
        text: the list as printed.
        people: name and affiliation of those printed as "Persona n"; the others stay so.
    """
    source = version.statement.source
    stored = store_printed_list(
        actor=None,
        title=data.list_title,
        source=source.title if source else "",
        text=text,
        visibility=Visibility.PUBLIC,
    )
    named = (_person(printed, people) for printed in stored.people)
    load_signatories(actor=None, version=version, printed_list=stored.printed_list, people=named)


def _person(printed: PrintedPerson, people: People) -> PrintedPerson:
    name, affiliation = people.get(printed.name, (printed.name, printed.affiliation))
    return PrintedPerson(printed.mention_id, name, affiliation)
