"""What is done with accounts."""

from tejido.core.actions.factor_resets import (
    ask_factor_reset,
    confirm_factor_reset,
    decline_factor_reset,
)
from tejido.core.actions.freezing import (
    freeze_account,
    freeze_made,
    review_act,
    unfreeze_account,
)
from tejido.core.actions.own_account import (
    add_code_app,
    add_passkey,
    change_password,
    end_other_sessions,
    end_session,
    label_session,
    make_recovery_codes,
    remove_factor,
    set_language,
)
from tejido.core.actions.people import change_role, invite_person, mail_invitation

__all__ = [
    "add_code_app",
    "add_passkey",
    "ask_factor_reset",
    "change_password",
    "change_role",
    "confirm_factor_reset",
    "decline_factor_reset",
    "end_other_sessions",
    "end_session",
    "freeze_account",
    "freeze_made",
    "invite_person",
    "label_session",
    "mail_invitation",
    "make_recovery_codes",
    "remove_factor",
    "review_act",
    "set_language",
    "unfreeze_account",
]
