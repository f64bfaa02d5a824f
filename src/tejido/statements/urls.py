"""Addresses of the statements app: the secretariat's pages, then everybody's."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements import api
from tejido.statements.views import (
    choosing,
    difference,
    editing,
    loading,
    public,
    publishing,
    signatories,
)

app_name = "statements"

# No statement can take "drafts" or "borradores" as its address (actions.RESERVED_SLUGS).
editing_pages = [
    path(_("drafts/"), editing.draft_list, name="draft_list"),
    path(_("drafts/new/"), editing.draft_create, name="draft_create"),
    path(_("drafts/<slug:slug>/"), editing.draft_edit, name="draft_edit"),
    path(_("drafts/<slug:slug>/preview/"), editing.draft_preview, name="draft_preview"),
    path(
        _("drafts/<slug:slug>/note/<int:number>/source/"),
        choosing.draft_source,
        name="draft_source",
    ),
    path(
        _("drafts/<slug:slug>/demand/<int:position>/addressee/"),
        choosing.draft_addressee,
        name="draft_addressee",
    ),
    path(
        _("drafts/<slug:slug>/language/<str:language>/remove/"),
        publishing.draft_language_remove,
        name="draft_language_remove",
    ),
    path(_("drafts/<slug:slug>/publish/"), publishing.draft_publish, name="draft_publish"),
    path(_("drafts/<slug:slug>/discard/"), publishing.draft_discard, name="draft_discard"),
    path(_("drafts/<slug:slug>/correct/"), publishing.correction_start, name="correction_start"),
]

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
    *editing_pages,
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
