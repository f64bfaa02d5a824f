"""What a person reads when a table, or a line of it, is refused."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.core.errors import InvalidInput
from tejido.directory.domain.organization_data import OrganizationFault
from tejido.directory.domain.tables import TableFault
from tejido.directory.domain.transfer import Refusal
from tejido.directory.fault_messages import FAULT_MESSAGES

_TABLES: Mapping[str, Promise] = MappingProxyType(
    {
        "file-too-large": _("The file is larger than %(most)s MB. Split it and import each part."),
        "file-empty": _("The file is empty. It needs a first row with the names of the columns."),
        "not-a-table": _("The file is %(format)s, not a table. Save it as CSV (UTF-8) or XLSX."),
        "no-header": _("The first row is empty. It must hold the names of the columns."),
        "too-many-columns": _("The file has more than %(most)s columns. Remove those not needed."),
        "column-unnamed": _("Column %(number)s has no name in the first row. Name or remove it."),
        "column-unknown": _(
            "There is no column “%(column)s” here. Rename or remove it. The columns are:"
            " %(known)s; a column of names may say a language: alias:en."
        ),
        "column-twice": _("The column “%(column)s” stands there twice. Leave one."),
        "column-missing": _("The column “%(column)s” is missing. Add it to the first row."),
        "too-many-rows": _(
            "The file has more than %(most)s rows, the most one import takes. Split it and import"
            " each part."
        ),
        "encoding": _(
            "The file is not in UTF-8: it looks like %(encoding)s. Save it again as “CSV UTF-8”,"
            " or as XLSX."
        ),
        "nul-bytes": _(
            "The file holds NUL bytes, so it is not a text. Save it again as CSV UTF-8."
        ),
        "quotes": _(
            "In the row that begins on line %(line)s a quotation mark opens or closes in the wrong"
            " place, so that the cells cannot be told apart. Correct it."
        ),
        "huge-cell": _(
            "A cell in the row that begins on line %(line)s is larger than any name; perhaps a"
            " quotation mark is never closed. Correct it."
        ),
        "xlsx-broken": _("The XLSX file is damaged. Open it in a spreadsheet and save it again."),
        "xlsx-unpacks": _(
            "The XLSX file unpacks to more than a table of %(rows)s rows needs (%(most)s MB), so"
            " it was not opened. Copy the table alone into a new file."
        ),
    }
)
_LINES: Mapping[str, Promise] = MappingProxyType(
    {
        "computed-cell": _(
            "begins with = + - @, a tab or a line end, or is a formula: a spreadsheet would"
            " compute it. Write it as plain text."
        ),
        "long-cell": _("is longer than 5,000 characters."),
        "control-character": _("holds a line end or another control character. Remove it."),
        "more-cells-than-columns": _("The line has more cells than the first row has columns."),
        "kind-unknown": _("is no kind of organization: civil_society, network, shelter…"),
        "visibility-unknown": _("is no visibility: public, coalition or sealed."),
        "no-such-day": _("is no day of the calendar. Write it as 2015-01-31."),
        "ends-before-it-starts": _("ends before it starts. Check the two dates."),
        "no-name": _("is empty. An organization needs a name."),
        "name-not-first": _(
            "is not the name it would be listed under: that is the first official name, here"
            " “%(value)s”. Correct one of the two."
        ),
        "key-unknown": _("belongs to no organization. Leave it empty to create one."),
        "key-twice": _("stands in more than one line. Leave one line for each organization."),
        "key-merged": _(
            "belongs to an organization that was merged with another. Use the key %(value)s."
        ),
        "network-unknown": _(
            "is no network here: no network has this key or name. Create it first, or in this"
            " file with the kind network."
        ),
        "network-ambiguous": _("is the name of more than one network. Write its key."),
        "member-of-itself": _("is the organization itself: nobody is a member of itself."),
        "member-already": _("repeats a membership on days another one covers."),
        "cycle": _("is itself a member of this organization: networks cannot contain each other."),
        "network-has-members": _("It has members, so it stays a network."),
        "kind-of-merged": _("It is merged with another of its kind. Undo the merge first."),
        "namesake": _("An organization with this name exists already: %(value)s."),
        "twin": _("Line %(value)s of this file creates an organization of the same name."),
        OrganizationFault.SUBDIVISION_ELSEWHERE: _(
            "is no code of a state or department of the country. Chiapas in Mexico is MX-CHP."
        ),
        OrganizationFault.UNKNOWN_COUNTRY: _("is no code of a country. Mexico is MX."),
    }
)


def table_error(fault: TableFault) -> InvalidInput:
    """Return the error to show when a file as a whole cannot be read."""
    return InvalidInput(str(_TABLES[fault.code]) % fault.details, code=fault.code)


def reason(refusal: Refusal) -> str:
    """Return why a line is refused, or what to look at in it, as one sentence."""
    if refusal.code in _LINES:
        sentence = str(_LINES[refusal.code]) % {"value": refusal.value}
    else:
        sentence = str(FAULT_MESSAGES[OrganizationFault(refusal.code)])
    if not refusal.column or sentence[:1].isupper():
        return sentence
    parts = {"column": refusal.column, "value": refusal.value, "sentence": sentence}
    if not refusal.value:
        return f"{refusal.column} {sentence}"
    return str(_("%(column)s “%(value)s” %(sentence)s")) % parts
