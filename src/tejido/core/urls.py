"""Signing in and out, one's account, the people with an account."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.core.views import account, acts, factors, people, sign_in

app_name = "core"
urlpatterns = [
    path(_("sign-in/"), sign_in.sign_in_page, name="sign_in_page"),
    path(_("sign-in/ask-code/"), sign_in.ask_code, name="ask_code"),
    path(_("sign-in/code/"), sign_in.enter_code_page, name="enter_code"),
    path(_("sign-in/password/"), sign_in.password_page, name="sign_in_password"),
    path(_("sign-in/passkey/"), sign_in.passkey_sign_in, name="passkey_sign_in"),
    path(_("sign-in/second-factor/"), sign_in.second_factor, name="second_factor"),
    path(_("sign-in/<str:token>/"), sign_in.sign_in, name="sign_in"),
    path(_("sign-out/"), sign_in.sign_out, name="sign_out"),
    path(_("account/"), account.account, name="account"),
    path(_("account/confirm/"), account.confirm, name="confirm"),
    path(_("account/language/"), account.set_language, name="set_language"),
    path(_("account/password/"), account.password, name="password"),
    path(_("account/sessions/"), account.session_list, name="session_list"),
    path(
        _("account/sessions/end-others/"), account.sessions_end_others, name="sessions_end_others"
    ),
    path(_("account/sessions/<str:key>/name/"), account.session_label, name="session_label"),
    path(_("account/sessions/<str:key>/end/"), account.session_end, name="session_end"),
    path(_("account/second-factors/"), factors.factor_list, name="factor_list"),
    path(_("account/second-factors/code-app/"), factors.code_app, name="code_app"),
    path(_("account/second-factors/passkey/"), factors.passkey_add, name="passkey_add"),
    path(
        _("account/second-factors/recovery-codes/"),
        factors.recovery_codes,
        name="recovery_codes",
    ),
    path(
        _("account/second-factors/recovery-codes/file/"),
        factors.recovery_codes_file,
        name="recovery_codes_file",
    ),
    path(_("account/second-factors/<int:pk>/remove/"), factors.factor_remove, name="factor_remove"),
    path(_("people/"), people.people, name="people"),
    path(_("people/invite/"), people.invite, name="invite"),
    path(_("people/<int:pk>/"), people.person, name="person"),
    path(_("people/<int:pk>/link/"), people.person_link, name="person_link"),
    path(_("people/<int:pk>/role/"), people.person_role, name="person_role"),
    path(_("people/<int:pk>/freeze/"), people.person_freeze, name="person_freeze"),
    path(_("people/<int:pk>/freeze-made/"), people.freeze_made, name="freeze_made"),
    path(_("people/<int:pk>/unfreeze/"), people.person_unfreeze, name="person_unfreeze"),
    path(_("people/<int:pk>/reset/"), people.reset_ask, name="reset_ask"),
    path(_("people/<int:pk>/acts/"), acts.acts, name="acts"),
    path(_("people/acts/<int:pk>/review/"), acts.act_review, name="act_review"),
    path(_("people/resets/<int:pk>/confirm/"), people.reset_confirm, name="reset_confirm"),
    path(_("people/resets/<int:pk>/decline/"), people.reset_decline, name="reset_decline"),
]
