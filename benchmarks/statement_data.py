"""Statements with many signatures, made for measuring their pages."""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from tejido.core.sorting import sort_key  # noqa: E402
from tejido.directory.models import Organization, OrganizationKind, Visibility  # noqa: E402
from tejido.statements.actions import (  # noqa: E402
    create_statement,
    freeze_version,
    publish_frozen,
    refresh_tally,
)
from tejido.statements.actions.counting import lock_counting  # noqa: E402
from tejido.statements.actions.entering import (  # noqa: E402
    Entry,
    enter_uncounted,
)
from tejido.statements.domain.draft import Draft  # noqa: E402
from tejido.statements.domain.version_text import Wording  # noqa: E402
from tejido.statements.models import How, Version, VersionText  # noqa: E402
from tejido.statements.queries.signers import signers_of  # noqa: E402

_SORTS = ("Casa", "Centro", "Colectivo", "Comité", "Red Local", "Voces", "Mesa", "Asociación")
_WHAT = ("de Acogida", "de Derechos", "de Mujeres", "del Río", "de la Frontera", "Ñandú")
_TEXT = "La coalición inventada de este ejemplo dice aquí, en un párrafo, lo que pide y por qué. "
_NETWORKS = 7
# Rows entered when statistics are gathered.
_ANALYZED = {0, 8000, 40_000}


def make_statements(sizes: Iterable[int]) -> tuple[str, dict[int, str], int]:
    """Make one published statement of each size.

    Returns:
        the database's name, the path of each page by size, and the id of a text for the peer.
    """
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = {}
    for size in sizes:
        version = frozen(f"ejemplo-{size}")
        publish_frozen(actor=None, version=version)
        sign(version, size)
        paths[size] = f"/es/pronunciamientos/ejemplo-{size}/"
    gather_statistics()
    text = VersionText.objects.order_by("pk")[0].pk
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    connection.close()
    return name, paths, text


def frozen(slug: str) -> Version:
    """Make an example statement whose text is frozen and not published."""
    body = "\n\n".join(_TEXT * 4 for _ in range(6))
    wording = Wording("es", "Un pronunciamiento de ejemplo", body)
    statement = create_statement(
        actor=None, slug=slug, draft=Draft(wordings=(wording,)), is_example=True
    )
    draft = statement.versions.get()
    return freeze_version(actor=None, version=draft, revision=draft.draft_revision)


@contextmanager
def _filling() -> Iterator[None]:
    """Write many rows faster: nothing to collect in between, and room for the indexes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -400000")
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def gather_statistics() -> None:
    """Do what PostgreSQL's autovacuum does within a minute of a large load."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@_filling()
@transaction.atomic
def sign(version: Version, size: int) -> None:
    """Let new organizations sign a version, directly and through seven networks.

    The rows, the count and the log are written by the acts' own writers.
    """
    rng = Random(size)
    names = [
        f"{rng.choice(_SORTS)} {rng.choice(_WHAT)} {version.pk}-{number}" for number in range(size)
    ]
    bodies = created(names, OrganizationKind.CIVIL_SOCIETY, size)
    nets = [f"Red de Redes {version.pk}-{number}" for number in range(_NETWORKS)]
    networks = created(nets, OrganizationKind.NETWORK, size)
    lock_counting()
    carrying = signers_of(version.statement, [network.pk for network in networks])
    for start in range(0, size, 2000):
        batch = bodies[start : start + 2000]
        signing = signers_of(version.statement, [body.pk for body in batch])
        enter_uncounted(
            version,
            [
                Entry(signing[body.pk], How.PRINTED, carrying[via.pk] if via else None)
                for body in batch
                for via in rng.sample([None, *networks], k=rng.choice((1, 1, 2)))
            ],
        )
        if start in _ANALYZED:
            # Without statistics PostgreSQL reads all that is there for each that is entered.
            gather_statistics()
    refresh_tally(version=version)


def created(names: list[str], kind: OrganizationKind, seed: int = 0) -> list[Organization]:
    """Make public organizations of a kind in five countries."""
    rng = Random(seed)
    waiting = (
        Organization(
            name=name,
            sort_key=sort_key(name),
            kind=kind,
            visibility=Visibility.PUBLIC,
            country=rng.choice(("MX", "GT", "HN", "SV", "US")),
        )
        for name in names
    )
    made: list[Organization] = []
    while batch := list(islice(waiting, 2000)):
        made += Organization.objects.bulk_create(batch)
    return made
