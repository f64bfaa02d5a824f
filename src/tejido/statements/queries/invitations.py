"""The invitations of a campaign: how each stands, how many stand how, who is to be reminded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tejido.notifications.models import Message, MessageState, Reason
from tejido.statements.campaign_telling import CONTACT, MAILED, REMINDER
from tejido.statements.models import Campaign, Endorsement, Invitation
from tejido.statements.queries.signatories import Annotated
from tejido.statements.signing_access import signing_version

_UNREACHED = (MessageState.BOUNCED, MessageState.FAILED, MessageState.DROPPED)
_QUEUED = (MessageState.WAITING, MessageState.HANDED)


class InvitationFilter(models.TextChoices):
    """What the list of invitations is limited to."""

    ALL = "", pgettext_lazy("invitations", "all")
    UNSIGNED = "unsigned", _("not signed yet")
    SIGNED = "signed", _("with a signature")
    UNREACHED = "unreached", _("mail came back")
    BY_HAND = "by-hand", _("not mailed")
    REVOKED = "revoked", pgettext_lazy("invitations", "revoked")


class InvitationOrder(models.TextChoices):
    """How the list is sorted."""

    NAME = "", _("by name")
    NEWEST = "newest", _("newest first")
    REMINDED = "reminded", _("reminded longest ago first")


@dataclass(frozen=True, slots=True)
class InvitationCounts:
    """How many invitations stand how. One that signed and bounced is in both.

    Arguments:
        signed: the organization signed the text directly, by whatever way.
        mailed: a mail was queued for its contact.
        queued: that mail has not left yet.
        unreached: that mail came back or could not be sent.
        by_hand: never mailed; the link is passed on by the secretariat.
    """

    all: int
    signed: int
    mailed: int
    queued: int
    unreached: int
    by_hand: int
    revoked: int


def invitations_of(campaign: Campaign) -> Annotated:
    """Return the invitations of a campaign, each with how it stands.

    Annotated: `body` (canonical id), `name` and `sort_key` of the organization, `has_signed`,
    `is_unreached` and `is_queued`.
    """
    version = signing_version(campaign.statement)
    signed: Annotated = Endorsement.objects.filter(
        root=version.root_id if version else None, via__isnull=True, withdrawn_at__isnull=True
    )
    bodies = signed.annotate(
        body=Coalesce(F("organization__merged_into_id"), F("organization_id"))
    ).filter(body__isnull=False)
    rows: Annotated = campaign.invitations.annotate(
        body=Coalesce(F("organization__merged_into_id"), F("organization_id")),
        name=Coalesce(F("organization__merged_into__name"), F("organization__name")),
        sort_key=Coalesce(F("organization__merged_into__sort_key"), F("organization__sort_key")),
    )
    found: Annotated = rows.annotate(
        has_signed=Case(
            When(body__in=bodies.values("body"), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        is_unreached=_newest_mail(_UNREACHED),
        is_queued=_newest_mail(_QUEUED),
    )
    return found


def _newest_mail(states: tuple[MessageState, ...]) -> Exists:
    """Return whether the invitation as last mailed, or a later reminder, is in one of the states.

    Found through the contact, by an index; a mail to an earlier contact says nothing any more, nor
    does a reminder that was left out because there was nothing to remind of.
    """
    mails: Annotated = Message.objects.annotate(
        about=Cast(KeyTextTransform("invitation", "data"), models.BigIntegerField())
    )
    return Exists(
        mails.filter(
            recipient_kind=CONTACT,
            recipient_id=OuterRef("contact_id"),
            kind__in=MAILED,
            created_at__gte=OuterRef("told_at"),
            state__in=states,
            about=OuterRef("pk"),
        ).exclude(kind=REMINDER, reason=Reason.OVER)
    )


def filtered(rows: Annotated, shown: str, order: str) -> Annotated:
    """Return the invitations of `invitations_of` a filter lets through, sorted."""
    conditions = {
        InvitationFilter.UNSIGNED: Q(has_signed=False, revoked_at__isnull=True),
        InvitationFilter.SIGNED: Q(has_signed=True),
        InvitationFilter.UNREACHED: Q(is_unreached=True, revoked_at__isnull=True),
        InvitationFilter.BY_HAND: Q(told_at__isnull=True, revoked_at__isnull=True),
        InvitationFilter.REVOKED: Q(revoked_at__isnull=False),
    }
    orders = {
        InvitationOrder.NEWEST: ("-pk",),
        InvitationOrder.REMINDED: (F("reminded_at").asc(nulls_first=True), "pk"),
    }
    found = rows.filter(conditions.get(InvitationFilter(shown), Q()))
    return found.order_by(*orders.get(InvitationOrder(order), ("sort_key", "pk")))


def invitation_counts(campaign: Campaign) -> InvitationCounts:
    """Count the invitations of a campaign, in two queries."""
    totals: dict[str, Any] = invitations_of(campaign).aggregate(
        all=Count("pk"),
        signed=Count("pk", filter=Q(has_signed=True)),
        mailed=Count("pk", filter=Q(told_at__isnull=False)),
        queued=Count("pk", filter=Q(is_queued=True)),
        unreached=Count("pk", filter=Q(is_unreached=True, revoked_at__isnull=True)),
        by_hand=Count("pk", filter=Q(told_at__isnull=True, revoked_at__isnull=True)),
        revoked=Count("pk", filter=Q(revoked_at__isnull=False)),
    )
    return InvitationCounts(**totals)


def to_remind(campaign: Campaign, *, most: int, before: datetime) -> list[tuple[int, int]]:
    """Return the invitations to remind, with their contacts: not signed, reached, not lately.

    Arguments:
        most: reminders after which there are no more.
        before: who was invited or reminded after this moment is left alone.
    """
    rows = invitations_of(campaign).filter(
        Q(reminded_at__isnull=True) | Q(reminded_at__lte=before),
        has_signed=False,
        is_unreached=False,
        signed_at__isnull=True,
        revoked_at__isnull=True,
        contact__isnull=False,
        told_at__lte=before,
        reminders__lt=most,
    )
    return list(rows.order_by("pk").values_list("pk", "contact_id"))


def mails_of(invitation: Invitation) -> list[Message]:
    """Return the mails of an invitation to its present contact, newest first."""
    if invitation.contact_id is None:
        return []
    rows = Message.objects.filter(
        recipient_kind=CONTACT, recipient_id=invitation.contact_id, kind__in=MAILED
    )
    return [row for row in rows if row.data.get("invitation") == invitation.pk]
