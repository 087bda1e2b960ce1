"""Who may become a user (nobody by themselves), and the words of the sign-in forms."""

from __future__ import annotations

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

EMAIL = "Email address"
ENTER_EMAIL = {"required": "Enter your email address"}


class ClosedToStrangers(DefaultAccountAdapter):
    """An administrator makes the account; there is no signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


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
