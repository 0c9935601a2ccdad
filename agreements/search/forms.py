"""The search box, in the header, on its page and where a page is missing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search this site"), max_length=100, required=False)
