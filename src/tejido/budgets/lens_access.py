"""Who publishes lenses and concordances; everybody reads them."""

from django.contrib.auth.models import AnonymousUser

from tejido.budgets.models import Concordance, Lens
from tejido.core.access import AccessResult, allow_roles
from tejido.core.errors import NotFound
from tejido.core.models import Role, User


def can_publish_rules(user: User | AnonymousUser | None) -> AccessResult:
    """Whether the person publishes lenses and concordances: analysts and the secretariat do."""
    return allow_roles(user, Role.ANALYST, Role.SECRETARY)


def get_lens(key: str) -> Lens:
    """Return a lens: rules that classify public money are public.

    Errors:
        NotFound: there is none.
    """
    lens = Lens.objects.filter(key=key).first()
    if lens is None:
        raise NotFound
    return lens


def get_concordance(key: str) -> Concordance:
    """Return a concordance, public as a lens is.

    Errors:
        NotFound: there is none.
    """
    concordance = Concordance.objects.filter(key=key).first()
    if concordance is None:
        raise NotFound
    return concordance
