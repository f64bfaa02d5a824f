"""What is said of a source when it is registered or put right."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tejido.evidence.domain.partial_dates import is_partial_date

_SHA256 = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class SourceData:
    """The fields of a source.

    Arguments:
        title: what the document is called; needed.
        publisher: who published it.
        published_on: "", "2017", "2017-05" or "2017-05-31".
        url: http or https address, or empty.
        language: code of its language, or empty.
        digest: SHA-256 of the file held, 64 lower-case hexadecimal digits, or empty.
        note: anything a colleague should know.
        visibility: public, coalition or sealed.
    """

    title: str
    publisher: str = ""
    published_on: str = ""
    url: str = ""
    language: str = ""
    digest: str = ""
    note: str = ""
    visibility: str = "coalition"


def faulty_fields(data: SourceData) -> tuple[str, ...]:
    """Return the names of the fields that do not hold."""
    holds = {
        "title": bool(data.title.strip()),
        "published_on": not data.published_on or is_partial_date(data.published_on),
        "url": not data.url or _is_web_address(data.url),
        "digest": not data.digest or bool(_SHA256.match(data.digest)),
    }
    return tuple(name for name, fine in holds.items() if not fine)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
