"""Why a pair is asked, how alike it is, and what is compared, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.directory.domain.resolution import Reason
from tejido.directory.domain.sides import Agreement

REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        Reason.SAME_PRINT.name: _("Both are printed alike."),
        Reason.SAME_NAME.name: _("Both have the same name."),
        Reason.SPELLING.name: _("The names are the same but for their spelling."),
        Reason.WRITTEN_OUT.name: _("One writes out the acronym of the other."),
        Reason.SAME_ACRONYM.name: _("The acronym is the same and the names agree."),
        Reason.ACRONYM_ALONE.name: _("One is an acronym alone, printed elsewhere with its name."),
        Reason.ACRONYM_FORMED.name: _("One is an acronym that the name of the other forms."),
        Reason.SHORT_NAME.name: _("One is a short name that the other may have."),
        Reason.DECIDED.name: _("A person decided it."),
        Reason.NAME_NOT_DISTINCT.name: _("The name is the same, but many may have it."),
        Reason.PLACES_DIFFER.name: _("The name is the same, the places differ."),
        Reason.PLACE_ON_ONE_SIDE.name: _("Only one names its country as part of the name."),
        Reason.LEGAL_FORMS_DIFFER.name: _("The name is the same, the legal forms differ."),
        Reason.ACRONYMS_DIFFER.name: _("The name is the same, the acronyms differ."),
        Reason.DOUBTFUL_SPELLING.name: _("The names are a letter apart."),
        Reason.ACRONYM_TWICE.name: _("The acronym is the same, the names differ."),
        Reason.ACRONYM_AND_PLACE.name: _("Acronym and place are the same, the names differ."),
        Reason.CONTAINED.name: _("One name contains the other."),
        Reason.FEW_WORDS_DIFFER.name: _("The names differ in a few words."),
        Reason.AMBIGUOUS.name: _("It may be more than one of those listed."),
        Reason.PERSON_NAME.name: _("Two people have the same name."),
    }
)
FIELDS: Mapping[str, Promise] = MappingProxyType(
    {
        "words": _("Words of the name"),
        "acronym": _("Acronym"),
        "legal_form": _("Legal form"),
        "place": _("Place"),
        "listed_under": _("Listed under"),
        "networks": _("Networks"),
    }
)
AGREEMENTS: Mapping[Agreement, tuple[str, Promise]] = MappingProxyType(
    {
        Agreement.SAME: ("agreed", _("agrees")),
        Agreement.DIFFERENT: ("refused", _("differs")),
        Agreement.ONE_SIDE: ("waiting", _("only one says")),
        Agreement.NEITHER: ("plain", _("neither says")),
    }
)
_ALIKE = (
    (0.75, _("very alike")),
    (0.6, _("alike")),
    (0.5, _("rather alike")),
    (0.0, _("a little alike")),
)


def how_alike(score: float) -> Promise:
    """Return a score from 0 to 1 in words."""
    return next(words for least, words in _ALIKE if score >= least)
