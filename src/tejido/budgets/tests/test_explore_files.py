"""What an answer is downloaded as: tables, pictures, and the question itself."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils.text import slugify
from openpyxl import load_workbook

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.asking.shipped import wording
from tejido.budgets.domain.question import Figure, Sign
from tejido.budgets.tests.asked_lines import a_series, store_lines
from tejido.budgets.tests.explore_requests import ask, some_lines, text
from tejido.budgets.tests.test_moved_codes import MOVED
from tejido.core.models import User

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


class TestFiles:
    ASKED: dict[str, Any] = {"measures": ["approved", "executed"], "by": "institution"}

    def test_csv_has_every_row_as_computed(self, client: Client, lines: None) -> None:
        sent = ask(client, "explore_csv", **self.ASKED)
        assert sent.headers["Content-Disposition"].startswith("attachment")
        rows = list(csv.DictReader(io.StringIO(sent.content.decode())))
        assert len(rows) == 8
        assert {row["Monto"] for row in rows} == {"2112.00", "2113.00", "2012.00", "2013.00"}

    @pytest.mark.parametrize(
        ("page", "asked", "name"),
        [
            ("explore_csv", {}, "ejemplo-montos-2012-2013.csv"),
            ("explore_xlsx", {"institution": "04-K00"}, "ejemplo-montos-04-k00-2012-2013.xlsx"),
            ("explore_png", {"figure": "share"}, "ejemplo-parte-2012-2013.png"),
            (
                "explore_csv",
                {"figure": "opacity:label_churn", "first_year": "2013", "last_year": "2013"},
                "ejemplo-cambios-de-nombre-2013.csv",
            ),
            (
                "explore_yaml",
                {"institution": ["04-K00", "04-N00"]},
                "ejemplo-montos-2012-2013.yaml",
            ),
        ],
    )
    def test_a_file_is_called_by_what_is_in_it(
        self, client: Client, lines: None, page: str, asked: dict[str, Any], name: str
    ) -> None:
        sent = ask(client, page, **{"measures": "executed", **asked})
        assert sent.headers["Content-Disposition"] == f'attachment; filename="{name}"'

    def test_every_figure_has_a_name_for_files(self) -> None:
        figures = {str(one) for one in (*Figure, *Sign) if one != Figure.OPACITY}
        names = wording()["file_names"]
        assert set(names) == figures
        for said in names.values():
            assert all(slugify(word) == word for word in said.values())

    def test_a_workbook_says_what_its_figures_rest_on(self, client: Client, lines: None) -> None:
        book = load_workbook(io.BytesIO(ask(client, "explore_xlsx", **self.ASKED).content))
        said = [str(row[0].value) for row in book["Método"].iter_rows()]
        assert any("conjunto «Ejemplo»" in one for one in said)
        assert "Montos en dinero de cada año, sin descontar la inflación." in said
        assert any(one.startswith("2012, 2013, cuenta pública: ejemplo.csv (SHA") for one in said)

    def test_a_formula_in_a_label_is_text(self, client: Client) -> None:
        store_lines(some_lines(2012, commission='=HYPERLINK("http://x.invalid")'))
        rows = list(
            csv.reader(io.StringIO(ask(client, "explore_csv", **self.ASKED).content.decode()))
        )
        assert not any(cell.lstrip().startswith(("=", "@", "+")) for row in rows for cell in row)
        book = load_workbook(io.BytesIO(ask(client, "explore_xlsx", **self.ASKED).content))
        cells = [cell for row in book["Tejido"].iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)

    def test_pictures(self, client: Client, lines: None) -> None:
        for theme in ("light", "dark"):
            sent = ask(client, "explore_chart", theme, **self.ASKED)
            assert sent.headers["Content-Type"] == "image/svg+xml"
            assert sent.content.startswith(b"<svg")
        assert ask(client, "explore_chart", "sepia", **self.ASKED).status_code == 404
        assert ask(client, "explore_png", **self.ASKED).content.startswith(b"\x89PNG")
        etag = sent.headers["ETag"]
        again = client.get(
            reverse("budgets:explore_chart", args=["dark"]),
            {"dataset": "ejemplo", **self.ASKED},
            headers={"If-None-Match": etag},
        )
        assert again.status_code == 304

    @pytest.mark.parametrize("page", ["explore_yaml", "explore_xlsx", "explore_csv"])
    def test_a_copy_is_kept_until_a_version_it_rests_on_is_another(
        self, client: Client, lines: None, page: str
    ) -> None:
        asked = {"dataset": "ejemplo", "concordance": MOVED["key"], **self.ASKED}

        def status(etag: str) -> int:
            headers = {"If-None-Match": etag}
            return client.get(reverse(f"budgets:{page}"), asked, headers=headers).status_code

        publish_concordance(actor=None, data=MOVED, reason="ejemplo")
        etag = client.get(reverse(f"budgets:{page}"), asked).headers["ETag"]
        assert status(etag) == 304
        said = {"es": "La misma", "en": "The same"}
        publish_concordance(actor=None, data={**MOVED, "title": said}, reason="ejemplo")
        assert status(etag) == 200

    def test_one_figure_alone_is_no_chart(self, client: Client, lines: None) -> None:
        asked = {"measures": "executed", "first_year": "2012", "last_year": "2012"}
        assert ask(client, "explore_png", **asked).status_code == 404
        assert "grafica-light" not in text(client, **asked)

    def test_the_question_can_be_asked_again_as_it_was(self, client: Client, lines: None) -> None:
        a_series("precios", "deflator", y2012="50", y2013="100")
        sent = ask(client, "explore_yaml", base="2013", **self.ASKED)
        data = yaml.safe_load(sent.content)
        assert data["real"] == {"series": "precios@1", "base": 2013}
        assert answer(None, question_from(data)).rows

    def test_programs_are_told_in_their_own_way(self, client: Client, lines: None) -> None:
        sent = client.get(
            reverse("budgets:explore_csv"),
            {"dataset": "none"},
            headers={"Accept": "application/json"},
        )
        assert sent.status_code == 422
        assert sent.headers["Content-Type"] == "application/problem+json"
