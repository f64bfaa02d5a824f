"""Addresses of datasets and of questions asked in the browser."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.budgets.views import datasets, explore, explore_files

urlpatterns = [
    path("", datasets.index, name="index"),
    path(_("datasets/<slug:key>/"), datasets.dataset, name="dataset"),
    path(_("explore/"), explore.explore, name="explore"),
    path(_("explore/chart-<str:theme>.svg"), explore_files.explore_chart, name="explore_chart"),
    path(_("explore/chart.png"), explore_files.explore_png, name="explore_png"),
    path(_("explore/table.csv"), explore_files.explore_csv, name="explore_csv"),
    path(_("explore/table.xlsx"), explore_files.explore_xlsx, name="explore_xlsx"),
    path(_("explore/question.yaml"), explore_files.explore_yaml, name="explore_yaml"),
]
