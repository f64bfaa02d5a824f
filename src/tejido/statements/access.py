"""Who may read and write statements; objects come through here."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from tejido.core.access import AccessResult, Allowed, Denied, allow_roles, require
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.statements.models import Endorsement, Statement, StatementSort, Version
from tejido.statements.queries.content import with_content

Reader = User | AnonymousUser | None


def can_write_statements(user: Reader) -> AccessResult:
    """Whether the person writes statements: the secretariat does."""
    return allow_roles(user, Role.SECRETARY)


def can_edit_version(user: Reader, version: Version) -> AccessResult:
    """Whether the person may change the wording of a version: as long as it is a draft."""
    allowed = can_write_statements(user)
    if allowed and version.is_frozen:
        return Denied(_("This version is frozen. Start a new one to change the text."))
    return allowed


def can_publish_version(user: Reader, version: Version) -> AccessResult:
    """Whether the person may publish a draft of a living statement."""
    allowed = can_edit_version(user, version)
    if allowed and version.statement.sort == StatementSort.RECORD:
        return Denied(_("This is a historical record: it is recorded, not published."))
    return allowed


def can_record_version(user: Reader, version: Version) -> AccessResult:
    """Whether the person may record a draft of a historical record."""
    allowed = can_edit_version(user, version)
    if allowed and version.statement.sort != StatementSort.RECORD:
        return Denied(_("Only a historical record can be recorded with notes unknown."))
    return allowed


def can_start_correction(user: Reader, statement: Statement) -> AccessResult:
    """Whether the person may begin a changed version of what is frozen or published."""
    allowed = can_write_statements(user)
    if not allowed:
        return allowed
    drafts = statement.versions.filter(digest="")
    if drafts.filter(number__gt=1).exists():
        return Denied(_("A new version has been started already: edit it."))
    if drafts.exists():
        return Denied(_("Nothing is frozen yet: edit the draft."))
    return Allowed()


def get_statement_for(user: Reader, slug: str) -> Statement:
    """Return a statement the person may see.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    statements = Statement.objects.select_related("published_version__root", "source", "campaign")
    found = statements.visible_to(user or AnonymousUser()).filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def get_version_for(user: Reader, slug: str, number: int) -> Version:
    """Return a frozen version of what the person may read, or a draft for who writes statements.

    With its content.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    versions = with_content(Version.objects.filter(statement__slug=slug, number=number))
    if not can_write_statements(user):
        seen = Statement.objects.visible_to(user or AnonymousUser())
        versions = versions.filter(statement__in=seen).exclude(digest="")
    found = versions.first()
    if found is None:
        raise NotFound
    return found


def get_draft_for(user: Reader, slug: str) -> Version:
    """Return the draft of a statement, with its content, for who writes statements.

    Errors:
        NotAllowed: the person does not write statements.
        NotFound: the statement has no draft, or there is no such statement.
    """
    require(can_write_statements(user))
    found = with_content(Version.objects.filter(statement__slug=slug, digest="")).first()
    if found is None:
        raise NotFound
    return found


def can_load_signatories(user: Reader, version: Version) -> AccessResult:
    """Whether the person may load a printed list under a version: once its wording is frozen."""
    allowed = can_write_statements(user)
    if allowed and not version.is_frozen:
        return Denied(_("Signatures are bound to a frozen text: publish the version first."))
    return allowed


def can_change_signatures(user: Reader) -> AccessResult:
    """Whether the person may hide, withdraw or erase signatures: the secretariat does."""
    return allow_roles(user, Role.SECRETARY)


def get_signatory_for(user: Reader, slug: str, number: int) -> Endorsement:
    """Return the signature with an id, of a person by name, for who changes signatures.

    Errors:
        NotAllowed, NotFound.
    """
    require(can_change_signatures(user))
    found = Endorsement.objects.select_related("signed_by__signatory").filter(
        pk=number, version__statement__slug=slug, signed_by__signatory__isnull=False
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row
