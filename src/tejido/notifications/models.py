"""Tables of messages. None holds an address or a name: a mail's are looked up as it is written."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageState(models.TextChoices):
    """How the mail of a message fared."""

    WAITING = "waiting", pgettext_lazy("message", "waiting")
    HANDED = "handed", pgettext_lazy("message", "being handed over")
    SENT = "sent", pgettext_lazy("message", "sent")
    DOUBTFUL = "doubtful", pgettext_lazy("message", "doubtful")
    FAILED = "failed", pgettext_lazy("message", "failed")
    BOUNCED = "bounced", pgettext_lazy("message", "bounced")
    DROPPED = "dropped", pgettext_lazy("message", "not mailed")


class Reason(models.TextChoices):
    """Why a message was not sent, or may not have been."""

    NONE = "", ""
    GONE = "gone", _("the recipient or the thing is no longer there")
    OVER = "over", _("what it says was no longer so")
    EXPIRED = "expired", _("its time had passed")
    UNSUBSCRIBED = "unsubscribed", _("the recipient wants no mail about this")
    CAPPED = "capped", _("the recipient had enough mail that day")
    REFUSED = "refused", _("the mail server of the recipient refused it for good")
    NOT_NOW = "not-now", _("the mail server could not take it yet")
    UNREACHABLE = "unreachable", _("the mail server could not be reached")
    CUT_OFF = "cut-off", _("the mail server stopped answering while it took the mail")
    UNWRITABLE = "unwritable", _("it could not be written")
    KILLED = "killed", _("the sending was interrupted")
    RESTORED = "restored", _("a backup was restored: it may have been sent since that was made")


class Message(models.Model):
    """One thing one recipient is told: shown in their account, if they have one, and mailed.

    `data` holds ids and slugs; the registered words of `kind` make sentences of them for a reader.
    """

    recipient_kind = models.CharField(max_length=40)
    recipient_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    at_once = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.WAITING)
    reason = models.CharField(max_length=20, choices=Reason, default=Reason.NONE, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # The local day of the digest that carried it: at most one digest per recipient and day.
    digest_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["recipient_kind", "recipient_id", "-id"], name="message_of"),
            models.Index(
                fields=["state", "id"],
                condition=models.Q(state__in=["waiting", "handed"]),
                name="message_open",
            ),
            models.Index(fields=["kind", "state"], name="message_kind"),
            models.Index(fields=["created_at"], name="message_age"),
        ]

    def __str__(self) -> str:
        return f"message #{self.pk}"

    @property
    def was_told(self) -> bool:
        """Whether somebody knows of it, or may: it was read, its mail went or may have gone."""
        mailed = {MessageState.HANDED, MessageState.SENT, MessageState.DOUBTFUL}
        return self.read_at is not None or self.state in mailed


class MailChoice(models.TextChoices):
    """How a recipient wants to get the mails of one group of kinds."""

    DIGEST = "digest", _("one mail a day with everything")
    AT_ONCE = "at_once", _("a mail at once")
    NONE = "none", _("no mail")


class Preference(models.Model):
    """A recipient's choice for one group of kinds; `EVERY_GROUP` for those without one."""

    EVERY_GROUP: ClassVar[str] = "all"

    recipient_kind = models.CharField(max_length=40)
    recipient_id = models.BigIntegerField()
    group = models.CharField(max_length=40)
    choice = models.CharField(max_length=10, choices=MailChoice)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["recipient_kind", "recipient_id", "group"], name="preference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_kind} {self.recipient_id} {self.group}: {self.choice}"


class MailCount(models.Model):
    """How many mails that anybody can cause went to one address on one day.

    The address is a keyed hash of its canonical form; rows are deleted when their day is over.
    """

    key = models.CharField(max_length=43)
    day = models.DateField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "day"], name="mail_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
