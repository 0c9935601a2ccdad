"""Log-in by e-mail address; the member's record comes with the user in one query."""

from allauth.account.auth_backends import AuthenticationBackend

from .models import User


class MemberBackend(AuthenticationBackend):
    def get_user(self, user_id):
        user = User.objects.select_related("member").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
