"""What an organization signed, for its page in the directory."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q
from django.utils.translation import get_language

from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.queries.panels import Panel
from tejido.statements.models import Endorsement, Signer, Statement
from tejido.statements.queries.titles import title_of

TEMPLATE = "statements/_signed_by.html"


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A statement an organization signed or, a network, carried signatures of.

    Arguments:
        language: the title's.
        signed: it signed, by whatever route.
        carried: it carried the signatures of others.
    """

    statement: Statement
    title: str
    language: str
    signed: bool
    carried: bool


def signed_panel(organization: Organization, user: User | AnonymousUser) -> Panel | None:
    """Return the section of an organization's page that says what it signed, if anything.

    Where it asked not to be named, only the secretariat reads that it signed.
    """
    lines = signed_by(organization, user)
    return Panel(TEMPLATE, {"lines": lines}) if lines else None


def signed_by(organization: Organization, user: User | AnonymousUser) -> list[SignedLine]:
    """Return the published statements an organization signed or carried, newest first."""
    body = organization.pk
    signer = Q(organization=body) | Q(organization__merged_into=body)
    carrier = Q(via=body) | Q(via__merged_into=body)
    live = Endorsement.objects.filter(withdrawn_at__isnull=True)
    # For what is published: a signature that is not confirmed after a change does not count there.
    live = live.filter(root=F("version__statement__published_version__root"))
    signed = set(live.filter(signer).values_list("version__statement", flat=True))
    carried = set(live.filter(carrier).values_list("version__statement", flat=True))
    if not (isinstance(user, User) and user.is_active and user.is_secretary):
        own = Q(organization=body) | Q(organization__merged_into=body)
        asked = set(Signer.objects.filter(own, unnamed=True).values_list("statement", flat=True))
        signed, carried = signed - asked, carried - asked
    statements = Statement.objects.filter(pk__in=signed | carried).order_by("-pk")
    return [
        _line(statement, signed, carried)
        for statement in statements.select_related("published_version").prefetch_related(
            "published_version__texts"
        )
    ]


def _line(statement: Statement, signed: set[int], carried: set[int]) -> SignedLine:
    version = statement.published_version
    title, language = title_of(version, get_language() or "es") if version else ("", "")
    return SignedLine(statement, title, language, statement.pk in signed, statement.pk in carried)
