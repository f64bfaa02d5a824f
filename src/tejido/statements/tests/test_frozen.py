"""What is frozen stays as it is, whoever asks and however; two who publish publish once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tejido.accountability.models import Demand, DemandText
from tejido.core.tests.installation import Installation, new_installation
from tejido.statements.models import Footnote, FootnoteText, Version, VersionDemand, VersionText
from tejido.statements.tests.factories import a_published_statement

MADE = """
from tejido.statements.tests.factories import *
"""
MIGRATED = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
DELETES = """
from django.db import DatabaseError, connection
a_published_statement()
for table in ("statements_versiontext", "statements_footnotetext", "statements_footnote",
              "statements_versiondemand", "statements_version",
              "accountability_demandtext", "accountability_demand"):
    try:
        connection.cursor().execute("DELETE FROM " + table)
    except DatabaseError as refusal:
        assert "never changes" in str(refusal), refusal
    else:
        raise SystemExit("not refused: " + table)
print("refused")
"""
# Waits for the other before it publishes, so that both meet in the database.
PUBLISH = """
import time
from pathlib import Path
from django.conf import settings
from tejido.core.errors import Conflict
from tejido.core.models import User
from tejido.statements.actions import publish_version
from tejido.statements.models import Version
version = Version.objects.select_related("statement").get()
actor = User.objects.get(email="{name}@example.org")
(settings.DATA / "{name}-ready").touch()
while len(list(Path(settings.DATA).glob("*-ready"))) < 2:
    time.sleep(0.005)
try:
    publish_version(actor=actor, version=version, revision=1)
except Conflict:
    print("refused")
else:
    print("published")
"""


@pytest.fixture(scope="module")
def prepared(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[Installation]:
    """An installation with its tables, its triggers all in place."""
    with new_installation(tmp_path_factory.mktemp("frozen") / "data") as installation:
        installation.python(MIGRATED)
        yield installation


@pytest.fixture
def installation(prepared: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A copy of it for one test."""
    with new_installation(tmp_path / "data", like=prepared) as copy:
        yield copy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Version, {"digest": "0" * 64}),
        (Version, {"number": 9}),
        (Version, {"published_at": None}),
        (Version, {"unknown_notes": [1]}),
        (VersionText, {"title": "Otro"}),
        (VersionText, {"language": "fr"}),
        (Footnote, {"locator": "p. 9"}),
        (Footnote, {"cited": None}),
        (FootnoteText, {"text": "Otra"}),
        (VersionDemand, {"position": 9}),
        (VersionDemand, {"addressed_to": "Otro"}),
        (Demand, {"addressee": None}),
        (DemandText, {"text": "Otra"}),
    ],
)
def test_the_database_refuses_to_change_it(model: type, change: dict[str, object]) -> None:
    a_published_statement()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(**change)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_database_refuses_to_add_to_it() -> None:
    version = a_published_statement().published_version
    assert version is not None
    footnote, demand = version.footnotes.get(), version.demand_links.get().demand
    for row in (
        VersionText(version=version, language="fr", title="x"),
        Footnote(version=version, number=2),
        FootnoteText(footnote=footnote, language="fr", text="x"),
        VersionDemand(version=version, demand=Demand.objects.create(), position=2),
        DemandText(demand=demand, language="fr", text="x"),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            row.save()


def test_a_fresh_installation_refuses_to_delete_it(installation: Installation) -> None:
    """On a database of its own: the test database lets its transactional tests delete."""
    assert installation.python(MADE + DELETES) == "refused"


def test_two_who_publish_at_once_publish_once(installation: Installation) -> None:
    for name in ("alice", "amanda"):
        installation.python(
            "from tejido.core.models import User\n"
            f"User.objects.create_user('{name}@example.org', role='secretary')"
        )
    installation.python(MADE + "a_statement()")
    with ThreadPoolExecutor() as pool:
        programs = [PUBLISH.format(name=name) for name in ("alice", "amanda")]
        answers = sorted(pool.map(installation.python, programs))
    assert answers == ["published", "refused"]
    state = installation.python(
        "from tejido.statements.models import Version\n"
        "from tejido.core.models import AuditEntry\n"
        "print(Version.objects.exclude(digest='').count(),"
        " AuditEntry.objects.filter(action='publish_version').count())"
    )
    assert state == "1 1"
