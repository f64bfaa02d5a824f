"""Whether a statement can be signed now; every way of signing asks this first."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.core.access import AccessResult, Allowed, Denied, require
from tejido.core.errors import NotFound
from tejido.statements.access import Reader, can_write_statements
from tejido.statements.domain.campaign import CampaignState, Times, is_embargoed, state_at
from tejido.statements.models import Campaign, Statement, Version


def campaign_of(statement: Statement) -> Campaign | None:
    """Return a statement's campaign, if it has one."""
    return Campaign.objects.filter(statement=statement).first()


def times_of(campaign: Campaign) -> Times:
    """Return the campaign's times as the pure rule takes them."""
    return Times(campaign.opens_at, campaign.closes_at, campaign.embargo_until)


def signing_version(statement: Statement) -> Version | None:
    """Return the wording that is signed now: the newest frozen one; None before the first."""
    frozen = statement.versions.exclude(digest="").select_related("statement", "root")
    return frozen.order_by("-number").first()


def can_add_signatures(statement: Statement, *, now: datetime | None = None) -> AccessResult:
    """Whether signatures may be added: between the campaign's opening and its closing."""
    campaign = campaign_of(statement)
    if campaign is None:
        return Denied(_("This statement is not open for signatures."))
    state = state_at(times_of(campaign), now or timezone.now())
    if state == CampaignState.WAITING:
        return Denied(_("Signing has not begun yet."))
    if state == CampaignState.CLOSED:
        return Denied(_("Signing is closed. A signature can still be withdrawn."))
    if signing_version(statement) is None:
        return Denied(_("The text is still a draft: it can be signed once it is frozen."))
    return Allowed()


def can_read_signing_text(statement: Statement, *, now: datetime | None = None) -> AccessResult:
    """Whether everybody may read the wording being signed: published, or open and no embargo."""
    if _is_public(statement):
        return Allowed()
    campaign = campaign_of(statement)
    moment = now or timezone.now()
    if campaign is None or embargo_of(statement, campaign, now=moment):
        return Denied(_("This text is not public yet."))
    if state_at(times_of(campaign), moment) == CampaignState.WAITING:
        return Denied(_("Signing has not begun yet."))
    return Allowed()


def embargo_of(
    statement: Statement, campaign: Campaign, *, now: datetime | None = None
) -> datetime | None:
    """Return until when the wording being signed is under embargo; None when it is not, any more.

    Once that wording is published everybody reads it: whoever signs is not told to keep it. One
    that follows a published wording is kept like the first.
    """
    if not is_embargoed(times_of(campaign), now or timezone.now()):
        return None
    return None if _is_public(statement) else campaign.embargo_until


def _is_public(statement: Statement) -> bool:
    """Whether the wording being signed is the one that is published."""
    if statement.published_version_id is None:
        return False
    signed = signing_version(statement)
    return signed is not None and signed.pk == statement.published_version_id


def can_publish_frozen(user: Reader, version: Version) -> AccessResult:
    """Whether the person may publish a version that was frozen to be signed: the newest one."""
    allowed = can_write_statements(user)
    if allowed and not version.is_frozen:
        return Denied(_("This version is a draft: freeze or publish it first."))
    if allowed and version.published_at is not None:
        return Denied(_("This version is published already."))
    if allowed and version.statement.versions.filter(number__gt=version.number).exists():
        return Denied(_("There is a newer version of this text: publish or discard that one."))
    return allowed


def get_frozen_for(user: Reader, slug: str) -> Version:
    """Return the version that waits to be published, for who publishes.

    Errors:
        NotAllowed: the person does not publish, or there is a newer draft.
        NotFound: there is no statement, or nothing of it is frozen.
    """
    require(can_write_statements(user))
    frozen = Version.objects.filter(statement__slug=slug).exclude(digest="")
    version = frozen.select_related("statement__campaign", "root").order_by("-number").first()
    if version is None:
        raise NotFound
    require(can_publish_frozen(user, version))
    return version
