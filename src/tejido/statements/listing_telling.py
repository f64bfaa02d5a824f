"""What members are told when their network lists them, and contacts when somebody signed.

The words are written when a mail or a page is, from what the tables hold by then.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tejido.coalition.models import Contact
from tejido.core.erasure import register_eraser
from tejido.core.periodic import register_periodic
from tejido.core.tokens import derive
from tejido.directory.models import Organization
from tejido.notifications.actions import Words, register_kind
from tejido.notifications.domain.messages import Data
from tejido.statements.actions import recorded
from tejido.statements.actions.due_listings import settle_listings
from tejido.statements.actions.listing_messages import SIGNED
from tejido.statements.change_telling import GROUP
from tejido.statements.domain.listing import ListingState, ends_at, state_of
from tejido.statements.listing_access import LINK, member_of, network_of
from tejido.statements.models import Endorsement, Listing, ProofFile, Statement
from tejido.statements.queries.listed_members import listed_facts, period_of
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.queries.titles import title_of
from tejido.statements.signing_access import campaign_of, signing_version

# Nothing of these counts through the network, nor will it.
_OVER = {
    ListingState.DECLINED,
    ListingState.OPTED_OUT,
    ListingState.WITHDRAWN,
    ListingState.OTHER_TEXT,
}


def of_listing(data: Data, language: str) -> Words | None:
    """Return the words that tell a member of a listing; None when it is taken back or gone."""
    row = _listing(data)
    link = row and _link(row, data)
    campaign = row and campaign_of(row.root.statement)
    if not row or row.taken_back_at or not campaign or not link:
        return None
    title, _language = title_of(signing_version(row.root.statement) or row.root, language)
    until = ends_at(row.told_at, period_of(row, campaign.closes_at)) if row.told_at else None
    values = {
        "network": network_of(row).name,
        "member": member_of(row).name,
        "title": title,
        "days": row.days,
        "until": _moment(until) if until else "",
        "closes": _moment(campaign.closes_at),
    }
    may = _(
        "You can agree, say no to this statement, or say that this network never lists you. A no is"
        " possible for ever. Signing closes on %(closes)s."
    )
    return Words(
        _("%(network)s lists %(member)s under “%(title)s”") % values,
        tuple(line % values for line in (*_what_silence_does(row), may)),
        link,
        _("Read the text and answer"),
    )


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")


def _what_silence_does(row: Listing) -> tuple[str, ...]:
    """Return what becomes of a listing when nobody answers, with places for what is known of it.

    The days run from the first message that reached somebody: a later one says when they end.
    """
    if row.endorsement is not None and row.endorsement.withdrawn_at is None:
        return (_("It is counted, as listed by %(network)s."),)
    if row.told_at is not None:
        silence = _(
            "If nobody of you answers before %(until)s, it is named as listed by %(network)s,"
            " unless signing closes before."
        )
    else:
        silence = ngettext(
            "If nobody of you answers within %(days)d day of this message, it is named as listed"
            " by %(network)s, unless signing closes before.",
            "If nobody of you answers within %(days)d days of this message, it is named as listed"
            " by %(network)s, unless signing closes before.",
            row.days,
        )
    return _("Until you agree, %(member)s is neither named nor counted."), silence


def listing_is_over(data: Data, now: datetime) -> bool:
    """Say whether a listing is nothing to be answered any more, and does not count."""
    row = _listing(data)
    campaign = row and campaign_of(row.root.statement)
    if not row or not campaign:
        return False
    version = signing_version(row.root.statement) or row.root
    facts = listed_facts(row, version.root_id or version.pk)
    state = state_of(facts, period_of(row, campaign.closes_at), now)
    return state in _OVER or (state == ListingState.LATE and now >= campaign.closes_at)


def _listing(data: Data) -> Listing | None:
    rows = Listing.objects.select_related(
        "root__statement", "network__merged_into", "organization__merged_into", "endorsement"
    )
    return rows.filter(pk=data["listing"]).first()


def _link(row: Listing, data: Data) -> str:
    """Return where this recipient answers: a contact by a link of its own, a delegate signed in."""
    if "contact" not in data:
        return reverse("statements:listing_answer", args=[row.pk])
    contact = Contact.objects.select_related("user").filter(pk=data["contact"]).first()
    if contact is None:
        return ""
    token = derive(LINK, row.pk, contact.pk, contact.address)
    return reverse("statements:listing_link", args=[row.pk, contact.pk, token])


def of_signing(data: Data, language: str) -> Words | None:
    """Return the words that tell a contact that somebody signed for the organization."""
    statement = Statement.objects.filter(slug=data["statement"]).first()
    organization = Organization.objects.filter(pk=data["organization"]).first()
    version = signing_version(statement) if statement else None
    if version is None or organization is None:
        return None
    title, _language = title_of(version, language)
    values = {"organization": organization.name, "title": title}
    return Words(
        _("%(organization)s signed “%(title)s”") % values,
        (
            _(
                "Its delegate signed, or the secretariat recorded a signature that it received."
                " If this should not be so, withdraw it in your account or write to the"
                " secretariat. It takes effect at once, now and for ever."
            ),
        ),
        reverse("statements:asked"),
        _("See what is signed"),
    )


def signing_is_over(data: Data, _now: datetime) -> bool:
    """Say whether nothing of what somebody signed for an organization stands any more."""
    organization = Organization.objects.filter(pk=data["organization"]).first()
    if organization is None:
        return False
    body = organization.merged_into_id or organization.pk
    rows = Endorsement.objects.filter(
        Q(organization=body) | Q(organization__merged_into=body),
        signed_by__statement__slug=data["statement"],
        withdrawn_at__isnull=True,
    )
    return not rows.exists()


def register() -> None:
    """Tell the notifications the words, the worker its job, and the erasure its proofs."""
    # At once: the days to object run from when the message is sent, and should not run short.
    label = gettext_lazy("listed by a network")
    register_kind(
        LISTED, of_listing, is_over=listing_is_over, label=label, at_once=True, group=GROUP
    )
    label = gettext_lazy("signed for an organization")
    register_kind(SIGNED, of_signing, is_over=signing_is_over, label=label, group=GROUP)
    register_periodic("statements.listings", settle_listings, every=timedelta(minutes=2))
    register_periodic("statements.proofs", recorded.drop_stray_proofs, every=timedelta(hours=6))
    register_eraser(recorded.ERASED_KIND, recorded.carry_out_erasure, (ProofFile._meta.db_table,))
