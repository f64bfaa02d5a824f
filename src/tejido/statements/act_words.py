"""The audit log's words for signing, listing and recording, and where each is seen."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.core.acts import register_act_addresses, register_act_words
from tejido.statements.models import Listing, ProofFile

WORDS = {
    "sign_statement": _("signed for an organization"),
    "name_organization": _("name of a signing organization shown or left out"),
    "withdraw_signatures": _("signature withdrawn"),
    "list_members": _("members of a network listed"),
    "take_back_listing": _("listing taken back"),
    "answer_listing": _("listing answered"),
    "enter_listed_member": _("listed member counted"),
    "record_signature": _("signature recorded"),
    "erase_proof": _("proof of a signature erased"),
}


def _listings(ids: list[str]) -> Mapping[str, str]:
    rows = Listing.objects.filter(pk__in=[int(pk) for pk in ids])
    found = rows.values_list("pk", "root__statement__slug", "network__key")
    return {
        str(pk): reverse("statements:listed_members", args=[slug, key]) for pk, slug, key in found
    }


def _proofs(ids: list[str]) -> Mapping[str, str]:
    rows = ProofFile.objects.filter(pk__in=[int(pk) for pk in ids])
    found = rows.values_list("pk", "proof__endorsement__signed_by__statement__slug")
    return {str(pk): reverse("statements:signature_acts", args=[slug]) for pk, slug in found}


def register_words() -> None:
    """Tell the core what these acts are called and where they are seen."""
    register_act_words(WORDS)
    register_act_addresses("statements.listing", _listings)
    register_act_addresses("statements.prooffile", _proofs)
