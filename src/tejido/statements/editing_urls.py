"""Addresses of the secretariat's drafts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import choosing, editing, publishing

# No statement can take "drafts" or "borradores" as its address (actions.RESERVED_SLUGS).
urlpatterns = [
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
