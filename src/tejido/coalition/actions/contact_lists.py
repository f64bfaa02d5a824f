"""Contacts of many organizations at once, at a constant number of queries."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition import access
from tejido.coalition.actions.addresses import checked_email
from tejido.coalition.models import Contact, ContactLanguage
from tejido.core import audit
from tejido.core.access import require
from tejido.core.accounts.acting import acting
from tejido.core.errors import InvalidInput
from tejido.core.models import User

Row = tuple[int, str, str, str]

_JSON = {
    "sqlite": """SELECT json_extract(value, '$[0]') AS body, json_extract(value, '$[1]') AS name,
        json_extract(value, '$[2]') AS email, json_extract(value, '$[3]') AS language
        FROM json_each(%s)""",
    "postgresql": """SELECT (r->>0)::bigint AS body, r->>1 AS name, r->>2 AS email,
        r->>3 AS language FROM jsonb_array_elements(%s::jsonb) AS r""",
}
_MADE = """WITH wanted AS ({rows})
    INSERT INTO coalition_contact
        (organization_id, user_id, name, email, language, note, created_at, added_by_id)
    SELECT w.body, u.id, w.name, w.email, w.language, '', {moment}, %s
    FROM wanted AS w LEFT JOIN core_user AS u ON u.email = w.email
    WHERE true ON CONFLICT DO NOTHING RETURNING id"""
# An address counts for every record of a merged organization, and so does an account's own.
_FOUND = """WITH wanted AS ({rows}), known AS (
        SELECT coalesce(o.merged_into_id, o.id) AS body, c.email AS email, c.id AS id
        FROM coalition_contact AS c JOIN directory_organization AS o ON o.id = c.organization_id
        UNION ALL
        SELECT coalesce(o.merged_into_id, o.id), u.email, c.id
        FROM coalition_contact AS c JOIN directory_organization AS o ON o.id = c.organization_id
        JOIN core_user AS u ON u.id = c.user_id)
    SELECT w.body, w.email, min(k.id) FROM wanted AS w
    JOIN known AS k ON k.body = w.body AND k.email = w.email GROUP BY w.body, w.email"""


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact as a list names it.

    Arguments:
        organization: id of one that counts (never of a merged one).
        name: may be empty; what stands before the @ of the address is taken then.
        language: "es" or "en".
    """

    organization: int
    email: str
    name: str = ""
    language: str = ContactLanguage.SPANISH.value


@transaction.atomic
def add_contacts(
    *, actor: User | None, contacts: Iterable[NewContact]
) -> dict[tuple[int, str], int]:
    """Name contacts of many organizations; those named already are left as they are.

    They are told by what they are named for (an invitation), not by this.

    Arguments:
        actor: of the secretariat; None for the installation itself.

    Returns the id of each contact by organization and address (lower case).

    Errors:
        NotAllowed. InvalidInput: something is no e-mail address, or an unknown language.
    """
    # Who acts is locked, so that a freeze holds all of this or refuses it. Their accounts are not:
    # a contact refers to its account, which waits for nobody who decides about it (`lock_people`).
    actor = acting(actor)
    require(access.can_see_all_mandates(actor))
    rows = [_row(contact) for contact in contacts]
    found = _found(rows)
    new = [row for row in rows if (row[0], row[2]) not in found]
    if not new:
        return found
    made = _insert(new, actor)
    if made:
        first = Contact(pk=made[0])
        audit.record(actor, "add_contacts", first, {"contacts": made})
    return _found(rows)


def _row(contact: NewContact) -> Row:
    if contact.language not in ContactLanguage.values:
        raise InvalidInput(_("Choose one of the two languages."), code="unknown-language")
    email = checked_email(contact.email)
    name = " ".join(contact.name.split()) or email.partition("@")[0]
    return contact.organization, name[:200], email, contact.language


def _insert(rows: Sequence[Row], actor: User | None) -> list[int]:
    vendor = connection.vendor
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    cast = "%s::timestamptz" if vendor == "postgresql" else "%s"
    query = _MADE.format(rows=_JSON[vendor], moment=cast)
    with connection.cursor() as cursor:
        cursor.execute(query, [json.dumps(rows), moment, actor.pk if actor else None])
        return [pk for (pk,) in cursor.fetchall()]


def _found(rows: Sequence[Row]) -> dict[tuple[int, str], int]:
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.format(rows=_JSON[connection.vendor]), [json.dumps(rows)])
        return {(body, email): pk for body, email, pk in cursor.fetchall()}
