"""The demo's budgets: the data imported, three findings published, one of them cited."""

from decimal import Decimal

import pytest

from tejido.budgets.actions.rechecks import recheck_published
from tejido.budgets.models import Dataset, Finding, FindingVersion, Snapshot, SnapshotState
from tejido.core.models import Role, User
from tejido.demo.budget_file import read_findings
from tejido.demo.loaders.budgets import finding_sources
from tejido.demo.report import DemoReport
from tejido.statements.domain.checks import problems_of
from tejido.statements.models import Statement
from tejido.statements.queries.content import version_content

pytestmark = pytest.mark.django_db


def published() -> dict[str, FindingVersion]:
    """The published versions by the name of their question."""
    names = {row.sentence["es"]: row.question for row in read_findings()}
    versions = FindingVersion.objects.filter(finding__published_version__isnull=False)
    return {names[version.sentence_es]: version for version in versions}


def test_the_analyst_imported_two_files(report: DemoReport) -> None:
    snapshots = Snapshot.objects.filter(dataset=Dataset.objects.get())
    assert set(snapshots.values_list("state", "imported_by__role")) == {
        (SnapshotState.STORED, Role.ANALYST)
    }
    assert snapshots.count() == 2


def test_three_findings_are_published_after_a_second_person_looked(report: DemoReport) -> None:
    versions = published()
    assert set(versions) == {row.question for row in read_findings()}
    for version in versions.values():
        assert (version.author, version.reviewer) == (
            User.objects.get(role=Role.ANALYST, email="presupuestos@example.org"),
            User.objects.get(role=Role.SECRETARY, email="secretaria@example.org"),
        )
        assert version.source is not None
        assert version.source.title == version.sentence_es


def test_their_list_is_one_of_the_addresses_printed(report: DemoReport) -> None:
    assert report.findings.endswith("/presupuestos/hallazgos/")
    assert report.findings in report.as_text()


def test_they_come_out_again(report: DemoReport) -> None:
    assert [one["verdict"] for one in recheck_published(actor=None)] == ["same"] * 3


def test_the_institute_spent_more_than_was_approved_every_year(report: DemoReport) -> None:
    rows = published()["mx-migration-institute"].answer["rows"]
    more = {
        row["year"]: Decimal(row["value"])
        for row in rows
        if row["indicator"] == "difference_from_approved"
    }
    assert set(more) == set(range(2008, 2014))
    assert all(value > 0 for value in more.values())
    assert more[2008] == Decimal("1980507176.00") - Decimal("1835648754.00")


def test_a_statement_cites_one_of_them(report: DemoReport) -> None:
    version = Statement.objects.get(slug="ejemplo-luz-en-el-camino").versions.get()
    (note,) = version.footnotes.all()
    assert note.source == finding_sources()["mx-migration-institute"]
    assert list(problems_of(version_content(version))) == []
    assert Finding.objects.filter(published_version__source=note.source).count() == 1
