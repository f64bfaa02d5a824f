"""Who signs a statement: an organization or a person, known to the record by a random key."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core.fields import SortKeyField
from tejido.directory.models import Organization
from tejido.statements.models.statements import Statement, Version


def new_signer_key() -> str:
    """Return 128 random bits as 32 hexadecimal digits: they say nothing of who signs."""
    return secrets.token_hex(16)


class Signer(models.Model):
    """A party to one statement: an organization that signs or carries, or a person who signs.

    The transparency log names it by `key` alone, so that a record can be recounted without the
    names that may not be read. `counts_as` is the signer of the organization this one's was
    merged into, as the log was last told; `names_leaf` the log's entry that last committed to
    its public names.

    `unnamed`: the organization is not to be named under this statement, whatever it signed or
    carried of it, until it says otherwise. It is said of the organization and not of one
    signature, so that taking a signature back names nobody. A person says it as a `Signatory`.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="signers")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="signers"
    )
    key = models.CharField(max_length=32, unique=True, default=new_signer_key, editable=False)
    counts_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="counted_here"
    )
    names_leaf = models.BigIntegerField(null=True, blank=True, editable=False)
    unnamed = models.BooleanField(_("not named, for safety"), default=False)

    class Meta:
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="signer_once", fields=["statement", "organization"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Signatory(models.Model):
    """A person who signs, or is about to: the one erasable table of this app.

    Until the e-mail is confirmed there is no signer, and nothing counts. `email_key` is a keyed
    hash of the canonical address: one person counts once. `version` is the wording that was read
    and is confirmed; `revision` grows with each change of what was typed, so that nobody confirms
    what they have not seen. `waits`: the statement was flooded, and the secretariat lets the
    signature in. `name_key` is the folded name: two people of one name are flagged until somebody
    has told them apart.
    """

    signer = models.OneToOneField(
        Signer, null=True, blank=True, on_delete=models.CASCADE, related_name="signatory"
    )
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="signatories")
    name = models.CharField(_("name"), max_length=200)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    sort_key = SortKeyField(max_length=300, db_index=True, editable=False)
    name_key = models.CharField(max_length=300, blank=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    email_key = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=8, blank=True)
    notice = models.CharField(_("notice consented to"), max_length=40, blank=True)
    unnamed = models.BooleanField(_("not named in public"), default=False)
    waits = models.BooleanField(_("waits for the secretariat"), default=False)
    told_apart = models.BooleanField(_("another person of the same name"), default=False)
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["statement", "name_key"], name="person_by_name"),
            models.Index(fields=["email_key"], name="person_by_address"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="person_once_a_statement",
                fields=["statement", "email_key"],
                condition=~Q(email_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SigningMinute(models.Model):
    """How many people confirmed a signature of a statement in one minute; kept for a short while.

    `minute` counts the minutes since 1970 (UTC). It says nothing of who signed or from where.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="signing_minute_once", fields=["statement", "minute"]),
        ]

    def __str__(self) -> str:
        return f"{self.minute}: {self.count}"
