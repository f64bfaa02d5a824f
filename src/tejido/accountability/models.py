"""Demands: what the coalition asks of an authority, in every language it speaks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.directory.models import Organization, new_key


class Demand(models.Model):
    """What is asked of one addressee.

    A frozen demand never changes (the database refuses it); a new wording is a new demand that
    `continues` it, so that replies and verdicts can follow it from version to version. Only a
    draft may lack its addressee.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    addressee = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="demands",
        verbose_name=_("addressee"),
    )
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="frozen_demand_has_addressee",
                condition=Q(frozen_at__isnull=True) | Q(addressee__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_frozen(self) -> bool:
        """Whether its wording and addressee can no longer change."""
        return self.frozen_at is not None


class DemandText(models.Model):
    """The wording of a demand in one language."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="demand_once_a_language", fields=["demand", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} {self.language}"
