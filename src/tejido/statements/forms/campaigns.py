"""Times and terms of a campaign, as the secretariat types them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.domain.zones import ZONES, NoSuchTime, moment_in
from tejido.statements.models import Campaign
from tejido.statements.zone_names import zone_choices

_FORMAT = "%Y-%m-%dT%H:%M"


class LocalTimeField(forms.DateTimeField):
    """A day and an hour by the clocks of a zone that another field says."""

    def __init__(self, *, label: object, required: bool = True, help_text: object = "") -> None:
        super().__init__(
            label=str(label) if isinstance(label, str) else label,  # type: ignore[arg-type]
            required=required,
            help_text=help_text,  # type: ignore[arg-type]
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT),
        )

    def to_python(self, value: object) -> datetime | None:
        """Return the day and hour without a zone."""
        with timezone.override(UTC):
            found = super().to_python(value)  # type: ignore[arg-type]
        return found.replace(tzinfo=None) if found else None

    def prepare_value(self, value: object) -> object:
        """Show a day and hour as they are."""
        return value.strftime(_FORMAT) if isinstance(value, datetime) else value


class ZonedForm(forms.Form):
    """A form whose times are read by the clocks of its `time_zone`."""

    def zone(self) -> str:
        """Return the IANA name of the zone the times are given in."""
        return str(self.cleaned_data.get("time_zone") or settings.TIME_ZONE)

    def clean(self) -> dict[str, object]:
        """Make moments of the times typed, by the clocks of the zone."""
        data = super().clean() or {}
        for name, value in list(data.items()):
            if isinstance(value, datetime):
                try:
                    data[name] = moment_in(value, self.zone())
                except NoSuchTime:
                    self.add_error(name, _("The clocks skip this hour there. Choose another."))
        return data


class CampaignForm(ZonedForm):
    """When a statement can be signed, by whom, and when its text is public."""

    time_zone = forms.ChoiceField(label=_("Time zone of the times below"))
    opens_at = LocalTimeField(label=_("Opens"))
    closes_at = LocalTimeField(
        label=_("Closes"),
        help_text=_("From then on no signature is added. Withdrawing stays possible for ever."),
    )
    embargo_until = LocalTimeField(
        label=_("Not public before"),
        required=False,
        help_text=_("Until then only who is invited, delegates and the secretariat read the text."),
    )
    people_may_sign = forms.BooleanField(
        label=_("People may sign too, with a confirmed e-mail"), required=False
    )
    listing_days = forms.IntegerField(
        label=_("Days a network's member has to object"),
        min_value=1,
        max_value=60,
        help_text=_(
            "After being told that its network lists it. Who is listed already keeps the days it"
            " was told."
        ),
    )
    remind_hours = forms.IntegerField(
        label=_("Automatic reminder, hours before closing"),
        required=False,
        min_value=1,
        max_value=336,
        help_text=_("To those invited who have not signed, once. Left empty, there is none."),
    )

    def __init__(self, data: object = None, *, campaign: Campaign | None = None) -> None:
        super().__init__(data, initial=_stored(campaign))  # type: ignore[arg-type]
        field = self.fields["time_zone"]
        if isinstance(field, forms.ChoiceField):
            field.choices = zone_choices()
        self._seen = campaign

    def plan(self) -> Plan:
        """Return what was typed; a time that was not changed keeps its seconds."""
        data = self.cleaned_data
        return Plan(
            Times(self._kept("opens_at"), self._kept("closes_at"), self._kept_embargo()),
            str(data["time_zone"]),
            bool(data["people_may_sign"]),
            int(data["listing_days"]),
            data["remind_hours"],
        )

    def _kept(self, name: str) -> datetime:
        typed: datetime = self.cleaned_data[name]
        stored = getattr(self._seen, name, None)
        same = isinstance(stored, datetime) and stored.replace(second=0, microsecond=0) == typed
        return stored if same and isinstance(stored, datetime) else typed

    def _kept_embargo(self) -> datetime | None:
        return self._kept("embargo_until") if self.cleaned_data["embargo_until"] else None


class ReopenForm(ZonedForm):
    """Until when a closed campaign is open again."""

    closes_at = LocalTimeField(label=_("Closes again"))

    def __init__(self, data: object = None, *, campaign: Campaign) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._zone = campaign.time_zone

    def zone(self) -> str:
        """Return the campaign's zone."""
        return self._zone


def _stored(campaign: Campaign | None) -> dict[str, object]:
    if campaign is None:
        zone = settings.TIME_ZONE if settings.TIME_ZONE in ZONES else "UTC"
        now = timezone.localtime(timezone.now(), ZoneInfo(zone)).replace(second=0, tzinfo=None)
        return {
            "time_zone": zone,
            "opens_at": now,
            "people_may_sign": True,
            "listing_days": 3,
            "remind_hours": 24,
        }
    times = ("opens_at", "closes_at", "embargo_until")
    plain = ("time_zone", "people_may_sign", "listing_days", "remind_hours")
    return {
        **{name: _local(getattr(campaign, name), campaign.time_zone) for name in times},
        **{name: getattr(campaign, name) for name in plain},
    }


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return timezone.localtime(moment, ZoneInfo(zone)).replace(tzinfo=None) if moment else None
