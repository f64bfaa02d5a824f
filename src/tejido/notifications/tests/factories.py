"""Kinds, recipients and messages for tests; importing this registers the kinds."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from tejido.core.models import User
from tejido.notifications.actions import (
    Address,
    Recipient,
    Words,
    register_group,
    register_kind,
    register_recipients,
    tell,
)
from tejido.notifications.domain.messages import Data
from tejido.notifications.models import Message
from tejido.notifications.recipients import USER

PERSON = "tests.person"
NEWS = "tests.news"
URGENT = "tests.urgent"
CAPPED = "tests.capped"
CONFIRM = "tests.confirm"
MANDATE = "tests.mandate"
GROUP = "tests"

# Invented people without an account: a name and a language by id.
people: dict[int, Address] = {}
# Numbers of the news that are no longer so.
over: set[int] = set()


def a_person(number: int, *, language: str = "es", name: str = "", email: str = "") -> Recipient:
    """Return a recipient without an account, reached at an invented address."""
    people[number] = Address(email or f"person{number}@example.org", language, name)
    return Recipient(PERSON, number)


def a_user(user: User) -> Recipient:
    """Return a person with an account as a recipient."""
    return Recipient(USER, user.pk)


def a_message(
    recipient: Recipient,
    kind: str = NEWS,
    *,
    data: Data | None = None,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> Message:
    """Tell one recipient something and return the message."""
    tell(
        recipients=[recipient],
        kind=kind,
        data=data or {"statement": "declaracion", "number": 1},
        expires_at=expires_at,
        now=now or timezone.now(),
    )
    return Message.objects.latest("pk")


def _words(data: Data, language: str) -> Words | None:
    if data.get("gone"):
        return None
    if data.get("broken"):
        raise LookupError
    said = "Cambió el texto" if language == "es" else "The text changed"
    return Words(
        subject=f"{said} {data.get('number', '')}".strip(),
        lines=(f"{said}: {data.get('statement', '')}", "<b>&"),
        link=f"/{language}/",
        link_text="Leer el cambio" if language == "es" else "Read the change",
    )


def _is_over(data: Data, _now: datetime) -> bool:
    return data.get("number") in over


def _resolve(ids: Iterable[int]) -> Mapping[int, Address]:
    return {number: people[number] for number in ids if number in people}


register_recipients(PERSON, _resolve)
register_group(GROUP, "Pruebas")
register_group("tests-mandates", "Mandatos")
register_kind(NEWS, _words, is_over=_is_over, label="novedad", group=GROUP)
register_kind(URGENT, _words, label="urgente", at_once=True, group=GROUP)
register_kind(CAPPED, _words, label="con tope", at_once=True, capped=True, group=GROUP)
register_kind(MANDATE, _words, label="mandato", at_once=True, capped=True, group="tests-mandates")
register_kind(CONFIRM, _words, label="confirmación", transactional=True)
