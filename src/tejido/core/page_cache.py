"""Whole public pages, compressed, kept for a moment in the memory of the process.

Only what every reader gets alike is kept: pages asked for without a session, under a key that
names all they depend on. A reader's copy is checked again at every visit (`no-cache` with an
ETag), so that a withdrawal takes effect at once.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

MAX_BYTES = 16 * 1024 * 1024
LIFE_SECONDS = 60.0

_ACCEPTS_GZIP = re.compile(r"\bgzip\b")
_TYPE = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it goes over the wire.

    Arguments:
        body: compressed with gzip.
        etag: weak, since the same page goes out compressed or not.
        kept_at: seconds of a monotonic clock.
    """

    body: bytes
    etag: str
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

    def get(self, key: Hashable) -> KeptPage | None:
        """Return the page kept under a key, unless it is too old."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if self._clock() - page.kept_at > self._life:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, content: bytes) -> KeptPage:
        """Compress a page, keep it if it fits, and return it."""
        etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
        page = KeptPage(gzip.compress(content, mtime=0), etag, self._clock())
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


def is_shared(request: HttpRequest) -> bool:
    """Whether the reader has no session, so that the answer is everybody's."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def shared_page(
    request: HttpRequest, key: Hashable, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answer with the page kept under a key, making it first when there is none.

    Arguments:
        request: GET or HEAD; with a session, the page is made and not kept.
        key: names everything the page depends on, the language and the static files included.
        make: renders the page; an answer other than 200, or with a cookie, is not kept.
    """
    if not is_shared(request):
        response = make()
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    page = PAGES.get(key)
    if page is None:
        made = make()
        if made.status_code != 200 or made.cookies:
            return made
        page = PAGES.keep(key, made.content)
    return _answer(request, page)


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    if _ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(page.body, content_type=_TYPE)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.body), content_type=_TYPE)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = page.etag
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    conditional = get_conditional_response(request, etag=page.etag, response=response)
    return conditional or response
