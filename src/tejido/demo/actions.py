"""Preparing the demo: the case of 2017, the invented example, people to sign in as."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import Conflict
from tejido.demo.files import DATA, read_people, read_statement, read_text
from tejido.demo.loaders.organizations import load_organizations
from tejido.demo.loaders.signatures import load_signatures
from tejido.demo.loaders.statements import is_loaded, load_correction, load_example, load_record
from tejido.demo.loaders.users import load_users
from tejido.demo.report import DemoReport, StatementLine
from tejido.directory.models import DoubtfulPair, Organization
from tejido.statements.domain.checks import problems_of
from tejido.statements.models import Statement, Tally, Version
from tejido.statements.queries.content import version_content, with_content

Say = Callable[[str], None]
People = Mapping[str, tuple[str, str]]

STEPS = 2


def prepare_demo(*, progress: Say, people: People | None = None) -> DemoReport:
    """Load what is not loaded yet and make a new sign-in link for each role.

    What was loaded once belongs to whoever tries it out and is never touched again. It is loaded
    whole or, when interrupted, not at all. Files to print are left to the worker.

    Arguments:
        progress: told each of the STEPS as it begins, in a few words.
        people: name and affiliation by placeholder ("Persona 3") for the declaration's list;
            used when that is loaded.

    Errors:
        Conflict: people are given and the declaration was loaded before.
    """
    with transaction.atomic():
        progress("The declaration of 2017 and its signatures")
        _load_declaration(people or {})
        progress("The example statement")
        _load_example()
        sign_in = load_users()
    return DemoReport(
        address=settings.BASE_URL,
        organizations=Organization.objects.standing().count(),
        doubtful_pairs=DoubtfulPair.objects.count(),
        statements=tuple(_line(version) for version in _published()),
        sign_in=sign_in,
    )


def _load_declaration(people: People) -> None:
    data = read_statement("declaration-2017.toml")
    if is_loaded(data):
        if people:
            raise Conflict(_("The people of 2017 are recorded already. Choose another folder."))
        return
    load_organizations("networks.csv", "organizations.csv", "authorities.csv")
    load_signatures(load_record(data), data, read_text("signatures-2017.txt"), people)


def _load_example() -> None:
    data = read_statement("example.toml")
    if is_loaded(data):
        return
    load_organizations("example-organizations.csv")
    people = read_people(DATA / "example-people.txt")
    version = load_example(data)
    load_signatures(version, data, read_text("example-signatures.txt"), people)
    load_correction(data, version.statement)


def _published() -> list[Version]:
    statements = Statement.objects.filter(published_version__isnull=False)
    published = Version.objects.filter(pk__in=statements.values("published_version"))
    return list(with_content(published).order_by("statement_id"))


def _line(version: Version) -> StatementLine:
    tally = Tally.objects.get(version=version)
    return StatementLine(
        slug=version.statement.slug,
        organizations=tally.organizations,
        direct=tally.direct,
        via_networks=tally.via_networks,
        both=tally.both,
        unnamed=tally.unnamed,
        networks=tally.networks,
        people=tally.people,
        countries=tally.countries,
        problems=len(problems_of(version_content(version))),
    )
