"""Exports: what the reader may see, and back again without loss."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http.response import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tejido.core.models import Role, User
from tejido.directory.actions import create_organization, import_table, plan_table
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.domain.tables import NAME_FIELDS
from tejido.directory.domain.transfer_plan import Outcome, Plan
from tejido.directory.export_files import write_export
from tejido.directory.models import Membership, Organization, OrganizationName
from tejido.directory.queries.export import Reader, exported_organizations
from tejido.directory.tests.factories import join, make_network, make_organization, merge

Make = Callable[[User | None], Client]
SECRETARY = User(role=Role.SECRETARY)


def exported(reader: Reader, file_format: str) -> bytes:
    """Write an export and return its bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write_export(path, reader, exported_organizations(reader), file_format, lambda: None)
        return path.read_bytes()


def as_dicts(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV by heading."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def directory(db: None) -> dict[str, Organization]:
    """Return a public, a coalition's and a sealed organization, and networks of the last two."""
    made = {
        visibility: make_organization(f"Casa {visibility}", visibility=visibility)
        for visibility in ("public", "coalition", "sealed")
    }
    for network in (make_network("Red pública"), make_network("Red sellada", visibility="sealed")):
        join(made["public"], network, start=date(2015, 1, 31))
    join(made["coalition"], Organization.objects.get(name="Red pública"), visibility="sealed")
    return made


@pytest.mark.parametrize(
    ("role", "names", "networks"),
    [
        (None, {"Casa public", "Red pública"}, {"Red pública [2015-01-31.., public]"}),
        (
            "delegate",
            {"Casa public", "Casa coalition", "Red pública"},
            {"Red pública [2015-01-31.., public]", ""},
        ),
        (
            "secretary",
            {"Casa public", "Casa coalition", "Casa sealed", "Red pública", "Red sellada"},
            {
                "Red pública [2015-01-31.., public] | Red sellada [2015-01-31.., public]",
                "Red pública [.., sealed]",
                "",
            },
        ),
    ],
)
def test_visibility_is_obeyed(
    directory: dict[str, Organization], role: str | None, names: set[str], networks: set[str]
) -> None:
    """Of organizations, networks and memberships, in every format."""
    reader = User(role=role, invited_by_secretariat=True) if role else AnonymousUser()
    rows = as_dicts(exported(reader, "csv"))
    assert {row["name"] for row in rows} == names
    assert {row["memberships"] for row in rows if row["kind"] != "network"} == networks
    document = json.loads(exported(reader, "json"))
    assert {one["name"] for one in document["organizations"]} == names
    if role is None:
        for file_format in ("csv", "json", "xlsx"):
            assert b"sellada" not in exported(reader, file_format)


@pytest.mark.django_db
def test_a_merged_organization_is_part_of_the_one_it_counts_as() -> None:
    """Its memberships too."""
    kept, gone, network = make_organization("Una"), make_organization("Otra"), make_network("Red")
    join(gone, network)
    merge(kept, gone)
    rows = {row["name"]: row for row in as_dicts(exported(AnonymousUser(), "csv"))}
    assert set(rows) == {"Una", "Red"}
    assert rows["Una"]["memberships"] == "Red [.., public]"


@pytest.mark.django_db
def test_a_network_with_a_name_of_another_is_named_by_its_key() -> None:
    """So that importing finds it again."""
    one, _other = make_network("Red Norte"), make_network("Red Norte")
    join(make_organization("Casa"), one)
    content = exported(AnonymousUser(), "csv")
    assert f"{one.key} [.., public]" in content.decode()
    assert plan_of(content).counts[Outcome.SAME] == 3


@pytest.mark.django_db
def test_cells_of_xlsx_are_text() -> None:
    """Also what looks like a formula or a number."""
    make_organization("=1+1")
    make_organization("2015")
    book = load_workbook(io.BytesIO(exported(AnonymousUser(), "xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {"'=1+1", "2015"} <= {cell.value for cell in cells}


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_organizations() -> None:
    """The same for two as for sixty."""

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported(AnonymousUser(), "csv")
        return len(captured)

    network = make_network()
    join(make_organization(), network)
    few = queries()
    for _i in range(60):
        join(make_organization(), network)
    assert queries() == few


def plan_of(content: bytes, *, apply: bool = False) -> Plan:
    """Return what importing a file would do; with `apply`, after doing it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        plan = plan_table(actor=None, path=Path(file.name))
        if apply:
            import_table(actor=None, path=Path(file.name), expected=plan.digest)
        return plan


# What the directory takes as a name: white space folded, no control characters.
NAMES = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
NAME_DATA = st.builds(
    NameData,
    text=NAMES
    | st.sampled_from(["=A1", "-Casa", "+ más", "@red", "'=x", "'Casa", "A|B", "A\\|B\\"]),
    sort=st.sampled_from(NAME_FIELDS),
    language=st.sampled_from(["", "es", "en", "tzo"]),
)
ORGANIZATIONS = st.builds(
    OrganizationData,
    names=st.lists(
        NAME_DATA, min_size=1, max_size=5, unique_by=lambda n: (n.text, n.sort, n.language)
    ).map(tuple),
    kind=st.sampled_from(["civil_society", "network", "shelter", "media"]),
    visibility=st.sampled_from(["public", "coalition", "sealed"]),
    country=st.sampled_from(["", "MX", "GT"]),
    town=NAMES | st.just(""),
)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@settings(max_examples=25)
@given(organizations=st.lists(ORGANIZATIONS, min_size=1, max_size=3))
@pytest.mark.django_db
def test_the_round_trip_restores_names(
    file_format: str, organizations: list[OrganizationData]
) -> None:
    """Importing an export changes nothing, and after emptying every name brings them all back."""
    with _undone():
        made = [create_organization(actor=None, data=data) for data in organizations]
        before = _stored()
        content = exported(SECRETARY, file_format)
        assert plan_of(content).counts[Outcome.SAME] == len(made)
        OrganizationName.objects.all().delete()
        Organization.objects.update(name="x", town="y", country="")
        for one in made:
            OrganizationName.objects.create(organization=one, text="x", sort="official")
        plan_of(content, apply=True)
        assert _stored() == before


class _undone:
    """Rolls back what is written inside: each example starts with an empty directory."""

    def __enter__(self) -> None:
        self._point = transaction.savepoint()

    def __exit__(self, *_error: object) -> None:
        transaction.savepoint_rollback(self._point)


def _stored() -> tuple[list[tuple[object, ...]], set[tuple[object, ...]]]:
    rows = Organization.objects.order_by("pk").values_list(
        "key", "name", "sort_key", "kind", "visibility", "country", "town"
    )
    names = OrganizationName.objects.values_list("organization__key", "text", "sort", "language")
    return list(rows), set(names)


@pytest.mark.django_db
def test_memberships_come_back() -> None:
    """With their dates and visibility, by the name of the network, in an emptied directory."""
    casa, red = make_organization("Casa"), make_network("Red Uno")
    join(casa, red, start=date(2015, 1, 31), end=date(2020, 2, 29), visibility="sealed")
    rows = as_dicts(exported(SECRETARY, "csv"))
    Membership.objects.all().delete()
    Organization.objects.all().delete()
    for row in rows:
        row["key"] = ""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    plan_of(text.getvalue().encode(), apply=True)
    link = Membership.objects.get()
    assert (link.member.name, link.network.name) == ("Casa", "Red Uno")
    assert (link.start, link.end) == (date(2015, 1, 31), date(2020, 2, 29))
    assert link.visibility == "sealed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file_format", "kind"),
    [("csv", "text/csv"), ("json", "application/json"), ("xlsx", "application/vnd")],
)
def test_the_files_by_http(client_of: Make, file_format: str, kind: str) -> None:
    """Streamed, named with the day, and never kept by a cache."""
    make_organization("Casa Uno")
    response = client_of(None).get(reverse("directory:export", args=[file_format]))
    assert isinstance(response, StreamingHttpResponse)
    content = response.streaming_content
    assert isinstance(content, Iterator)
    assert b"".join(content)
    assert response.headers["Content-Type"].startswith(kind)
    assert f'.{file_format}"' in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_no_other_format(client_of: Make) -> None:
    """A page says so."""
    assert client_of(None).get(reverse("directory:export", args=["exe"])).status_code == 404
