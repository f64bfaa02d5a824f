"""The append-only audit log."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from tejido.core.models.accounts import User


class AppendOnlyQuerySet(models.QuerySet["AuditEntry"]):
    """Refuses to change what is written."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: an audit entry is never changed."""
        raise TypeError("The audit log is append-only.")

    def delete(self) -> NoReturn:
        """Refuse: an audit entry is never deleted."""
        raise TypeError("The audit log is append-only.")


class AuditEntry(models.Model):
    """Who did what to which object, when.

    Holds ids, field names and non-personal values only, so that erasing a person leaves it true.
    The database itself refuses UPDATE and DELETE (triggers of the first migration).
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["AuditEntry"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; refuse to write over one."""
        if self.pk is not None:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: an audit entry is never deleted."""
        raise TypeError("The audit log is append-only.")
