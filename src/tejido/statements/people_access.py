"""Who may sign as a person, look after their own signature, and look after everybody's."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core.access import AccessResult, Denied, allow_roles, require
from tejido.core.errors import DomainError, NotFound
from tejido.core.models import Role
from tejido.core.tokens import derive, matches
from tejido.statements.access import Reader
from tejido.statements.domain.notices import link_until
from tejido.statements.models import Signatory, Statement
from tejido.statements.signing_access import (
    campaign_of,
    can_add_signatures,
    can_read_signing_text,
)

_CONFIRM = "statements.person.confirm"
_OWN = "statements.person.own"


class LinkOver(DomainError):
    """A link from a mail that no longer works, or never did: the answer is the same."""

    status = 410
    default_code = "link-over"
    default_message = _("This link no longer works. Ask for a new one with your e-mail address.")


def can_sign_as_person(statement: Statement, *, now: datetime | None = None) -> AccessResult:
    """Whether people may sign a statement now, in their own name; anybody may ask to."""
    readable = can_read_signing_text(statement, now=now)
    if not readable:
        return readable
    campaign = campaign_of(statement)
    if campaign is not None and not campaign.people_may_sign:
        return Denied(_("Organizations sign this statement, not people in their own name."))
    return can_add_signatures(statement, now=now)


def get_statement_to_sign(slug: str, *, now: datetime | None = None) -> Statement:
    """Return a statement whose wording everybody may read.

    Errors:
        NotFound: there is none.
    """
    found = Statement.objects.select_related("published_version").filter(slug=slug).first()
    if found is None or not can_read_signing_text(found, now=now):
        raise NotFound
    return found


def confirm_token(signatory: Signatory) -> str:
    """Return the token of the link that confirms an address and a signature."""
    return derive(_CONFIRM, signatory.pk, signatory.email_key)


def own_token(signatory: Signatory, until: date) -> str:
    """Return the token of the link to what is stored of a person, good until a day."""
    return derive(_OWN, signatory.pk, signatory.email_key, until.isoformat())


def get_asked(slug: str, number: int, token: str) -> Signatory:
    """Return who asked to sign, by the link that was mailed.

    Once it has confirmed, it leads to one's own page for as long as any link does.

    Errors:
        LinkOver: the link is not of this person or too old, or the address has been deleted.
    """
    found = Signatory.objects.select_related("statement").filter(pk=number, statement__slug=slug)
    row = found.exclude(email_key="").first()
    if row is None or not matches(token, _CONFIRM, row.pk, row.email_key):
        raise LinkOver
    if row.confirmed_at and link_until(timezone.localdate(row.confirmed_at)) < timezone.localdate():
        raise LinkOver
    return row


def get_own(number: int, until: str, token: str, *, today: date | None = None) -> list[Signatory]:
    """Return everything signed, or asked to be signed, with the address a link was mailed to.

    Errors:
        LinkOver: the day has passed, the link is not of this person, or the address was deleted.
    """
    row = Signatory.objects.filter(pk=number).exclude(email_key="").first()
    if row is None or not matches(token, _OWN, row.pk, row.email_key, until):
        raise LinkOver
    if until < (today or timezone.localdate()).isoformat():
        raise LinkOver
    mine = Signatory.objects.filter(email_key=row.email_key)
    return list(mine.select_related("statement", "signer__statement", "version").order_by("-pk"))


def get_one_of_own(number: int, until: str, token: str, row: int) -> Signatory:
    """Return one of those that `get_own` returns.

    Errors:
        LinkOver, NotFound.
    """
    for found in get_own(number, until, token):
        if found.pk == row:
            return found
    raise NotFound


def own_link(signatory: Signatory, *, today: date | None = None) -> tuple[int, str, str]:
    """Return the parts of a person's own address: number, last day, token."""
    until = link_until(today or timezone.localdate())
    return signatory.pk, until.isoformat(), own_token(signatory, until)


def can_look_after_people(user: Reader) -> AccessResult:
    """Whether the person sees who signed, lets in who waits, erases: the secretariat does."""
    return allow_roles(user, Role.SECRETARY)


def get_person_for(user: Reader, slug: str, number: int) -> Signatory:
    """Return a person who signed a statement, or asked to, for who looks after people.

    Errors:
        NotAllowed, NotFound.
    """
    require(can_look_after_people(user))
    found = Signatory.objects.select_related("statement", "signer")
    row = found.filter(pk=number, statement__slug=slug).first()
    if row is None:
        raise NotFound
    return row
