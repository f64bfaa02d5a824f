"""Who is told that a text they signed has changed, and in which words.

The words are written when a mail or a page is, from what the tables hold by then: a message
itself holds ids alone.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.coalition.models import COUNTED, Contact, Mandate
from tejido.coalition.queries import contacts_of
from tejido.notifications.actions import Recipient, Words, register_group, register_kind, tell
from tejido.notifications.domain.messages import Data
from tejido.statements.change_words import (
    CARRIED,
    CONFIRMED,
    RENEWED,
    TEMPLATES,
    WITHDRAWN,
    WORDED,
    Template,
)
from tejido.statements.confirming_access import Invited, confirming_deadline, link_parts
from tejido.statements.models import Change, Signatory, Signer, Version
from tejido.statements.queries.confirming import BODY, CHANGED, own_routes, unconfirmed
from tejido.statements.queries.signatories import Annotated, live
from tejido.statements.queries.still_so import (
    counts_under,
    has_to_confirm,
    members_have_to_confirm,
)
from tejido.statements.queries.titles import title_of
from tejido.statements.zone_names import moment_said

GROUP = "statements"

_USER, _CONTACT, _PERSON = "core.user", "coalition.contact", "statements.signatory"


def tell_changed(
    version: Version, *, signer: Signer | None = None, now: datetime | None = None
) -> int:
    """Tell those whose signature is not confirmed for a version; return how many people are told.

    A constant number of queries, however many they are. Delegates of the networks that carried
    signatures learn of it too, once.

    Arguments:
        signer: the only one to be told of; all when left out.
    """
    rows = unconfirmed(version)
    rows = rows if signer is None else rows.filter(own_routes(signer))
    end = confirming_deadline(version)
    moment = now or timezone.now()
    data = _about(version.root or version)
    until = end if end is None or end > moment else None
    if signer is None:
        carriers = list(_carriers(version, rows))
        tell(recipients=carriers, kind=CARRIED, data=data, expires_at=until, now=now)
    return tell(
        recipients=list(recipients_of(rows)), kind=CHANGED, data=data, expires_at=until, now=now
    )


def tell_worded(version: Version, *, now: datetime | None = None) -> int:
    """Tell those whose signatures stay that the wording changed; return how many people."""
    rows: Annotated = live(version.root_id or version.pk).annotate(body=BODY)
    recipients = list(recipients_of(rows))
    return tell(recipients=recipients, kind=WORDED, data=_about(version), now=now)


def tell_answered(
    invited: Invited, version: Version, kind: str, *, now: datetime | None = None
) -> int:
    """Tell the other contacts of an organization what somebody did by the link of one of them."""
    organization = invited.signer.organization
    if organization is None or invited.contact is None:
        return 0
    body = organization.merged_into_id or organization.pk
    own = (_CONTACT, invited.contact.pk)
    others = [
        recipient
        for recipient in _of_organizations({body: invited.signer.pk})
        if (recipient.kind, recipient.id) != own
    ]
    return tell(recipients=others, kind=kind, data=_about(version), now=now)


def tell_new_link(invited: Invited, version: Version, *, now: datetime | None = None) -> int:
    """Send a new link to the address that an earlier one was sent to; an address gets few a day."""
    data = {"signer": invited.signer.pk, "contact": invited.contact.pk if invited.contact else 0}
    told = (
        Recipient(_CONTACT, invited.contact.pk, data)
        if invited.contact
        else Recipient(_PERSON, invited.signer.signatory.pk, data)
    )
    return tell(recipients=[told], kind=RENEWED, data=_about(version), now=now)


def _carriers(version: Version, rows: Annotated) -> Iterator[Recipient]:
    """Yield the delegates of the networks that carried some signatures."""
    carried = rows.filter(via__isnull=False).order_by().values("via").distinct()
    signers = Signer.objects.filter(statement=version.statement_id, organization__in=carried)
    for recipient in _of_organizations(dict(signers.values_list(BODY, "pk"))):
        if recipient.kind == _USER:
            yield recipient


def _about(version: Version) -> dict[str, int | str]:
    return {"version": version.pk, "statement": version.statement.slug}


def recipients_of(rows: Annotated) -> Iterator[Recipient]:
    """Yield who is told of some signatures, each with the signer it is about.

    An organization's delegates who may sign for it, and its contacts; people by their confirmed
    address. Somebody who looks after several organizations is told of each.

    Arguments:
        rows: annotated with `body`.
    """
    signers: dict[int, int] = {}
    people: list[int] = []
    for body, signer in rows.order_by("signed_by").values_list("body", "signed_by").distinct():
        if body is None:
            people.append(signer)
        else:
            signers.setdefault(body, signer)
    yield from _of_organizations(signers)
    reached = Signatory.objects.filter(confirmed_at__isnull=False).exclude(email="")
    for start in range(0, len(people), 10_000):
        found = reached.filter(signer__in=people[start : start + 10_000])
        for person, signer in found.values_list("pk", "signer"):
            yield Recipient(_PERSON, person, {"signer": signer or 0, "contact": 0})


def _of_organizations(signers: dict[int, int]) -> Iterator[Recipient]:
    """Yield who is told of organizations, given as canonical ids with a signer of each."""
    delegates: set[tuple[int, int]] = set()
    if signers:
        active = Mandate.objects.active_on(timezone.localdate()).covering("sign")
        pairs = active.filter(user__is_active=True).annotate(counted=COUNTED).order_by()
        for user, body in pairs.values_list("user", "counted").distinct():
            if body in signers:
                delegates.add((user, body))
    for user, body in sorted(delegates):
        yield Recipient(_USER, user, {"signer": signers[body]})
    for body, contacts in contacts_of(signers).items():
        for contact in contacts:
            if contact.address and (contact.user_id, body) not in delegates:
                yield Recipient(
                    _CONTACT, contact.pk, {"signer": signers[body], "contact": contact.pk}
                )


def words_of(template: Template, data: Data, language: str) -> Words | None:
    """Return what a message says; None when what it is about is gone."""
    version, signer = _what_and_whose(data)
    if version is None or signer is None:
        return None
    title, there = title_of(version, language)
    correction = next((t.correction for t in version.texts.all() if t.language == there), "")
    end = confirming_deadline(version)
    until = (
        _(" It can be confirmed until %(day)s.") % {"day": moment_said(end, settings.TIME_ZONE)}
        if end
        else ""
    )
    values = {
        "title": title,
        "signer": _named(signer),
        "correction": " ".join(correction.split()),
        "until": until,
    }
    link = _link(version, signer, data, template.own_page)
    if not link:
        return None
    return Words(
        str(template.subject) % values,
        tuple(str(line) % values for line in template.lines),
        link,
        str(template.link_text),
    )


_HOLDS = {CHANGED: has_to_confirm, CARRIED: members_have_to_confirm, WORDED: counts_under}


def is_over(kind: str, data: Data) -> bool:
    """Say whether what a message says of a signature now is no longer so.

    What somebody did with a link is told as what happened, and so is always.
    """
    version, signer = _what_and_whose(data)
    if kind not in _HOLDS or version is None or signer is None:
        return False
    later = version.statement.versions.filter(change=Change.SUBSTANCE).exclude(digest="")
    has_changed_again = later.filter(number__gt=version.number).exists()
    return has_changed_again or not _HOLDS[kind](version, signer)


def _what_and_whose(data: Data) -> tuple[Version | None, Signer | None]:
    """Return the version and the signer a message is about, as far as they are there."""
    versions = Version.objects.select_related("statement", "root").prefetch_related("texts")
    signers = Signer.objects.select_related("statement", "organization__merged_into", "signatory")
    return (
        versions.filter(pk=data["version"]).first(),
        signers.filter(pk=data["signer"]).first(),
    )


def _named(signer: Signer) -> str:
    """Return the organization's name, or how a person is addressed."""
    body = signer.organization
    return (body.merged_into or body).name if body else _("you")


def _link(version: Version, signer: Signer, data: Data, own_page: str) -> str:
    slug = version.statement.slug
    if "contact" in data:
        contact = Contact.objects.select_related("user").filter(pk=data["contact"]).first()
        if contact is None and (data["contact"] or not hasattr(signer, "signatory")):
            return ""
        deadline = confirming_deadline(version)
        parts = link_parts(Invited(signer, contact), deadline=deadline)
        return reverse("statements:confirm_link", args=parts)
    body = signer.organization
    key = (body.merged_into or body).key if body else ""
    return reverse(own_page, args=[slug, key]) if key else ""


def register_kinds() -> None:
    """Tell the notifications what messages about changes say."""
    register_group(GROUP, gettext_lazy("Statements and signatures"))
    for name, template in TEMPLATES.items():
        register_kind(
            name,
            lambda data, language, template=template: words_of(template, data, language),  # type: ignore[misc]
            is_over=lambda data, _now, name=name: is_over(name, data),  # type: ignore[misc]
            label=template.label,
            at_once=name in {CONFIRMED, WITHDRAWN, RENEWED},
            capped=name in {CONFIRMED, WITHDRAWN, RENEWED},
            group=GROUP,
        )
