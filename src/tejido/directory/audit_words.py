"""The audit log's words, as the secretariat reads them on the history page."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.directory.models import OrganizationKind, Visibility

ACTIONS: Mapping[str, Promise] = MappingProxyType(
    {
        "create_organization": _("organization created"),
        "update_organization": _("organization changed"),
        "add_membership": _("membership recorded"),
        "update_membership": _("membership corrected"),
        "remove_membership": _("membership removed"),
        "end_membership": _("end of a membership recorded"),
        "merge_organizations": _("merged with another"),
        "undo_merge": _("merge undone"),
        "split_organization": _("split in two"),
        "undo_split": _("split undone"),
    }
)

FIELDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        **{kind.value: kind.label for kind in OrganizationKind},
        **{visibility.value: visibility.label for visibility in Visibility},
        "network": _("network"),
        "fields": _("what changed"),
        "name": _("name listed"),
        "names": _("names"),
        "kind": _("kind"),
        "visibility": _("visibility"),
        "country": _("country"),
        "subdivision": _("state or department"),
        "town": _("town"),
        "latitude": _("latitude"),
        "longitude": _("longitude"),
        "member": _("member"),
        "start": _("from"),
        "end": _("until"),
        "kept": _("stays"),
        "gone": _("leads there"),
        "origin": _("out of"),
        "created": _("split off"),
        "source": _("source"),
    }
)
