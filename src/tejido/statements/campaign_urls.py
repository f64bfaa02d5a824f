"""Addresses of campaigns: times, invitations, personal links."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import links

# No statement can take "link" or "enlace" as its address (actions.RESERVED_SLUGS).
urlpatterns = [
    path(_("link/<int:number>/<str:token>/"), links.personal_link, name="personal_link"),
    path(
        _("link/<int:number>/<str:token>/withdraw/"),
        links.personal_link_withdraw,
        name="personal_link_withdraw",
    ),
    path(
        _("link/<int:number>/contact/<int:contact>/<str:token>/"),
        links.signature_objection,
        name="signature_objection",
    ),
]
