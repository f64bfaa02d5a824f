"""What other apps told this one when they started: their kinds of message and of recipient."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.notifications.domain.messages import Address, Data, Words

Resolve = Callable[[Iterable[int]], Mapping[int, Address]]
OfUser = Callable[[int], Iterable[int]]
Write = Callable[[Data, str], Words | None]
IsOver = Callable[[Data, datetime], bool]

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message, as `register_kind` describes it."""

    name: str
    words: Write
    is_over: IsOver
    label: str | Promise
    at_once: bool
    capped: bool
    transactional: bool
    group: str


@dataclass(frozen=True, slots=True)
class RecipientKind:
    """A kind of recipient, as `register_recipients` describes it."""

    resolve: Resolve
    of_user: OfUser | None


kinds: dict[str, Kind] = {}
recipient_kinds: dict[str, RecipientKind] = {}
groups: dict[str, str | Promise] = {GENERAL: _("Everything else")}


def register_recipients(kind: str, resolve: Resolve, *, of_user: OfUser | None = None) -> None:
    """Say how recipients of a kind are reached.

    Arguments:
        kind: "app.model", stable: messages hold it.
        resolve: takes primary keys, returns the address of each that still has one, in a number
            of queries that does not grow with them.
        of_user: takes the primary key of a user, returns those of this kind's recipients who are
            that person: their account shows these messages too.
    """
    recipient_kinds[kind] = RecipientKind(resolve, of_user)


def register_kind(
    kind: str,
    words: Write,
    *,
    is_over: IsOver = lambda _data, _now: False,
    label: str | Promise = "",
    at_once: bool = False,
    capped: bool = False,
    transactional: bool = False,
    group: str = GENERAL,
) -> None:
    """Say what a kind of message says and how it is mailed.

    Arguments:
        kind: "app.what", stable: messages hold it.
        words: takes a message's data and a language, returns what it says in that language (the
            language is active meanwhile), or None when what it is about is gone.
        is_over: takes a message's data and a moment; True when what it says is no longer so. A
            digest is written hours after the act: one that was not told by then is left out. What
            was told stays in the account as it was.
        label: two or three words for the secretariat's list ("invitation to sign").
        at_once: mailed at once and by itself, not in the daily digest.
        capped: anybody can cause it, so an address gets only a few a day.
        transactional: asked for by its recipient or needed for their security; always mailed, at
            once, and no one can unsubscribe from it.
        group: the registered group in which a recipient chooses how to get it.
    """
    at_once = at_once or transactional
    kinds[kind] = Kind(kind, words, is_over, label or kind, at_once, capped, transactional, group)


def register_group(slug: str, label: str | Promise) -> None:
    """Name a group of kinds; a recipient chooses once for all of it.

    Arguments:
        slug: word for addresses and preferences, stable; "all" is taken.
        label: what the recipient reads ("Statements and signatures").
    """
    groups[slug] = label
