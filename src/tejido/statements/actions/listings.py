"""A network lists its members under a statement; they agree, say no, or want it never again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition.models import Mandate
from tejido.coalition.queries import mandate_for
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.statements import delegate_access, listing_access
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.delegates import version_read
from tejido.statements.actions.entering import withdraw
from tejido.statements.actions.listed_signatures import enter_listings, standing_by_network
from tejido.statements.actions.listing_messages import tell_members
from tejido.statements.actions.naming import name_body
from tejido.statements.listing_access import ListedContact, member_of, network_of
from tejido.statements.models import (
    Answer,
    Campaign,
    Listing,
    ListingOptOut,
    Statement,
    Version,
)
from tejido.statements.queries.listed_members import MemberLine, member_lines


@transaction.atomic
def list_members(
    *,
    actor: User | None,
    statement: Statement,
    network: Organization,
    members: Collection[int],
    digest: str,
    unnamed: bool = False,
    now: datetime | None = None,
) -> list[Listing]:
    """List members of a network under a statement; each is told, and nothing counts yet.

    Those listed already stay as they are, so that doing it twice tells nobody twice.

    Arguments:
        actor: the network's delegate.
        members: canonical ids of organizations.
        digest: of the wording the delegate read.
        unnamed: their names are not shown, for their safety.
        now: the moment of the act; the clock's when left out.

    Returns:
        the new listings.

    Errors:
        NotAllowed; Conflict when the text changed meanwhile; InvalidInput when one is no current
        member that the actor sees, or said no.
    """
    lock_counting()
    whole = network.merged_into or network
    require(delegate_access.can_list_members(actor, statement, whole, now=now))
    version = version_read(statement, digest)
    lines = {line.id: line for line in member_lines(actor, version, whole, now=now)}
    chosen = _chosen(lines, members)
    mandate = mandate_for(actor, whole, scope="sign")
    moment = now or timezone.now()
    days = Campaign.objects.values_list("listing_days", flat=True).get(statement=statement)
    bodies = Organization.objects.in_bulk([line.id for line in chosen])
    made = [
        Listing(
            root_id=version.root_id or version.pk,
            network=whole,
            organization=bodies[line.id],
            mandate=mandate,
            unnamed=unnamed,
            days=days,
            created_at=moment,
        )
        for line in chosen
    ]
    listings = _stored(version, made, chosen)
    if listings:
        tell_members(listings, statement, now=moment)
        data = {
            "network": whole.pk,
            "mandate": mandate.pk if mandate else None,
            "listings": [listing.pk for listing in listings],
        }
        audit.record(actor, "list_members", statement, data)
    return listings


def _chosen(lines: dict[int, MemberLine], members: Collection[int]) -> list[MemberLine]:
    wanted = set(members)
    if not wanted <= lines.keys() or any(lines[pk].is_network for pk in wanted):
        raise InvalidInput(
            _("One of these is no organization among the network's current members."),
            code="not-a-member",
        )
    if any(lines[pk].says_no for pk in wanted):
        raise InvalidInput(
            _("One of these members does not want to be listed. It can sign by itself."),
            code="member-says-no",
        )
    return [lines[pk] for pk in sorted(wanted) if lines[pk].may_be_listed]


def _stored(
    version: Version, made: Sequence[Listing], chosen: Sequence[MemberLine]
) -> list[Listing]:
    """Write new listings, and those taken back before over their old rows."""
    root = version.root_id or version.pk
    again = {
        line.id: line.listing.pk
        for line in chosen
        if line.listing is not None and line.listing.root_id == root
    }
    for listing in made:
        if listing.organization_id in again:
            listing.pk = again[listing.organization_id]
            listing.save(force_update=True)
    Listing.objects.bulk_create([row for row in made if row._state.adding])
    return list(made)


@transaction.atomic
def take_back_listing(
    *, actor: User | None, listing: Listing, now: datetime | None = None
) -> Listing:
    """Take a listing back for the network, at any time; a signature it made is withdrawn at once.

    Errors:
        NotAllowed.
    """
    # A mandate revoked while this act waits for its turn is no mandate.
    lock_counting()
    require(listing_access.can_take_back_listing(actor, listing))
    row = _locked(listing)
    if row.taken_back_at is not None:
        return row
    row.taken_back_at = now or timezone.now()
    row.save(update_fields=["taken_back_at"])
    signatures = _withdraw_standing(row, now)
    data = {"network": row.network_id, "organization": row.organization_id}
    audit.record(actor, "take_back_listing", row, {**data, "signatures": signatures})
    return row


@transaction.atomic
def answer_listing(
    *,
    actor: User | None,
    listing: Listing,
    answer: str,
    unnamed: bool = False,
    now: datetime | None = None,
) -> Listing:
    """Answer for a listed member, as its delegate.

    To agree signs at once, through the network; to say no, in this statement or for ever,
    withdraws at once what stands through the network, after closing too.

    Arguments:
        answer: a value of `Answer`.
        unnamed: the member is not named in public, for its safety.

    Errors:
        NotAllowed; Conflict when it can no longer be agreed to.
    """
    lock_counting()
    require(listing_access.can_answer_listing(actor, listing))
    mandate = mandate_for(actor, member_of(listing), scope="sign")
    return _answer(listing, answer, unnamed, actor=actor, mandate=mandate, now=now)


@transaction.atomic
def answer_by_link(
    *, listed: ListedContact, answer: str, unnamed: bool = False, now: datetime | None = None
) -> Listing:
    """Answer for a listed member, by the link that its contact was sent.

    Arguments and errors: as `answer_listing`.
    """
    return _answer(listed.listing, answer, unnamed, contact=listed.contact.pk, now=now)


def _answer(
    listing: Listing,
    answer: str,
    unnamed: bool,
    *,
    actor: User | None = None,
    mandate: Mandate | None = None,
    contact: int | None = None,
    now: datetime | None = None,
) -> Listing:
    lock_counting()
    row = _locked(listing)
    _refuse_answer(row, answer, now)
    repeated = row.answer == answer
    row.answer = answer
    row.answered_at = now or timezone.now()
    row.answer_mandate = mandate
    row.save(update_fields=["answer", "answered_at", "answer_mandate"])
    signatures = 0
    if answer == Answer.AGREED:
        _agree(row, unnamed, now)
    else:
        signatures = _withdraw_standing(row, now)
    if answer == Answer.OPTED_OUT:
        _opt_out(row, actor, now)
    if not repeated:
        data = {"answer": answer, "mandate": mandate.pk if mandate else None, "contact": contact}
        audit.record(actor, "answer_listing", row, {**data, "signatures": signatures})
    return row


def _refuse_answer(row: Listing, answer: str, now: datetime | None) -> None:
    if answer not in {Answer.AGREED, Answer.DECLINED, Answer.OPTED_OUT}:
        raise InvalidInput(_("Choose one of the answers."), code="no-answer")
    if row.answer == Answer.OPTED_OUT and answer != Answer.OPTED_OUT:
        raise Conflict(
            _("You asked never to be listed by this network. You can sign by yourselves."),
            code="opted-out",
        )
    if answer == Answer.AGREED:
        require(listing_access.can_answer_now(row, answer, now=now))
        if row.taken_back_at is not None:
            raise Conflict(
                _("The network took this back. You can sign by yourselves."), code="taken-back"
            )


def _agree(row: Listing, unnamed: bool, now: datetime | None) -> None:
    enter_listings([row], unnamed=unnamed, now=now)
    row.refresh_from_db()
    stands = row.endorsement
    if unnamed and stands is not None:
        name_body(row.root.statement, member_of(row).pk, unnamed=True, now=now)


def _opt_out(row: Listing, actor: User | None, now: datetime | None) -> None:
    """Note it for ever, and end what the network has under way for the member elsewhere."""
    member, network = member_of(row), network_of(row)
    # Of a merged organization, for itself too: the merge may be undone, its word holds.
    for own in {member, row.organization}:
        ListingOptOut.objects.get_or_create(
            network=network, organization=own, defaults={"by": actor}
        )
    mine = Q(organization=member) | Q(organization__merged_into=member)
    made = Q(network=network) | Q(network__merged_into=network)
    waiting = Listing.objects.filter(mine & made, endorsement__isnull=True)
    waiting.exclude(answer__in=(Answer.DECLINED, Answer.OPTED_OUT)).update(
        answer=Answer.OPTED_OUT, answered_at=now or timezone.now()
    )


def _withdraw_standing(row: Listing, now: datetime | None) -> int:
    """Withdraw what stands for the member through the network; return how many signatures."""
    rows = standing_by_network(row.root.statement, member_of(row), network_of(row))
    if rows:
        withdraw(rows, now=now)
    return len(rows)


def _locked(listing: Listing) -> Listing:
    rows = Listing.objects.select_for_update(of=("self",)).select_related(
        "root__statement", "network__merged_into", "organization__merged_into"
    )
    return rows.get(pk=listing.pk)
