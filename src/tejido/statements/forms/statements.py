"""What a statement begins with."""

from collections.abc import Mapping, Sequence

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tejido.evidence.models import Source
from tejido.statements.models import StatementSort

SLUG_LENGTH = 80


class StatementForm(forms.Form):
    """What a statement begins with."""

    title = forms.CharField(label=_("Title"), max_length=300)
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Address"),
        required=False,
        max_length=SLUG_LENGTH,
        help_text=_(
            "Lower-case letters, digits and hyphens; it stays for good. Left empty, it is taken"
            " from the title."
        ),
        error_messages={
            "invalid": _("Use only lower-case letters without accents, digits and hyphens.")
        },
    )
    language = forms.ChoiceField(label=_("Language it is written in"), choices=settings.LANGUAGES)
    sort = forms.ChoiceField(label=_("Sort"), choices=StatementSort)
    source = forms.ChoiceField(
        label=_("Source of the record"),
        required=False,
        help_text=_("Of a historical record only: the registered document, with its SHA-256."),
    )
    dated_on = forms.DateField(
        label=_("Date of the original"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Of a historical record only."),
    )
    is_example = forms.BooleanField(
        label=_("It is an invented example, and its page says so"), required=False
    )

    def __init__(
        self, data: Mapping[str, str] | None = None, *, sources: Sequence[Source] = ()
    ) -> None:
        super().__init__(data)
        choices = [("", "—"), *((source.key, source.title) for source in sources)]
        self.fields["source"] = forms.ChoiceField(
            label=self.fields["source"].label,
            help_text=self.fields["source"].help_text,
            required=False,
            choices=choices,
        )

    def clean_slug(self) -> str:
        """Return the address typed, or one made from the title."""
        typed = str(self.cleaned_data["slug"])
        made = slugify(str(self.cleaned_data.get("title", "")))[:SLUG_LENGTH].strip("-_")
        slug = typed or made.replace("_", "-")
        if not slug and "title" in self.cleaned_data:
            raise forms.ValidationError(_("Write an address: none can be made from this title."))
        return slug
