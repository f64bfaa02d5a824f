"""Members that a network lists under a statement, and those that want no such thing."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Mandate
from tejido.directory.models import Organization
from tejido.statements.models.endorsements import Endorsement
from tejido.statements.models.statements import Version


class Answer(models.TextChoices):
    """What a listed member said."""

    NONE = "", _("no answer yet")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("said no to this statement")
    OPTED_OUT = "opted-out", _("wants never to be listed by this network")


class Listing(models.Model):
    """A network's word that one of its members signs a statement; the member is told and answers.

    It is neither named nor counted until `endorsement` stands: once the member agreed, or the
    days to object have passed since it was told. `root` is the meaning of the text it was listed
    under: after a change of substance the network lists anew.

    Arguments (fields): `days` are those the member has to object: of the campaign when it was
    listed, and said in the message; a later change of the campaign leaves them. `told_at` is when
    a message about it was first known to have been sent or read; `told_again_at` when it was told
    anew, since signing goes on for longer: earlier messages tell nobody then. `mandate` is that of
    the network's delegate, `answer_mandate` that of the member's, when one answered;
    `taken_back_at` when the network took it back. Two members found to be one share an endorsement.
    """

    root = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="listings")
    network = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="listings_made"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="listings"
    )
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    unnamed = models.BooleanField(_("not named, for safety"), default=False)
    days = models.PositiveSmallIntegerField(_("days to object"))
    created_at = models.DateTimeField()
    told_again_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer, default=Answer.NONE, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_mandate = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    endorsement = models.ForeignKey(
        Endorsement, null=True, blank=True, on_delete=models.PROTECT, related_name="listings"
    )

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["root", "told_at"],
                condition=Q(endorsement__isnull=True, answer="", taken_back_at__isnull=True),
                name="listing_waiting",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="listed_once_a_network", fields=["root", "network", "organization"]
            ),
            models.CheckConstraint(
                name="network_does_not_list_itself",
                condition=~Q(network=models.F("organization")),
            ),
            models.CheckConstraint(
                name="listing_answer_has_time",
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ListingOptOut(models.Model):
    """An organization that is never to be listed by a network: for ever, and in every statement.

    It can still sign by itself. `by` is the delegate who said so; None when a contact did.
    """

    network = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="opted_out")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="opt_outs"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("opt-out")
        verbose_name_plural = _("opt-outs")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="opted_out_once_a_network", fields=["network", "organization"]
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
