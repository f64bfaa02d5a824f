"""The audit log's words and addresses, gathered from all apps: the review of a seized account.

Only here are all of them known at once. An action without words shows its name.
"""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models import Finding, Lens, Snapshot
from tejido.core.acts import register_act_addresses, register_act_words
from tejido.directory.models import Organization
from tejido.evidence.models import Series, Source
from tejido.statements.models import Endorsement, Statement, Version


def register() -> None:
    """Say what the acts of all apps are called, and where what they were done to can be seen."""
    register_act_words(_WORDS)
    register_act_addresses("directory.organization", _organizations)
    register_act_addresses("evidence.source", _sources)
    register_act_addresses("evidence.series", _series)
    register_act_addresses("budgets.lens", _lenses)
    register_act_addresses("budgets.finding", _findings)
    register_act_addresses("budgets.snapshot", _snapshots)
    register_act_addresses("statements.statement", _statements)
    register_act_addresses("statements.version", _versions)
    register_act_addresses("statements.endorsement", _endorsements)


def _organizations(ids: list[str]) -> Mapping[str, str]:
    rows = Organization.objects.filter(pk__in=ids)
    return {str(row.pk): reverse("directory:organization", args=[row.key]) for row in rows}


def _sources(ids: list[str]) -> Mapping[str, str]:
    return {str(row.pk): row.get_absolute_url() for row in Source.objects.filter(pk__in=ids)}


def _series(ids: list[str]) -> Mapping[str, str]:
    return {str(row.pk): row.get_absolute_url() for row in Series.objects.filter(pk__in=ids)}


def _lenses(ids: list[str]) -> Mapping[str, str]:
    return {str(row.pk): row.get_absolute_url() for row in Lens.objects.filter(pk__in=ids)}


def _findings(ids: list[str]) -> Mapping[str, str]:
    return {str(row.pk): row.get_absolute_url() for row in Finding.objects.filter(pk__in=ids)}


def _snapshots(ids: list[str]) -> Mapping[str, str]:
    return {str(row.pk): row.get_absolute_url() for row in Snapshot.objects.filter(pk__in=ids)}


def _statements(ids: list[str]) -> Mapping[str, str]:
    rows = Statement.objects.filter(pk__in=ids)
    return {str(row.pk): _statement(row) for row in rows}


def _versions(ids: list[str]) -> Mapping[str, str]:
    rows = Version.objects.filter(pk__in=ids).select_related("statement")
    return {str(row.pk): _statement(row.statement) for row in rows}


def _endorsements(ids: list[str]) -> Mapping[str, str]:
    rows = Endorsement.objects.filter(pk__in=ids).select_related("version__statement")
    return {
        str(row.pk): reverse("statements:signatures", args=[row.version.statement.slug])
        for row in rows
    }


def _statement(statement: Statement) -> str:
    if statement.published_version_id is None:
        return reverse("statements:draft_list")
    return reverse("statements:statement_page", args=[statement.slug])


_WORDS = {
    "accept_people": _("signatures of people accepted"),
    "add_contact": _("contact added"),
    "add_contacts": _("contacts added"),
    "add_language": _("language added to a draft"),
    "add_membership": _("membership recorded"),
    "allow_until": _("signing allowed for longer"),
    "answer_listing": _("listing by a network answered"),
    "ask_again": _("confirmation asked for again"),
    "change_campaign": _("times or terms of a campaign changed"),
    "change_contact": _("contact changed"),
    "change_finding": _("finding changed"),
    "close_campaign": _("campaign closed"),
    "confirm_for": _("signature confirmed for somebody"),
    "confirm_mapping": _("mapping of a budget file confirmed"),
    "confirm_signature": _("signature confirmed"),
    "create_correction": _("correction of budget lines written"),
    "create_dataset": _("dataset created"),
    "create_demand": _("demand created"),
    "create_organization": _("organization created"),
    "create_source": _("source registered"),
    "create_statement": _("statement begun"),
    "decide_pair": _("doubtful pair decided"),
    "discard_demand": _("demand discarded"),
    "discard_draft": _("draft discarded"),
    "discard_snapshot": _("import discarded"),
    "discard_statement": _("statement discarded"),
    "end_invitations": _("invitations ended"),
    "end_membership": _("end of a membership recorded"),
    "enter_listed_member": _("member listed by a network entered"),
    "erase_person": _("person erased"),
    "erase_proof": _("proof erased"),
    "erase_signatory": _("signatory erased"),
    "freeze_demand": _("demand fixed with its text"),
    "grant_mandate": _("mandate granted"),
    "import_file": _("budget file imported"),
    "invite_organizations": _("organizations invited to sign"),
    "keep_mapping": _("mapping kept"),
    "list_members": _("members listed by a network"),
    "load_signatories": _("signatories loaded"),
    "merge_organizations": _("organizations merged"),
    "name_organization": _("organization named under a statement"),
    "open_campaign": _("campaign opened"),
    "publish_concordance": _("concordance published"),
    "publish_finding": _("finding published"),
    "publish_frozen": _("text published"),
    "publish_lens": _("lens published"),
    "publish_series": _("data series published"),
    "publish_statement": _("statement published"),
    "recheck_finding": _("finding computed again"),
    "record_signature": _("signature recorded"),
    "refuse_people": _("signatures of people refused"),
    "refuse_snapshot": _("import refused"),
    "remind_invited": _("invited reminded"),
    "remove_contact": _("contact removed"),
    "remove_language": _("language removed from a draft"),
    "remove_membership": _("membership removed"),
    "renew_link": _("personal link renewed"),
    "renew_mandate": _("mandate extended"),
    "reopen_campaign": _("campaign reopened"),
    "resend_messages": _("messages sent again"),
    "review_finding": _("finding reviewed"),
    "revoke_link": _("personal link revoked"),
    "revoke_mandate": _("mandate revoked"),
    "save_draft": _("draft saved"),
    "send_finding_to_review": _("finding sent to review"),
    "send_invitation": _("invitation sent"),
    "set_person_unnamed": _("person named or unnamed"),
    "set_unnamed": _("signature named or unnamed"),
    "show_link": _("personal link shown"),
    "sign_again": _("signed again"),
    "sign_by_link": _("signed by personal link"),
    "sign_statement": _("statement signed"),
    "split_organization": _("organization split in two"),
    "start_correction": _("correction begun"),
    "start_finding_version": _("new version of a finding begun"),
    "store_printed_list": _("printed list stored"),
    "store_snapshot": _("snapshot stored"),
    "take_back_listing": _("listing by a network taken back"),
    "tell_people_apart": _("two people with one name told apart"),
    "undo_decision": _("decision about a pair taken back"),
    "undo_merge": _("merge undone"),
    "undo_split": _("split undone"),
    "update_demand": _("demand changed"),
    "update_membership": _("membership corrected"),
    "update_organization": _("organization changed"),
    "update_source": _("source put right"),
    "upload_file": _("budget file uploaded"),
    "withdraw_correction": _("correction of budget lines withdrawn"),
    "withdraw_finding": _("finding withdrawn"),
    "withdraw_for": _("signature withdrawn for somebody"),
    "withdraw_person": _("signature of a person withdrawn"),
    "withdraw_signature": _("signature withdrawn"),
    "withdraw_signatures": _("signatures withdrawn"),
    "withdraw_snapshot": _("budget import withdrawn"),
    "write_finding": _("finding written"),
}
