"""Who may become a user: nobody by themselves."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedToStrangers(DefaultAccountAdapter):
    """An administrator makes the account; there is no signing up."""

    def is_open_for_signup(self, request) -> bool:
        return False
