"""Who may do what with accounts: one's own, and those of others."""

from tejido.core.accounts.access.objects import get_act_for, get_person_for, get_reset_for
from tejido.core.accounts.access.rules import (
    can_ask_factor_reset,
    can_change_own_account,
    can_change_role,
    can_confirm_factor_reset,
    can_freeze,
    can_manage_people,
    can_remove_factor,
    can_review_act,
    can_unfreeze,
)

__all__ = [
    "can_ask_factor_reset",
    "can_change_own_account",
    "can_change_role",
    "can_confirm_factor_reset",
    "can_freeze",
    "can_manage_people",
    "can_remove_factor",
    "can_review_act",
    "can_unfreeze",
    "get_act_for",
    "get_person_for",
    "get_reset_for",
]
