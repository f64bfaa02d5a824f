"""The shape of what is typed about a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.finding import LONGEST, FindingWords
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.rule_files import LARGEST, read_yaml
from tejido.budgets.rule_sets import LONGEST_REASON
from tejido.budgets.rule_wording import refused


def _words(label: Any, help_text: Any = "", most: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FindingForm(forms.Form):
    """A sentence in both languages, what the data cannot show, and the question."""

    sentence_es = _words(
        _("The finding in Spanish"),
        _("One sentence with the figure, its base and its date. It is what a footnote cites."),
    )
    sentence_en = _words(_("The finding in English"))
    limits_es = _words(
        _("What the data cannot show, in Spanish"),
        _("What a hostile official would answer, and what nobody knows from these data."),
    )
    limits_en = _words(_("What the data cannot show, in English"))
    question = forms.CharField(
        label=_("The question (YAML)"),
        help_text=_("As the explore page writes it. The figures are computed from it."),
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def clean_question(self) -> object:
        """Return the question as data."""
        try:
            return read_yaml(self.cleaned_data["question"])
        except RuleFault as fault:
            raise forms.ValidationError(str(refused(fault).message)) from fault

    def words_fields(self) -> list[forms.BoundField]:
        """Return the fields of what is typed, without the question."""
        return [field for field in self.visible_fields() if field.name != "question"]

    def words(self) -> FindingWords:
        """Return what was typed, without the question."""
        return FindingWords(
            **{name: value for name, value in self.cleaned_data.items() if name != "question"}
        )


class ReviewForm(forms.Form):
    """What the second person says."""

    verdict = forms.ChoiceField(
        label=_("Does it hold?"),
        choices=[("holds", _("It holds: it may be published")), ("back", _("It goes back"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was looked at, or why it goes back"),
        help_text=_("Needed when it goes back. It is not published."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(forms.Form):
    """Why a published finding is withdrawn."""

    reason_es = _words(
        _("The reason in Spanish"), _("It stands on the page for ever."), LONGEST_REASON
    )
    reason_en = _words(_("The reason in English"), "", LONGEST_REASON)
