"""Who records signatures that were received otherwise, and who reads their proofs."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from tejido.core.access import AccessResult, Denied, allow_roles, require
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.statements.models import ProofFile, Statement
from tejido.statements.signing_access import can_add_signatures

Reader = User | AnonymousUser | None


def can_read_proofs(user: Reader) -> AccessResult:
    """Whether they see who signed by which act, and the proofs: the secretariat does."""
    return allow_roles(user, Role.SECRETARY)


def can_record_signature(
    user: Reader, statement: Statement, *, now: datetime | None = None
) -> AccessResult:
    """Whether they may record a signature: the secretariat, while the statement is open."""
    allowed = allow_roles(user, Role.SECRETARY)
    return can_add_signatures(statement, now=now) if allowed else allowed


def can_erase_proof(user: Reader, file: ProofFile) -> AccessResult:
    """Whether they may delete the file of a proof: the secretariat, once."""
    allowed = allow_roles(user, Role.SECRETARY)
    if allowed and file.erased_at is not None:
        return Denied(_("This proof is erased already."))
    return allowed


def get_proof_file_for(user: Reader, slug: str, number: int) -> ProofFile:
    """Return a kept proof of a statement's signatures, for the secretariat.

    Errors:
        NotAllowed, NotFound.
    """
    require(can_read_proofs(user))
    rows = ProofFile.objects.select_related("proof__endorsement__signed_by__statement")
    found = rows.filter(pk=number, proof__endorsement__signed_by__statement__slug=slug).first()
    if found is None:
        raise NotFound
    return found
