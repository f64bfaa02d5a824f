"""What the secretariat does when a phone or a second factor is lost."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tejido.core.models.accounts import User
from tejido.core.models.audit import AuditEntry


class FactorReset(models.Model):
    """A lost second factor: one secretary asks, a different one confirms within a stated time.

    A missing person (`asked_by`, `closed_by`) is the installation itself, by command.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("waits for a second secretary")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="factor_resets")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Free text about a person: erased with them, and never in the audit log.
    reason = models.CharField(max_length=300)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(outcome="open"), name="factor_reset_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("user")), name="factor_reset_not_asked_by_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed")
                | (~Q(closed_by=F("user")) & ~Q(closed_by=F("asked_by"))),
                name="factor_reset_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"reset #{self.pk}"


class AccountFreeze(models.Model):
    """An account that was closed at once, because its phone was seized or lost."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="freezes")
    frozen_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    # From when on what the account did is to be looked at.
    acts_since = models.DateTimeField()
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(lifted_at=None), name="account_freeze_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(lifted_by=F("user")), name="account_freeze_not_lifted_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"freeze #{self.pk}"


class ActReview(models.Model):
    """What the secretariat found about one act of an account that was in other hands."""

    class Verdict(models.TextChoices):
        STANDS = "stands", _("stands")
        UNDO = "undo", _("to be undone")

    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="review")
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review of act #{self.entry_id}"
