"""How far an import is: what its table and that of its dataset ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotState(models.TextChoices):
    """How far an import is."""

    UPLOADED = "uploaded", _("waiting for its mapping to be confirmed")
    QUEUED = "queued", _("waiting")
    READING = "reading", _("being read")
    STORED = "stored", _("stored")
    REFUSED = "refused", _("refused")
