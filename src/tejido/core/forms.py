"""How a form looks, and the forms of the accounts."""

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

from tejido.core.models import ActReview, Role


class TejidoFormRenderer(DjangoTemplates):
    """Draws forms and fields with the partials of core."""

    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"


def _email() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    return forms.EmailField(label=_("E-mail"), max_length=254, widget=widget)


class AskCodeForm(forms.Form):
    """Whose code is asked for."""

    email = _email()


class EnterCodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Code from the mail"),
        help_text=_("Eight digits."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class PasswordSignInForm(forms.Form):
    """Address and password."""

    email = _email()
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class FactorCodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits of the code app, or eight digits of a recovery code."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class AppCodeForm(forms.Form):
    """What a code app that is being set up shows."""

    code = forms.CharField(
        label=_("The six digits the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PasskeyForm(forms.Form):
    """A new passkey: how it is called, and the browser's answer."""

    name = forms.CharField(
        label=_("How you call it"),
        help_text=_("For instance: my phone, the blue key."),
        max_length=60,
    )
    credential = forms.JSONField(widget=forms.HiddenInput)


class CredentialForm(forms.Form):
    """The browser's answer of a passkey."""

    credential = forms.JSONField(widget=forms.HiddenInput)


class ConfirmPasswordForm(forms.Form):
    """One's password, once more."""

    code = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown by the browser and kept by a password app."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least twelve characters; several words are easy to remember."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class LanguageForm(forms.Form):
    """The language of the mails to oneself."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)


class LabelForm(forms.Form):
    """How a device is called; the name is the person's and nothing is guessed."""

    label = forms.CharField(label=_("Name of the device"), max_length=60, required=False)


class InvitationForm(forms.Form):
    """Who is invited, in which role."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(
        label=_("Name on screen"),
        help_text=_("May be left empty, or be another than on papers."),
        max_length=200,
        required=False,
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role, initial=Role.DELEGATE)
    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)
    by_mail = forms.BooleanField(
        label=_("Send the link by e-mail"),
        help_text=_("Otherwise hand it over yourself, by a channel you both trust."),
        required=False,
    )


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role)


class FreezeForm(forms.Form):
    """From when on the acts of a seized account are to be looked at."""

    since = forms.DateTimeField(
        label=_("In other hands since"),
        help_text=_(
            "Everything the account did from then on is listed for review, and whom it let act"
            " waits for the secretariat. Left empty: the last seven days."
        ),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )
    with_made = forms.BooleanField(
        label=_("Freeze the accounts it made since then as well"), required=False, initial=True
    )


class SinceForm(forms.Form):
    """From which day on acts are listed."""

    since = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ResetForm(forms.Form):
    """Why second factors are to be removed."""

    reason = forms.CharField(
        label=_("Why, and how you know that it is the person who asks"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    """What the secretariat found about one act."""

    verdict = forms.ChoiceField(
        label=_("This act"), choices=ActReview.Verdict, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Without names of people."),
        max_length=300,
        required=False,
    )
