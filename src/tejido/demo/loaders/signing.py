"""The two invented statements: one was signed, changed, closed and published, one is open."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils import timezone

from tejido.core.models import User
from tejido.demo.coalition_file import CoalitionFile, NetworkRow
from tejido.demo.files import CorrectionRow, StatementFile
from tejido.demo.loaders.acts import Signing
from tejido.demo.loaders.statements import draft_correction, draft_example
from tejido.evidence.models import Source
from tejido.notifications.actions.sending import send_due_mails
from tejido.statements.actions import freeze_version, publish_frozen
from tejido.statements.actions.campaigns import open_campaign
from tejido.statements.actions.due_listings import settle_listings
from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.models import Version

ZONE = "America/Mexico_City"
DAY = timedelta(days=1)
# The published one was open for ten days, the last one thirty days ago; the other is for ten more.
OPENED, CHANGED, CLOSED, PUBLISHED = 40, 34, 30, 29
OPEN_FOR = 10

AMATE = "Centro Ejemplo de Derechos Humanos Amate, A.C."
ESTERO = "Colectivo Ejemplo Mujeres del Estero"
INSTITUTE = "Instituto Ejemplo de Estudios del Camino, A.C."
PARISH = "Parroquia Ejemplo de San Jacinto"
WEAVERS = "Asociación Ejemplo Tejedoras del Puente"
FIREFLY = "Albergue Ejemplo Casa Luciérnaga"
INN = "Albergue Ejemplo La Posta, A.C."
POT = "Comedor Ejemplo La Olla"
RUSHES = "Albergue Ejemplo Los Tules"
PITCHER = "Cooperativa Ejemplo La Cántara"
WELLS = "Comité Ejemplo de Pozos"
TABLE = "Mesa Ejemplo del Agua"
INN_KEEPER = "laposta@example.org"
NOTE = (
    "Gaspar Ejemplo leyó el texto y dijo en la llamada que la parroquia firma. "
    "Nota inventada para el ejemplo."
)


def load_signed(
    data: StatementFile, coalition: CoalitionFile, *, secretary: User, now: datetime
) -> None:
    """Have the example signed, changed in substance while it is, closed and published.

    Arguments:
        secretary: who runs it.
        now: the moment the demo is prepared; everything happens in the weeks before it.
    """
    signing = _opened(data, secretary, now, opens=OPENED, closes=CLOSED)
    _everybody_signs(signing, coalition, now)
    _the_text_changes(signing, data.change, coalition, now)
    publish_frozen(actor=secretary, version=signing.version, now=_at(now, PUBLISHED))
    for account in coalition.accounts:
        signing.read_notices(account.email, at=_at(now, PUBLISHED, hour=11))
    draft_correction(signing.statement, data.correction)


def send_its_mails(*, now: datetime, since: int = CHANGED - 1, until: int = CLOSED) -> None:
    """Send the mails of the signed example, day by day, as the worker would have done then.

    Arguments:
        since, until: the first and the last day, in days before now; those since the text changed
            when left out.
    """
    for days_ago in range(since, until - 1, -1):
        while send_due_mails(_at(now, days_ago, hour=17)):
            pass


def load_open(
    data: StatementFile,
    coalition: CoalitionFile,
    *,
    secretary: User,
    now: datetime,
    findings: Mapping[str, Source],
) -> None:
    """Open the other example for signatures: some signed, some are invited, some are listed."""
    signing = _opened(data, secretary, now, opens=1, closes=-OPEN_FOR, findings=findings)
    signing.invite([ESTERO, PARISH, WEAVERS, FIREFLY, INN, POT], at=now)
    signing.sign_by_delegate(INSTITUTE, at=now)
    signing.sign_by_link(ESTERO, at=now)
    signing.list_members(TABLE, [AMATE, PITCHER, WELLS], at=now)
    signing.agree(PITCHER, at=now)
    first, second, *_others = coalition.people
    signing.sign_as_person(first, at=now - timedelta(minutes=10))
    signing.ask_as_person(second, at=now)


def _opened(
    data: StatementFile,
    secretary: User,
    now: datetime,
    *,
    opens: int,
    closes: int,
    findings: Mapping[str, Source] = MappingProxyType({}),
) -> Signing:
    draft = draft_example(data, findings)
    opens_at, closes_at = _at(now, opens), _at(now, closes, hour=18)
    version = _frozen(draft, secretary, opens_at)
    plan = Plan(Times(opens_at, closes_at), ZONE)
    campaign = open_campaign(actor=secretary, statement=version.statement, plan=plan, now=opens_at)
    return Signing(version, campaign, secretary)


def _everybody_signs(signing: Signing, coalition: CoalitionFile, now: datetime) -> None:
    signing.invite([ESTERO, WEAVERS, PARISH], at=_at(now, 40, hour=10))
    signing.sign_by_delegate(AMATE, INSTITUTE, TABLE, at=_at(now, 39))
    for network in coalition.networks:
        _list_all(signing, network, at=_at(now, 39, hour=12))
    signing.sign_by_link(ESTERO, WEAVERS, at=_at(now, 38))
    signing.agree(AMATE, INSTITUTE, FIREFLY, POT, RUSHES, PITCHER, WELLS, at=_at(now, 38, hour=11))
    # The inn reads that it is listed and says nothing: it counts once its three days are over.
    signing.read_notices(INN_KEEPER, at=_at(now, 38, hour=13))
    signing.record_call(PARISH, NOTE, at=_at(now, 37))
    for person in coalition.people:
        signing.sign_as_person(person, at=_at(now, 37, hour=16))
    settle_listings(_at(now, 35, hour=14))


def _list_all(signing: Signing, network: NetworkRow, *, at: datetime) -> None:
    named = [name for name in network.members if name != RUSHES]
    signing.list_members(network.name, named, at=at)
    if RUSHES in network.members:
        signing.list_members(network.name, [RUSHES], at=at, unnamed=True)


def _the_text_changes(
    signing: Signing, change: Mapping[str, CorrectionRow], coalition: CoalitionFile, now: datetime
) -> None:
    """The parish never answers: its signature stays under the first text, unconfirmed."""
    draft = draft_correction(signing.statement, change)
    signing.version = _frozen(draft, signing.secretary, _at(now, CHANGED))
    # They ask to confirm, and nobody is asked who has confirmed.
    send_its_mails(now=now, since=OPENED, until=CHANGED)
    signing.confirm(AMATE, INSTITUTE, TABLE, ESTERO, at=_at(now, 33))
    signing.withdraw(WEAVERS, at=_at(now, 33, hour=12))
    signing.confirm(FIREFLY, INN, POT, RUSHES, PITCHER, WELLS, at=_at(now, 32))
    for person in coalition.people:
        signing.confirm_as_person(person, at=_at(now, 32, hour=15))


def _frozen(draft: Version, secretary: User, at: datetime) -> Version:
    return freeze_version(actor=secretary, version=draft, revision=draft.draft_revision, now=at)


def _at(now: datetime, days_ago: int, *, hour: int = 9) -> datetime:
    """Return an hour of the installation's day some days ago; a negative number is to come."""
    day = timezone.localtime(now) - days_ago * DAY
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
