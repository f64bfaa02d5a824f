"""What people are told of a campaign: invited, reminded, signed by link, withdrawn by link.

The words are written as a mail is, from what the tables hold by then; a message holds ids alone,
and a link in it is derived, not stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.coalition.models import Contact
from tejido.coalition.queries import contact_ids
from tejido.notifications.actions import Recipient, Words, register_group, register_kind, tell
from tejido.notifications.domain.messages import Data
from tejido.statements.campaign_access import can_use_link, link_token, objection_token
from tejido.statements.domain.links import LinkState
from tejido.statements.models import Campaign, Invitation
from tejido.statements.queries.links import link_view
from tejido.statements.queries.titles import title_of
from tejido.statements.signing_access import embargo_of, signing_version
from tejido.statements.zone_names import moment_said

GROUP = "signing"
CONTACT = "coalition.contact"
INVITATION = "statements.invitation"
REMINDER = "statements.reminder"
MAILED = (INVITATION, REMINDER)


@dataclass(frozen=True, slots=True)
class Template:
    """A message about an invitation, before names and times are filled in.

    Arguments:
        label: what sort of message it is, for the secretariat's list.
        subject, lines: with places for organization, title, closes and moment.
        link_text: what its link does.
    """

    label: Promise
    subject: Promise
    lines: tuple[Promise, ...]
    link_text: Promise


_ONCE = gettext_lazy(
    "The link below is for %(organization)s alone and signs once. Whoever has it can sign for you:"
    " do not pass it on. No account is needed."
)
_UNTIL = gettext_lazy("It can be signed from %(opens)s until %(closes)s.")
_OPEN = gettext_lazy("Read and sign for %(organization)s")

ASKING = {
    INVITATION: Template(
        gettext_lazy("invitation to sign"),
        gettext_lazy("%(organization)s is invited to sign: %(title)s"),
        (_UNTIL, _ONCE),
        _OPEN,
    ),
    REMINDER: Template(
        gettext_lazy("reminder to sign"),
        gettext_lazy("%(organization)s has not signed yet: %(title)s"),
        (
            _UNTIL,
            gettext_lazy("If your organization will not sign, there is nothing to do."),
            _ONCE,
        ),
        _OPEN,
    ),
}
# What the link shows once there is no more to ask.
_OVER = {
    INVITATION: {LinkState.CLOSED},
    REMINDER: {
        LinkState.SIGNED,
        LinkState.SIGNED_OTHERWISE,
        LinkState.TEXT_CHANGED,
        LinkState.TAKEN_BACK,
        LinkState.CLOSED,
    },
}
SIGNED = "statements.signed_by_link"
WITHDRAWN = "statements.withdrawn_by_link"
DONE = {
    SIGNED: Template(
        gettext_lazy("signed by personal link"),
        gettext_lazy("%(organization)s has signed: %(title)s"),
        (
            gettext_lazy("Signed by personal link on %(moment)s."),
            gettext_lazy(
                "Was this not decided in your organization? Withdraw the signature with the link"
                " below: it takes effect at once. And write to the secretariat."
            ),
        ),
        gettext_lazy("See the signature, or withdraw it"),
    ),
    WITHDRAWN: Template(
        gettext_lazy("withdrawn by personal link"),
        gettext_lazy("%(organization)s has withdrawn its signature: %(title)s"),
        (
            gettext_lazy("It took effect at once."),
            gettext_lazy("Was this not decided in your organization? Write to the secretariat."),
        ),
        gettext_lazy("See the statement"),
    ),
}


def link_path(invitation: Invitation) -> str:
    """Return the address of a personal link, from the root, in the active language."""
    return reverse("statements:personal_link", args=[invitation.pk, link_token(invitation)])


def objection_path(invitation: Invitation, contact: Contact) -> str:
    """Return the address by which another contact takes back what a link signed."""
    token = objection_token(invitation, contact)
    return reverse("statements:signature_objection", args=[invitation.pk, contact.pk, token])


def tell_invited(
    campaign: Campaign, pairs: Iterable[tuple[int, int]], *, kind: str, now: datetime
) -> int:
    """Mail invitations or reminders; return how many. A constant number of queries.

    Arguments:
        pairs: ids of invitations and of the contacts they go to.
        kind: INVITATION or REMINDER.
        now: the moment of the act, which the invitations keep.
    """
    told = [
        Recipient(CONTACT, contact, {"invitation": pk, "contact": contact}) for pk, contact in pairs
    ]
    return tell(recipients=told, kind=kind, expires_at=campaign.closes_at, now=now)


def tell_contacts(invitation: int, body: int, what: str, *, now: datetime) -> None:
    """Tell every contact of an organization what was done with its link, its holder among them.

    Arguments:
        invitation: id.
        body: id of the organization it counts as.
    """
    told = [
        Recipient(CONTACT, contact, {"invitation": invitation, "contact": contact})
        for contact in contact_ids(body)
    ]
    tell(recipients=told, kind=f"statements.{what}", now=now)


def asking_words(template: Template, data: Data, language: str) -> Words | None:
    """Return the words of an invitation or a reminder; None when the link is of no use any more."""
    invitation = _invitation(data)
    if invitation is None or not can_use_link(invitation):
        return None
    if data.get("contact", invitation.contact_id) != invitation.contact_id:
        # The link was renewed for somebody else, and is theirs alone.
        return None
    values = _values(invitation, language)
    lines = [str(line) % values for line in template.lines]
    campaign = invitation.campaign
    if kept := embargo_of(campaign.statement, campaign):
        until = moment_said(kept, campaign.time_zone)
        lines.insert(
            0,
            _("The text is not public before %(until)s: keep it to yourselves.") % {"until": until},
        )
    return Words(
        str(template.subject) % values,
        tuple(lines),
        link_path(invitation),
        str(template.link_text) % values,
    )


def asking_is_over(kind: str, data: Data, now: datetime) -> bool:
    """Say whether an invitation or a reminder asks for what can no longer be done, or was done.

    An invitation is mailed all the same when the organization signed meanwhile: whoever holds its
    link sees the signature there, and takes it back.
    """
    invitation = _invitation(data)
    return invitation is not None and link_view(invitation, now=now).state in _OVER[kind]


def done_words(template: Template, data: Data, language: str) -> Words | None:
    """Return the words that tell a contact what was done with the organization's link."""
    invitation = _invitation(data)
    if invitation is None:
        return None
    values = _values(invitation, language)
    contact = Contact.objects.select_related("user").filter(pk=data["contact"]).first()
    if contact is None:
        return None
    is_holder = contact.pk == invitation.contact_id
    link = link_path(invitation) if is_holder else objection_path(invitation, contact)
    lines = tuple(str(line) % values for line in template.lines)
    return Words(str(template.subject) % values, lines, link, str(template.link_text) % values)


