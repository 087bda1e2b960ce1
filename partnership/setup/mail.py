"""The mail that tells a user which role they were given, and how to sign in."""

from __future__ import annotations

from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse

from partnership.models import Membership, User
from partnership.setup import words


def send_invitation(membership: Membership, *, by: User, request: HttpRequest) -> None:
    """Mail the person how to sign in; raises OSError when the mail server does not take it.

    Somebody without a password gets a link to set one, which works until it is used or expires.
    """
    user = membership.user
    password_url = None if user.has_usable_password() else _password_path(user)
    send_mail(
        subject=words.invitation_subject(membership.partnership),
        message=words.invitation(
            membership,
            by=by,
            sign_in_url=request.build_absolute_uri(reverse("account_request_login_code")),
            password_url=request.build_absolute_uri(password_url) if password_url else None,
        ),
        from_email=None,
        recipient_list=[user.email],
    )


def _password_path(user: User) -> str:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )
