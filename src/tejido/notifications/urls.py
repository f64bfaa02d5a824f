"""What one was told, how mails fared, and the way out of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.notifications.views import account, folder, secretariat, unsubscribing

app_name = "notifications"
urlpatterns = [
    path("", account.notification_list, name="notification_list"),
    path(_("read/"), account.notifications_read, name="notifications_read"),
    path(_("<int:pk>/read/"), account.notification_read, name="notification_read"),
    path(_("preferences/"), account.preferences, name="preferences"),
    path(_("messages/"), secretariat.message_list, name="message_list"),
    path(_("messages/resend/"), secretariat.messages_resend, name="messages_resend"),
    path(_("messages/<int:pk>/resend/"), secretariat.message_resend, name="message_resend"),
    path(_("mail-folder/"), folder.mail_list, name="mail_list"),
    path(_("mail-folder/<str:name>/"), folder.mail, name="mail"),
    path(
        _("mails/<str:kind>/<int:pk>/<str:group>/<str:token>/"), unsubscribing.mails, name="mails"
    ),
    path(
        _("unsubscribe/<str:kind>/<int:pk>/<str:group>/<str:token>/"),
        unsubscribing.one_click,
        name="one_click",
    ),
]
