"""Addresses of lenses and concordances."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.budgets.views import lens_publishing, lenses

urlpatterns = [
    path(_("lenses/"), lenses.lens_list, name="lens_list"),
    path(_("lenses/compare/"), lenses.lens_compare, name="lens_compare"),
    path(_("lenses/new/"), lens_publishing.lens_publish, name="lens_publish"),
    path(_("lenses/<slug:key>/"), lenses.lens_page, name="lens"),
    path(_("lenses/<slug:key>/<int:number>/"), lenses.lens_page, name="lens_version"),
    path(_("lenses/<slug:key>/<int:number>/yaml/"), lenses.lens_yaml, name="lens_yaml"),
    path(_("concordances/<slug:key>/"), lenses.concordance_page, name="concordance"),
    path(
        _("concordances/<slug:key>/<int:number>/"),
        lenses.concordance_page,
        name="concordance_version",
    ),
    path(
        _("concordances/<slug:key>/<int:number>/yaml/"),
        lenses.concordance_yaml,
        name="concordance_yaml",
    ),
]
