"""The pages that a link in a mail opens. Opening one changes nothing; its button does."""

from allauth.account.views import ConfirmEmailView, PasswordResetFromKeyView
from django.http import Http404, HttpResponse


class StayUntilPost:
    """allauth signs another account out as soon as the page opens; here its button does."""

    def logout(self) -> None:
        if self.request.method == "POST":
            super().logout()


class ConfirmEmail(StayUntilPost, ConfirmEmailView):
    def post(self, *args, **kwargs) -> HttpResponse:
        """A link used up while the page was open is told like one opened too late."""
        try:
            return super().post(*args, **kwargs)
        except Http404:
            self.object = None
            return self.render_to_response(self.get_context_data())


class ResetPassword(StayUntilPost, PasswordResetFromKeyView):
    pass
