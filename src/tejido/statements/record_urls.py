"""Addresses of the record."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import record

urlpatterns: list[URLPattern] = [
    path("verify.py", record.record_program, name="record_program"),
    path(_("<slug:slug>/record/"), record.record_page, name="record_page"),
    path("<slug:slug>/record.json", record.record_json, name="record_json"),
]
