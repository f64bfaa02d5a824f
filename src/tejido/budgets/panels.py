"""What a person's account page shows of the budgets: findings that wait for them."""

from tejido.budgets.models import FindingState, FindingVersion
from tejido.core.models import User
from tejido.core.panels import Panel

TEMPLATE = "budgets/_account_panel.html"


def waiting_findings_panel(user: User) -> Panel | None:
    """Return the findings others sent to review, and one's own drafts; None when there is none."""
    if not user.is_analyst:
        return None
    versions = FindingVersion.objects.visible_to(user).defer("answer").select_related("finding")
    others = versions.exclude(author=user).exclude(writers=user)
    waiting = others.filter(state=FindingState.IN_REVIEW).order_by("pk")
    own = versions.filter(state=FindingState.DRAFT, author=user).order_by("pk")
    context = {"waiting": list(waiting), "own": list(own)}
    return Panel(TEMPLATE, context) if any(context.values()) else None
