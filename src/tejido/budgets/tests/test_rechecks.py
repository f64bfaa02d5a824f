"""Published findings computed again: what each verdict means, as a person and a program read it."""

import json
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.actions.rechecks import recheck_published
from tejido.budgets.cli import budget
from tejido.budgets.models import FindingVersion, Recheck
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.tests.asked_lines import INM, line, store_lines
from tejido.budgets.tests.finding_factories import a_published_finding, an_analyst
from tejido.budgets.tests.test_moved_codes import MOVED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
QUESTION = {
    "by": ["institution"], "measures": ["executed"], "years": "2012",
    "where": {"institution": INM},
}  # fmt: skip


@pytest.fixture(autouse=True)
def version(folders: object) -> FindingVersion:
    store_lines([line(2012, "04-K00", INM, executed=1)])
    return a_published_finding(QUESTION)


def verdict() -> dict[str, Any]:
    [found] = recheck_published(actor=None)
    return found


def recheck(*typed: str) -> Result:
    return CliRunner().invoke(budget, ["recheck", *typed], catch_exceptions=False)


def said() -> str:
    """What a person reads, in one line."""
    return " ".join(recheck().stdout.split())


def test_same(version: FindingVersion) -> None:
    store_lines([line(2013, "04-K00", INM, executed=5)])
    assert verdict() == {
        "finding": version.finding.key, "version": 1, "verdict": "same", "differences": [],
        "reason": "",
    }  # fmt: skip
    assert said() == f"same {version.finding.key}@1"
    assert recheck().exit_code == 0


def test_newer_data_say_something_else(version: FindingVersion) -> None:
    store_lines([line(2012, "04-K00", INM, executed=2)])
    assert said() == (
        f"outdated {version.finding.key}@1: its own data and rules still give it, but other ones"
        " are in force by now (1 row differs)"
    )
    assert recheck().exit_code == 0
    kept = Recheck.objects.latest("pk")
    assert (kept.same, kept.current) == (True, False)
    assert [(one["before"], one["after"]) for one in kept.difference] == [("1.00", "2.00")]


def test_a_newer_source_that_says_the_same(version: FindingVersion) -> None:
    store_lines([line(2012, "04-K00", INM, executed=1), line(2012, "05-B", "B", executed=9)])
    found = verdict()
    assert (found["verdict"], found["differences"]) == ("outdated", [])
    assert said().endswith("are in force by now (the figures are the same)")


def test_a_question_that_is_refused_today(version: FindingVersion) -> None:
    store_lines(
        line(year, code, INM, document="approved", approved=1)
        for year in (2012, 2013)
        for code in ("04-K00", "07-Z00")
    )
    found = verdict()
    assert (found["verdict"], found["differences"]) == ("outdated", [])
    assert "07-Z00" in found["reason"]
    assert "07-Z00" in said()
    assert recheck().exit_code == 0
    told = json.loads(recheck("--format", "json").stdout)
    assert (told[0]["verdict"], told[0]["reason"]) == ("outdated", found["reason"])
    kept = Recheck.objects.latest("pk")
    assert (kept.same, kept.current) == (True, False)


def test_an_acronym_that_another_version_tells(version: FindingVersion) -> None:
    publish_concordance(actor=None, data=MOVED, reason="ejemplo")
    store_lines([line(2012, "36-C00", "Policía", executed=3), line(2012, "04-K00", INM)])
    a_published_finding({**QUESTION, "where": {"institution": "PE"}})
    assert recheck_published(actor=None)[-1]["verdict"] == "same"
    publish_concordance(
        actor=None, data={**MOVED, "title": {"es": "Otra", "en": "Other"}}, reason="ejemplo"
    )
    assert recheck_published(actor=None)[-1]["verdict"] == "outdated"


def test_what_it_rests_on_is_gone(version: FindingVersion) -> None:
    parquet_path(version.snapshots.get().digest).unlink()
    found = verdict()
    assert (found["verdict"], found["differences"]) == ("unreadable", [])
    assert found["reason"]
    assert said().startswith(f"unreadable {version.finding.key}@1: what it rests on cannot be read")
    assert recheck().exit_code == 1


def test_its_page_says_so_to_who_writes_findings(client: Client, version: FindingVersion) -> None:
    store_lines([line(2012, "04-K00", INM, executed=2)])
    verdict()
    client.force_login(an_analyst())
    page = client.get(version.finding.get_absolute_url()).content.decode()
    assert "sale igual de sus propios datos; hoy rigen otros" in page
