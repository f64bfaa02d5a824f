"""Users and one-time sign-in links."""

from typing import ClassVar

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
