"""Who may review doubtful pairs, and the only way to get a pair or a decision."""

from tejido.core.access import AccessResult, allow_roles, require
from tejido.core.errors import NotFound
from tejido.core.models import Role
from tejido.directory.access import Reader
from tejido.directory.models import DoubtfulPair, ResolutionDecision
from tejido.directory.queries.decisions import decided_pairs, seen_pairs


def can_decide_pairs(user: Reader | None) -> AccessResult:
    """Whether they may decide doubtful pairs, and take decisions back: whoever reviews."""
    return allow_roles(user, Role.REVIEWER, Role.SECRETARY)


def get_pair_for(user: Reader, pk: int) -> DoubtfulPair:
    """Return a doubtful pair of organizations the reader sees, decided or not.

    Errors:
        NotAllowed; NotFound: there is none, or the reader may not see one of the two.
    """
    require(can_decide_pairs(user))
    found = seen_pairs(user).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def get_decision_for(user: Reader, pk: int) -> ResolutionDecision:
    """Return a decision that stands, on organizations the reader sees.

    Errors:
        NotAllowed; NotFound: there is none, or the reader may not see one of the two.
    """
    require(can_decide_pairs(user))
    found = decided_pairs(user).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
