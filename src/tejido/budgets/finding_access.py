"""Who may do what with findings; they come through here."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models import Finding, FindingState, FindingVersion
from tejido.core.access import AccessResult, Allowed, Denied, allow_roles
from tejido.core.errors import NotFound
from tejido.core.models import Role, User

Reader = User | AnonymousUser

_IN_REVIEW = Denied(_("The finding is not in review."))


def can_write_findings(user: Reader | None) -> AccessResult:
    """Whether the person writes findings and sends them to review."""
    return allow_roles(user, Role.ANALYST, Role.SECRETARY)


def can_change_finding(user: Reader | None, version: FindingVersion) -> AccessResult:
    """Whether the person changes the version: only while it is a draft."""
    allowed = can_write_findings(user)
    if allowed and version.state != FindingState.DRAFT:
        return Denied(_("What was sent to review is not changed. Have it sent back first."))
    return allowed


def can_review_finding(user: Reader | None, version: FindingVersion) -> AccessResult:
    """Whether the person reviews the version: a second person, never one who wrote in it."""
    allowed = can_write_findings(user)
    if allowed and version.state != FindingState.IN_REVIEW:
        return _IN_REVIEW
    if allowed and user is not None and _wrote(user, version):
        return Denied(_("Who wrote a finding does not review it. Ask a second person."))
    return allowed


def _wrote(user: Reader, version: FindingVersion) -> bool:
    wrote = FindingVersion.objects.filter(pk=version.pk, writers=user.pk)
    return user.pk == version.author_id or wrote.exists()


def can_publish_finding(user: Reader | None, version: FindingVersion) -> AccessResult:
    """Whether the person publishes the version: after a review by a second person."""
    allowed = can_write_findings(user)
    if allowed and version.state != FindingState.REVIEWED:
        return Denied(_("A second person reviews a finding before it is published."))
    return allowed


def can_withdraw_finding(user: Reader | None, finding: Finding) -> AccessResult:
    """Whether the person withdraws what was published."""
    allowed = can_write_findings(user)
    if allowed and (finding.published_version_id is None or finding.withdrawn_at is not None):
        return Denied(_("Only a published finding is withdrawn."))
    return allowed


def can_start_version(user: Reader | None, finding: Finding) -> AccessResult:
    """Whether the person begins the next version: when no other is on its way."""
    allowed = can_write_findings(user)
    waiting = (FindingState.DRAFT, FindingState.IN_REVIEW, FindingState.REVIEWED)
    if allowed and finding.versions.filter(state__in=waiting).exists():
        return Denied(_("There is a version on its way already."))
    return Allowed() if allowed else allowed


def may_do(user: Reader | None, version: FindingVersion) -> dict[str, AccessResult]:
    """Return what the person may do with a version, for the page that offers it."""
    return {
        "change": can_change_finding(user, version),
        "review": can_review_finding(user, version),
        "publish": can_publish_finding(user, version),
        "withdraw": can_withdraw_finding(user, version.finding),
        "next": can_start_version(user, version.finding),
    }


def get_finding_for(user: Reader | None, key: str) -> Finding:
    """Return the finding of a key, if the person may see it.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    found = Finding.objects.all() if user is None else Finding.objects.visible_to(user)
    finding = found.select_related("published_version__source").filter(key=key).first()
    if finding is None:
        raise NotFound
    return finding


def get_version_for(user: Reader | None, key: str, number: int) -> FindingVersion:
    """Return a version of a finding: published ones are everybody's.

    Errors:
        NotFound: as `get_finding_for`.
    """
    every = FindingVersion.objects.all()
    found = every if user is None else FindingVersion.objects.visible_to(user)
    known = found.select_related("finding", "source", "author", "reviewer", "lens_version")
    version = known.filter(finding__key=key, number=number).first()
    if version is None:
        raise NotFound
    return version
