"""Addresses of the statements app: the secretariat's pages, then everybody's."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements import (
    api,
    campaign_urls,
    change_urls,
    editing_urls,
    people_urls,
    record_urls,
    signing_urls,
)
from tejido.statements.views import (
    difference,
    loading,
    public,
    signatories,
)

app_name = "statements"

public_pages = [
    path("", public.statement_list, name="statement_list"),
    path("<slug:slug>/", public.statement_page, name="statement_page"),
    path(_("<slug:slug>/versions/<int:number>/"), public.version_page, name="version_page"),
    path("<slug:slug>/pdf/", public.statement_pdf, name="statement_pdf"),
    path("<slug:slug>/csv/", api.signatures_csv, name="signatures_csv"),
    path("<slug:slug>/json/", api.signatures_json, name="signatures_json"),
    path(_("<slug:slug>/signatures/"), signatories.signatures, name="signatures"),
    path(_("<slug:slug>/networks/"), signatories.signing_networks, name="signing_networks"),
    path(
        _("<slug:slug>/networks/<str:key>/"),
        signatories.signatures_by_network,
        name="signatures_by_network",
    ),
    path(_("<slug:slug>/countries/"), signatories.signing_countries, name="signing_countries"),
    path(
        _("<slug:slug>/countries/<str:code>/"),
        signatories.signatures_by_country,
        name="signatures_by_country",
    ),
    path(_("<slug:slug>/people/"), signatories.signing_people, name="signing_people"),
]

signature_pages = [
    path(
        _("<slug:slug>/versions/<int:number>/load/"),
        loading.signatories_load,
        name="signatories_load",
    ),
    path(
        _("<slug:slug>/signatures/<str:key>/naming/"),
        loading.signature_naming,
        name="signature_naming",
    ),
    path(
        _("<slug:slug>/people/<int:number>/erase/"),
        loading.signatory_erase,
        name="signatory_erase",
    ),
]

urlpatterns = [
    *campaign_urls.urlpatterns,
    *change_urls.urlpatterns,
    *people_urls.urlpatterns,
    *record_urls.urlpatterns,
    *signing_urls.urlpatterns,
    *editing_urls.urlpatterns,
    *public_pages,
    *signature_pages,
    path(
        _("<slug:slug>/versions/<int:number>/changes/"),
        difference.version_changes,
        name="version_changes",
    ),
    path(
        _("<slug:slug>/versions/<int:number>/wording/"),
        difference.version_wording,
        name="version_wording",
    ),
]
