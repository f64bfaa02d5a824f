"""Preparing the demo: the case of 2017, budgets, the invented examples, people to sign in as."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tejido.core.errors import Conflict
from tejido.core.models import Role, User
from tejido.core.transparency import keys
from tejido.demo.coalition_file import read_coalition
from tejido.demo.files import read_statement, read_text
from tejido.demo.loaders.budgets import finding_sources, load_budgets
from tejido.demo.loaders.coalition import load_coalition
from tejido.demo.loaders.organizations import load_organizations
from tejido.demo.loaders.signatures import load_signatures
from tejido.demo.loaders.signing import OPENED, load_open, load_signed, send_its_mails
from tejido.demo.loaders.statements import is_loaded, load_record
from tejido.demo.loaders.users import load_people, sign_in_links
from tejido.demo.report import DemoReport, StatementLine
from tejido.directory.models import DoubtfulPair, Organization
from tejido.statements.domain.checks import problems_of
from tejido.statements.models import Statement, Tally, Version
from tejido.statements.queries.content import version_content, with_content

Say = Callable[[str], None]
People = Mapping[str, tuple[str, str]]

STEPS = 3
SIGNED, OPEN = "example.toml", "example-open.toml"


def prepare_demo(*, progress: Say, people: People | None = None) -> DemoReport:
    """Load what is not loaded yet and make a new sign-in link for each role.

    What was loaded once belongs to whoever tries it out and is never touched again. Each statement
    is loaded whole or, when interrupted, not at all. Files to print and the mails of today are
    left to the worker. The log gets a key to sign with, if it has none.

    Arguments:
        progress: told each of the STEPS as it begins, in a few words.
        people: name and affiliation by placeholder ("Persona 3") for the declaration's list;
            used when that is loaded.

    Errors:
        Conflict: people are given and the declaration was loaded before.
    """
    if keys.public_key() is None:
        keys.make_key()
    with transaction.atomic():
        progress("The declaration of 2017 and its signatures")
        _load_declaration(people or {})
        person = load_people()
    progress("Budgets of who meets people on the move")
    load_budgets(analyst=person[Role.ANALYST], secretary=person[Role.SECRETARY])
    progress("The example statements, signed by an invented coalition")
    _load_examples(person[Role.SECRETARY], timezone.now())
    return DemoReport(
        address=settings.BASE_URL,
        organizations=Organization.objects.standing().count(),
        doubtful_pairs=DoubtfulPair.objects.count(),
        statements=tuple(_line(version) for version in _published()),
        open_for_signatures=_address("statements:statement_page", read_statement(OPEN).slug),
        findings=_address("budgets:finding_list"),
        mails=_address("notifications:mail_list"),
        sign_in=sign_in_links(),
    )


def _address(name: str, *arguments: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse(name, args=arguments)


def _load_declaration(people: People) -> None:
    data = read_statement("declaration-2017.toml")
    if is_loaded(data):
        if people:
            raise Conflict(_("The people of 2017 are recorded already. Choose another folder."))
        return
    load_organizations("networks.csv", "organizations.csv", "authorities.csv")
    load_signatures(load_record(data), data, read_text("signatures-2017.txt"), people)


def _load_examples(secretary: User, now: datetime) -> None:
    signed, opened = read_statement(SIGNED), read_statement(OPEN)
    coalition = read_coalition()
    if not is_loaded(signed):
        with transaction.atomic():
            load_organizations("example-organizations.csv")
            load_coalition(coalition, secretary=secretary, at=now - timedelta(days=OPENED + 5))
            load_signed(signed, coalition, secretary=secretary, now=now)
        # Before the other statement has mails of today.
        send_its_mails(now=now)
    if not is_loaded(opened):
        with transaction.atomic():
            load_open(opened, coalition, secretary=secretary, now=now, findings=finding_sources())


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
