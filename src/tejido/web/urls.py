"""Home and site map."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path(_("site-map/"), views.site_map, name="site_map"),
]
