"""Whether somebody reads what is the coalition's own, for tests."""

from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization


def reads(user: User) -> bool:
    """Say whether somebody reads what is the coalition's own."""
    fresh = User.objects.get(pk=user.pk)
    hidden = make_organization(visibility="coalition")
    return Organization.objects.visible_to(fresh).filter(pk=hidden.pk).exists()
