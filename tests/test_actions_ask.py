"""Every action asks by itself whether its actor may, whoever calls it."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

import tejido
from tejido.accountability.models import Demand
from tejido.budgets.domain.finding import FindingWords
from tejido.budgets.queries.mappings import shipped_mappings
from tejido.budgets.tests.finding_factories import a_finding
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.core.errors import NotAllowed
from tejido.core.models import AuditEntry, Role, User
from tejido.core.tests.factors import a_reset
from tejido.directory.actions import decide_pair, split_organization, store_printed_list
from tejido.directory.models import DoubtfulPair
from tejido.directory.tests.factories import (
    DOUBTFUL_LIST,
    join,
    make_network,
    make_organization,
    merge,
    organization_data,
)
from tejido.evidence.actions import source_data
from tejido.evidence.tests.factories import a_source
from tejido.notifications.models import Message
from tejido.statements.actions.recorded import Receipt
from tejido.statements.models import Endorsement, Listing, ProofFile, Signatory, Signer
from tejido.statements.tests.campaigns import a_campaign, a_plan, an_invitation
from tejido.statements.tests.factories import a_draft, a_published_statement
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

REVIEWERS_MAY = {"decide_pair", "undo_decision", "merge_organizations", "undo_merge"}


def actions() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield every function of the apps' actions that is told who acts."""
    for module in pkgutil.walk_packages(tejido.__path__, "tejido."):
        if ".actions" in module.name:
            for name, found in vars(import_module(module.name)).items():
                if inspect.isfunction(found) and not name.startswith("_"):
                    own = inspect.unwrap(found).__module__ == module.name
                    actor = inspect.signature(found).parameters.get("actor")
                    if own and actor is not None and actor.kind is actor.KEYWORD_ONLY:
                        yield f"{module.name}.{name}", found


ACTIONS = dict(actions())


@pytest.fixture
def values(tmp_path: Path) -> dict[str, Any]:
    """A value for every parameter of every action, by its name; a new name needs one here."""
    kept, gone, network = make_organization(), make_organization(), make_network()
    other = make_organization(aliases=("Otra",))
    statement = a_published_statement()
    version = version_of(statement)
    sign(version, kept, people=("Ana Ejemplo",))
    stored = store_printed_list(actor=None, title="Lista", source="", text=DOUBTFUL_LIST)
    pair = DoubtfulPair.objects.earliest("pk")
    name = other.names.latest("pk").pk
    listed_member = Listing.objects.create(
        root=version,
        network=make_network(),
        organization=gone,
        days=3,
        created_at=timezone.now(),
    )
    campaign = a_campaign(statement)
    return {
        "addressee": None,
        "at": timezone.now(),
        "since": timezone.now(),
        "campaign": campaign,
        "change": {},
        "choices": {},
        "chunks": [],
        "closes_at": timezone.now() + timedelta(days=1),
        "contact": a_contact(),
        "contacts": [],
        "correction": None,
        "data": organization_data(),
        "dataset": None,
        "decision": decide_pair(actor=None, pair=pair, verdict="unsure"),
        "demand": Demand.objects.earliest("pk"),
        "demands": list(Demand.objects.all()),
        "draft": a_draft(),
        "email": "nueva@example.org",
        "end": date(2026, 1, 1),
        "ends_on": date(2100, 1, 1),
        "endorsement": Endorsement.objects.get(signed_by__signatory__isnull=False),
        "entry": AuditEntry.objects.latest("pk"),
        "finding": a_finding().finding,
        "gone": gone,
        "holds": True,
        "invitation": an_invitation(campaign),
        "kept": kept,
        "key": "0" * 32,
        "language": "en",
        "mandate": a_mandate(ends_on=date(2099, 1, 1)),
        "mapping": shipped_mappings()[0],
        "member": gone,
        "messages": Message.objects.all(),
        "membership": join(kept, network),
        "merge": merge(make_organization(), make_organization()),
        "name": "Ana Ejemplo",
        "names": [name],
        "network": network,
        "note": "",
        "number": 1,
        "organization": kept,
        "digest": version.digest,
        "members": [gone.pk],
        "answer": "declined",
        "listing": listed_member,
        "receipt": Receipt(way="call", received_on=date(2026, 1, 1), note="Llamada."),
        "file": ProofFile(),
        "pair": pair,
        "path": tmp_path / "none.csv",
        "plan": a_plan(),
        "person": User.objects.create_user("nadia@example.org"),
        "people_ids": [],
        "printed_list": stored.printed_list,
        "question": {},
        "reason": "perdido",
        "reason_en": "lost",
        "reason_es": "perdido",
        "reset": a_reset(),
        "revision": version.draft_revision,
        "role": Role.SECRETARY,
        "rows": [],
        "scope": "sign",
        "signatory": Signatory.objects.earliest("pk"),
        "signer": Signer.objects.get(organization=kept),
        "slug": "nueva",
        "snapshot": None,
        "source": a_source("Fuente"),
        "source_data": None,
        "split": split_organization(actor=None, organization=other, names=[name]),
        "statement": statement,
        "tell": None,
        "text": DOUBTFUL_LIST,
        "texts": {"es": "Exigimos"},
        "title": "Lista",
        "unnamed": True,
        "until": timezone.now() + timedelta(days=1),
        "user": a_delegate(),
        "verdict": "same",
        "version": version,
        "visibility": "public",
        "where": {},
        "words": FindingWords("a", "b", "c", "d"),
    }


def outsiders(name: str) -> Iterator[User | AnonymousUser]:
    """Yield those who may not: nobody in particular, other roles, whoever has left."""
    yield AnonymousUser()
    yield User(role=Role.DELEGATE)
    yield User(role=Role.SECRETARY, is_active=False)
    if name not in REVIEWERS_MAY:
        yield User(role=Role.REVIEWER)


def arguments(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return what an action needs besides its actor."""
    by_kind = {**values}
    if ".evidence." in name:
        by_kind["data"] = source_data(values["source"])
    if ".budgets." in name:
        by_kind["version"] = a_finding()
    if name.endswith("store_printed_list"):
        by_kind["source"] = ""
    needed = inspect.signature(ACTIONS[name]).parameters.values()
    return {p.name: by_kind[p.name] for p in needed if p.name != "actor" and p.default is p.empty}


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_whoever_may_not_is_refused_and_nothing_is_done(name: str, values: dict[str, Any]) -> None:
    known = arguments(name, values)
    done = AuditEntry.objects.count()
    for actor in outsiders(name.rpartition(".")[2]):
        with pytest.raises(NotAllowed):
            ACTIONS[name](actor=actor, **known)
    assert AuditEntry.objects.count() == done


def test_the_actions_are_found() -> None:
    assert {name.rpartition(".")[2] for name in ACTIONS} > REVIEWERS_MAY
