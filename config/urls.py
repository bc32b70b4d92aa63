"""Root addresses. Each floor brings its own; the ones a person remembers stand at the top."""

from importlib.util import find_spec

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path

from . import desk, health

handler500 = "config.api.server_error"
FLOORS = ("casework", "sharing", "assessments", "agencies", "access", "ui")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("account/signup/", account.signup, name="account_signup"),  # answers that it is closed
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("reminders/desk/", desk.reminder_desk, name="reminder_desk"),
    path("reminders/desk/<uuid:mail>/noted/", desk.reminder_mail_noted, name="reminder_mail_noted"),
    path("api/v1/", include("config.api")),
    *(path("", include(f"{floor}.urls")) for floor in FLOORS if find_spec(f"{floor}.urls")),
]
