"""How a statement stands with its campaign, as every reader is told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tejido.statements.domain.campaign import CampaignState, state_at
from tejido.statements.models import Campaign, Statement
from tejido.statements.signing_access import embargo_of, times_of


@dataclass(frozen=True, slots=True)
class Opening:
    """The times of a campaign at a moment.

    Arguments:
        state: waiting, open or closed.
        embargo_until: while the embargo lasts and nothing is published; else None.
        zone: IANA name of the zone in which the times are shown.
        people_may_sign: whether people may sign besides organizations.
    """

    state: CampaignState
    opens_at: datetime
    closes_at: datetime
    embargo_until: datetime | None
    zone: str
    people_may_sign: bool

    @property
    def is_open(self) -> bool:
        """Whether it can be signed now."""
        return self.state == CampaignState.OPEN


def opening_of(statement: Statement, *, now: datetime | None = None) -> Opening | None:
    """Return how a statement stands with its campaign; None when it has none."""
    campaign = getattr(statement, "campaign", None)
    if not isinstance(campaign, Campaign):
        return None
    moment = now or timezone.now()
    return Opening(
        state=state_at(times_of(campaign), moment),
        opens_at=campaign.opens_at,
        closes_at=campaign.closes_at,
        embargo_until=embargo_of(statement, campaign, now=moment),
        zone=campaign.time_zone,
        people_may_sign=campaign.people_may_sign,
    )
