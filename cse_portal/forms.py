"""How every form of the portal looks (templates/forms/), and the search in the header."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class PortalRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search this site"), max_length=100, required=False)
