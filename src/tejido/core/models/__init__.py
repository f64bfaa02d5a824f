"""Tables of the core."""

from tejido.core.models.accounts import Role, SignInLink, User, UserManager
from tejido.core.models.audit import AppendOnlyQuerySet, AuditEntry

__all__ = ["AppendOnlyQuerySet", "AuditEntry", "Role", "SignInLink", "User", "UserManager"]
