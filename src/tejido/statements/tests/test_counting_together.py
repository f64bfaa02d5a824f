"""Acts of several processes at once leave one count, and it is that of the rows."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tejido.directory.models import Merge, Organization
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.actions.campaigns import change_campaign, close_campaign, reopen_campaign
from tejido.statements.actions.counting import lock_counting
from tejido.statements.domain.campaign import Plan, Times
from tejido.statements.models import Campaign, Endorsement
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.signatories import count
from tejido.statements.tests.bodies import check_bodies
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.factories import a_frozen_statement, a_published_statement
from tejido.statements.tests.signing import a_printed_list, sign, version_of

ACT = """
import os, sys
from dataclasses import replace
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from tejido.directory.actions import merge_organizations, stored_data, update_organization
from tejido.directory.models import Organization, PrintedList
from tejido.statements import actions
from tejido.statements.models import Version
version = Version.objects.get(pk=sys.argv[2])
body = Organization.objects.get
sys.stdin.readline()
for act in sys.argv[3:]:
    name, *ids = act.split(":")
    if name == "merge":
        merge_organizations(actor=None, kept=body(pk=ids[0]), gone=body(pk=ids[1]))
    elif name == "seal":
        found = body(pk=ids[0])
        data = replace(stored_data(found), visibility="sealed")
        update_organization(actor=None, organization=found, data=data)
    elif name == "withdraw":
        actions.withdraw_signature(actor=None, version=version, organization=body(pk=ids[0]))
    elif name == "unnamed":
        actions.set_unnamed(
            actor=None, version=version, organization=body(pk=ids[0]), unnamed=True
        )
    else:
        actions.load_signatories(
            actor=None, version=version, printed_list=PrintedList.objects.get(pk=ids[0])
        )
"""


@pytest.mark.django_db(transaction=True)
def test_merging_loading_hiding_sealing_and_withdrawing_at_once() -> None:
    version, network = version_of(a_published_statement()), make_network()
    bodies = [make_organization(country="MX") for _ in range(12)]
    sign(version, *bodies)
    more = [make_organization(country="GT") for _ in range(20)]
    stored = a_printed_list(*bodies[:6], *more, network=network, people=3)
    acts = (
        [f"load:{stored.pk}"],
        [f"load:{stored.pk}"],
        [f"merge:{bodies[n].pk}:{bodies[n + 1].pk}" for n in (0, 2, 4)],
        [f"merge:{more[n].pk}:{more[n + 1].pk}" for n in (0, 2, 4)],
        [f"withdraw:{bodies[n].pk}" for n in (8, 9)],
        [f"unnamed:{bodies[n].pk}" for n in (6, 7)],
        [f"seal:{body.pk}" for body in (more[10], bodies[10], more[11])],
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ACT, str(connection.settings_dict["NAME"]), str(version.pk), *a],
            stdin=subprocess.PIPE,
            text=True,
        )
        for a in acts
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.close()
    assert [process.wait(timeout=600) for process in started] == [0] * len(acts)
    version.tally.refresh_from_db()
    stored_count = count_in(version.tally)
    assert stored_count == count(version.pk)
    check_bodies(version.pk)
    assert stored_count.organizations == 12 + 20 - 3 - 3 - 2
    assert (stored_count.people, stored_count.unnamed) == (3, 2 + 3)
    assert Merge.objects.count() == 6
    assert Organization.objects.filter(merged_into__isnull=False).count() == 6
    live = Endorsement.objects.filter(version=version, mention__printed_list=stored)
    assert live.filter(organization__isnull=True).count() == 3


def longer(campaign: Campaign) -> None:
    closes = timezone.now() + timedelta(days=9)
    change_campaign(
        actor=None,
        campaign=campaign,
        plan=Plan(Times(campaign.opens_at, closes), campaign.time_zone),
    )


def again(campaign: Campaign) -> None:
    reopen_campaign(actor=None, campaign=campaign, closes_at=timezone.now() + timedelta(days=9))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [longer, again])
def test_what_moves_the_closing_waits_for_acts_that_count_by_it(
    act: Callable[[Campaign], None],
) -> None:
    campaign = a_campaign(a_frozen_statement())
    if act is again:
        campaign = close_campaign(actor=None, campaign=campaign)

    def run() -> None:
        try:
            act(campaign)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_counting()
            begun = pool.submit(run)
            assert wait([begun], timeout=1.0).not_done
        begun.result()
    assert Campaign.objects.get().closes_at > campaign.closes_at
