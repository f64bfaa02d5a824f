"""What is asked of a delegate: statements to sign, listings to answer, what stands."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from tejido.coalition.models import COUNTED, Mandate, MandateSummary
from tejido.coalition.queries import organizations_of
from tejido.core.models import User
from tejido.core.panels import Panel
from tejido.directory.models import Organization
from tejido.statements.models import Answer, Campaign, Endorsement, Listing, Statement, Version
from tejido.statements.queries.titles import title_of


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """How an organization that somebody acts for stands under a statement.

    Arguments:
        mandate: under which they would act now; None when none is in force.
        direct: its own signature of the wording that is signed now.
        carried: those through networks, of the same wording.
        earlier: those of an earlier text, where nothing of the present one stands.
        waiting: listings by networks that it has not answered and that count nothing yet.
    """

    organization: Organization
    mandate: Mandate | None
    direct: Endorsement | None
    carried: tuple[Endorsement, ...]
    earlier: tuple[Endorsement, ...]
    waiting: tuple[Listing, ...]

    @property
    def stands(self) -> bool:
        """Whether anything of it stands and can be withdrawn."""
        return bool(self.direct or self.carried or self.earlier)

    @property
    def unnamed(self) -> bool:
        """Whether it asked not to be named."""
        standing = (self.direct, *self.carried, *self.earlier)
        return any(row is not None and row.unnamed for row in standing)

    @property
    def mandate_summary(self) -> MandateSummary | None:
        """What the page says of the mandate they act under."""
        return self.mandate.summary if self.mandate else None


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
    stands = Endorsement.objects.filter(_whole(ids), withdrawn_at__isnull=True)
    asked = Listing.objects.filter(_whole(ids), taken_back_at__isnull=True)
    wanted = Statement.objects.filter(
        is_open
        | Q(pk__in=stands.values("signed_by__statement"))
        | Q(pk__in=asked.values("root__statement"))
    )
    statements = list(wanted.select_related("campaign"))
    versions = _signed_now(statements)
    known = _Known(own, [row.pk for row in statements], user)
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


def own_signatures(user: User, version: Version) -> list[OwnSignature]:
    """Return the organizations somebody may sign for, as they stand under one statement."""
    own = list(organizations_of(user, scope="sign"))
    known = _Known(own, [version.statement_id], user)
    return [known.line(row, version) for row in own]


def own_signature(user: User, version: Version, organization: Organization) -> OwnSignature:
    """Return one organization as it stands under one statement, with or without a mandate."""
    return _Known([organization], [version.statement_id], user).line(organization, version)


def _order(line: AskedLine) -> tuple[bool, float]:
    closes = line.campaign.closes_at.timestamp() if line.campaign else 0.0
    return (not line.is_open, closes if line.is_open else -closes)


def _whole(ids: Collection[int]) -> Q:
    return Q(organization__in=ids) | Q(organization__merged_into__in=ids)


def _signed_now(statements: Collection[Statement]) -> dict[int, Version]:
    rows = Version.objects.filter(statement__in=[row.pk for row in statements])
    found = rows.exclude(digest="").select_related("statement").prefetch_related("texts")
    return {row.statement_id: row for row in found.order_by("number")}


class _Known:
    """What stands and waits for a few organizations under a few statements."""

    def __init__(
        self, own: Collection[Organization], statements: Collection[int], user: User
    ) -> None:
        ids = [row.pk for row in own]
        rows = Endorsement.objects.filter(
            _whole(ids), signed_by__statement__in=statements, withdrawn_at__isnull=True
        )
        rows = rows.select_related("signed_by", "via__merged_into", "mandate")
        self.standing: dict[tuple[int, int], list[Endorsement]] = defaultdict(list)
        for row in rows.annotate(counted=COUNTED):
            self.standing[row.signed_by.statement_id, row.counted].append(row)
        waiting = Listing.objects.filter(
            _whole(ids),
            root__statement__in=statements,
            endorsement__isnull=True,
            taken_back_at__isnull=True,
            answer=Answer.NONE,
        ).select_related("root", "network__merged_into")
        self.waiting: dict[tuple[int, int], list[Listing]] = defaultdict(list)
        for listing in waiting.annotate(counted=COUNTED):
            self.waiting[listing.root_id, listing.counted].append(listing)
        active = Mandate.objects.active_on(timezone.localdate()).covering("sign")
        held = active.filter(_whole(ids), user=user).select_related("organization")
        self.mandates: dict[int, Mandate] = {}
        # The one that lasts longest, as `mandate_for` chooses it.
        for mandate in held.order_by(F("ends_on").desc(nulls_first=True), "pk"):
            body = mandate.organization.merged_into_id or mandate.organization_id
            self.mandates.setdefault(body, mandate)

    def line(self, organization: Organization, version: Version) -> OwnSignature:
        root = version.root_id or version.pk
        standing = self.standing[version.statement_id, organization.pk]
        now = [row for row in standing if row.root_id == root]
        return OwnSignature(
            organization=organization,
            mandate=self.mandates.get(organization.pk),
            direct=next((row for row in now if row.via_id is None), None),
            carried=tuple(row for row in now if row.via_id is not None),
            earlier=() if now else tuple(standing),
            waiting=tuple(self.waiting[root, organization.pk]),
        )
