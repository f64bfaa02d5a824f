"""Sources: the documents that footnotes and claims cite."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.core.fields import SortKeyField
from tejido.core.models import User
from tejido.directory.models import Visibility, new_key, seen_by


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions every list of sources asks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what `user` may see."""
        return self.filter(seen_by(user))


class Source(models.Model):
    """A document somebody can go back to: what it is, who published it, when, where.

    `digest` is the SHA-256 of the file that was held when it was registered, so that a later
    copy can be compared with it.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=300)
    sort_key = SortKeyField(max_length=300, db_index=True, editable=False)
    search_key = models.CharField(max_length=600, editable=False)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published_on = models.CharField(
        _("date"), max_length=10, blank=True, help_text=_("2017, 2017-05 or 2017-05-31")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    note = models.TextField(_("note"), blank=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.COALITION
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Source"]] = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="source_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page in the reader's language."""
        return reverse("evidence:source_page", args=[self.key])
