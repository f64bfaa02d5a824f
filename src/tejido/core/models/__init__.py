"""Tables of the core."""

from tejido.core.models.accounts import Role, SignInLink, User, UserManager
from tejido.core.models.audit import AppendOnlyQuerySet, AuditEntry
from tejido.core.models.transparency import Checkpoint, LogEntry, LogHead, LogNode, LogOpening

__all__ = [
    "AppendOnlyQuerySet",
    "AuditEntry",
    "Checkpoint",
    "LogEntry",
    "LogHead",
    "LogNode",
    "LogOpening",
    "Role",
    "SignInLink",
    "User",
    "UserManager",
]
