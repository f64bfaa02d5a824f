"""What people who sign are told by mail, and where they are reached."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.notifications.actions import Address, Words, register_kind, register_recipients
from tejido.notifications.domain.messages import Data
from tejido.statements.actions.people import ASKED, DECIDED, OWN
from tejido.statements.domain.notices import unconfirmed_until
from tejido.statements.domain.people import RECIPIENT
from tejido.statements.models import Signatory
from tejido.statements.people_access import confirm_token, own_link
from tejido.statements.queries.titles import title_of


def addresses_of_people(ids: Iterable[int]) -> dict[int, Address]:
    """Return where people who sign are reached: those whose address is still kept.

    Until somebody confirms, the name may be anything that anybody typed: no mail repeats it.
    """
    rows = Signatory.objects.filter(pk__in=ids).exclude(email="")
    return {
        row.pk: Address(
            row.email,
            row.language or settings.LANGUAGE_CODE,
            row.name if row.confirmed_at is not None else "",
        )
        for row in rows
    }


def own_address(row: Signatory) -> str:
    """Return the address, from the root, where a person sees to what is stored of them."""
    return reverse("statements:own_signatures", args=own_link(row))


def words_when_asked(data: Data, language: str) -> Words | None:
    """Return the mail to whoever gave an address to sign; it repeats nothing that was typed.

    Anybody may have typed the address, so that what else they typed is shown on the page alone.
    """
    row = _person(data)
    if row is None:
        return None
    if row.confirmed_at is not None:
        return words_of_own(data, language)
    title = _title(row, language)
    until = timezone.localtime(unconfirmed_until(row.created_at))
    day = date_format(until, "DATE_FORMAT")
    return Words(
        subject=_("Confirm your signature: %(title)s") % {"title": title},
        lines=(
            _("Somebody gave this address to sign “%(title)s”.") % {"title": title},
            _(
                "If it was you: read on the page behind this link what you sign and under which"
                " name, and confirm there. Nothing counts before that. The link works until"
                " %(day)s, or until signing closes."
            )
            % {"day": day},
            _("If it was not you, do nothing: the address is deleted on that day."),
        ),
        link=reverse(
            "statements:person_confirm",
            args=[row.statement.slug, row.pk, confirm_token(row)],
        ),
        link_text=_("Read and confirm"),
    )


def words_of_own(data: Data, language: str) -> Words | None:
    """Return the mail with the link to what is stored of a person."""
    row = _person(data)
    if row is None:
        return None
    return Words(
        subject=_("Your signature, and what is stored about you"),
        lines=(
            _("Somebody gave this address to sign, or to see what is stored about it."),
            _(
                "On the page behind this link you see your signatures, take them back, say"
                " whether you are named, download or erase what is stored about you. It works for"
                " 30 days; keep it to yourself."
            ),
            _("If it was not you, do nothing: nobody learnt anything about you."),
        ),
        link=own_address(row),
        link_text=_("See to my signatures"),
    )


def words_of_decision(data: Data, language: str) -> Words | None:
    """Return what is said to a person whose signature waited: whether it was let in."""
    row = _person(data)
    if row is None or row.waits:
        return None
    title = _title(row, language)
    if row.refused_at is not None:
        line = _(
            "The secretariat did not let your signature of “%(title)s” in. What you gave is"
            " deleted after 7 days. If this is a mistake, write to %(contact)s."
        )
        subject = _("Your signature was not let in: %(title)s")
    else:
        line = _("Your signature of “%(title)s” waited for the secretariat. Now it counts.")
        subject = _("Your signature counts: %(title)s")
    return Words(
        subject=subject % {"title": title},
        lines=(line % {"title": title, "contact": settings.PRIVACY_CONTACT},),
        link=own_address(row),
        link_text=_("See to my signatures"),
    )


def decision_is_over(data: Data, _now: datetime) -> bool:
    """Say whether a signature that was let in does not stand any more."""
    row = _person(data)
    if row is None or row.waits or row.refused_at is not None or row.signer is None:
        return False
    return not row.signer.endorsements.filter(withdrawn_at__isnull=True).exists()


def register() -> None:
    """Tell the notifications app of these recipients and messages; called when the app starts."""
    register_recipients(RECIPIENT, addresses_of_people)
    confirmation = gettext_lazy("confirmation of a person's signature")
    register_kind(ASKED, words_when_asked, label=confirmation, transactional=True, capped=True)
    own = gettext_lazy("link to one's own signatures")
    register_kind(OWN, words_of_own, label=own, transactional=True, capped=True)
    decided = gettext_lazy("a signature that waited")
    register_kind(
        DECIDED, words_of_decision, is_over=decision_is_over, label=decided, transactional=True
    )


def _person(data: Data) -> Signatory | None:
    rows = Signatory.objects.exclude(email_key="").select_related("statement", "version")
    return rows.prefetch_related("version__texts").filter(pk=data["person"]).first()


def _title(row: Signatory, language: str) -> str:
    return title_of(row.version, language)[0] if row.version else row.statement.slug
