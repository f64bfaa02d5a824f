"""Who is told of findings: those who may review one, and who wrote it."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models import FindingState, FindingVersion
from tejido.core.models import Role, User
from tejido.notifications.actions import Recipient, Words, register_group, register_kind, tell
from tejido.notifications.domain.messages import Data

GROUP: Final = "findings"
_USER: Final = "core.user"
_REVIEW, _BACK, _HOLDS = (
    "budgets.finding_in_review",
    "budgets.finding_back",
    "budgets.finding_holds",
)
# What a message says: in its title and its line. The sentence itself stays on the page.
_SAID: Final[Mapping[str, tuple[Promise, Promise, Promise]]] = {
    _REVIEW: (
        _("finding to review"),
        _("A finding waits for a review"),
        _("Somebody else wrote it; a second person says whether it holds."),
    ),
    _BACK: (
        _("finding sent back"),
        _("Your finding came back from review"),
        _("The reason stands on its page. Change the draft and send it again."),
    ),
    _HOLDS: (
        _("finding reviewed"),
        _("Your finding was reviewed and holds"),
        _("It may be published now."),
    ),
}

# The state a version is in while what a message says is so.
_WHILE: Final = {
    _REVIEW: FindingState.IN_REVIEW,
    _BACK: FindingState.DRAFT,
    _HOLDS: FindingState.REVIEWED,
}


def tell_reviewers(version: FindingVersion, apart_from: User | None) -> None:
    """Tell all who may review a version that it waits, apart from who sent it and wrote in it."""
    known = {version.author_id, apart_from.pk if apart_from else None}
    known |= set(version.writers.values_list("pk", flat=True))
    may = User.objects.filter(role__in=(Role.ANALYST, Role.SECRETARY), is_active=True)
    _tell(_REVIEW, version, [pk for pk in may.values_list("pk", flat=True) if pk not in known])


def tell_author(version: FindingVersion, *, holds: bool) -> None:
    """Tell who wrote a version what came of its review."""
    if version.author_id is not None:
        _tell(_HOLDS if holds else _BACK, version, [version.author_id])


def register_kinds() -> None:
    """Tell the notifications what messages about findings say."""
    register_group(GROUP, _("Findings"))
    for kind, (label, _subject, _line) in _SAID.items():
        register_kind(
            kind,
            lambda data, language, kind=kind: _words(kind, data),  # type: ignore[misc]
            is_over=lambda data, _now, kind=kind: _is_over(kind, data),  # type: ignore[misc]
            label=label,
            group=GROUP,
        )


def _tell(kind: str, version: FindingVersion, users: list[int]) -> None:
    data = {"finding": version.finding_id, "number": version.number}
    if users:
        tell(recipients=[Recipient(_USER, pk, data) for pk in users], kind=kind)


def _is_over(kind: str, data: Data) -> bool:
    """Say whether a version is in another state by now than a message says."""
    version = _version(data)
    return version is not None and version.state != _WHILE[kind]


def _words(kind: str, data: Data) -> Words | None:
    """Return the words of a message; None when the version is gone."""
    version = _version(data)
    if version is None:
        return None
    _label, subject, line = _SAID[kind]
    page = reverse("budgets:finding_version", args=[version.finding.key, version.number])
    return Words(str(subject), (str(line),), page, str(_("Read the finding")))


def _version(data: Data) -> FindingVersion | None:
    rows = FindingVersion.objects.defer("answer").select_related("finding")
    return rows.filter(finding=int(data["finding"]), number=int(data["number"])).first()
