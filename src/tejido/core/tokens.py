"""Tokens derived from the installation's secret key: links that are checked and never stored."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from django.conf import settings


def derive(purpose: str, *parts: str | int) -> str:
    """Return the token of a purpose and the things it is for: 43 characters, safe in an address.

    Arguments:
        purpose: fixed word of the use ("unsubscribe"): tokens of two uses never match.
        parts: what the token is for (ids, slugs, dates). A number and its digits give the same
            token, as both look alike in an address.

    HMAC-SHA-256 (RFC 2104) over the parts, each preceded by its length in bytes, so that no two
    lists of parts give the same message. The token stays valid while the secret key does: what
    must end is one of the parts (a date, a counter) or is checked beside it.
    """
    encoded = [str(part).encode() for part in (purpose, *parts)]
    message = b"".join(b"%d:%s," % (len(part), part) for part in encoded)
    digest = hmac.digest(settings.SECRET_KEY.encode(), message, hashlib.sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def matches(token: str, purpose: str, *parts: str | int) -> bool:
    """Say whether a token is the one of this purpose and these parts, in constant time."""
    return same(token, derive(purpose, *parts))


def same(one: str, other: str) -> bool:
    """Say whether two tokens are the same, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
