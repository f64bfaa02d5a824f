"""The people with an account, and what one of them did."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tejido.core.accounts.factors import Kind
from tejido.core.models import AccountFreeze, AuditEntry, FactorReset, Role, User

NEW_FOR = timedelta(days=7)


def people_with_account() -> QuerySet[User]:
    """Return everybody with an account, erased ones left out, with `two_factors` and `frozen`."""
    factors = Authenticator.objects.filter(user_id=OuterRef("pk")).exclude(type=Kind.RECOVERY_CODES)
    freezes = AccountFreeze.objects.filter(user_id=OuterRef("pk"), lifted_at=None)
    return (
        User.objects.exclude(email__endswith="@invalid")
        .annotate(two_factors=Exists(factors), frozen=Exists(freezes))
        .order_by("-is_active", "name", "email")
    )


def open_freeze(person: User) -> AccountFreeze | None:
    """Return the freeze of an account that is frozen now."""
    return AccountFreeze.objects.filter(user=person, lifted_at=None).first()


def open_resets(person: User | None = None) -> QuerySet[FactorReset]:
    """Return the resets that still wait for a second secretary: of somebody, or all."""
    rows = FactorReset.objects.filter(
        outcome=FactorReset.Outcome.OPEN, expires_at__gt=timezone.now()
    )
    if person is not None:
        rows = rows.filter(user=person)
    return rows.select_related("user", "asked_by").order_by("asked_at")


def acts_of(person: User, since: datetime) -> QuerySet[AuditEntry]:
    """Return what somebody did from a moment on, the latest first, with its review."""
    acts = AuditEntry.objects.filter(actor=person, at__gte=since)
    return acts.select_related("review__reviewed_by").order_by("-pk")


def made_since(person: User, since: datetime) -> list[User]:
    """Return the accounts that somebody made from a moment on, and those that these made since.

    Erased ones are left out. One query for each step of the chain.
    """
    made: set[int] = set()
    makers = {person.pk}
    while makers:
        entries = AuditEntry.objects.filter(
            actor__in=makers,
            action="create_account",
            target_type=User._meta.label_lower,
            at__gte=since,
        )
        found = {int(pk) for pk in entries.values_list("target_id", flat=True)}
        makers = found - made - {person.pk}
        made |= makers
    return list(people_with_account().filter(pk__in=made).order_by("pk"))


def is_new_secretary(person: User, reset: FactorReset) -> bool:
    """Say whether another person made somebody a secretary shortly before a reset, or since.

    Who was made one by a command counts as one at once: whoever has the server may do all this.
    """
    made = AuditEntry.objects.filter(
        action__in=("create_account", "change_role"),
        target_type=User._meta.label_lower,
        target_id=str(person.pk),
        data__role=Role.SECRETARY,
        actor__isnull=False,
    )
    return made.filter(at__gt=reset.asked_at - NEW_FOR).exists()
