"""What a personal link shows: one state, from what is known of it."""

from dataclasses import dataclass
from enum import StrEnum

from tejido.statements.domain.campaign import CampaignState


class LinkState(StrEnum):
    """What whoever holds a personal link can do."""

    ENDED = "ended"
    NOT_YET = "not-yet"
    READY = "ready"
    SIGNED = "signed"
    SIGNED_OTHERWISE = "signed-otherwise"
    TEXT_CHANGED = "text-changed"
    TAKEN_BACK = "taken-back"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What decides.

    Arguments:
        is_ended: it was revoked, or its contact removed.
        signed_now: its signature stands under the text being signed.
        signed_before: its signature stands under an earlier text alone.
        otherwise: the organization signed the text directly by another way.
        is_used: it has signed at some time.
        has_text: a text is frozen to be signed.
    """

    is_ended: bool
    signed_now: bool
    signed_before: bool
    otherwise: bool
    is_used: bool
    has_text: bool
    campaign: CampaignState


def link_state(facts: LinkFacts) -> LinkState:
    """Return what a link shows; what it signed comes before what the campaign allows.

    >>> str(link_state(LinkFacts(False, False, False, False, False, True, CampaignState.OPEN)))
    'ready'
    """
    is_open = facts.campaign == CampaignState.OPEN and facts.has_text
    cases = (
        (facts.is_ended, LinkState.ENDED),
        (facts.signed_now, LinkState.SIGNED),
        (facts.otherwise, LinkState.SIGNED_OTHERWISE),
        (facts.signed_before, LinkState.TEXT_CHANGED),
        (facts.is_used, LinkState.TAKEN_BACK),
        (is_open, LinkState.READY),
        (facts.campaign == CampaignState.CLOSED, LinkState.CLOSED),
    )
    return next((state for holds, state in cases if holds), LinkState.NOT_YET)
