"""A personal link with a mistake in it is told from one that has ended, and tells nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tejido.coalition.actions import remove_contact
from tejido.coalition.models import Contact
from tejido.core.errors import NotFound
from tejido.statements.campaign_access import get_invitation_by_link, link_token
from tejido.statements.models import Invitation
from tejido.statements.tests.personal_links import address

pytestmark = pytest.mark.django_db

ENDED = "ya no es de ningún contacto de la organización"
CHECK_IT = "Revise que el enlace esté completo"


def mistyped(token: str, place: int) -> str:
    """Return a token with one other character."""
    other = "A" if token[place] != "A" else "B"
    return token[:place] + other + token[place + 1 :]


def test_no_mistake_in_a_token_is_taken_for_another_link(invitation: Invitation) -> None:
    token = link_token(invitation)
    assert len(token) == 43
    wrong = [mistyped(token, place) for place in range(43)]
    wrong += [token[:-1], f"{token}A", token[:21], "", "é" * 43, token.swapcase()]
    for each in wrong:
        with pytest.raises(NotFound):
            get_invitation_by_link(invitation.pk, each)


@pytest.mark.parametrize("place", [0, 20, 21, 31, 32, 42])
def test_a_mistyped_link_gets_the_answer_of_an_unknown_one(
    client: Client, invitation: Invitation, place: int
) -> None:
    wrong = mistyped(link_token(invitation), place)
    answers = []
    for number in (invitation.pk, invitation.pk + 999):
        where = reverse("statements:personal_link", args=[number, wrong])
        for answer in (client.get(where), client.post(where), client.get(f"{where}retirar/")):
            page = answer.content.decode()
            assert "Casa Luna" not in page
            assert ENDED not in page
            assert CHECK_IT in page
            answers.append(answer.status_code)
    assert set(answers) == {404}


@pytest.mark.parametrize("end", ["removed", "another address"])
def test_a_link_that_has_ended_says_so_unless_it_is_mistyped(
    client: Client, invitation: Invitation, end: str
) -> None:
    old, token = address(invitation), link_token(invitation)
    assert invitation.contact is not None
    if end == "removed":
        remove_contact(actor=None, contact=invitation.contact)
    else:
        Contact.objects.filter(invitations=invitation).update(email="otra@example.org")
    assert ENDED in client.get(old).content.decode()
    for place in range(43):
        wrong = reverse("statements:personal_link", args=[invitation.pk, mistyped(token, place)])
        assert client.get(wrong).status_code == 404
