"""Addresses of a change of text: freezing, confirming, withdrawing."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import confirming, publishing, unconfirmed

urlpatterns = [
    path(_("drafts/<slug:slug>/freeze/"), publishing.draft_freeze, name="draft_freeze"),
    path(_("drafts/<slug:slug>/publish-frozen/"), publishing.frozen_publish, name="frozen_publish"),
    path(_("<slug:slug>/confirm/<str:key>/"), confirming.confirm_own, name="confirm_own"),
    path(
        _("<slug:slug>/confirm/<int:signer>/<int:contact>/<str:until>/<str:token>/"),
        confirming.confirm_link,
        name="confirm_link",
    ),
    path(_("<slug:slug>/unconfirmed/"), unconfirmed.unconfirmed, name="unconfirmed"),
    path(
        _("<slug:slug>/unconfirmed/remind/"),
        unconfirmed.unconfirmed_remind,
        name="unconfirmed_remind",
    ),
    path(_("<slug:slug>/unconfirmed/time/"), unconfirmed.unconfirmed_time, name="unconfirmed_time"),
]
