"""Who gets what at the addresses of the evidence app."""

from tejido.core.tests.permissions import Route, everyone, only
from tejido.evidence.tests.factories import a_source

TYPED = {"title": "Informe", "visibility": "public"}


def _source() -> tuple[str]:
    return (a_source().key,)


ROUTES = {
    "evidence:source_list": Route(get=everyone()),
    "evidence:source_page": Route(get=everyone(), args=_source),
    "evidence:source_create": Route(
        get=only("analyst", "secretary"),
        post=only("analyst", "secretary", status=302),
        data=TYPED,
    ),
    "evidence:source_edit": Route(
        get=only("secretary"), post=only("secretary", status=302), args=_source, data=TYPED
    ),
}
