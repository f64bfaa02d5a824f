"""Deciding once whether two mentions are one organization, and taking it back."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tejido.core.access import require
from tejido.core.audit import record
from tejido.core.errors import Conflict, InvalidInput, NotFound
from tejido.core.models import User
from tejido.directory.access import can_see
from tejido.directory.actions.graph import lock_graph
from tejido.directory.actions.merges import WHY_LENGTH, merge_organizations, undo_merge
from tejido.directory.domain.folding import squeeze
from tejido.directory.domain.kinds import can_be_one
from tejido.directory.domain.resolution import pair_key
from tejido.directory.models import (
    DoubtfulPair,
    Membership,
    Merge,
    NameSort,
    Organization,
    OrganizationKind,
    ResolutionDecision,
    Verdict,
)
from tejido.directory.queries.decisions import parted_mentions
from tejido.directory.review_access import can_decide_pairs
from tejido.directory.signals import announce_changes


@transaction.atomic
def decide_pair(
    *, actor: User | None, pair: DoubtfulPair, verdict: str, why: str = ""
) -> ResolutionDecision:
    """Say of two mentions whether they are one organization; never asked again, in any list.

    Same merges the two organizations; different undoes the merge of the two, if there is one;
    unsure leaves them as they are.

    Arguments:
        actor: a reviewer or secretary; None for the installation itself.
        verdict: a value of `Verdict`.
        why: at most 500 characters.

    Errors:
        NotAllowed; NotFound when the actor does not see both organizations; InvalidInput when they
        cannot be one; Conflict when the pair is decided already, with what was decided, or when the
        two count as what an earlier decision keeps apart.
    """
    require(can_decide_pairs(actor))
    if verdict not in Verdict:
        raise InvalidInput
    lock_graph()
    pair = _read(pair)
    one, other = _sides(pair)
    if not can_see(actor, one, other):
        raise NotFound
    first, second = pair_key(pair.a.fingerprint, pair.b.fingerprint)
    _refuse_decided(first, second)
    decision = ResolutionDecision(first=first, second=second, verdict=verdict, by=actor, pair=pair)
    decision.why = squeeze(why)[:WHY_LENGTH]
    if verdict == Verdict.SAME:
        _join(actor, decision, one, other)
    elif verdict == Verdict.DIFFERENT:
        _part(actor, one, other)
    try:
        # Where no lock kept the other reviewer waiting, the constraint tells who came second.
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        raise Conflict(_("Somebody decided this pair in the meantime."), code="decided") from error
    record(actor, "decide_pair", decision, {"pair": pair.pk, "verdict": str(verdict)})
    return decision


@transaction.atomic
def undo_decision(*, actor: User | None, decision: ResolutionDecision) -> ResolutionDecision:
    """Take a decision back, with the merge it made: the pair waits again.

    Errors:
        NotAllowed; NotFound; Conflict when it was taken back already.
    """
    require(can_decide_pairs(actor))
    lock_graph()
    decision = (
        ResolutionDecision.objects.select_for_update(of=("self",))
        .select_related("merge__kept", "merge__gone", "made_network")
        .get(pk=decision.pk)
    )
    if decision.undone_at is not None:
        raise Conflict(_("This decision has been taken back already."), code="undone")
    if decision.pair is not None and not can_see(actor, *_sides(_read(decision.pair))):
        raise NotFound
    decision.undone_at, decision.undone_by = timezone.now(), actor
    decision.save(update_fields=["undone_at", "undone_by"])
    if decision.merge is not None and decision.merge.undone_at is None:
        undo_merge(actor=actor, merge=decision.merge)
    if decision.made_network is not None:
        _set_kind(decision.made_network, OrganizationKind.CIVIL_SOCIETY)
    record(actor, "undo_decision", decision, {"verdict": decision.verdict})
    return decision


def _read(pair: DoubtfulPair) -> DoubtfulPair:
    related = ("a__organization__merged_into", "b__organization__merged_into")
    return DoubtfulPair.objects.select_related(*related).get(pk=pair.pk)


def _sides(pair: DoubtfulPair) -> tuple[Organization, Organization]:
    if pair.a.organization is None or pair.b.organization is None:
        raise NotFound
    return pair.a.organization, pair.b.organization


def _refuse_decided(first: str, second: str) -> None:
    standing = (
        ResolutionDecision.objects.filter(first=first, second=second, undone_at__isnull=True)
        .select_related("by")
        .first()
    )
    if standing is not None:
        raise Conflict(
            _("%(who)s decided this pair already: %(verdict)s. Nothing was changed.")
            % {
                "who": standing.by or _("The installation"),
                "verdict": standing.get_verdict_display(),
            },
            code="decided",
        )


def _join(
    actor: User | None, decision: ResolutionDecision, one: Organization, other: Organization
) -> None:
    whole, second = one.merged_into or one, other.merged_into or other
    if whole.pk == second.pk:
        return
    _refuse_contradiction(whole, second)
    decision.made_network = _agree_on_network(whole, second)
    kept, gone = sorted((whole, second), key=_worth, reverse=True)
    decision.merge = merge_organizations(actor=actor, kept=kept, gone=gone, why=decision.why)


def _refuse_contradiction(one: Organization, other: Organization) -> None:
    """Refuse to make one what somebody decided to be different, through whatever mentions.

    Errors:
        Conflict: with the two names that were decided to be different.
    """
    apart = parted_mentions(one.pk, other.pk)
    if apart is not None:
        raise Conflict(
            _(
                "It was decided that “%(one)s” and “%(other)s” are different, and this would make"
                " them one. Undo that decision first, if it was wrong."
            )
            % {"one": apart[0], "other": apart[1]},
            code="contradiction",
        )


def _worth(organization: Organization) -> tuple[bool, int, int]:
    """Order by what makes a better record: an official name, a longer name, the older one."""
    official = organization.names.filter(sort=NameSort.OFFICIAL).exists()
    return official, len(organization.name), -organization.pk


def _agree_on_network(one: Organization, other: Organization) -> Organization | None:
    """Make the second a network when the first is: a list cannot tell the kind of a plain line.

    Returns the organization whose kind changed, if any.
    """
    kinds = {one.kind: one, other.kind: other}
    plain = kinds.get(OrganizationKind.CIVIL_SOCIETY)
    if can_be_one(one.kind, other.kind) or plain is None or OrganizationKind.NETWORK not in kinds:
        return None
    _set_kind(plain, OrganizationKind.NETWORK)
    return plain


def _set_kind(organization: Organization, kind: str) -> None:
    if kind != OrganizationKind.NETWORK and (
        Membership.objects.filter(network=organization).exists()
        or organization.merged_here.exists()
        or organization.merged_into_id is not None
    ):
        return
    Organization.objects.filter(pk=organization.pk).update(kind=kind)
    organization.kind = kind
    announce_changes(Organization, {organization.pk})


def _part(actor: User | None, one: Organization, other: Organization) -> None:
    """Undo the merge of two organizations that turn out to be different.

    Errors:
        Conflict: they count as one for another reason, which somebody must look at.
    """
    if (one.merged_into_id or one.pk) != (other.merged_into_id or other.pk):
        return
    between = {one.pk, other.pk}
    merges = Merge.objects.filter(kept__in=between, gone__in=between, undone_at__isnull=True)
    for merge in merges.select_related("kept", "gone"):
        undo_merge(actor=actor, merge=merge)
    one.refresh_from_db()
    other.refresh_from_db()
    if (one.merged_into_id or one.pk) == (other.merged_into_id or other.pk):
        raise Conflict(
            _(
                "Both count as one organization because of another merge. Undo that merge, or"
                " split the organization, and decide again."
            ),
            code="merged-otherwise",
        )
