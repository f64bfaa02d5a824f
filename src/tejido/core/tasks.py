"""What the worker sends for the accounts. Tasks take ids only and may run twice."""

from django_tasks import task
from django_tasks.base import TASK_MAX_PRIORITY

from tejido.core.accounts import mails
from tejido.core.accounts.codes import LINK_LIFETIME, code_of, find_attempt
from tejido.core.models import SignInCode, User
from tejido.core.sign_in import create_link


# Somebody waits for it: it goes before whatever else is queued.
@task(priority=TASK_MAX_PRIORITY)
def send_sign_in_code(code_id: int) -> None:
    """Send the code of an attempt to its person; an address without an account gets nothing."""
    row = SignInCode.objects.select_related("user").filter(pk=code_id).first()
    if row is None or row.user is None or not row.user.is_active:
        return
    if find_attempt(row.attempt) is not None:
        link = create_link(row.user, lifetime=LINK_LIFETIME) if row.with_link else ""
        mails.send_code(row.user, code_of(row), link)


@task()
def send_account_notice(user_id: int, notice: str) -> None:
    """Tell a person what happened to their account, unless they were erased meanwhile."""
    user = User.objects.filter(pk=user_id).exclude(email__endswith="@invalid").first()
    if user is not None:
        mails.send_notice(user, mails.Notice(notice))
