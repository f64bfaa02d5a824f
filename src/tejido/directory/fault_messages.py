"""What a person reads when an organization as entered does not hold."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.directory.domain.organization_data import OrganizationFault

FAULT_MESSAGES: Mapping[OrganizationFault, Promise] = MappingProxyType(
    {
        OrganizationFault.NO_NAME: _("Write at least one name."),
        OrganizationFault.EMPTY_NAME: _("A name is empty. Write it or remove it."),
        OrganizationFault.LONG_NAME: _("A name may have at most 300 characters."),
        OrganizationFault.NAME_TWICE: _("The same name stands there twice. Leave one."),
        OrganizationFault.UNKNOWN_LANGUAGE: _(
            "A language is written with its code of two or three letters: es, en, tzo."
        ),
        OrganizationFault.UNKNOWN_COUNTRY: _("There is no country with this code."),
        OrganizationFault.SUBDIVISION_ELSEWHERE: _(
            "The country has no state or department of this name. Check both."
        ),
        OrganizationFault.LONG_TOWN: _("A town may have at most 120 characters."),
        OrganizationFault.HALF_COORDINATES: _("Write both latitude and longitude, or neither."),
        OrganizationFault.NOT_ON_EARTH: _(
            "Latitude goes from -90 to 90 degrees, longitude from -180 to 180."
        ),
        OrganizationFault.HIDDEN_HAS_COORDINATES: _(
            "A shelter or a sealed organization has no coordinates, so that nobody is led to its"
            " door. Leave them empty; the town is enough."
        ),
    }
)
