"""What is asked of a delegate: statements to sign, and listings to answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from tejido.coalition.queries import organizations_of
from tejido.core.models import User
from tejido.core.panels import Panel
from tejido.statements.models import Campaign, Endorsement, Listing, Statement, Version
from tejido.statements.queries.own_signatures import Known, OwnSignature, whole
from tejido.statements.queries.titles import title_of


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A statement that is or was open for signatures, with the organizations one acts for.

    Arguments:
        closes_at: None for one without a campaign.
        language: the title's.
    """

    statement: Statement
    title: str
    language: str
    is_open: bool
    campaign: Campaign | None
    organizations: tuple[OwnSignature, ...]

    @property
    def to_sign(self) -> tuple[OwnSignature, ...]:
        """The organizations that can still sign."""
        return tuple(o for o in self.organizations if o.direct is None) if self.is_open else ()


def asked_of(user: User, language: str, *, now: datetime | None = None) -> list[AskedLine]:
    """Return what is open for signatures or signed, for all that somebody may sign for.

    Open statements first, those that close soonest in front. A constant number of queries.
    """
    moment = now or timezone.now()
    own = list(organizations_of(user, scope="sign"))
    if not own:
        return []
    ids = {row.pk for row in own}
    is_open = Q(campaign__opens_at__lte=moment, campaign__closes_at__gt=moment)
    stands = Endorsement.objects.filter(whole(ids), withdrawn_at__isnull=True)
    asked = Listing.objects.filter(whole(ids), taken_back_at__isnull=True)
    wanted = Statement.objects.filter(
        is_open
        | Q(pk__in=stands.values("signed_by__statement"))
        | Q(pk__in=asked.values("root__statement"))
    )
    statements = list(wanted.select_related("campaign"))
    versions = _signed_now(statements)
    known = Known(own, [row.pk for row in statements], user)
    lines = []
    for statement in statements:
        version = versions.get(statement.pk)
        if version is None:
            continue
        campaign = getattr(statement, "campaign", None)
        title, there = title_of(version, language)
        lines.append(
            AskedLine(
                statement=statement,
                title=title,
                language=there,
                is_open=campaign is not None and campaign.opens_at <= moment < campaign.closes_at,
                campaign=campaign,
                organizations=tuple(known.line(row, version) for row in own),
            )
        )
    return sorted(lines, key=_order)


def signing_panel(user: User) -> Panel | None:
    """Return the section of a person's account page that says what waits for their signature."""
    lines = asked_of(user, get_language() or "es")
    if not lines and not organizations_of(user, scope="sign").exists():
        return None
    waiting = sum(len(own.waiting) for line in lines for own in line.organizations)
    to_sign = [line for line in lines if line.to_sign]
    return Panel("statements/signing/_panel.html", {"to_sign": to_sign, "waiting": waiting})


def _order(line: AskedLine) -> tuple[bool, float]:
    closes = line.campaign.closes_at.timestamp() if line.campaign else 0.0
    return (not line.is_open, closes if line.is_open else -closes)


def _signed_now(statements: Collection[Statement]) -> dict[int, Version]:
    rows = Version.objects.filter(statement__in=[row.pk for row in statements])
    found = rows.exclude(digest="").select_related("statement").prefetch_related("texts")
    return {row.statement_id: row for row in found.order_by("number")}
