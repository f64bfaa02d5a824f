"""Users, one-time sign-in links, and the append-only audit log."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the coalition; what each may do stands in docs/permissions.md."""

    SECRETARY = "secretary", _("secretary")
    REVIEWER = "reviewer", _("reviewer")
    DELEGATE = "delegate", _("delegate")


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail."""

    def create_user(self, email: str, *, role: str = Role.DELEGATE, name: str = "") -> "User":
        """Create a person who signs in by link; no password works."""
        user = self.model(email=self.normalize_email(email).lower(), role=role, name=name)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account: e-mail as name, one role."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DELEGATE)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person with an account")
        verbose_name_plural = _("people with an account")

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def is_secretary(self) -> bool:
        """Whether the person belongs to the secretariat."""
        return self.role == Role.SECRETARY

    @property
    def is_reviewer(self) -> bool:
        """Whether the person decides doubtful pairs (the secretariat may too)."""
        return self.role in {Role.REVIEWER, Role.SECRETARY}


class SignInLink(models.Model):
    """A link that signs a person in once. Only a hash of its token is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in link #{self.pk}"


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
