"""Addresses where delegates and networks sign, members answer, the secretariat records."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import delegates, listings, recorded

# No statement can take "signing", "listed" or their Spanish as its address (RESERVED_SLUGS).
delegate_pages = [
    path(_("signing/"), delegates.asked, name="asked"),
    path(_("signing/<slug:slug>/"), delegates.sign_page, name="sign"),
    path(_("signing/<slug:slug>/<str:key>/sign/"), delegates.sign, name="sign_for"),
    path(_("signing/<slug:slug>/<str:key>/naming/"), delegates.naming, name="own_signature_naming"),
    path(
        _("signing/<slug:slug>/<str:key>/withdraw/"),
        delegates.withdraw,
        name="own_signature_withdraw",
    ),
    path(_("signing/<slug:slug>/<str:key>/members/"), listings.members, name="listed_members"),
    path(
        _("signing/<slug:slug>/<str:key>/members/<int:number>/take-back/"),
        listings.take_back,
        name="listing_take_back",
    ),
]

answers = [
    path(_("listed/<int:number>/"), listings.answer, name="listing_answer"),
    path(
        _("listed/<int:number>/<int:contact>/<str:token>/"),
        listings.answer_link,
        name="listing_link",
    ),
]

desk = [
    path(_("<slug:slug>/signatures/acts/"), recorded.signature_acts, name="signature_acts"),
    path(_("<slug:slug>/signatures/record/"), recorded.record_choose, name="record_choose"),
    path(_("<slug:slug>/signatures/<str:key>/record/"), recorded.record, name="signature_record"),
    path(
        _("<slug:slug>/signatures/<str:key>/withdraw/"),
        recorded.signature_withdraw,
        name="signature_withdraw",
    ),
    path(_("<slug:slug>/proofs/<int:number>/"), recorded.proof_file, name="proof_file"),
    path(_("<slug:slug>/proofs/<int:number>/erase/"), recorded.proof_erase, name="proof_erase"),
]

urlpatterns = [*delegate_pages, *answers, *desk]
