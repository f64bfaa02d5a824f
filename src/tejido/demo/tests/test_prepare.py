"""Preparing the demo: what stands afterwards, once and again."""

from collections import Counter

import pytest

from tejido.budgets.models import (
    ConcordanceVersion,
    Coverage,
    Dataset,
    Finding,
    LensVersion,
    Snapshot,
)
from tejido.core.errors import Conflict
from tejido.core.models import AuditEntry, Role, SignInLink, User
from tejido.demo.actions import prepare_demo
from tejido.demo.report import DemoReport, StatementLine
from tejido.directory.models import (
    DoubtfulPair,
    MentionRow,
    Organization,
    OrganizationKind,
    OrganizationName,
    Visibility,
)
from tejido.evidence.models import SeriesVersion, Source
from tejido.statements.domain.checks import problems_of
from tejido.statements.models import Endorsement, Signatory, Statement, StatementSort, Tally
from tejido.statements.queries.content import version_content
from tejido.statements.queries.signatories import count

pytestmark = pytest.mark.django_db

DECLARATION = "declaracion-2017"
EXAMPLE = "ejemplo-agua-y-camino"


def say_nothing(step: str) -> None:
    assert step


def line(report: DemoReport, slug: str) -> StatementLine:
    return next(line for line in report.statements if line.slug == slug)


def test_both_statements_are_published_and_counted(report: DemoReport) -> None:
    declaration = Statement.objects.get(slug=DECLARATION)
    assert declaration.sort == StatementSort.RECORD
    assert not declaration.is_example
    assert Statement.objects.get(slug=EXAMPLE).is_example
    counted = line(report, DECLARATION)
    assert counted.organizations == counted.direct + counted.via_networks - counted.both
    assert counted.organizations > 200
    assert counted.people == 17
    assert counted.unnamed == 0
    assert report.doubtful_pairs == DoubtfulPair.objects.count() > 0


def test_the_stored_counts_are_those_of_the_signatures(report: DemoReport) -> None:
    for statement in Statement.objects.filter(published_version__isnull=False):
        version = statement.published_version
        assert version is not None
        counted = count(version.pk)
        tally = Tally.objects.get(version=version)
        for name in ("organizations", "direct", "via_networks", "both", "networks", "people"):
            assert (
                getattr(tally, name)
                == getattr(counted, name)
                == getattr(line(report, statement.slug), name)
            )


def test_only_the_record_has_findings_and_they_are_its_fourteen_notes(report: DemoReport) -> None:
    assert line(report, EXAMPLE).problems == 0
    version = Statement.objects.get(slug=DECLARATION).published_version
    assert version is not None
    findings = problems_of(version_content(version))
    assert len(findings) == line(report, DECLARATION).problems == 14
    assert all("footnote" in finding.code for finding in findings)


def test_people_of_2017_are_placeholders(report: DemoReport) -> None:
    version = Statement.objects.get(slug=DECLARATION).published_version
    people = Signatory.objects.filter(signer__endorsements__version=version)
    assert {person.name for person in people} == {f"Persona {n}" for n in range(1, 18)}
    assert {person.affiliation for person in people} == {""}
    mentions = MentionRow.objects.filter(kind="person")
    assert set(mentions.values_list("text", flat=True)) == {""}
    assert not OrganizationName.objects.filter(text__startswith="Persona ").exists()


def test_names_of_people_come_in_time_or_not_at_all(report: DemoReport) -> None:
    with pytest.raises(Conflict):
        prepare_demo(progress=say_nothing, people={"Persona 3": ("Ana Ejemplo", "")})


def test_shelters_are_no_nearer_than_their_town(report: DemoReport) -> None:
    shelters = Organization.objects.filter(kind=OrganizationKind.SHELTER)
    assert shelters.count() >= 10
    assert not shelters.exclude(latitude=None, longitude=None).exists()


def test_what_was_printed_in_2017_is_public(report: DemoReport) -> None:
    hidden = Organization.objects.exclude(visibility=Visibility.PUBLIC)
    assert [organization.name for organization in hidden] == ["Albergue Ejemplo Los Tules"]


def test_no_organization_of_the_files_is_created_a_second_time_by_the_list(
    report: DemoReport,
) -> None:
    names = Counter(Organization.objects.standing().values_list("name", flat=True))
    assert {name: times for name, times in names.items() if times > 1} == {}


def test_a_second_run_changes_nothing_and_makes_new_links(report: DemoReport) -> None:
    models = (
        *(Organization, OrganizationName, MentionRow, Endorsement, Statement, AuditEntry, User),
        *(Dataset, Snapshot, Coverage, LensVersion, ConcordanceVersion, SeriesVersion),
        *(Source, Finding),
    )
    before = {model: model._default_manager.count() for model in models}
    again = prepare_demo(progress=say_nothing)
    assert {model: model._default_manager.count() for model in models} == before
    assert (again.statements, again.organizations) == (report.statements, report.organizations)
    first, second = ({person.link for person in run.sign_in} for run in (report, again))
    assert not first & second
    assert SignInLink.objects.count() == 2 * len(Role)


def test_there_is_a_link_for_each_role(report: DemoReport) -> None:
    assert {person.role for person in report.sign_in} == set(Role.values)
    assert all(person.email.endswith("@example.org") for person in report.sign_in)
