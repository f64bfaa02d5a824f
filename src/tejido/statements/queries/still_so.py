"""Whether what somebody is told of a signature, after a text changed, is so now."""

from django.db.models import Q

from tejido.statements.models import Signer, Version
from tejido.statements.queries.confirming import own_routes, unconfirmed
from tejido.statements.queries.signatories import live


def counts_under(version: Version, signer: Signer) -> bool:
    """Whether a signature of a signer's body stands and counts for a version."""
    return live(version.root_id or version.pk).filter(own_routes(signer)).exists()


def has_to_confirm(version: Version, signer: Signer) -> bool:
    """Whether a signer's body does not count for a version before it confirms."""
    return unconfirmed(version).filter(own_routes(signer)).exists()


def members_have_to_confirm(version: Version, signer: Signer) -> bool:
    """Whether members whose signature a network carried do not count before they confirm.

    Arguments:
        signer: the network.
    """
    network = signer.organization
    if network is None:
        return False
    body = network.merged_into_id or network.pk
    carried = Q(via=body) | Q(via__merged_into=body)
    return unconfirmed(version).filter(carried).exists()
