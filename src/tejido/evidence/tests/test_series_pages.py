"""Pages of series through HTTP."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from tejido.core.models import Role, User
from tejido.directory.models import Visibility
from tejido.evidence.models import Series, Source
from tejido.evidence.queries import series_for, series_values
from tejido.evidence.tests.factories import a_series
from tejido.evidence.tests.routes_series import typed

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def analyst(client_of: ClientOf) -> Client:
    return client_of(User.objects.create_user("ana@example.org", role=Role.ANALYST))


def test_a_series_shows_its_values_and_where_they_come_from(client: Client) -> None:
    version = a_series(values={2010: "50.25", 2020: "100"})
    page = client.get(version.series.get_absolute_url()).content.decode()
    assert "50.25" in page
    assert "Observatorio Ejemplo" in page
    assert "Corte inventado." in page
    assert version.series.title_es in client.get(reverse("series:series_list")).content.decode()


def test_a_value_is_said_with_its_unit_and_every_decimal(client: Client) -> None:
    version = a_series(values={2010: "29410.03616667", 2011: "129329"})
    page = client.get(version.series.get_absolute_url()).content.decode()
    assert "29,410.03616667" in page
    assert "129,329" in page
    assert f"Unidad: {version.series.unit_es}" in page


def test_a_source_that_is_not_public_is_not_named(client: Client) -> None:
    version = a_series()
    Source.objects.update(visibility=Visibility.SEALED)
    page = client.get(version.series.get_absolute_url()).content.decode()
    assert "una fuente que no es pública" in page
    assert version.source.title not in page
    listed = client.get(reverse("series:series_list")).content.decode()
    assert version.series.title_es in listed
    assert version.source.publisher not in listed


def test_the_download_is_year_and_value(client: Client) -> None:
    a_series()
    a_series(values={2010: "55", 2020: "100"})
    first = client.get(reverse("series:series_csv", args=["invented-prices", 1]))
    assert first.content.decode() == "year,value\n2010,50\n2020,100\n"
    assert client.get(reverse("series:series_csv", args=["invented-prices", 3])).status_code == 404


def test_an_analyst_publishes_a_series_and_its_revision(analyst: Client) -> None:
    sent = typed()
    url = reverse("series:series_publish")
    assert analyst.post(url, sent).status_code == 302
    assert "2013,110.5" in analyst.get(url, {"from": "people-mx"}).content.decode()
    analyst.post(url, {**sent, "values": "2012,100\n2013,111"})
    assert series_values("people-mx").number == 2
    assert series_values("people-mx").values[2013] == 111


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": "2012;100"},
        {"values": "2012,1,000"},
        {"values": "2012,0"},
        {"key": "ÑANDÚ"},
        {"source": "none"},
        {"country": "Mexico"},
    ],
)
def test_what_does_not_hold_is_said(analyst: Client, wrong: dict[str, str]) -> None:
    response = analyst.post(reverse("series:series_publish"), {**typed(), **wrong})
    assert response.status_code == 422
    assert not Series.objects.exists()


def test_the_list_asks_the_database_as_often_however_long_it_is(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(3):
        a_series(f"prices-{number}")
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        listed = list(series_for(AnonymousUser()))
        assert [one.versions.all()[0].source.publisher for one in listed]
