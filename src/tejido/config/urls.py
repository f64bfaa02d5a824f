"""Every address of the platform, under the language it is read in."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

handler400 = "tejido.core.views.errors.bad_request"
handler403 = "tejido.core.views.errors.permission_denied"
handler404 = "tejido.core.views.errors.page_not_found"
handler500 = "tejido.core.views.errors.server_error"

urlpatterns = i18n_patterns(
    path("", include("tejido.web.urls")),
    path("", include("tejido.core.urls")),
    path(_("directory/"), include("tejido.directory.urls")),
    path(_("coalition/"), include("tejido.coalition.urls")),
    path(_("notifications/"), include("tejido.notifications.urls")),
    path(_("sources/"), include("tejido.evidence.urls")),
    path(_("series/"), include("tejido.evidence.series_urls")),
    path(_("budgets/"), include("tejido.budgets.urls")),
    path(_("statements/"), include("tejido.statements.urls")),
)
