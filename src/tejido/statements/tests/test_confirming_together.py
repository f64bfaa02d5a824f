"""Two clicks at once, in two processes: a signature is confirmed once, and counts once."""

import subprocess
import sys

import pytest
from django.db import connection

from tejido.coalition.tests.factories import a_contact
from tejido.statements.models import Endorsement
from tejido.statements.queries.counts import signed_version, stored_count
from tejido.statements.tests.change_factories import change, newest, signer_of
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import sign, version_of

CONFIRM = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from tejido.statements.actions import confirm_by_link
from tejido.coalition.models import Contact
from tejido.statements.confirming_access import Invited
from tejido.statements.models import Signer
signer, contact = sys.argv[2:]
invited = Invited(Signer.objects.get(pk=signer), Contact.objects.get(pk=contact))
sys.stdin.readline()
print(confirm_by_link(invited=invited, number=2))
"""


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_confirm_once() -> None:
    statement, contact = a_published_statement(), a_contact()
    sign(version_of(statement), contact.organization)
    change(statement)
    signer = signer_of(statement, contact.organization)
    arguments = [str(connection.settings_dict["NAME"]), str(signer.pk), str(contact.pk)]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CONFIRM, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = sorted(process.communicate(timeout=600)[0].strip() for process in started)
    assert answers == ["0", "0", "1"]
    version = newest(statement)
    assert Endorsement.objects.filter(root=version).count() == 1
    assert stored_count(signed_version(version)).organizations == 1
