"""Whole public pages, compressed, kept for a moment in the memory of the process.

Only what every reader gets alike is kept: pages asked for without a session, for as long as the
view that made them says they are current (one small query). A reader's copy is checked again at
every visit (`no-cache` with an ETag), so that a withdrawal takes effect at once. What a session
reads is kept nowhere, the reader's own disk included.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

MAX_BYTES = 16 * 1024 * 1024
LIFE_SECONDS = 60.0

_ACCEPTS_GZIP = re.compile(r"\bgzip\b")

# Addresses that differ in anything else could be made up without end, and would push the pages
# people read out of the memory.
_KEPT_QUERY = re.compile(r"(page=[1-9][0-9]{0,3})?")

IsCurrent = Callable[[], bool]


class SharedPage(HttpResponse):
    """A page that is everybody's, compressed; `KeptPagesMiddleware` keeps and hands it out."""

    is_current: IsCurrent


def shared_page(
    request: HttpRequest, response: HttpResponse, is_current: IsCurrent
) -> HttpResponse:
    """Return a page to be kept and handed to every reader while it is current.

    Arguments:
        request: GET or HEAD; with a session the page is this reader's alone.
        response: rendered; an answer other than 200, or with a cookie, is not shared.
        is_current: asked at every visit, so it must be cheap: one small query.
    """
    if not _has_no_session(request):
        response.headers["Cache-Control"] = "private, no-store"
        return response
    if response.status_code != 200 or response.cookies:
        return response
    # Weak, since the same page goes out compressed or not.
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    shared = SharedPage(gzip.compress(response.content, mtime=0), headers=response.headers)
    shared.is_current = is_current
    shared.headers["Content-Encoding"] = "gzip"
    shared.headers["Cache-Control"] = "public, no-cache"
    shared.headers["ETag"] = etag
    patch_vary_headers(shared, ["Accept-Encoding", "Cookie"])
    return shared


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it goes over the wire.

    Arguments:
        body: compressed with gzip.
        headers: all it was answered with the first time.
        kept_at: seconds of the cache's clock.
    """

    body: bytes
    headers: Mapping[str, str]
    is_current: IsCurrent
    kept_at: float


class PageCache:
    """The pages used last, up to a number of compressed bytes.

    Arguments:
        max_bytes: most bytes of bodies kept at once.
        life: seconds after which a page is made anew.
        clock: seconds, never going back.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        life: float = LIFE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._max_bytes = max_bytes
        self._life = life
        self._clock = clock
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many bytes of bodies are kept."""
        return self._bytes

    def get(self, key: Hashable) -> KeptPage | None:
        """Return the page kept under a key, unless it is too old or no longer current."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
        if self._clock() - page.kept_at <= self._life and page.is_current():
            return page
        with self._lock:
            self._drop(key)
        return None

    def keep(self, key: Hashable, shared: SharedPage) -> KeptPage:
        """Keep a page if it fits, and return it; under no key it is only returned."""
        page = KeptPage(shared.content, dict(shared.headers), shared.is_current, self._clock())
        if key is None:
            return page
        with self._lock:
            self._drop(key)
            if len(page.body) <= self._max_bytes:
                self._pages[key] = page
                self._bytes += len(page.body)
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._pages)))
        return page

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.body)


PAGES = PageCache()


class KeptPagesMiddleware:
    """Hands out kept pages; stands first, so that a kept page costs none of the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or not _has_no_session(request):
            return self.get_response(request)
        key = _key(request)
        page = PAGES.get(key)
        if page is None:
            response = self.get_response(request)
            if not isinstance(response, SharedPage):
                return response
            page = PAGES.keep(key, response)
        return _answer(request, page)


def _key(request: HttpRequest) -> Hashable:
    """Return what a page is kept under; None for an address whose pages are not kept.

    No page says under which of the installation's hosts it was asked for, so the host is no part
    of it: it is only checked, before anything kept is handed out under it.

    Errors:
        DisallowedHost: it is none of the installation's.
    """
    request.get_host()
    query = request.META.get("QUERY_STRING", "")
    # http is sent on to https before a page is made.
    return (request.scheme, request.path, query) if _KEPT_QUERY.fullmatch(query) else None


def _has_no_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    response = HttpResponse(page.body, headers=page.headers)
    if not _ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response.content = gzip.decompress(page.body)
        del response.headers["Content-Encoding"]
        response.headers["Content-Length"] = str(len(response.content))
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    etag = page.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response
