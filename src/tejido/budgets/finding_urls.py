"""Addresses of findings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.budgets.views import findings

urlpatterns = [
    path(_("findings/"), findings.finding_list, name="finding_list"),
    path(_("findings/<str:key>/"), findings.finding_page, name="finding"),
    path(
        _("findings/<str:key>/<int:number>/"),
        findings.finding_version_page,
        name="finding_version",
    ),
    path(
        _("findings/<str:key>/<int:number>/chart-<str:theme>.svg"),
        findings.finding_chart,
        name="finding_chart",
    ),
    path(_("findings/<str:key>/<int:number>/table.csv"), findings.finding_csv, name="finding_csv"),
    path(
        _("findings/<str:key>/<int:number>/bundle.zip"),
        findings.finding_bundle,
        name="finding_bundle",
    ),
]
