"""Users, and what lets them in: one-time links and codes sent by e-mail."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the coalition; what each may do stands in docs/permissions.md."""

    SECRETARY = "secretary", _("secretary")
    REVIEWER = "reviewer", _("reviewer")
    ANALYST = "analyst", _("analyst")
    DELEGATE = "delegate", _("delegate")


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail."""

    def create_user(
        self,
        email: str,
        *,
        role: str = Role.DELEGATE,
        name: str = "",
        language: str = "es",
        invited_by_secretariat: bool = False,
    ) -> "User":
        """Create a person who signs in by link or code; no password works."""
        user = self.model(
            email=self.normalize_email(email).lower(),
            role=role,
            name=name,
            language=language,
            invited_by_secretariat=invited_by_secretariat,
        )
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account: e-mail as name, one role."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DELEGATE)
    language = models.CharField(_("language of mails"), max_length=10, default="es")
    # A delegate whom only a contact let in reads what is the coalition's own on other grounds
    # alone (`core.belonging`).
    invited_by_secretariat = models.BooleanField(default=False)
    # Not active: frozen (an AccountFreeze is open) or erased.
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # A day and no more; Django's own moment of the last sign-in is not kept.
    last_login = None
    last_seen_on = models.DateField(_("last seen"), null=True, blank=True)
    # Raised to end whatever began before: sessions, and sign-ins that wait for a second factor.
    sign_in_epoch = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person with an account")
        verbose_name_plural = _("people with an account")

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to hold: it changes with password and epoch."""
        value = f"{self.sign_in_epoch}|{self.password}"
        return salted_hmac("tejido.session", value, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return nothing: no older secret key is accepted."""
        return iter(())

    @property
    def is_secretary(self) -> bool:
        """Whether the person belongs to the secretariat."""
        return self.role == Role.SECRETARY

    @property
    def is_reviewer(self) -> bool:
        """Whether the person decides doubtful pairs (the secretariat may too)."""
        return self.role in {Role.REVIEWER, Role.SECRETARY}

    @property
    def is_analyst(self) -> bool:
        """Whether the person works on the budgets (the secretariat may too)."""
        return self.role in {Role.ANALYST, Role.SECRETARY}


class SignInLink(models.Model):
    """A link that signs a person in once. Only a hash of its token is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in link #{self.pk}"


class SignInCode(models.Model):
    """A code sent by e-mail to sign in with, for one attempt in one browser.

    The code itself is stored nowhere: it is derived from `attempt` and the secret key. An address
    without an account gets a row too, of nobody, so that both take the same work.
    """

    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sign_in_codes"
    )
    attempt = models.CharField(max_length=43, unique=True)
    # Asked for so often that somebody else may be doing it: its mail lets the person in elsewhere.
    with_link = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in code #{self.pk}"
