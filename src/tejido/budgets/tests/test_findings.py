"""Findings: written, reviewed by a second person, published, recomputed by anybody."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from tejido.budgets.actions import findings
from tejido.budgets.actions.rechecks import recheck_published
from tejido.budgets.bundle import bundle_path
from tejido.budgets.domain.finding import FindingWords
from tejido.budgets.finding_access import (
    can_change_finding,
    can_publish_finding,
    can_review_finding,
    can_withdraw_finding,
    can_write_findings,
    get_finding_for,
    get_version_for,
)
from tejido.budgets.models import Dataset, Finding, FindingState, FindingVersion, Recheck
from tejido.budgets.queries.findings import finding_lines
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tejido.core.models import Role, User
from tejido.directory.models import Visibility
from tejido.notifications.models import Message
from tejido.notifications.queries.account import is_over

WORDS = FindingWords(
    "El Instituto de Ejemplo ejerció 90.50 pesos en 2012.",
    "The Example Institute spent 90.50 pesos in 2012.",
    "No dice en qué se gastó.",
    "It does not say on what.",
)
QUESTION = {
    "version": 1,
    "dataset": "ejemplo",
    "figure": "amounts",
    "years": [2012, 2013],
    "measures": ["approved", "executed"],
    "by": ["year", "institution"],
    "where": {"institution": ["Instituto de Ejemplo"]},
}
RUN = "import duckdb; print(duckdb.sql(open('recompute.sql').read()))"


@pytest.fixture
def diana(db: None) -> User:
    """An analyst."""
    return User.objects.create_user("diana@example.org", role=Role.ANALYST, name="Diana")


@pytest.fixture
def version(tmp_path: Path, diana: User) -> FindingVersion:
    """A draft by Diana."""
    import_budget(
        a_budget_file(
            tmp_path,
            a_line(),
            a_line(CICLO="2013", EJERCIDO="120.00"),
            a_line(ID_UR="N00", DESC_UR="Otra Unidad", EJERCIDO="7.00"),
        )
    )
    return findings.write_finding(actor=diana, question=QUESTION, words=WORDS)


@pytest.fixture
def published(version: FindingVersion, diana: User, alice: User) -> FindingVersion:
    """Reviewed by Alice, published by Diana."""
    findings.send_to_review(actor=diana, version=version)
    findings.review_finding(actor=alice, version=version, holds=True, note="")
    return findings.publish_finding(actor=diana, version=version)


def test_a_draft_holds_its_figures_and_the_versions_it_rests_on(version: FindingVersion) -> None:
    values = [row["value"] for row in version.answer["rows"] if row["measure"] == "executed"]
    assert values == ["90.50", "120.00"]
    assert version.snapshots.count() == 1
    assert version.state == FindingState.DRAFT


@pytest.mark.parametrize("empty", ["sentence_es", "sentence_en", "limits_es", "limits_en"])
def test_words_are_needed_in_both_languages(
    empty: str, version: FindingVersion, diana: User
) -> None:
    words = FindingWords(**{**{f: getattr(WORDS, f) for f in FindingWords.__slots__}, empty: " "})
    with pytest.raises(InvalidInput):
        findings.change_finding(actor=diana, version=version, question=QUESTION, words=words)


def test_who_wrote_it_does_not_review_it(version: FindingVersion, diana: User) -> None:
    findings.send_to_review(actor=diana, version=version)
    with pytest.raises(NotAllowed):
        findings.review_finding(actor=diana, version=version, holds=True, note="")


MAY: dict[str, Callable[[User, FindingVersion], object]] = {
    "write": lambda user, _version: can_write_findings(user),
    "change": can_change_finding,
    "review": can_review_finding,
    "publish": can_publish_finding,
}
# Who of alice (secretariat), bob (reviewer), charlie (delegate), diana (the author) and eva
# (another analyst) may, in each state.
TABLE = {
    "write": dict.fromkeys(FindingState, "alice diana eva"),
    "change": {FindingState.DRAFT: "alice diana eva"},
    "review": {FindingState.IN_REVIEW: "alice eva"},
    "publish": {FindingState.REVIEWED: "alice diana eva"},
}


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("state", FindingState)
@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "diana", "eva"])
def test_who_may_do_what_in_which_state(
    who: str,
    state: FindingState,
    action: str,
    diana: User,
    request: pytest.FixtureRequest,
) -> None:
    User.objects.create_user("eva@example.org", role=Role.ANALYST)
    user = (
        User.objects.get(email="eva@example.org") if who == "eva" else request.getfixturevalue(who)
    )
    version = FindingVersion(state=state, author=diana)
    assert bool(MAY[action](user, version)) == (who in TABLE[action].get(state, "").split())


def test_only_what_is_published_is_withdrawn_and_its_page_stays(
    published: FindingVersion, alice: User
) -> None:
    finding = Finding.objects.get()
    with pytest.raises(InvalidInput):
        findings.withdraw_finding(actor=alice, finding=finding, reason_es="Error", reason_en="")
    findings.withdraw_finding(actor=alice, finding=finding, reason_es="Error", reason_en="Error")
    finding.refresh_from_db()
    assert finding.withdrawn_at is not None
    assert finding.published_version == published
    assert not can_withdraw_finding(alice, finding)


def test_publishing_registers_a_source_with_the_address_of_the_version(
    published: FindingVersion,
) -> None:
    source = published.source
    assert source is not None
    assert source.url.endswith(f"/{published.finding.key}/1/") or "1" in source.url
    assert source.digest == published.result_digest
    assert source.visibility == Visibility.PUBLIC


def test_hidden_data_are_not_published(version: FindingVersion, diana: User, alice: User) -> None:
    findings.send_to_review(actor=diana, version=version)
    findings.review_finding(actor=alice, version=version, holds=True, note="")
    Dataset.objects.update(visibility=Visibility.COALITION)
    with pytest.raises(InvalidInput):
        findings.publish_finding(actor=diana, version=version)


def test_a_review_is_refused_when_the_figures_do_not_come_out(
    version: FindingVersion, diana: User, alice: User
) -> None:
    findings.send_to_review(actor=diana, version=version)
    answer = {**version.answer, "rows": [{**version.answer["rows"][0], "value": "1.00"}]}
    FindingVersion.objects.filter(pk=version.pk).update(answer=answer)
    with pytest.raises(Conflict):
        findings.review_finding(actor=alice, version=version, holds=True, note="")


def test_it_goes_back_with_a_reason(version: FindingVersion, diana: User, alice: User) -> None:
    findings.send_to_review(actor=diana, version=version)
    with pytest.raises(InvalidInput):
        findings.review_finding(actor=alice, version=version, holds=False, note=" ")
    back = findings.review_finding(actor=alice, version=version, holds=False, note="Falta 2011.")
    assert (back.state, back.review_note) == (FindingState.DRAFT, "Falta 2011.")


def test_a_recheck_finds_newer_data_and_damaged_data(
    published: FindingVersion, tmp_path: Path
) -> None:
    assert [one["verdict"] for one in recheck_published(actor=None)] == ["same"]
    import_budget(a_budget_file(tmp_path, a_line(EJERCIDO="91.00"), name="otra.csv"))
    (outdated,) = recheck_published(actor=None)
    assert outdated["verdict"] == "outdated"
    assert [(one["before"], one["after"]) for one in outdated["differences"]] == [
        ("90.50", "91.00")
    ]
    path = parquet_path(published.snapshots.get().digest)
    path.chmod(0o600)
    path.write_bytes(b"PAR1 damaged")
    assert [one["verdict"] for one in recheck_published(actor=None)] == ["unreadable"]
    assert Recheck.objects.count() == 2


def test_anybody_recomputes_the_bundle_with_duckdb_alone(
    published: FindingVersion, tmp_path: Path
) -> None:
    path = bundle_path(published)
    assert path == bundle_path(published)
    folder = tmp_path / "bundle"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert sha256((folder / name).read_bytes()).hexdigest() == digest
    assert _recompute(folder).count("Sale igual") == 1
    expected = (folder / "expected.csv").read_text()
    (folder / "expected.csv").write_text(expected.replace("90.50", "90.51"))
    assert "NO sale igual" in _recompute(folder)
    for language, sentence in (("es", WORDS.sentence_es), ("en", WORDS.sentence_en)):
        assert sentence in (folder / f"README.{language}.txt").read_text()
    told = (folder / "README.es.txt").read_text()
    assert "- 2012, 2013, cuenta pública: " in told
    assert told.count("SHA-256 del archivo") == 1


def _recompute(folder: Path) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_bundle_holds_the_lines_it_used_and_no_other(published: FindingVersion) -> None:
    from tejido.budgets import warehouse

    folder = Path(settings.DATA) / "unpacked"
    with zipfile.ZipFile(bundle_path(published)) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".parquet"))
        archive.extract(name, folder)
    with warehouse.connect(folders=[folder]) as opened:
        units = opened.rows(f"SELECT DISTINCT unit FROM read_parquet('{folder / name}')")  # noqa: S608
    assert units == [("K00",)]


def test_reviewers_are_told_and_then_the_author(
    version: FindingVersion, diana: User, alice: User, charlie: User
) -> None:
    findings.send_to_review(actor=diana, version=version)
    told = Message.objects.filter(kind="budgets.finding_in_review")
    assert set(told.values_list("recipient_id", flat=True)) == {alice.pk}
    findings.review_finding(actor=alice, version=version, holds=False, note="Falta 2011.")
    (back,) = Message.objects.filter(kind="budgets.finding_back")
    assert back.recipient_id == diana.pk
    assert set(back.data) == {"finding", "number"}
    # It waits for nobody now, and no digest says so.
    assert [is_over(one) for one in (told.get(), back)] == [True, False]
    findings.send_to_review(actor=diana, version=version)
    assert is_over(back)


def test_a_draft_on_sealed_data_is_seen_by_who_sees_the_data(
    version: FindingVersion, diana: User, alice: User
) -> None:
    Dataset.objects.update(visibility=Visibility.SEALED)
    key = version.finding.key
    assert get_version_for(alice, key, 1) == version
    assert [line.version for line in finding_lines(alice, "es")] == [version]
    assert finding_lines(diana, "es") == []
    for get in (lambda: get_version_for(diana, key, 1), lambda: get_finding_for(diana, key)):
        with pytest.raises(NotFound):
            get()


def test_what_was_published_stays_public_when_its_data_are_closed(
    published: FindingVersion,
) -> None:
    Dataset.objects.update(visibility=Visibility.SEALED)
    assert get_version_for(AnonymousUser(), published.finding.key, 1) == published
