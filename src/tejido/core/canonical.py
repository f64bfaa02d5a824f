"""One JSON text for the same data, so that its SHA-256 names it."""

import json
from hashlib import sha256


def canonical_json(data: object) -> bytes:
    """Return data as RFC 8785 writes it: sorted names, no spaces, UTF-8.

    Arguments:
        data: objects, lists, text, whole numbers, booleans and nulls. Names within the basic
            plane, whose order is that of RFC 8785; amounts are text, never binary fractions.
    """
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(data: object) -> str:
    """Return the SHA-256 of the canonical JSON of data, in hexadecimal."""
    return sha256(canonical_json(data)).hexdigest()
