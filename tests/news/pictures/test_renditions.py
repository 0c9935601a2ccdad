"""Small versions of a picture: made beside the pages, and missed by nobody until they are there."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone
from PIL import Image

from agreements.background import Stage
from agreements.freshness.models import Moment
from news.articles.models import Picture
from news.pictures.models import Rendition
from news.pictures.names import KINDS, name_of, widths_for
from news.pictures.workflow import make
from tests.factories import make_article, photograph, picture_file

pytestmark = pytest.mark.django_db
ADDRESS = "/en/news/forum/"


def a_picture(file=None, **fields) -> Picture:
    article = fields.pop("article", None) or make_article("forum")
    file = file or photograph((1000, 500))
    return Picture.objects.create(article=article, file=file, alt_en="A", alt_zh="桥", **fields)


def opened(name: str) -> Image.Image:
    return Image.open(BytesIO(content_of(name)))


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def lose(picture: Picture) -> None:
    """As when the disk was full."""
    default_storage.delete(picture.file.name)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1600, [480, 800, 1200, 1600]),
        (1000, [480, 800, 1000]),
        (800, [480, 800]),
        (480, [480]),
        (40, [40]),
    ],
)
def test_no_version_is_wider_than_the_picture(width, widths):
    assert widths_for(width) == widths


def test_small_versions_are_made_of_every_kind_and_width(media):
    picture = a_picture()

    assert Rendition.objects.get().widths == "480 800 1000"
    for width in (480, 800, 1000):
        for kind in KINDS:
            with opened(name_of(picture.file.name, width, kind)) as made:
                assert (made.format.lower(), made.size) == (kind, (width, width // 2))
                assert dict(made.getexif()) == {}


def test_page_offers_the_picture_as_it_came_in_until_they_are_made(client, media, queue):
    picture = a_picture()

    before = client.get(ADDRESS)
    make.func(Rendition.objects.get().pk)
    after = client.get(ADDRESS, headers={"if-none-match": before["ETag"]})

    assert f'<img src="{picture.file.url}" width="1000" height="500" alt="A"' in before.text
    assert "<source" not in before.text
    assert after.status_code == 200
    assert re.findall(r'<source type="image/(\w+)"', after.text) == ["avif", "webp"]
    assert f"{default_storage.url(name_of(picture.file.name, 800, 'avif'))} 800w" in after.text
    assert (
        f'<img src="{default_storage.url(name_of(picture.file.name, 800, "jpeg"))}"' in after.text
    )
    assert ' width="1000" height="500" alt="A" fetchpriority="high">' in after.text


def test_line_drawing_stays_as_it_came_in(client, media):
    a_picture(picture_file((1200, 600)))

    assert Rendition.objects.get().stage is Stage.DONE
    assert "<source" not in client.get(ADDRESS).text


def test_see_through_picture_stands_on_white_where_the_kind_knows_no_glass(media):
    drawing = Image.effect_noise((600, 300), 60).convert("RGBA")
    drawing.putalpha(0)
    drawing.putpixel((0, 0), (9, 9, 9, 255))
    drawing.save(media / "glass.png")
    with (media / "glass.png").open("rb") as file:
        picture = a_picture()
        picture.file.save("glass.png", file, save=False)
    source = picture.file.name
    rendition = Rendition.objects.create(source=source)

    make.func(rendition.pk)

    with opened(name_of(source, 480, "jpeg")) as made:
        assert made.getpixel((200, 100)) == (255, 255, 255)


def test_failure_is_kept_and_saving_the_article_tries_again(as_staff, media, queue):
    picture = a_picture()
    content = content_of(picture.file.name)
    lose(picture)
    with pytest.raises(FileNotFoundError):
        make.func(Rendition.objects.get().pk)
    page = f"/admin/news/article/{picture.article_id}/change/"
    editor = as_staff("editor")

    assert Rendition.objects.get().stage is Stage.FAILED
    assert "The small versions could not be made." in editor.get(page).text

    default_storage.save(picture.file.name, ContentFile(content))
    sent = editor.post(page, form_of(picture))
    assert sent.status_code == 302
    assert Rendition.objects.get().stage is Stage.WAITING
    make.func(Rendition.objects.get().pk)
    assert "480, 800, 1000 px" in editor.get(page).text


def form_of(picture: Picture) -> dict:
    return {
        "title_en": "Forum",
        "title_zh": "论坛",
        "slug": "forum",
        "kind": "report",
        "category": picture.article.category_id,
        "pictures-TOTAL_FORMS": 1,
        "pictures-INITIAL_FORMS": 1,
        "pictures-0-id": picture.pk,
        "pictures-0-article": picture.article_id,
        "pictures-0-alt_en": picture.alt_en,
        "pictures-0-alt_zh": picture.alt_zh,
        "pictures-0-position": picture.position,
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
    }


def test_daily_command_asks_for_what_was_never_made_or_failed_and_for_nothing_else(media, queue):
    done, failed, never = (
        a_picture(article=make_article(slug)) for slug in ("done", "failed", "never")
    )
    now = timezone.now()
    of = Rendition.objects.filter
    of(source=done.file.name).update(finished_at=now)
    of(source=failed.file.name).update(failed_at=now)
    of(source=never.file.name).delete()

    call_command("tidy_files")

    assert of(source=done.file.name).get().stage is Stage.DONE
    assert of(source=failed.file.name).get().stage is Stage.WAITING
    assert of(source=never.file.name).get().stage is Stage.WAITING


def test_what_a_killed_worker_left_is_written_over(media):
    picture = a_picture()
    half = name_of(picture.file.name, 480, "avif")
    default_storage.delete(half)
    default_storage.save(half, ContentFile(b"half"))
    Rendition.objects.update(finished_at=None, widths="", started_at=timezone.now())

    make.func(Rendition.objects.get().pk)

    with opened(half) as whole:
        assert whole.size == (480, 240)
    beside = default_storage.listdir(half.rpartition("/")[0])[1]
    assert [name for name in beside if name.endswith(".avif")] == [
        f"bridge-{width}.avif" for width in (1000, 480, 800)
    ]


def test_made_versions_are_not_made_twice(media):
    a_picture()
    rendition = Rendition.objects.get()
    Moment.objects.all().delete()

    make.func(rendition.pk)

    rendition.refresh_from_db()
    assert rendition.stage is Stage.DONE
    assert not Moment.objects.exists()


def test_new_file_of_a_picture_gets_versions_of_its_own(media):
    picture = a_picture()

    picture.file = photograph((700, 500), "tower.jpg")
    picture.save()

    assert Rendition.objects.get(source=picture.file.name).widths == "480 700"
    assert Rendition.objects.count() == 2


def test_versions_are_not_named_before_they_are_made():
    with pytest.raises(IntegrityError, match="rendition_named_when_made"):
        Rendition.objects.create(source="picture/x/a.webp", widths="480")
