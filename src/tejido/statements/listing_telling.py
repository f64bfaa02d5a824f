"""What members are told when their network lists them, and contacts when somebody signed.

The words are written when a mail or a page is, from what the tables hold by then.
"""

from datetime import timedelta

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
from tejido.statements.listing_access import LINK, member_of, network_of
from tejido.statements.models import Campaign, Listing, ProofFile, Statement
from tejido.statements.queries.listing_messages import LISTED
from tejido.statements.queries.titles import title_of
from tejido.statements.signing_access import signing_version


def of_listing(data: Data, language: str) -> Words | None:
    """Return the words that tell a member of a listing; None when it is taken back or gone."""
    rows = Listing.objects.select_related(
        "root__statement__campaign", "network__merged_into", "organization__merged_into"
    )
    row = rows.filter(pk=data["listing"], taken_back_at__isnull=True).first()
    link = row and _link(row, data)
    campaign = row and Campaign.objects.filter(statement=row.root.statement).first()
    if not row or not campaign or not link:
        return None
    title, _language = title_of(signing_version(row.root.statement) or row.root, language)
    values = {
        "network": network_of(row).name,
        "member": member_of(row).name,
        "title": title,
        "closes": date_format(localtime(campaign.closes_at), "DATETIME_FORMAT"),
    }
    return Words(
        _("%(network)s lists %(member)s under “%(title)s”") % values,
        (
            _("Until you agree, %(member)s is neither named nor counted.") % values,
            ngettext(
                "If nobody of you answers within %(days)d day of this message, it is named as"
                " listed by %(network)s, unless signing closes before.",
                "If nobody of you answers within %(days)d days of this message, it is named as"
                " listed by %(network)s, unless signing closes before.",
                campaign.listing_days,
            )
            % {**values, "days": campaign.listing_days},
            _(
                "You can agree, say no to this statement, or say that this network never lists"
                " you. A no is possible for ever. Signing closes on %(closes)s."
            )
            % values,
        ),
        link,
        _("Read the text and answer"),
    )


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


def register() -> None:
    """Tell the notifications the words, the worker its job, and the erasure its proofs."""
    # At once: the days to object run from when the message is sent, and should not run short.
    label = gettext_lazy("listed by a network")
    register_kind(LISTED, of_listing, label=label, at_once=True, group=GROUP)
    label = gettext_lazy("signed for an organization")
    register_kind(SIGNED, of_signing, label=label, group=GROUP)
    register_periodic("statements.listings", settle_listings, every=timedelta(minutes=2))
    register_periodic("statements.proofs", recorded.drop_stray_proofs, every=timedelta(hours=6))
    register_eraser(recorded.ERASED_KIND, recorded.carry_out_erasure, (ProofFile._meta.db_table,))
