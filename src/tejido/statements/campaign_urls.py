"""Addresses of campaigns: times, invitations, personal links."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.statements.views import campaigns, invitations, inviting, links

secretariat = [
    path(_("drafts/<slug:slug>/campaign/"), campaigns.campaign, name="campaign"),
    path(_("drafts/<slug:slug>/campaign/open/"), campaigns.campaign_open, name="campaign_open"),
    path(_("drafts/<slug:slug>/campaign/times/"), campaigns.campaign_times, name="campaign_times"),
    path(_("drafts/<slug:slug>/campaign/close/"), campaigns.campaign_close, name="campaign_close"),
    path(
        _("drafts/<slug:slug>/campaign/reopen/"), campaigns.campaign_reopen, name="campaign_reopen"
    ),
    path(
        _("drafts/<slug:slug>/campaign/remind/"),
        invitations.campaign_remind,
        name="campaign_remind",
    ),
    path(_("drafts/<slug:slug>/invite/"), inviting.invitation_new, name="invitation_new"),
    path(
        _("drafts/<slug:slug>/invite/directory/"),
        inviting.invitation_directory,
        name="invitation_directory",
    ),
    path(_("drafts/<slug:slug>/invite/<str:key>/"), inviting.invitee_list, name="invitee_list"),
    path(
        _("drafts/<slug:slug>/invite/<str:key>/use/"),
        inviting.invitee_list_use,
        name="invitee_list_use",
    ),
    path(_("drafts/<slug:slug>/invitations/"), invitations.invitation_list, name="invitation_list"),
    path(
        _("drafts/<slug:slug>/invitations/run/<int:number>/"),
        inviting.invitation_run,
        name="invitation_run",
    ),
    path(
        _("drafts/<slug:slug>/invitations/<int:number>/"),
        invitations.invitation,
        name="invitation",
    ),
    path(
        _("drafts/<slug:slug>/invitations/<int:number>/link/"),
        invitations.invitation_link,
        name="invitation_link",
    ),
    path(
        _("drafts/<slug:slug>/invitations/<int:number>/send/"),
        invitations.invitation_send,
        name="invitation_send",
    ),
    path(
        _("drafts/<slug:slug>/invitations/<int:number>/renew/"),
        invitations.invitation_renew,
        name="invitation_renew",
    ),
    path(
        _("drafts/<slug:slug>/invitations/<int:number>/revoke/"),
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
]

# No statement can take "link" or "enlace" as its address (actions.RESERVED_SLUGS).
personal = [
    path(_("link/<int:number>/<str:token>/"), links.personal_link, name="personal_link"),
    path(
        _("link/<int:number>/<str:token>/withdraw/"),
        links.personal_link_withdraw,
        name="personal_link_withdraw",
    ),
    path(
        _("link/<int:number>/<str:token>/confirm/"),
        links.personal_link_confirm,
        name="personal_link_confirm",
    ),
    path(
        _("link/<int:number>/contact/<int:contact>/<str:token>/"),
        links.signature_objection,
        name="signature_objection",
    ),
]

urlpatterns = [*secretariat, *personal]
