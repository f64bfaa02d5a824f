"""Many sign by their links at once, some twice: each once, and the count is that of the rows."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tejido.core.transparency import log
from tejido.notifications.models import Message
from tejido.statements.campaign_telling import SIGNED
from tejido.statements.models import Endorsement, Tally
from tejido.statements.tests.campaigns import a_campaign, an_invitation, link_of
from tejido.statements.tests.factories import a_frozen_statement

SIGN = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"], settings.SECRET_KEY = sys.argv[1:3]
django.setup()
from tejido.statements.actions.links import sign_by_link
sys.stdin.readline()
for link in sys.argv[3:]:
    number, token = link.split(":")
    assert sign_by_link(number=int(number), token=token) == "signed"
"""


@pytest.mark.django_db(transaction=True)
def test_each_link_signs_once() -> None:
    campaign = a_campaign(a_frozen_statement())
    links = [link_of(an_invitation(campaign)) for _ in range(12)]
    # A token may begin with a dash, so each stands behind its number.
    given = [f"{link['number']}:{link['token']}" for link in links]
    shared = [str(connection.settings_dict["NAME"]), settings.SECRET_KEY]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SIGN, *shared, *given[first:], *given[:first]],
            stdin=subprocess.PIPE,
            text=True,
        )
        for first in (0, 4, 8, 0)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.close()
    assert [process.wait(timeout=600) for process in started] == [0] * 4
    assert Endorsement.objects.filter(withdrawn_at__isnull=True).count() == 12
    assert Tally.objects.get().organizations == 12
    assert Message.objects.filter(kind=SIGNED).count() == 12
    leaves = log.entries(Endorsement.objects.values_list("leaf", flat=True))
    assert [leaf.value["kind"] for leaf in leaves] == ["signature"] * 12
