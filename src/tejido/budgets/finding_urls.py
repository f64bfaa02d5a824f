"""Addresses of findings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.budgets.views import finding_writing, findings

urlpatterns = [
    path(_("findings/"), findings.finding_list, name="finding_list"),
    path(_("findings/new/"), finding_writing.finding_write, name="finding_write"),
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
    path(
        _("findings/<str:key>/<int:number>/edit/"),
        finding_writing.finding_edit,
        name="finding_edit",
    ),
    path(
        _("findings/<str:key>/<int:number>/review/send/"),
        finding_writing.finding_send,
        name="finding_send",
    ),
    path(
        _("findings/<str:key>/<int:number>/review/"),
        finding_writing.finding_review,
        name="finding_review",
    ),
    path(
        _("findings/<str:key>/<int:number>/publish/"),
        finding_writing.finding_publish,
        name="finding_publish",
    ),
    path(
        _("findings/<str:key>/withdraw/"), finding_writing.finding_withdraw, name="finding_withdraw"
    ),
    path(_("findings/<str:key>/next/"), finding_writing.finding_next, name="finding_next"),
]
