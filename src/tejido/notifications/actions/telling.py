"""Telling people something: one statement of SQL, however many they are."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from tejido.notifications.domain.messages import Data, Recipient
from tejido.notifications.models import Message
from tejido.notifications.registry import kinds, recipient_kinds

_COLUMNS = (
    "recipient_kind, recipient_id, data, kind, at_once, state, reason, tries,"
    " created_at, expires_at"
)
_ROWS = {
    "sqlite": (
        "json_extract(value, '$.k'), json_extract(value, '$.i'), json_extract(value, '$.d')",
        "json_each(%s)",
    ),
    "postgresql": ("k, i, d", "jsonb_to_recordset(%s::jsonb) AS told(k text, i bigint, d jsonb)"),
}


def tell(
    *,
    recipients: Iterable[Recipient],
    kind: str,
    data: Data | None = None,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> int:
    """Note that recipients are told something; return how many.

    In the caller's transaction: who acted and who is told of it stand or fall together. The mails
    are written and sent later, by the worker.

    Arguments:
        recipients: of registered kinds.
        kind: registered kind of message.
        data: what the words of the kind need: ids and slugs only, nothing personal.
        expires_at: when it is no longer worth reading; a mail that comes within 48 hours of it
            does not wait for the digest, and none is sent after it.
        now: the moment of the act; the clock's when left out.

    Errors:
        KeyError: the kind, or a recipient's kind, is not registered.
        ValueError: a value that is no number and no slug.
    """
    described = kinds[kind]
    shared = dict(data or {})
    rows = []
    for recipient in recipients:
        own = {**shared, **recipient.data} if recipient.data else shared
        _refuse_personal(own)
        if recipient.kind not in recipient_kinds:
            raise KeyError(recipient.kind)
        rows.append({"k": recipient.kind, "i": recipient.id, "d": own})
    if not rows:
        return 0
    moment = connection.ops.adapt_datetimefield_value(now or timezone.now())
    until = connection.ops.adapt_datetimefield_value(expires_at) if expires_at else None
    chosen, source = _ROWS[connection.vendor]
    table = connection.ops.quote_name(Message._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({_COLUMNS})"  # noqa: S608
            f" SELECT {chosen}, %s, %s, 'waiting', '', 0, %s, %s FROM {source}",
            [kind, described.at_once, moment, until, json.dumps(rows)],
        )
    return len(rows)


def _refuse_personal(data: Data) -> None:
    """Refuse what looks like an address or a sentence: data stay when a person is erased."""
    for value in data.values():
        if isinstance(value, str) and (len(value) > 200 or not set(value).isdisjoint("@ \n")):
            raise ValueError("Messages hold ids and slugs only.")
