"""The audit log in words: what each action is called, and where what it was done to can be seen.

The apps above say it for theirs, from their `ready`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from tejido.core.models import AuditEntry

Addresses = Callable[[list[str]], Mapping[str, str]]

_words: dict[str, str | Promise] = {}
_addresses: dict[str, Addresses] = {}


def register_act_words(words: Mapping[str, str | Promise]) -> None:
    """Say what actions are called on screen: by their names in the audit log."""
    _words.update(words)


def register_act_addresses(target_type: str, addresses: Addresses) -> None:
    """Say where objects of a kind can be seen.

    Arguments:
        target_type: "app.model", as in the audit log.
        addresses: takes ids, asks a constant number of queries, and returns the address of those
            that can still be seen.
    """
    _addresses[target_type] = addresses


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the audit log, ready to be read.

    Arguments:
        words: what was done.
        address: of what it was done to; "" when there is no page of it.
    """

    entry: AuditEntry
    words: str
    address: str


def in_words(entries: Iterable[AuditEntry]) -> list[Act]:
    """Return entries with their words and addresses, with one question a kind of object."""
    rows = list(entries)
    ids: dict[str, list[str]] = {}
    for row in rows:
        ids.setdefault(row.target_type, []).append(row.target_id)
    found = {kind: _addresses[kind](ids[kind]) for kind in ids if kind in _addresses}
    return [
        Act(row, words_of(row.action), found.get(row.target_type, {}).get(row.target_id, ""))
        for row in rows
    ]


def words_of(action: str) -> str:
    """Return what an action is called; its name without underscores when nobody said."""
    return str(_words.get(action, action.replace("_", " ")))
