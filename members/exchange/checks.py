"""What a machine that serves the portal should have, told by `manage.py check --deploy`."""

from django.core import checks

from .pdf import FONT, PACKAGE, has_font

WITHOUT_FONT = checks.Info(
    f"The font {FONT} is not installed, so no transcript can be made.",
    hint=f"Debian and Ubuntu: apt-get install {PACKAGE}. Then start the portal anew.",
    id="members.I001",
)


@checks.register("fonts", deploy=True)
def chinese_font(app_configs, **options) -> list[checks.CheckMessage]:
    return [] if has_font() else [WITHOUT_FONT]
