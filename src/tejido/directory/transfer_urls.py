"""Addresses of import and export."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from tejido.directory.views import transfer

patterns: list[URLPattern] = [
    path(_("files/"), transfer.files, name="files"),
    path(_("export/<str:file_format>/"), transfer.export, name="export"),
    path(_("import/"), transfer.import_upload, name="import_upload"),
    path(_("import/<str:digest>/"), transfer.import_check, name="import_check"),
    path(_("import/<str:digest>/discard/"), transfer.import_discard, name="import_discard"),
]
