"""What everybody reads while a text is signed and not published: when, and no moment longer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tejido.core.errors import NotAllowed
from tejido.core.models import LogEntry, User
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import publish_frozen, withdraw_signature
from tejido.statements.tests.campaigns import HOUR, a_campaign
from tejido.statements.tests.change_factories import change, newest
from tejido.statements.tests.factories import a_frozen_statement, a_published_statement, a_statement
from tejido.statements.tests.pages import read
from tejido.statements.tests.signing import sign, version_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]

EN = "/en/statements/"
SECOND = timedelta(seconds=1)
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the moment it is."""

    def go_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return go_to


PAGES_OF_IT = ("", "versions/1/", "versions/1/wording/", "signatures/", "json/", "csv/")


def answers(client: Client, slug: str) -> set[int]:
    return {client.get(f"{EN}{slug}/{page}").status_code for page in PAGES_OF_IT}


def test_what_is_frozen_is_nobody_s_before_there_is_a_campaign(
    client: Client, client_of: Callable[[User | None], Client], alice: User, charlie: User
) -> None:
    statement = a_frozen_statement()
    sign(newest(statement), make_organization())
    assert answers(client, statement.slug) == {404}
    assert answers(client_of(charlie), statement.slug) == {404}
    assert client_of(alice).get(f"{EN}{statement.slug}/").status_code == 200
    assert statement.slug not in read(client, EN)


def test_from_the_opening_on_everybody_reads_it_and_search_engines_keep_out(
    client: Client, clock: Clock
) -> None:
    statement = a_frozen_statement()
    sign(newest(statement), make_organization("Casa Uno"))
    campaign = a_campaign(statement, opens=HOUR)
    clock(campaign.opens_at - SECOND)
    assert answers(client, statement.slug) == {404}
    assert statement.slug not in read(client, EN)
    clock(campaign.opens_at)
    assert answers(client, statement.slug) == {200}
    page = read(client, f"{EN}{statement.slug}/")
    assert "Open for signatures" in page
    assert "Not published yet" in page
    assert "1 organization<" in page
    assert "Casa Uno" in page
    assert "Sign as a person" in page
    assert 'content="noindex"' in page
    assert 'content="noindex"' in read(client, f"{EN}{statement.slug}/signatures/")
    assert ">PDF<" not in page
    assert client.get(f"{EN}{statement.slug}/pdf/").status_code == 404
    assert "open for signatures" in read(client, EN)


def test_under_embargo_only_accounts_read_it(
    client: Client, client_of: Callable[[User | None], Client], charlie: User, clock: Clock
) -> None:
    statement = a_frozen_statement()
    sign(newest(statement), make_organization())
    campaign = a_campaign(statement, embargo=2 * HOUR)
    assert campaign.embargo_until is not None
    assert answers(client, statement.slug) == {404}
    theirs = client_of(charlie)
    page = read(theirs, f"{EN}{statement.slug}/")
    assert "do not pass it on" in page
    assert theirs.get(f"{EN}{statement.slug}/")["Cache-Control"] == "private, no-store"
    assert statement.slug not in read(client, EN)
    clock(campaign.embargo_until)
    assert answers(client, statement.slug) == {200}


def test_a_kept_page_ends_with_the_campaign(client: Client, clock: Clock) -> None:
    for statement in (a_published_statement("uno"), a_frozen_statement("dos")):
        campaign = a_campaign(statement)
        address = f"{EN}{statement.slug}/"
        clock(campaign.closes_at - 2 * SECOND)
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache"
        assert "Open for signatures" in first.content.decode()
        clock(campaign.closes_at - SECOND)
        headers = {"If-None-Match": first["ETag"]}
        assert client.get(address, headers=headers).status_code == 304
        clock(campaign.closes_at)
        again = client.get(address, headers=headers)
        assert again.status_code == 200
        assert "Signing is closed." in again.content.decode()
        assert "Open for signatures" not in again.content.decode()


def test_a_withdrawal_is_seen_at_once_while_it_is_open(client: Client) -> None:
    statement, body = a_frozen_statement(), make_organization("Casa Uno")
    a_campaign(statement)
    sign(newest(statement), body)
    address = f"{EN}{statement.slug}/"
    assert "Casa Uno" in read(client, address)
    withdraw_signature(actor=None, version=newest(statement), organization=body)
    assert "Casa Uno" not in read(client, address)


def test_a_draft_is_nowhere_although_its_campaign_is_open(client: Client) -> None:
    statement = a_statement()
    a_campaign(statement)
    assert client.get(f"{EN}{statement.slug}/").status_code == 404
    assert statement.slug not in read(client, EN)


def test_before_publication_the_newest_frozen_wording_stands(client: Client) -> None:
    statement = a_frozen_statement()
    a_campaign(statement)
    sign(newest(statement), make_organization())
    change(statement)
    page = read(client, f"{EN}{statement.slug}/")
    assert "Versión 2." in page[page.index("<main") :]
    assert "Text changed on" in page
    assert "one signature given to the earlier text" in page
    assert "1 organization<" in read(client, f"{EN}{statement.slug}/versions/1/")
    publish_frozen(actor=None, version=newest(statement))
    page = read(client, f"{EN}{statement.slug}/")
    assert "Corrected on" in page
    assert 'name="robots"' not in page


def test_people_are_not_invited_where_only_organizations_sign(client: Client) -> None:
    statement = a_frozen_statement()
    a_campaign(statement, people=False)
    assert "Sign as a person" not in read(client, f"{EN}{statement.slug}/")


def test_files_are_written_when_asked_for_while_it_is_open(
    client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    statement = a_published_statement()
    campaign = a_campaign(statement)
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        sign(version_of(statement), make_organization())
    assert not DBTaskResult.objects.exists()
    assert client.get(f"{EN}{statement.slug}/pdf/").status_code == 202
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.all().delete()
    campaign.closes_at = timezone.now()
    campaign.save()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        sign(version_of(statement), make_organization())
    assert DBTaskResult.objects.count() == 1


def test_what_is_published_twice_at_once_is_published_once() -> None:
    statement = a_frozen_statement()
    first, second = newest(statement), newest(statement)
    publish_frozen(actor=None, version=first)
    with pytest.raises(NotAllowed):
        publish_frozen(actor=None, version=second)
    kinds = [value["kind"] for value in LogEntry.objects.values_list("value", flat=True)]
    assert kinds.count("publication") == 1
