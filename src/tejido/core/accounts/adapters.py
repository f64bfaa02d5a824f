"""What allauth is told about this installation: nobody signs up, nothing is kept of a device."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tejido.core import audit, signals
from tejido.core.errors import Conflict
from tejido.core.models import User
from tejido.core.tokens import derive

CONFIRMED_AT = "confirmed_at"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Lets people in and asks for no address and no user agent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts come from invitations."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return nothing: addresses are neither read, counted nor kept."""
        return ""

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Return nothing."""
        return ""

    def get_login_stages(self) -> list[str]:
        """Return the one stage between a first factor and a session."""
        return ["tejido.core.accounts.pipeline.SecondFactorStage"]

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Leave it to `core.accounts.confirming`: allauth would keep the request's headers."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: object) -> None:
        """Refuse an account that is frozen or erased, as if there were none.

        Errors:
            Conflict: it is.
        """
        if not user.is_active:
            clear_login(request)
            raise Conflict(_("This account is not active."), code="inactive")

    def post_login(
        self,
        request: HttpRequest,
        user: User,
        *,
        signal_kwargs: dict[str, Any] | None,
        redirect_url: str | None,
        **kwargs: object,
    ) -> HttpResponse:
        """Write the sign-in down and go on to where the person wanted to go."""
        request.session[CONFIRMED_AT] = time.time()
        with transaction.atomic():
            audit.record(user, "sign_in", user, {"way": (signal_kwargs or {}).get("way", "")})
            signals.account_entered.send(sender=User, user=user)
        messages.success(request, _("You are signed in."))
        return redirect(redirect_url or "web:home")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted under the installation's key."""

    def encrypt(self, text: str) -> str:
        """Return a secret as the database holds it."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it was."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        """Return how the account is called in a code app: by its name, never by its address."""
        return str(user)

    def get_totp_issuer(self) -> str:
        """Return whose code it is, as an app lists it."""
        return "Tejido"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site a passkey is for, without saying which coalition's it is."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Tejido"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return the account a passkey is for, by its name."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": str(user), "display_name": str(user)}


def _box() -> Fernet:
    # 43 characters of base64 without their last sign: 32 bytes, as Fernet wants its key.
    return Fernet(f"{derive('second-factor')}=")
