"""Mentions for tests, read from one printed line."""

from dataclasses import replace

from tejido.directory.domain.mention import Mention, MentionKind, Place
from tejido.directory.domain.reading import read_list


def mention(
    text: str, *, kind: MentionKind = MentionKind.ORGANIZATION, place: Place | None = None
) -> Mention:
    """The one mention a line is read as, of the kind (and place) the test is about."""
    found = read_list(text).mentions[0]
    return replace(found, kind=kind, text=text, place=place or found.place)
