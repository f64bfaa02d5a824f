"""Confirming a step that cannot be undone, and saying what a new version changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.statements.models import Change

MOST_DAYS = 90
USUAL_DAYS = 7


class ConfirmForm(forms.Form):
    """The draft revision the page to confirm was shown with."""

    seen = forms.IntegerField(min_value=0)

    @property
    def revision(self) -> int:
        """The draft revision the page was shown with."""
        return int(self.cleaned_data["seen"])


def _days(*, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Days to confirm"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        required=required,
        help_text=_(
            "After a change of substance, counted from now. Who signed can confirm until then, also"
            " after signing has closed, and withdraw at any time."
        ),
    )


class ReleaseForm(ConfirmForm):
    """Freezing or publishing a draft; of a later version, with what it changes.

    Arguments:
        corrects: whether there is a version before it.
        signed: how many signed the text before it.
    """

    def __init__(
        self, data: Mapping[str, str] | None = None, *, corrects: bool, signed: int = 0
    ) -> None:
        super().__init__(data)
        self.fields["seen"].widget = forms.HiddenInput()
        if corrects:
            self.fields["change"] = forms.ChoiceField(
                label=_("What does it change?"),
                choices=_choices(signed),
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Say which of the two it is: it decides who must confirm.")
                },  # fmt: skip
            )
            self.fields["days"] = _days(required=False)

    @property
    def change(self) -> Change:
        """What the version changes; says nothing of a first one."""
        return Change(self.cleaned_data.get("change") or Change.SUBSTANCE)

    @property
    def confirm_until(self) -> datetime | None:
        """Until when signatures are confirmed after a change of substance; else None."""
        if "change" not in self.fields or self.change != Change.SUBSTANCE:
            return None
        return timezone.now() + timedelta(days=self.cleaned_data.get("days") or USUAL_DAYS)


class MoreTimeForm(forms.Form):
    """Days from now until which signatures are confirmed."""

    days = _days(required=True)

    @property
    def until(self) -> datetime:
        """Until when signatures are confirmed."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


def _choices(signed: int) -> list[tuple[str, str]]:
    stays = ngettext(
        "Wording only, the meaning stays: the %(number)s signature stays and counts. Who gave it"
        " is told.",
        "Wording only, the meaning stays: the %(number)s signatures stay and count. Who gave them"
        " is told.",
        signed,
    )
    asked = ngettext(
        "Substance: the %(number)s signature must be confirmed. Until then it is shown apart and"
        " does not count on the new text.",
        "Substance: the %(number)s signatures must be confirmed. Until then they are shown apart"
        " and do not count on the new text.",
        signed,
    )
    return [
        (Change.WORDING.value, stays % {"number": signed}),
        (Change.SUBSTANCE.value, asked % {"number": signed}),
    ]
