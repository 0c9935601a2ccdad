"""Pictures and files on the page where an article is written."""

import re
from pathlib import PurePath

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from agreements.background import Stage
from news.pictures.models import Rendition
from news.pictures.workflow import ask_again
from news.publishing_admin import PLAIN_PICTURES, PartInline

from .models import Article, Attachment, Picture

TITLES = ("title_en", "title_zh")
DROPPING = Script("portal/dropping.js", type="module")
OWED = _("The small versions could not be made. Save this page, and they are tried again.")
SMALL_VERSIONS = {
    Stage.WAITING: _("Being made. Readers see the picture as it came in until then."),
    Stage.RUNNING: _("Being made. Readers see the picture as it came in until then."),
    Stage.LATE: _("Nobody has begun to make them: the background worker does not run, or is busy."),
    Stage.STUCK: OWED,
    Stage.FAILED: OWED,
}


# What a camera or a phone calls a picture, in place of words.
FILE_NAME = re.compile(r"\S+\.(jpe?g|png|webp|gif|heic)|(img|dsc|dscn|pxl|wx)[\W_]*\d\S*", re.I)


class PictureForm(forms.ModelForm):
    """A number that is left empty is the next one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("alt_en", "alt_zh"):
            self.fields[name].error_messages["required"] = _(
                "Say what the picture shows, for those who do not see it."
            )

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def clean_alt_en(self) -> str:
        return self.words("alt_en")

    def clean_alt_zh(self) -> str:
        return self.words("alt_zh")

    def words(self, name: str) -> str:
        said = self.cleaned_data[name]
        if FILE_NAME.fullmatch(said):
            raise ValidationError(_("Say what the picture shows, not what its file is called."))
        return said


class PictureInline(PartInline):
    model = Picture
    form = PictureForm
    template = "admin/news/article/files.html"
    extra = 0
    formfield_overrides = PLAIN_PICTURES
    readonly_fields = ["small_versions"]
    fields = [
        "file",
        ("alt_en", "alt_zh"),
        ("caption_en", "caption_zh"),
        ("position", "small_versions"),
    ]

    class Media:
        js = [DROPPING]

    @admin.display(description=_("small versions"), empty_value="")
    def small_versions(self, picture: Picture) -> str:
        rendition = Rendition.objects.filter(source=picture.file.name).first()
        if not picture.pk or rendition is None:
            return OWED if picture.pk else ""
        if rendition.stage in SMALL_VERSIONS:
            return SMALL_VERSIONS[rendition.stage]
        widths = ", ".join(rendition.widths.split())
        return _("%s px") % widths if widths else _("None: a line drawing is best as it is.")


class AttachmentForm(forms.ModelForm):
    """A title that is left empty is that of the other language, or the name of the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TITLES:
            self.fields[name].required = False

    def clean(self) -> dict:
        cleaned = super().clean()
        if file := cleaned.get("file"):
            titles = [*(cleaned.get(name) for name in TITLES), PurePath(file.name).stem.strip()]
            known = next(filter(None, titles), "")
            if not known:
                self.add_error(TITLES[0], _("Say what the file is."))
            cleaned |= {name: cleaned.get(name) or known for name in TITLES}
        return cleaned


class AttachmentInline(PartInline):
    model = Attachment
    form = AttachmentForm
    template = "admin/news/article/files.html"
    extra = 1

    class Media:
        js = [DROPPING]


def ask_for_small_versions(article: Article) -> None:
    """Saving an article asks again for those of its pictures that are owed."""
    ask_again(list(article.pictures.values_list("file", flat=True)))
