"""A list of who is to be invited: whom its rows mean is decided, then they are invited."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tejido.coalition.actions import NewContact, add_contacts
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.directory.actions import create_organization
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.models import Organization
from tejido.statements import campaign_access as access
from tejido.statements.actions.inviting import invite_organizations
from tejido.statements.kept_lists import ListRow, change_list, forget_list, get_list_for
from tejido.statements.models import Campaign, InvitationRun

NEW, LEFT_OUT = "new", "out"


@transaction.atomic
def decide_rows(
    *, actor: User | None, campaign: Campaign, key: str, choices: Mapping[int, str]
) -> list[ListRow]:
    """Say whom rows of a kept list mean.

    Arguments:
        choices: by number of the line: "new" creates the organization under the name written,
            "out" leaves the row out, the key of an organization means that one.

    Errors:
        NotAllowed, NotFound. InvalidInput: a key is no organization's, or there is no name.
    """
    require(access.can_invite(actor, campaign))
    rows = get_list_for(actor, campaign, key)
    wanted = {choice for choice in choices.values() if choice not in {NEW, LEFT_OUT}}
    found = Organization.objects.filter(key__in=wanted)
    bodies = dict(found.values_list("key", Coalesce(F("merged_into_id"), F("pk"))))
    for row in rows:
        choice = choices.get(row.invitee.line, "")
        if choice and row.is_open:
            _decide(actor, row, choice, bodies)
    change_list(campaign, key, rows)
    return rows


def _decide(actor: User | None, row: ListRow, choice: str, bodies: Mapping[str, int]) -> None:
    if choice == LEFT_OUT:
        row.left_out = True
    elif choice == NEW:
        data = OrganizationData(names=(NameData(row.invitee.name),))
        row.organization = create_organization(actor=actor, data=data).pk
    elif choice in bodies:
        row.organization = bodies[choice]
    else:
        raise InvalidInput(
            _("Line %(line)s: no organization has this key.") % {"line": row.invitee.line},
            code="unknown-key",
        )


@transaction.atomic
def leave_out_open_rows(*, actor: User | None, campaign: Campaign, key: str) -> None:
    """Leave out every row of a kept list of which nobody said whom it means."""
    require(access.can_invite(actor, campaign))
    rows = get_list_for(actor, campaign, key)
    for row in rows:
        row.left_out = row.left_out or row.is_open
    change_list(campaign, key, rows)


@transaction.atomic
def invite_list(*, actor: User | None, campaign: Campaign, key: str) -> InvitationRun:
    """Invite the organizations of a kept list, and forget the list.

    Their addresses become contacts; of two rows of one organization the first is invited. The
    number of queries does not grow with the rows.

    Errors:
        NotAllowed, NotFound.
        InvalidInput: rows are undecided, or nobody is left to invite.
    """
    require(access.can_invite(actor, campaign))
    rows = get_list_for(actor, campaign, key)
    if any(row.is_open for row in rows):
        raise InvalidInput(
            _("Some rows are undecided: choose an organization for each, or leave it out."),
            code="undecided",
        )
    run = invite_organizations(actor=actor, campaign=campaign, rows=_pairs(actor, rows))
    transaction.on_commit(lambda: forget_list(key))
    return run


def _pairs(actor: User | None, rows: Sequence[ListRow]) -> list[tuple[int, int | None]]:
    first: dict[int, ListRow] = {}
    for row in rows:
        if row.organization is not None and not row.left_out:
            first.setdefault(row.organization, row)
    contacts = add_contacts(
        actor=actor,
        contacts=[
            NewContact(body, row.invitee.email, row.invitee.person, row.invitee.language)
            for body, row in first.items()
            if row.invitee.email
        ],
    )
    return [(body, contacts.get((body, row.invitee.email))) for body, row in first.items()]
