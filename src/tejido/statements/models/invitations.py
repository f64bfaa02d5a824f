"""Invitations to sign, each with a personal link of which nothing is stored."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Contact
from tejido.directory.models import Organization
from tejido.statements.models.campaigns import Campaign


class Invitation(models.Model):
    """An organization is asked to sign, through one of its contacts.

    Its link is derived from its id and `link_number`, so that renewing ends the old one. The link
    signs once (`signed_at`) and takes back what it signed; `shown_at`: the secretariat last had
    the link shown, to pass it on itself; `told_at`: it was last mailed. A contact that was
    removed leaves nobody who may hold a mailed link: it ends.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="invitations")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="invitations"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    link_number = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="organization_invited_once", fields=["campaign", "organization"]
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class InvitationRun(models.Model):
    """A list of invitations being made by the worker, part by part.

    `rows` holds the pairs [organization, contact or null] still to be invited (ids alone), and is
    emptied when the run ends; `total` and `done` are numbers of pairs, `made` of invitations.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="runs")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    rows = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("run of invitations")
        verbose_name_plural = _("runs of invitations")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
