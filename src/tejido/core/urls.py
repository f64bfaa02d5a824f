"""Signing in and out, and the pages every installation has."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.core import views

app_name = "core"
urlpatterns = [
    path(_("sign-in/"), views.sign_in_help, name="sign_in_help"),
    path(_("sign-in/<str:token>/"), views.sign_in, name="sign_in"),
    path(_("sign-out/"), views.sign_out, name="sign_out"),
]
