"""What a person reads when the data of a rule set does not hold."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.rule_data import RuleFault
from tejido.core.errors import InvalidInput

_MESSAGES: Mapping[str, Promise] = MappingProxyType(
    {
        "amount-from-a-column": _(
            "%(place)s: an amount comes from a column of the file, as it stands there."
        ),
        "amount-missing": _("%(place)s: say which column holds an amount."),
        "amounts": _("%(place)s: amounts are not written like this; see how in the documentation."),
        "class-reserved": _("%(place)s: “%(value)s” is what no rule is about; name another class."),
        "class-unknown": _("%(place)s: there is no class “%(value)s” in this lens."),
        "code-missing": _("%(place)s: name at least one code; a name alone may be of several."),
        "column-missing": _("%(place)s: the column “%(value)s” has to come from somewhere."),
        "column-unknown": _("%(place)s: there is no column “%(value)s” of codes, names or years."),
        "condition-empty": _(
            "%(place)s: say what the column holds: values, a pattern, or nothing."
        ),
        "const-alone": _("%(place)s: a value for the whole file goes with nothing else."),
        "entities-meet": _(
            "%(place)s: two entities could claim the same line (%(value)s). Tell them apart by"
            " their codes, years or names."
        ),
        "field-missing": _("%(place)s: the field “%(value)s” is missing."),
        "field-unknown": _("%(place)s: there is no field “%(value)s”."),
        "format-unknown": _("%(place)s: this version of the format is not known; it is 1."),
        "from-or-const": _("%(place)s: name a column (from) or a value (const), one of them."),
        "kind-unknown": _("%(place)s: “%(value)s” is none of total, header and note."),
        "not-a-code": _(
            '%(place)s: “%(value)s” is not a code. Write it in quotes, with its zeros: "04".'
        ),
        "not-a-descriptor": _("This is no descriptor of a fiscal data package with amounts."),
        "not-a-list": _("%(place)s: a list with at least one entry is needed."),
        "not-a-number": _("%(place)s: “%(value)s” is not a number from 1 to 12."),
        "not-a-pattern": _(
            "%(place)s: “%(value)s” is no regular expression that can be used here."
        ),
        "not-a-text": _("%(place)s: a text is needed, at most 4,000 characters."),
        "not-an-identifier": _(
            "%(place)s: “%(value)s” is not a short name of small letters, digits and hyphens."
        ),
        "not-an-object": _("%(place)s: fields with names are needed."),
        "not-words": _("%(place)s: there is no word to look for in “%(value)s”."),
        "not-years": _('%(place)s: “%(value)s” are not years. Write 2013, "2008:2012" or "2019:".'),
        "not-yes-or-no": _("%(place)s: write true or false."),
        "too-large": _("The file is larger than a rule set can be (%(value)s kB)."),
        "too-many": _("%(place)s: %(value)s entries are more than a rule set can have."),
        "twice": _("%(place)s: “%(value)s” is there twice."),
        "value-unknown": _("%(place)s: “%(value)s” cannot stand there."),
        "yaml": _("This is not YAML that can be read here: %(place)s."),
        "years-missing": _("%(place)s: say for which years it was checked."),
    }
)


def refused(fault: RuleFault) -> InvalidInput:
    """Return the error a person meets for a fault."""
    # What is about the whole of it has no place inside it.
    place = fault.place or _("At the top level")
    sentence = _MESSAGES[fault.code] % {"place": place, "value": fault.value}
    return InvalidInput(sentence, code=f"rules-{fault.code}")
