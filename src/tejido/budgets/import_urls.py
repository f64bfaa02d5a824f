"""Addresses of imports and of what they stored."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.budgets.views import imports, snapshots

urlpatterns = [
    path(_("imports/"), imports.import_list, name="import_list"),
    path(_("imports/new/"), imports.import_new, name="import_new"),
    path(_("imports/<str:key>/mapping/"), imports.import_mapping, name="import_mapping"),
    path(
        _("imports/<str:key>/mapping/descriptor/"),
        imports.import_descriptor,
        name="import_descriptor",
    ),
    path(_("imports/<str:key>/discard/"), imports.import_discard, name="import_discard"),
    path(_("snapshots/<str:key>/"), snapshots.snapshot, name="snapshot"),
    path(_("snapshots/<str:key>/report.json"), snapshots.snapshot_json, name="snapshot_json"),
    path(_("snapshots/<str:key>/original/"), snapshots.snapshot_original, name="snapshot_original"),
    path(_("snapshots/<str:key>/withdraw/"), snapshots.snapshot_withdraw, name="snapshot_withdraw"),
    path(
        _("snapshots/<str:key>/corrections/new/"), snapshots.correction_new, name="correction_new"
    ),
    path(
        _("snapshots/<str:key>/corrections/<int:number>/withdraw/"),
        snapshots.correction_withdraw,
        name="correction_withdraw",
    ),
]
