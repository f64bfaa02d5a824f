"""Sources: what holds, who sees them, who writes them, and their pages."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory.models import Visibility
from tejido.evidence.access import can_write_sources, get_source_for
from tejido.evidence.actions import create_source, source_data, update_source
from tejido.evidence.domain.partial_dates import is_partial_date
from tejido.evidence.domain.source_data import SourceData, faulty_fields
from tejido.evidence.models import Source
from tejido.evidence.queries import sources_for
from tejido.evidence.tests.factories import a_source

ClientOf = Callable[[User | None], Client]
TYPED = {"title": "Informe", "visibility": "public"}


@pytest.mark.parametrize("text", ["2017", "2017-05", "2024-02-29"])
def test_dates_known_in_part(text: str) -> None:
    assert is_partial_date(text)


@pytest.mark.parametrize(
    "text", ["", "17", "2017-13", "2023-02-29", "2017-5", "mayo", "2017-05-31x"]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_partial_date(text)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  "),
        ("published_on", "ayer"),
        ("url", "javascript:alert(1)"),
        ("url", "https://[x"),
        ("digest", "ABCD"),
    ],
)
def test_a_field_that_does_not_hold_is_named(field: str, value: str) -> None:
    assert faulty_fields(replace(SourceData("Informe"), **{field: value})) == (field,)


@pytest.mark.django_db
def test_a_source_is_registered_and_put_right(alice: User) -> None:
    source = create_source(actor=alice, data=SourceData("Informe Ñ", publisher="Observatorio"))
    data = replace(source_data(source), title="Informe único", url="https://example.org")
    update_source(actor=alice, source=source, data=data)
    source.refresh_from_db()
    assert source_data(source) == data
    assert source.sort_key == "informe unico"
    entries = AuditEntry.objects.order_by("pk").values_list("action", "data")
    assert list(entries) == [
        ("create_source", {"visibility": "coalition"}),
        ("update_source", {"fields": ["title", "url"]}),
    ]


@pytest.mark.django_db
def test_what_does_not_hold_is_refused() -> None:
    for data in (SourceData(" "), SourceData("Informe", visibility="secret")):
        with pytest.raises(InvalidInput):
            create_source(actor=None, data=data)
    assert not Source.objects.exists()


# Who sees a source of each visibility.
SEEN = {
    Visibility.PUBLIC: {"nobody", "charlie", "bob", "alice"},
    Visibility.COALITION: {"charlie", "bob", "alice"},
    Visibility.SEALED: {"alice"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "charlie", "bob", "alice"])
@pytest.mark.parametrize("visibility", SEEN)
def test_who_sees_a_source(
    who: str, visibility: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    user = None if who == "nobody" else request.getfixturevalue(who)
    source = a_source(visibility=visibility)
    seen = who in SEEN[Visibility(visibility)]
    assert sources_for(user or AnonymousUser()).exists() == seen
    page = client_of(user).get(reverse("evidence:source_page", args=[source.key]))
    listed = client_of(user).get(reverse("evidence:source_list")).content.decode()
    assert page.status_code == (200 if seen else 404)
    assert (source.title in listed) == seen
    if not seen:
        with pytest.raises(NotFound):
            get_source_for(user or AnonymousUser(), source.key)


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "may"), [("alice", True), ("bob", False), ("charlie", False)])
def test_who_writes_sources(who: str, may: bool, request: pytest.FixtureRequest) -> None:
    user, source = request.getfixturevalue(who), a_source()
    assert bool(can_write_sources(user)) == may
    if not may:
        with pytest.raises(NotAllowed):
            create_source(actor=user, data=SourceData("Informe"))
        with pytest.raises(NotAllowed):
            update_source(actor=user, source=source, data=source_data(source))


@pytest.mark.django_db
def test_sources_are_searched_without_accents() -> None:
    found = a_source("Informe sobre niñez")
    a_source("Otro")
    assert list(sources_for(None, "NIÑEZ informe")) == [found]
    assert list(sources_for(None, "observatorio")) == list(sources_for(None))


@pytest.mark.django_db
def test_only_the_digest_of_a_file_is_kept(alice: User, client_of: ClientOf) -> None:
    content = b"%PDF" + b"x" * 100_000
    file = SimpleUploadedFile("informe.pdf", content)
    answer = client_of(alice).post(reverse("evidence:source_create"), {**TYPED, "file": file})
    assert answer.status_code == 302
    assert Source.objects.get().digest == hashlib.sha256(content).hexdigest()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("url", "ftp://example.org/x"), ("published_on", "ayer"), ("digest", "xyz"), ("title", "")],
)
def test_the_form_says_what_does_not_hold(
    alice: User, client_of: ClientOf, field: str, value: str
) -> None:
    data = {**TYPED, "note": "lo escrito", field: value}
    answer = client_of(alice).post(reverse("evidence:source_create"), data)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert "lo escrito" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "followed"),
    [
        ("/es/pronunciamientos/borradores/x/nota/1/fuente/", True),
        ("https://example.com/", False),
        ("//example.com/", False),
        ("/\\example.com", False),
        ("", False),
    ],
)
def test_it_leads_back_to_our_own_pages_only(
    alice: User, client_of: ClientOf, wanted: str, followed: bool
) -> None:
    address = reverse("evidence:source_create", query={"next": wanted})
    answer = client_of(alice).post(address, TYPED)
    source = Source.objects.get()
    expected = f"{wanted}?source={source.key}" if followed else source.get_absolute_url()
    assert answer["Location"] == expected


@pytest.mark.django_db
def test_a_note_is_for_who_writes_sources(alice: User, client_of: ClientOf) -> None:
    source = create_source(
        actor=None, data=SourceData("Informe", note="Lo dio N.", visibility=Visibility.PUBLIC)
    )
    address = source.get_absolute_url()
    assert "Lo dio N." in client_of(alice).get(address).content.decode()
    assert "Lo dio N." not in client_of(None).get(address).content.decode()
    edit = reverse("evidence:source_edit", args=[source.key])
    assert client_of(alice).get(edit).status_code == 200
    assert client_of(alice).post(edit, {**TYPED, "title": "Otro"}).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.note) == ("Otro", "")
