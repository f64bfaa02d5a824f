"""What shows that a signature received on paper, by e-mail or in a call was given."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tejido.statements.models.endorsements import Endorsement


class Way(models.TextChoices):
    """How a signature recorded by the secretariat was received."""

    PAPER = "paper", _("on paper")
    EMAIL = "email", _("by e-mail")
    CALL = "call", _("in a call")
    MEETING = "meeting", _("in a meeting")


class Proof(models.Model):
    """When and how the secretariat received a signature that it recorded."""

    endorsement = models.OneToOneField(Endorsement, on_delete=models.PROTECT, related_name="proof")
    way = models.CharField(_("received"), max_length=10, choices=Way)
    received_on = models.DateField(_("received on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ProofSort(models.TextChoices):
    """What a kept proof is."""

    FILE = "file", _("file")
    NOTE = "note", _("note")


class ProofFile(models.Model):
    """A file that proves a signature, or a note that says how it was given, kept as a file.

    The row holds nothing personal: what was written or scanned lies in a file of a random name,
    which is deleted when it is erased. What the file was called is not kept.
    """

    proof = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="files")
    sort = models.CharField(max_length=10, choices=ProofSort)
    name = models.CharField(max_length=32, unique=True, editable=False)
    extension = models.CharField(max_length=8, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kept proof")
        verbose_name_plural = _("kept proofs")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
