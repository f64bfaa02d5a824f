"""Who gets what at the directory's addresses."""

from tejido.core.tests.permissions import Route, everyone, only
from tejido.directory.actions import split_organization, stored_data
from tejido.directory.domain.organization_state import state_of
from tejido.directory.models import Organization
from tejido.directory.tests import routes_more
from tejido.directory.tests.factories import join, make_network, make_organization, merge

SECRETARIAT = only("secretary")
REVIEWERS = only("secretary", "reviewer")

NEW = {
    "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "0",
    "form-0-text": "Colectivo Nuevo",
    "form-0-sort": "official",
    "kind": "civil_society",
    "visibility": "coalition",
}


def _organization() -> tuple[str]:
    return (make_organization(aliases=("Otro nombre",)).key,)


def _network() -> tuple[str]:
    network = make_network()
    join(make_organization(subdivision="MX-CHP"), network)
    return (network.key,)


def _pair() -> tuple[str, str]:
    return make_organization("Uno").key, make_organization("Dos").key


def _kept() -> dict[str, str]:
    return {"kept": Organization.objects.get(name="Uno").key}


def _alias() -> dict[str, str]:
    alias = Organization.objects.get().names.get(sort="alias")
    return {"names": str(alias.pk)}


def _changed() -> dict[str, str]:
    return {**NEW, "seen": state_of(stored_data(Organization.objects.get()))}


def _network_to_join() -> dict[str, str]:
    return {"network": make_network().key, "visibility": "coalition"}


def _membership() -> tuple[int]:
    return (join(make_organization(), make_network()).pk,)


def _merge() -> tuple[int]:
    return (merge(make_organization(), make_organization()).pk,)


def _split() -> tuple[int]:
    made = make_organization(aliases=("Otro nombre",))
    alias = made.names.get(sort="alias")
    return (split_organization(actor=None, organization=made, names=[alias.pk]).pk,)


ROUTES = {
    "directory:organization_list": Route(get=everyone()),
    "directory:organization": Route(get=everyone(), args=_organization),
    "directory:network_list": Route(get=everyone()),
    "directory:network": Route(get=everyone(), args=_network),
    "directory:organization_create": Route(
        get=SECRETARIAT, post=only("secretary", status=302), data=NEW
    ),
    "directory:organization_edit": Route(
        get=SECRETARIAT, post=only("secretary", status=302), args=_organization, data=_changed
    ),
    "directory:organization_history": Route(get=SECRETARIAT, args=_organization),
    "directory:membership_add": Route(
        get=SECRETARIAT,
        post=only("secretary", status=302),
        args=_organization,
        data=_network_to_join,
    ),
    "directory:membership_end": Route(
        get=SECRETARIAT,
        post=only("secretary", status=302),
        args=_membership,
        data={"end": "2020-01-01"},
    ),
    "directory:membership_edit": Route(
        get=SECRETARIAT,
        post=only("secretary", status=302),
        args=_membership,
        data={"visibility": "public"},
    ),
    "directory:membership_remove": Route(
        get=SECRETARIAT, post=only("secretary", status=302), args=_membership
    ),
    "directory:network_places": Route(get=everyone(), args=_network),
    "directory:merge_list": Route(get=REVIEWERS),
    "directory:member_search": Route(get=SECRETARIAT, args=_network),
    "directory:merge_search": Route(get=REVIEWERS, args=_organization),
    "directory:merge_compare": Route(
        get=REVIEWERS,
        post=only("secretary", "reviewer", status=302),
        args=_pair,
        data=_kept,
    ),
    "directory:merge_undo": Route(post=only("secretary", "reviewer", status=302), args=_merge),
    "directory:split": Route(
        get=SECRETARIAT, post=only("secretary", status=302), args=_organization, data=_alias
    ),
    "directory:split_undo": Route(post=only("secretary", status=302), args=_split),
    **routes_more.ROUTES,
}
