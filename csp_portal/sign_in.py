"""Who may become a user (nobody by themselves), the sign-in forms' words, and what is noted."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from partnership import audit
from partnership.models import User

EMAIL = "Email address"
ENTER_EMAIL = {"required": "Enter your email address"}


class ClosedToStrangers(DefaultAccountAdapter):
    """An administrator makes the account; there is no signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Noted for a person whom the portal knows; what a stranger typed is not kept."""
        user = User.objects.filter(email=credentials.get("email", "")).first()
        if user is not None:
            audit.record(audit.Kind.SIGN_IN_FAILED, by=None, about=user)


def note_sign_in(*, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Somebody signed in: when, and whether by password or by code; no address, no browser."""
    ways = [record["method"] for record in get_authentication_records(request, user)]
    audit.record(audit.Kind.SIGN_IN, by=user, about=user, how=ways[-1] if ways else "")


def note_sign_out(*, user: User | None, **_kwargs: Any) -> None:
    """Somebody signed out; nobody, where the session had ended before."""
    if user is not None:
        audit.record(audit.Kind.SIGN_OUT, by=user, about=user)


class PasswordForm(forms.LoginForm):
    """An address and a password; the way to a new password stands below the form."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = EMAIL
        login.error_messages |= ENTER_EMAIL
        password.help_text = ""
        password.error_messages |= {"required": "Enter your password"}


class CodeForm(forms.RequestLoginCodeForm):
    """The address that a code goes to."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL
        self.fields["email"].error_messages |= ENTER_EMAIL


class ForgottenPasswordForm(forms.ResetPasswordForm):
    """The address that a link to set a new password goes to."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL
        self.fields["email"].error_messages |= ENTER_EMAIL


class NewPasswordForm(forms.ResetPasswordKeyForm):
    """A new password, typed once: it can be shown, and another is a mail away."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "New password"
        del self.fields["password2"]
