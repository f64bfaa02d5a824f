"""Whether the public may read the whole record of a statement, and the text it holds."""

from django.utils.translation import gettext_lazy as _

from tejido.core.errors import Conflict
from tejido.statements.domain.digest import Json, digested_fields
from tejido.statements.domain.version_text import VersionContent, public_part
from tejido.statements.models import Version
from tejido.statements.queries.content import version_content
from tejido.statements.queries.hidden_routes import hides_a_route


class NoRecord(Conflict):
    """The statement has no record that the public may read whole."""

    default_code = "no-record"
    default_message = _(
        "A source or an addressee of this text is no longer public, so the record would not hold "
        "the whole text, and nobody could verify it."
    )


class HiddenRoute(NoRecord):
    """The entries would tell a membership that the directory keeps from the public."""

    default_message = _(
        "An organization signed through a network, and that it belongs to it is not public: the "
        "record would tell it. Make the membership public, or leave one of the two unnamed."
    )


def content_of(version: Version) -> dict[str, Json]:
    """Return the text in all its languages, exactly as digested.

    Errors:
        NoRecord: a part of it is not public any more.
    """
    content: VersionContent = version_content(version)
    if public_part(content) != content:
        raise NoRecord
    return digested_fields(content)


def require_public_routes(version: Version) -> None:
    """Go on only when the entries tell no membership that is not public.

    Errors:
        HiddenRoute.
    """
    if hides_a_route(version.root_id or version.pk):
        raise HiddenRoute
