"""Who gets what at the addresses of messages."""

from tejido.core.models import Role, User
from tejido.core.tests.permissions import Route, everyone, only
from tejido.core.tokens import derive
from tejido.notifications.models import Message, MessageState
from tejido.notifications.tests.factories import GROUP, PERSON, a_message, a_person, a_user

SIGNED_IN = ("delegate", "reviewer", "analyst", "secretary")


def _message() -> tuple[int]:
    user = User.objects.create_user("nadia@example.org", role=Role.DELEGATE)
    return (a_message(a_user(user)).pk,)


def _bounced() -> tuple[int]:
    message = a_message(a_person(1))
    Message.objects.update(state=MessageState.BOUNCED)
    return (message.pk,)


def _way_out() -> tuple[object, ...]:
    return (PERSON, 1, GROUP, derive("unsubscribe", PERSON, 1, GROUP))


ROUTES = {
    "notifications:notification_list": Route(get=only(*SIGNED_IN)),
    "notifications:notifications_read": Route(post=only(*SIGNED_IN, status=302)),
    "notifications:notification_read": Route(post=only(*SIGNED_IN, status=302), args=_message),
    "notifications:preferences": Route(
        get=only(*SIGNED_IN), post=only(*SIGNED_IN, status=302), data=lambda: {GROUP: "digest"}
    ),
    "notifications:message_list": Route(get=only("secretary")),
    "notifications:messages_resend": Route(post=only("secretary", status=302)),
    "notifications:message_resend": Route(post=only("secretary", status=302), args=_bounced),
    # Tests do not write to the folder; test_mail_folder.py shows it where it is in use.
    "notifications:mail_list": Route(get=everyone(404)),
    "notifications:mail": Route(get=everyone(404), args=lambda: ("none.eml",)),
    "notifications:mails": Route(
        get=everyone(), post=everyone(302), args=_way_out, data={"stop": "1"}
    ),
    "notifications:one_click": Route(
        get=everyone(302),
        post=everyone(),
        args=_way_out,
        data={"List-Unsubscribe": "One-Click"},
    ),
}
