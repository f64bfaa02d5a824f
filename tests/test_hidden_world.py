"""Readers who follow every link of a coalition full of hidden names, and find none of them."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import quote, quote_plus

import pytest
import weasyprint
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.directory.models import Organization, PrintedList
from tejido.directory.queries.merges import side_of
from tejido.statements import pdf
from tejido.statements.models import Statement
from tejido.statements.queries.public import statement_page
from tests.hidden_world import COALITION, SECRET, build
from tests.test_permissions import ROUTES

pytestmark = pytest.mark.django_db

LINK = re.compile(r'(?:href|action)="(/es/[^"#]*)')
TOKEN = re.compile(r'value="\w{64}"')
SEARCHED = (
    ("directory:organization_list",),
    ("evidence:source_list",),
    ("statements:signatures", "paso-seguro"),
    ("statements:signing_people", "paso-seguro"),
    ("statements:signatures_by_country", "paso-seguro", "mx"),
)


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    """The hidden world, and no page kept from another test."""
    PAGES.clear()
    build()
    yield
    PAGES.clear()


@pytest.fixture(params=["anyone", "let in by a contact", "charlie", "bob"])
def reader(
    request: pytest.FixtureRequest, client_of: Callable[[User | None], Client]
) -> tuple[Client, tuple[str, ...]]:
    """A reader, and the names that are not theirs to see."""
    if request.param == "anyone":
        return client_of(None), (*SECRET, *COALITION)
    if request.param == "let in by a contact":
        return client_of(User.objects.create_user("una@example.org")), (*SECRET, *COALITION)
    return client_of(request.getfixturevalue(request.param)), SECRET


def text_of(response: HttpResponseBase) -> str:
    """Return all an answer says, unpacked."""
    streamed = getattr(response, "streaming_content", None)
    content: bytes = getattr(response, "content", b"") if streamed is None else b"".join(streamed)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    return unescape(content.decode())


def doors() -> set[str]:
    """Return every address an organization, a network or a list has, linked or not."""
    keys = [
        *Organization.objects.values_list("key", flat=True),
        *PrintedList.objects.values_list("key", flat=True),
    ]
    found = {reverse("directory:export", args=[kind]) for kind in ("csv", "xlsx", "json")}
    for name in ROUTES:
        for key in keys:
            try:
                found.add(reverse(name, args=[key]))
            except NoReverseMatch:
                break
    return found


def test_no_page_or_file_names_what_is_hidden(reader: tuple[Client, tuple[str, ...]]) -> None:
    client, hidden = reader
    waiting, seen = ["/es/", *sorted(doors())], set[str]()
    leaks: list[tuple[str, str]] = []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        text = f"{response.headers} {text_of(response)}"
        leaks += [(address, name) for name in hidden if name in text]
        if "/pronunciamientos/" in address and "Callada" in text:
            leaks.append((address, "Callada"))
        waiting += [unescape(link) for link in LINK.findall(text)]
    assert len(seen) > 60
    assert leaks == []


def test_no_search_tells_that_it_is_there(reader: tuple[Client, tuple[str, ...]]) -> None:
    client, hidden = reader
    for name, *args in SEARCHED:
        address = reverse(name, args=args)
        nothing = client.get(address, {"q": "qzqzq"})
        assert nothing.status_code == 200
        for word in ("Callada", "Absorbida", *(name for name in hidden if " " not in name)):
            if word == "Callada" and "pronunciamientos" not in address:
                continue
            found = text_of(client.get(address, {"q": word}))
            for written in (word, quote(word), quote_plus(word)):
                found = found.replace(written, "qzqzq")
            assert TOKEN.sub("", found) == TOKEN.sub("", text_of(nothing)), (address, word)


def test_a_hidden_membership_is_in_no_list(client_of: Callable[[User | None], Client]) -> None:
    key = Organization.objects.get(name="Red Otra").key
    listed = f"{reverse('directory:organization_list')}?network={key}"
    for path in (reverse("directory:network", args=[key]), listed):
        text = text_of(client_of(None).get(path))
        assert "Casa Abierta" in text
        assert "Colectivo Par" not in text


def test_no_file_to_print_names_what_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    class Captured(Exception):
        """Instead of a file."""

    def capture(*, string: str, **_options: object) -> None:
        raise Captured(string)

    monkeypatch.setattr(weasyprint, "HTML", capture)
    for statement in Statement.objects.filter(published_version__isnull=False):
        with pytest.raises(Captured) as captured:
            pdf.render(statement_page(statement, "es"))
        text = unescape(str(captured.value))
        assert [name for name in (*SECRET, *COALITION, "Callada") if name in text] == []


def test_no_count_tells_of_what_is_merged_and_hidden(alice: User, bob: User) -> None:
    whole = Organization.objects.get(name="Casa Junta")
    assert (side_of(whole, alice).mentions, side_of(whole, bob).mentions) == (1, 0)
