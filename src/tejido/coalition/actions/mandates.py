"""Mandates: granted, put off, taken back."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.coalition import access
from tejido.coalition.actions.addresses import checked_email
from tejido.coalition.actions.telling import tell_of_mandates
from tejido.coalition.domain.mandates import MandateState, Scope, Terms, overlap
from tejido.coalition.models import Grantor, Mandate, MandateScope
from tejido.core import audit
from tejido.core.access import require
from tejido.core.accounts.acting import acting
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import Role, User
from tejido.directory.models import Organization

MOST_BY_CONTACTS = 30


@transaction.atomic
def grant_mandate(
    *,
    actor: User | None,
    organization: Organization,
    user: User,
    scope: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    now: datetime | None = None,
) -> Mandate:
    """Let a person act for an organization from day to day.

    Arguments:
        actor: of the secretariat, or a contact of the organization; None for the installation.
        organization: of merged ones, the one that counts is taken.
        user: who will act. While the account is not let in, the mandate waits suspended.
        scope: "sign", "speak" or "both".
        starts_on: first day; today when left out.
        ends_on: last day; None while no end is set.
        now: the moment of the act; the clock's when left out.

    Errors:
        NotAllowed; InvalidInput for an end before the start or in the past; Conflict when the
        person has a mandate that includes the same on some of those days.
    """
    actor = acting(actor, user)
    require(access.can_grant_mandate(actor, organization))
    whole = organization.merged_into or organization
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    if scope not in MandateScope.values:
        raise InvalidInput(_("Choose what the mandate is for."), code="unknown-scope")
    terms = Terms(Scope(scope), starts_on or today, ends_on)
    _refuse_days(terms, today)
    _refuse_overlap(user, whole, terms)
    _refuse_too_many(actor, whole, today)
    mandate = Mandate(
        user=user,
        organization=whole,
        scope=scope,
        starts_on=terms.starts_on,
        ends_on=ends_on,
        granted_by=actor,
        granted_as=_grantor(actor),
        granted_at=moment,
        suspended_at=None if user.is_active else moment,
    )
    _save(mandate)
    audit.record(actor, "grant_mandate", mandate, _ids(mandate))
    tell_of_mandates("granted", [mandate], apart_from=actor)
    return mandate


@transaction.atomic
def appoint_delegate(
    *,
    actor: User | None,
    organization: Organization,
    email: str,
    scope: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Mandate:
    """Let the person with an e-mail address act for an organization.

    Without an account they get one, as a delegate: the address is what they sign in with. The
    answer is the same either way, so that nobody learns who has an account.

    Arguments and errors: as `grant_mandate`; InvalidInput when it is no e-mail address.
    """
    require(access.can_grant_mandate(actor, organization))
    address = checked_email(email)
    user = User.objects.filter(email=address).first()
    if user is None:
        language = actor.language if actor else settings.LANGUAGE_CODE
        user = User.objects.create_user(address, role=Role.DELEGATE, language=language)
        audit.record(actor, "create_account", user, {"role": Role.DELEGATE})
    return grant_mandate(
        actor=actor,
        organization=organization,
        user=user,
        scope=scope,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def renew_mandate(*, actor: User | None, mandate: Mandate, ends_on: date | None) -> Mandate:
    """Put off the end of a mandate that has not ended.

    Arguments:
        ends_on: the new last day, later than the one it has; None for no end.

    Errors:
        NotAllowed; Conflict when it was revoked or has expired (grant a new one), or another
        mandate begins before; InvalidInput when the day is not later.
    """
    actor = acting(actor)
    require(access.can_renew_mandate(actor, mandate))
    mandate = _locked(mandate)
    if not mandate.is_standing:
        raise Conflict(_("This mandate has ended. Grant a new one."), code="mandate-ended")
    if mandate.ends_on is None or (ends_on is not None and ends_on <= mandate.ends_on):
        raise InvalidInput(
            _("Choose a day after the one it ends on now; to end it sooner, revoke it."),
            code="not-later",
        )
    before = mandate.ends_on
    mandate.ends_on = ends_on
    _refuse_overlap(mandate.user, mandate.organization, mandate.terms, apart_from=mandate.pk)
    _save(mandate)
    data = {**_ids(mandate), "ended_before_on": before.isoformat()}
    audit.record(actor, "renew_mandate", mandate, data)
    return mandate


@transaction.atomic
def revoke_mandate(*, actor: User | None, mandate: Mandate) -> Mandate:
    """Take a mandate back, or give one's own back: nobody acts under it from this moment.

    What was signed under it stands; withdrawing is an act of its own.

    Errors:
        NotAllowed; Conflict when it has been revoked or has expired.
    """
    require(access.can_revoke_mandate(actor, mandate))
    mandate = _locked(mandate)
    if mandate.state == MandateState.REVOKED:
        raise Conflict(_("This mandate has been revoked already."), code="revoked")
    if mandate.state == MandateState.EXPIRED:
        raise Conflict(_("This mandate has ended by itself."), code="mandate-ended")
    mandate.revoked_at = timezone.now()
    mandate.revoked_by = actor
    mandate.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(actor, "revoke_mandate", mandate, _ids(mandate))
    tell_of_mandates("revoked", [mandate], apart_from=actor)
    return mandate


def _locked(mandate: Mandate) -> Mandate:
    rows = Mandate.objects.select_for_update(of=("self",))
    return rows.select_related("organization__merged_into", "user").get(pk=mandate.pk)


def _grantor(actor: User | None) -> Grantor:
    if actor is None:
        return Grantor.INSTALLATION
    return Grantor.SECRETARIAT if actor.is_secretary else Grantor.CONTACT


def _refuse_days(terms: Terms, today: date) -> None:
    if terms.ends_on is None:
        return
    if terms.ends_on < terms.starts_on:
        raise InvalidInput(
            _("A mandate ends after it begins. Check the two days."), code="ends-before-start"
        )
    if terms.ends_on < today:
        raise InvalidInput(_("The last day has passed. Choose a later one."), code="ended")


def _refuse_too_many(actor: User | None, organization: Organization, today: date) -> None:
    """Refuse a contact one more once there are many: each makes an account and sends a mail."""
    if _grantor(actor) != Grantor.CONTACT:
        return
    if Mandate.objects.of(organization).standing_on(today).count() >= MOST_BY_CONTACTS:
        raise Conflict(
            _("The organization has %(most)d mandates. Revoke one first, or ask the secretariat.")
            % {"most": MOST_BY_CONTACTS},
            code="many-mandates",
        )


def _refuse_overlap(
    user: User, organization: Organization, terms: Terms, *, apart_from: int | None = None
) -> None:
    """Refuse what another mandate includes on some day, of this record or one counting the same."""
    held = Mandate.objects.of(organization).filter(user=user)
    if any(overlap(terms, other.terms) for other in held if other.pk != apart_from):
        raise _overlaps()


def _overlaps() -> Conflict:
    return Conflict(
        _(
            "This person has a mandate of the organization that includes this on some of those"
            " days. Extend that one, or revoke it first."
        ),
        code="mandate-already",
    )


def _save(mandate: Mandate) -> None:
    """Write it; of two that overlap and come at once, the database refuses the second."""
    try:
        with transaction.atomic():
            mandate.save()
    except IntegrityError as error:
        raise _overlaps() from error


def _ids(mandate: Mandate) -> dict[str, str | int | None]:
    """Return what the audit log may hold of a mandate."""
    return {
        "user": mandate.user_id,
        "organization": mandate.organization_id,
        "scope": mandate.scope,
        "starts_on": mandate.starts_on.isoformat(),
        "ends_on": mandate.ends_on.isoformat() if mandate.ends_on else None,
    }
