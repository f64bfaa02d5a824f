"""What is read of findings."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery

from tejido.budgets.models import Finding, FindingVersion
from tejido.core.models import User


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list: its sentence in the reader's language, and how far it is."""

    finding: Finding
    version: FindingVersion
    sentence: str


def finding_lines(
    user: User | AnonymousUser, language: str, most: int | None = None
) -> list[FindingLine]:
    """Return the findings `user` sees, newest first, in two queries.

    Arguments:
        language: "es" or "en".
        most: how many; all when left out.

    Who writes findings sees the newest version of each, everybody else the published one.
    """
    found = list(Finding.objects.visible_to(user)[:most])
    writes = isinstance(user, User) and user.is_analyst
    seen = FindingVersion.objects.visible_to(user)
    newest = seen.filter(finding=OuterRef("finding")).order_by("-number")
    versions = seen.defer("answer").select_related("source").filter(finding__in=found)
    if writes:
        versions = versions.filter(number=Subquery(newest.values("number")[:1]))
    else:
        versions = versions.filter(published_for__isnull=False)
    by_finding = {one.finding_id: one for one in versions}
    return [
        FindingLine(one, version, getattr(version, f"sentence_{language}"))
        for one in found
        if (version := by_finding.get(one.pk)) is not None
    ]


def published_lines(language: str, most: int) -> list[FindingLine]:
    """Return what anybody may read and nobody withdrew, the last published first, in one query.

    Arguments:
        language: "es" or "en".
        most: how many.
    """
    versions = FindingVersion.objects.filter(
        published_for__isnull=False, published_for__withdrawn_at=None
    )
    newest = versions.defer("answer").select_related("finding", "source")
    return [
        FindingLine(one.finding, one, getattr(one, f"sentence_{language}"))
        for one in newest.order_by("-published_at", "-pk")[:most]
    ]
