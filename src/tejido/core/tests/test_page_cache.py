"""Pages kept in memory: bounded, short-lived, only for readers without a session."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tejido.core.page_cache import (
    PAGES,
    KeptPagesMiddleware,
    PageCache,
    SharedPage,
    shared_page,
)


class Clock:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def ask(path: str = "/", **headers: str) -> HttpRequest:
    return RequestFactory().get(path, headers=headers)


def page(text: str = "uno", *, is_current: bool = True) -> SharedPage:
    shared = shared_page(ask(), HttpResponse(text), lambda: is_current)
    assert isinstance(shared, SharedPage)
    return shared


def test_a_page_is_forgotten_after_its_life() -> None:
    clock = Clock()
    cache = PageCache(life=60, clock=clock)
    cache.keep("a", page())
    clock.now = 60
    assert cache.get("a") is not None
    clock.now = 61
    assert cache.get("a") is None


def test_a_page_is_forgotten_when_it_is_no_longer_current() -> None:
    cache = PageCache()
    cache.keep("a", page(is_current=False))
    assert cache.get("a") is None


def test_the_page_used_longest_ago_makes_room() -> None:
    cache = PageCache(max_bytes=2 * len(page().content))
    cache.keep("a", page("uno"))
    cache.keep("b", page("dos"))
    cache.get("a")
    cache.keep("c", page("ter"))
    assert [key for key in "abc" if cache.get(key)] == ["a", "c"]


def test_a_page_larger_than_all_is_not_kept() -> None:
    cache = PageCache(max_bytes=10)
    cache.keep("a", page())
    assert cache.get("a") is None


def test_the_same_content_has_the_same_etag() -> None:
    assert page("uno")["ETag"] == page("uno")["ETag"] != page("dos")["ETag"]


Site = Callable[[HttpRequest], HttpResponse]


@pytest.fixture
def site() -> Iterator[Site]:
    """A site whose only page says how often it was made."""
    PAGES.clear()
    made: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return shared_page(request, HttpResponse(f"{len(made)}"), lambda: True)

    yield KeptPagesMiddleware(view)
    PAGES.clear()


def test_it_is_made_once_and_compressed_for_who_takes_it(site: Site) -> None:
    plain = site(ask())
    packed = site(ask(accept_encoding="gzip, br"))
    assert plain.content == b"1"
    assert plain["Content-Length"] == "1"
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == b"1"
    assert plain["ETag"] == packed["ETag"]


def test_other_addresses_have_their_own(site: Site) -> None:
    contents = [site(ask("/")), site(ask("/?page=2")), site(ask("/otra/")), site(ask("/"))]
    assert [response.content for response in contents] == [b"1", b"2", b"3", b"1"]


def test_made_up_addresses_and_hosts_fill_no_memory(site: Site) -> None:
    site(ask("/"))
    kept = PAGES.size
    for query in ("x=1", "page=2&x=1", "page=00002", "page=99999", "page=-1", "page="):
        assert site(ask(f"/?{query}")).content not in {b"1", b""}
    for port in range(80, 90):
        assert site(ask("/", host=f"testserver:{port}")).content == b"1"
    assert PAGES.size == kept


def test_nothing_kept_is_handed_out_under_another_host(site: Site) -> None:
    site(ask())
    with pytest.raises(DisallowedHost):
        site(ask(host="evil.example"))


def test_a_copy_that_still_holds_is_not_sent_again(site: Site) -> None:
    etag = site(ask())["ETag"]
    again = site(ask(if_none_match=etag))
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "public, no-cache"


def test_a_session_gets_a_page_of_its_own(site: Site) -> None:
    site(ask())
    request = ask()
    request.COOKIES["session"] = "x"
    response = site(request)
    assert response.content == b"2"
    assert response["Cache-Control"] == "private, no-store"
    assert site(ask()).content == b"1"


def test_errors_and_pages_with_cookies_are_not_shared() -> None:
    error = HttpResponse("no", status=404)
    with_cookie = HttpResponse("uno")
    with_cookie.set_cookie("a", "b")
    for response in (error, with_cookie):
        assert shared_page(ask(), response, lambda: True) is response
