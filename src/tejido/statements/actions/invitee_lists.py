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
from tejido.directory.actions import create_organizations
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.models import Organization
from tejido.statements import campaign_access as access
from tejido.statements.actions.inviting import invite_organizations
from tejido.statements.kept_lists import ListRow, change_list, forget_list, get_list_for
from tejido.statements.models import Campaign, InvitationRun
from tejido.statements.queries.invitees import matched

NEW, LEFT_OUT = "new", "out"


@transaction.atomic
def decide_rows(
    *, actor: User | None, campaign: Campaign, key: str, choices: Mapping[int, str]
) -> list[ListRow]:
    """Say whom rows of a kept list mean.

    Arguments:
        choices: by number of the line: "new" has the organization created under the name written
            when the list is used, "out" leaves the row out, the key of an organization means that
            one.

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
            _decide(row, choice, bodies)
    change_list(campaign, key, rows)
    return rows


def _decide(row: ListRow, choice: str, bodies: Mapping[str, int]) -> None:
    if choice == LEFT_OUT:
        row.left_out = True
    elif choice == NEW:
        if not row.invitee.name:
            raise InvalidInput(
                _("Line %(line)s: there is no name to create an organization under.")
                % {"line": row.invitee.line},
                code="no-name",
            )
        row.is_new = True
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
def create_open_rows(*, actor: User | None, campaign: Campaign, key: str) -> int:
    """Have all that are like nobody in the directory created when a kept list is used.

    Rows that may mean an organization of the directory go on asking. Returns how many
    organizations will be created for these rows.

    Errors:
        NotAllowed, NotFound.
    """
    require(access.can_invite(actor, campaign))
    rows = get_list_for(actor, campaign, key)
    found = [row for row in rows if row.is_like_nobody]
    for row in found:
        row.is_new = True
    change_list(campaign, key, rows)
    return len({row.new_key for row in found})


@transaction.atomic
def undo_new_rows(*, actor: User | None, campaign: Campaign, key: str) -> None:
    """Ask again of every row of a kept list for which an organization would be created.

    Errors:
        NotAllowed, NotFound.
    """
    require(access.can_invite(actor, campaign))
    rows = get_list_for(actor, campaign, key)
    for row in rows:
        row.is_new = False
    change_list(campaign, key, rows)


@transaction.atomic
def invite_list(*, actor: User | None, campaign: Campaign, key: str) -> InvitationRun:
    """Invite the organizations of a kept list, and forget the list.

    Those that are new are created, and their addresses become contacts; of two rows of one
    organization the first is invited. The number of queries does not grow with the rows.

    Errors:
        NotAllowed, NotFound.
        InvalidInput: rows are undecided, or nobody is left to invite.
    """
    require(access.can_invite(actor, campaign))
    # Sent twice, the second looks when the first has created what is new, and finds it.
    Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=campaign.pk)
    rows = get_list_for(actor, campaign, key)
    if _learnt(rows):
        change_list(campaign, key, rows)
    if any(row.is_open for row in rows):
        raise InvalidInput(
            _("Some rows are undecided: choose an organization for each, or leave it out."),
            code="undecided",
        )
    _create(actor, [row for row in rows if row.is_new])
    run = invite_organizations(actor=actor, campaign=campaign, rows=_pairs(actor, rows))
    transaction.on_commit(lambda: forget_list(key))
    return run


def _learnt(rows: Sequence[ListRow]) -> bool:
    """Look once more for what is to be created: somebody may have entered it meanwhile.

    What has exactly this name is meant; of what is only like it, somebody has to say.
    """
    new = [row for row in rows if row.is_new]
    is_changed = False
    for row, now in zip(new, matched([row.invitee for row in new]) if new else [], strict=True):
        found = {pk for pk in (now.organization, *now.maybe) if pk is not None} - set(row.maybe)
        if found:
            is_changed = True
            row.is_new, row.maybe = False, [*row.maybe, *now.maybe]
            row.organization = now.organization
    return is_changed


def _create(actor: User | None, rows: Sequence[ListRow]) -> None:
    first = {row.new_key: row for row in reversed(rows)}
    data = [OrganizationData(names=(NameData(row.invitee.name),)) for row in first.values()]
    made = create_organizations(actor=actor, data=data)
    bodies = {key: body.pk for key, body in zip(first, made, strict=True)}
    for row in rows:
        row.organization = bodies[row.new_key]


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