def register_kinds() -> None:
    """Tell the notifications what campaigns say."""
    register_group(GROUP, gettext_lazy("Statements to sign"))
    for templates, words in ((ASKING, asking_words), (DONE, done_words)):
        for kind, template in templates.items():
            register_kind(
                kind,
                lambda data, language, words=words, template=template: (  # type: ignore[misc]
                    words(template, data, language)
                ),
                is_over=lambda data, now, kind=kind: (  # type: ignore[misc]
                    kind in ASKING and asking_is_over(kind, data, now)
                ),
                label=template.label,
                at_once=True,
                # That somebody signed for one's organization is told whatever one subscribed to.
                transactional=templates is DONE,
                group=GROUP,
            )


def _invitation(data: Data) -> Invitation | None:
    rows = Invitation.objects.select_related(
        "campaign__statement", "organization__merged_into", "contact__user"
    )
    return rows.filter(pk=data["invitation"]).first()


def _values(invitation: Invitation, language: str) -> dict[str, str]:
    campaign = invitation.campaign
    version = signing_version(campaign.statement)
    title = title_of(version, language)[0] if version else ""
    whole = invitation.organization.merged_into or invitation.organization
    signed = invitation.signed_at or timezone.now()
    return {
        "organization": whole.name,
        "title": title or campaign.statement.slug,
        "opens": moment_said(campaign.opens_at, campaign.time_zone),
        "closes": moment_said(campaign.closes_at, campaign.time_zone),
        "moment": moment_said(signed, campaign.time_zone),
    }
