"""Pages of findings, through HTTP."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tejido.budgets.models import FindingState, FindingVersion
from tejido.budgets.queries.findings import finding_lines
from tejido.budgets.tests.finding_factories import a_finding, an_analyst
from tejido.core.models import User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def _page(version: FindingVersion) -> str:
    return reverse("budgets:finding", args=[version.finding.key])


def test_anybody_reads_what_was_published(client_of: ClientOf) -> None:
    version = a_finding(FindingState.PUBLISHED)
    page = client_of(None).get(_page(version)).content.decode()
    assert version.sentence_es in page
    assert "1,234,567.00" in page
    assert "No hay documento." in page
    assert "No dice en qué." in page


def test_the_page_is_in_the_readers_language(client_of: ClientOf) -> None:
    version = a_finding(FindingState.PUBLISHED)
    with override("en"):
        address = _page(version)
    assert version.sentence_en in client_of(None).get(address).content.decode()


@pytest.mark.parametrize(
    "state", [FindingState.DRAFT, FindingState.IN_REVIEW, FindingState.REVIEWED]
)
def test_what_is_not_published_is_not_there(state: str, client_of: ClientOf, charlie: User) -> None:
    version = a_finding(state)
    assert client_of(None).get(_page(version)).status_code == 404
    assert client_of(charlie).get(_page(version)).status_code == 404
    assert client_of(an_analyst()).get(_page(version)).status_code == 200
    listed = client_of(None).get(reverse("budgets:finding_list")).content.decode()
    assert version.sentence_es not in listed


def test_a_withdrawn_finding_says_so_and_keeps_its_page(client_of: ClientOf) -> None:
    page = client_of(None).get(_page(a_finding(FindingState.WITHDRAWN))).content.decode()
    assert "Error" in page
    assert "90.50" in page


def test_the_chart_is_svg_and_the_table_csv(client_of: ClientOf) -> None:
    key = a_finding(FindingState.PUBLISHED).finding.key
    chart = client_of(None).get(reverse("budgets:finding_chart", args=[key, 1, "dark"]))
    assert chart["Content-Type"] == "image/svg+xml"
    assert b"<svg" in chart.content[:100]
    assert client_of(None).get(f"/es/{key}/nada-").status_code == 404
    table = client_of(None).get(reverse("budgets:finding_csv", args=[key, 1])).content.decode()
    assert table.splitlines()[1].split(",")[-3] == "90.50"


def test_an_unknown_theme_is_no_chart(client_of: ClientOf) -> None:
    key = a_finding(FindingState.PUBLISHED).finding.key
    address = reverse("budgets:finding_chart", args=[key, 1, "neon"])
    assert client_of(None).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_a_list_takes_two_queries(count: int) -> None:
    for _ in range(count):
        a_finding(FindingState.PUBLISHED)
    with CaptureQueriesContext(connection) as asked:
        assert len(finding_lines(an_analyst_free(), "es")) == count
    assert len(asked) == 2


def an_analyst_free() -> User:
    """Somebody who sees all, not read from the database meanwhile."""
    return User(role="secretary", is_active=True)


@pytest.mark.parametrize("change", [{"sentence_es": "Otra"}, {"answer": {}}, {"number": 9}])
def test_the_database_refuses_to_change_what_was_published(change: dict[str, object]) -> None:
    version = a_finding(FindingState.PUBLISHED)
    with pytest.raises(DatabaseError), transaction.atomic():
        FindingVersion.objects.filter(pk=version.pk).update(**change)
    draft = a_finding(FindingState.DRAFT)
    FindingVersion.objects.filter(pk=draft.pk).update(sentence_es="Otra")


def test_the_account_page_shows_what_waits(client_of: ClientOf, alice: User) -> None:
    version = a_finding(FindingState.IN_REVIEW)
    account = reverse("core:account")
    assert version.sentence_es in client_of(alice).get(account).content.decode()
    assert version.sentence_es not in client_of(an_analyst()).get(account).content.decode()


def test_what_happens_in_review_is_said(client_of: ClientOf) -> None:
    version = a_finding(FindingState.IN_REVIEW)
    assert "A quien lo escribió se le avisará" in _read(client_of(an_analyst()), version)
    draft = a_finding(FindingState.DRAFT)
    assert "A quien lo escribió se le avisará" not in _read(client_of(an_analyst()), draft)


def test_the_question_is_folded_away_where_it_came_from_its_page(
    analyst: Client, lines: None
) -> None:
    asked = {"dataset": "ejemplo", "measures": "executed"}
    write = reverse("budgets:finding_write")
    page = analyst.get(write, asked).content.decode()
    folded = '<details class="explained"><summary>Cambiar la pregunta como texto'
    assert folded in page
    assert f'{reverse("budgets:explore")}?dataset=ejemplo&amp;measures=executed"' in page
    assert folded not in analyst.get(write).content.decode()
    refused = analyst.post(f"{write}?dataset=ejemplo", {"question": "a: ["})
    assert refused.status_code == 422
    assert folded not in refused.content.decode()


def test_the_reviewer_is_told_which_text_is_which(client_of: ClientOf, alice: User) -> None:
    version = a_finding(FindingState.IN_REVIEW)
    address = reverse("budgets:finding_review", args=[version.finding.key, 1])
    page = client_of(alice).get(address).content.decode()
    assert page.count("<h3>Lo que los datos no pueden mostrar</h3>") == 2


def _read(client: Client, version: FindingVersion) -> str:
    return client.get(_page(version)).content.decode()
