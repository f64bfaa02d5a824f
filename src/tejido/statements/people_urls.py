"""Addresses where people sign, confirm, and look after their signature."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import own_signatures, people, people_desk

# No statement can take these first words as its address (actions.RESERVED_SLUGS).
notices = [
    path(_("privacy-notice/"), people.notice_page, name="notice"),
    path(_("privacy-notice/<str:version>/"), people.notice_page, name="notice_version"),
]

own = [
    path(_("my-signature/"), own_signatures.ask_link, name="own_link"),
    path(_("my-signature/sent/"), own_signatures.link_sent, name="own_link_sent"),
    path(
        _("my-signature/<int:number>/<str:until>/<str:token>/"),
        own_signatures.own_page,
        name="own_signatures",
    ),
    path(
        _("my-signature/<int:number>/<str:until>/<str:token>/download/"),
        own_signatures.download,
        name="own_download",
    ),
    path(
        _("my-signature/<int:number>/<str:until>/<str:token>/<int:row>/naming/"),
        own_signatures.naming,
        name="own_naming",
    ),
    path(
        _("my-signature/<int:number>/<str:until>/<str:token>/<int:row>/withdraw/"),
        own_signatures.withdraw,
        name="own_withdraw",
    ),
    path(
        _("my-signature/<int:number>/<str:until>/<str:token>/<int:row>/sign/"),
        own_signatures.again,
        name="own_again",
    ),
    path(
        _("my-signature/<int:number>/<str:until>/<str:token>/erase/"),
        own_signatures.erase,
        name="own_erase",
    ),
    path(_("my-signature/erased/"), own_signatures.erased, name="own_erased"),
]

signing = [
    path(_("<slug:slug>/sign/person/"), people.person_sign, name="person_sign"),
    path(_("<slug:slug>/sign/person/sent/"), people.person_sent, name="person_sent"),
    path(
        _("<slug:slug>/sign/person/<int:number>/<str:token>/"),
        people.person_confirm,
        name="person_confirm",
    ),
]

desk = [
    path(_("<slug:slug>/people/desk/"), people_desk.desk, name="people_desk"),
    path(_("<slug:slug>/people/desk/decide/"), people_desk.decide, name="people_decide"),
    path(
        _("<slug:slug>/people/desk/<int:number>/apart/"),
        people_desk.tell_apart,
        name="people_apart",
    ),
    path(_("<slug:slug>/people/desk/<int:number>/erase/"), people_desk.erase, name="people_erase"),
]

urlpatterns = [*notices, *own, *signing, *desk]
