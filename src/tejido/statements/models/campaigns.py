"""Campaigns: when and how a statement is open for signatures."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tejido.statements.models.statements import Statement


class Campaign(models.Model):
    """When a statement may be signed, by whom, and when its text may be read.

    Arguments (fields): `time_zone` is the IANA name in which the times were given and are shown;
    until `embargo_until` only invited people, delegates and the secretariat read the text;
    `listing_days` is how long after being told a member may object whom a network lists from now
    on (`Listing.days`). Who was
    invited and has not signed is reminded `remind_hours` before closing, once: at `reminded_at`.
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="campaign")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="America/Mexico_City")
    embargo_until = models.DateTimeField(_("not public before"), null=True, blank=True)
    people_may_sign = models.BooleanField(_("people may sign"), default=True)
    listing_days = models.PositiveSmallIntegerField(_("days to object"), default=3)
    remind_hours = models.PositiveSmallIntegerField(
        _("hours before closing"), null=True, blank=True, default=24
    )
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="campaign_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
