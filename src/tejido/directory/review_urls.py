"""Addresses of printed lists and of the review of doubtful pairs."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from tejido.directory.views import lists, review

patterns: list[URLPattern] = [
    path(_("lists/"), lists.printed_lists, name="printed_lists"),
    path(_("lists/new/"), lists.printed_list_new, name="printed_list_new"),
    path(_("lists/<str:key>/"), lists.printed_list, name="printed_list"),
    path(_("review/"), review.review, name="review"),
    path(_("review/<int:pk>/"), review.decide, name="decide_pair"),
    path(_("decisions/"), review.decision_list, name="decisions"),
    path(_("decisions/<int:pk>/undo/"), review.decision_undo, name="decision_undo"),
]
