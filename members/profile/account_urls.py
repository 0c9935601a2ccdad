"""The account pages: allauth's addresses, with our own views behind the links in mails."""

from django.urls import include, path, re_path

from .mailed_links import ConfirmEmail, ResetPassword

urlpatterns = [
    path("confirm-email/<str:key>/", ConfirmEmail.as_view(), name="account_confirm_email"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("", include("allauth.urls")),
]
