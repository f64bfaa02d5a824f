"""Pages kept in memory: bounded, short-lived, only for readers without a session."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tejido.core.page_cache import PAGES, PageCache, shared_page


class Clock:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_page_is_forgotten_after_its_life() -> None:
    clock = Clock()
    cache = PageCache(life=60, clock=clock)
    cache.keep("a", b"uno")
    clock.now = 60
    assert cache.get("a") is not None
    clock.now = 61
    assert cache.get("a") is None


def test_the_page_used_longest_ago_makes_room() -> None:
    size = len(gzip.compress(b"uno", mtime=0))
    cache = PageCache(max_bytes=2 * size)
    cache.keep("a", b"uno")
    cache.keep("b", b"dos")
    cache.get("a")
    cache.keep("c", b"ter")
    assert [key for key in "abc" if cache.get(key)] == ["a", "c"]


def test_a_page_larger_than_all_is_not_kept() -> None:
    cache = PageCache(max_bytes=10)
    assert cache.keep("a", b"uno").etag
    assert cache.get("a") is None


def test_the_same_content_has_the_same_etag() -> None:
    cache = PageCache()
    assert cache.keep("a", b"uno").etag == cache.keep("b", b"uno").etag


@pytest.fixture
def pages() -> PageCache:
    PAGES.clear()
    return PAGES


def made(text: str = "uno", status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status)


def ask(**headers: str) -> HttpRequest:
    return RequestFactory().get("/", headers=headers)


def test_it_is_made_once_and_compressed_for_who_takes_it(pages: PageCache) -> None:
    first = shared_page(ask(), "a", made)
    again = shared_page(ask(accept_encoding="gzip"), "a", lambda: made("dos"))
    assert first.content == b"uno"
    assert gzip.decompress(again.content) == b"uno"
    assert first["ETag"] == again["ETag"]


def test_a_session_gets_a_page_of_its_own(pages: PageCache) -> None:
    shared_page(ask(), "a", made)
    request = ask()
    request.COOKIES["session"] = "x"
    response = shared_page(request, "a", lambda: made("dos"))
    assert response.content == b"dos"
    assert response["Cache-Control"] == "private, no-cache"


def test_errors_and_pages_with_cookies_are_not_kept(pages: PageCache) -> None:
    def with_cookie() -> HttpResponse:
        response = made()
        response.set_cookie("a", "b")
        return response

    shared_page(ask(), "a", lambda: made(status=404))
    shared_page(ask(), "b", with_cookie)
    assert pages.get("a") is None
    assert pages.get("b") is None
