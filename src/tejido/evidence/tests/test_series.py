"""Published series: versions that never change."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction

from tejido.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, Role, User
from tejido.directory.models import Visibility
from tejido.evidence.actions import publish_series
from tejido.evidence.domain.series import (
    SeriesFault,
    SeriesValues,
    plain,
    read_values,
    series_digest,
)
from tejido.evidence.models import Observation, Series, SeriesVersion
from tejido.evidence.queries import series_values
from tejido.evidence.tests.factories import a_series, a_source, series_data

VALUES = SeriesValues("k", 1, "", "deflator", "", "Uno", "One", "u", "u (en)", {})


class TestDomain:
    def test_the_digest_names_the_values_however_they_are_written(self) -> None:
        one, same = {2010: Decimal("1.50"), 2011: Decimal("120")}, {2011: Decimal("1.2E+2")}
        assert plain(same[2011]) == "120"
        same[2010] = Decimal("1.5")
        assert series_digest("k", "other", one) == series_digest("k", "other", same)
        assert series_digest("k", "people", one) != series_digest("k", "other", one)

    @pytest.mark.parametrize(
        ("rows", "code"),
        [
            ([("2010", "1"), ("2010", "2")], "year-twice"),
            ([("10", "1")], "years"),
            ([("2010", "1,000")], "value"),
            ([("2010", "")], "value"),
            ([("2010", "nan")], "value"),
        ],
    )
    def test_what_is_no_series_is_refused(self, rows: list[tuple[str, str]], code: str) -> None:
        with pytest.raises(SeriesFault) as fault:
            read_values(rows)
        assert fault.value.code == code

    def test_title_and_unit_are_said_in_the_reader_s_language(self) -> None:
        assert [VALUES.title(code) for code in ("es-mx", "en-us")] == ["Uno", "One"]
        assert [VALUES.unit(code) for code in ("es", "en")] == ["u", "u (en)"]


@pytest.mark.django_db
class TestPublish:
    def test_a_revision_is_a_new_version_and_the_old_one_stays(self) -> None:
        a_series()
        a_series(values={2010: "55", 2020: "100"})
        assert series_values("invented-prices").number == 2
        assert series_values("invented-prices").values[2010] == 55
        assert series_values("invented-prices", 1).values[2010] == 50

    def test_the_same_again_makes_no_version(self) -> None:
        data, source = series_data(), a_source()
        first = publish_series(actor=None, data=data, source=source)
        assert publish_series(actor=None, data=data, source=source) == first
        assert AuditEntry.objects.filter(action="publish_series").count() == 1

    def test_a_series_keeps_what_it_counts(self) -> None:
        a_series()
        with pytest.raises(Conflict):
            a_series(unit="otra cosa")

    @pytest.mark.parametrize("change", [{"values": {}}, {"key": "Ñ"}, {"title_es": " "}])
    def test_what_does_not_hold_is_refused(self, change: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput):
            publish_series(actor=None, data=replace(series_data(), **change), source=a_source())
        assert not Series.objects.exists()

    def test_no_index_is_zero(self) -> None:
        with pytest.raises(InvalidInput):
            a_series(values={2010: "0"})

    @pytest.mark.parametrize("role", Role.values)
    def test_analysts_and_the_secretariat_publish(self, role: str) -> None:
        user = User.objects.create_user(f"{role}@example.org", role=role)
        if role in {Role.ANALYST, Role.SECRETARY}:
            assert publish_series(actor=user, data=series_data(), source=a_source()).number == 1
        else:
            with pytest.raises(NotAllowed):
                publish_series(actor=user, data=series_data(), source=a_source())

    def test_a_series_of_the_coalition_is_not_there_for_others(self) -> None:
        a_series()
        Series.objects.update(visibility=Visibility.COALITION)
        assert series_values("invented-prices").number == 1
        with pytest.raises(NotFound):
            series_values("invented-prices", user=AnonymousUser())

    @pytest.mark.parametrize("model", [SeriesVersion, Observation])
    def test_the_database_refuses_to_change_what_was_published(
        self, model: type[SeriesVersion | Observation]
    ) -> None:
        a_series()
        statement = f"UPDATE {model._meta.db_table} SET id = id"  # noqa: S608
        with (
            pytest.raises(DatabaseError, match="never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
