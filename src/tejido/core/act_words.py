"""What the core's own actions are called, and where accounts can be seen."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.core.acts import register_act_addresses, register_act_words


def _people(ids: list[str]) -> Mapping[str, str]:
    return {pk: reverse("core:person", args=[pk]) for pk in ids}


register_act_addresses("core.user", _people)
register_act_words(
    {
        "add_factor": _("second factor added"),
        "ask_factor_reset": _("removal of a lost second factor asked for"),
        "change_password": _("password changed"),
        "change_role": _("role changed"),
        "confirm_factor_reset": _("removal of a lost second factor confirmed"),
        "create_account": _("account created"),
        "create_sign_in_link": _("sign-in link made"),
        "decline_factor_reset": _("removal of a lost second factor declined"),
        "end_other_sessions": _("other sessions ended"),
        "end_session": _("session ended"),
        "freeze_account": _("account frozen"),
        "make_recovery_codes": _("recovery codes made"),
        "remove_factor": _("second factor removed"),
        "remove_password": _("password removed"),
        "review_act": _("act reviewed"),
        "sign_in": _("signed in"),
        "spend_sign_in_link": _("sign-in link used"),
        "unfreeze_account": _("account opened again"),
    }
)
