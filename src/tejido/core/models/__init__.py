"""Tables of the core."""

from tejido.core.models.accounts import Role, SignInCode, SignInLink, User, UserManager
from tejido.core.models.audit import AppendOnlyQuerySet, AuditEntry
from tejido.core.models.form_tokens import SpentToken
from tejido.core.models.jobs import PeriodicJob
from tejido.core.models.safeguards import AccountFreeze, ActReview, FactorReset
from tejido.core.models.sessions import AccountSession
from tejido.core.models.transparency import Checkpoint, LogEntry, LogHead, LogNode, LogOpening

__all__ = [
    "AccountFreeze",
    "AccountSession",
    "ActReview",
    "AppendOnlyQuerySet",
    "AuditEntry",
    "Checkpoint",
    "FactorReset",
    "LogEntry",
    "LogHead",
    "LogNode",
    "LogOpening",
    "PeriodicJob",
    "Role",
    "SignInCode",
    "SignInLink",
    "SpentToken",
    "User",
    "UserManager",
]
