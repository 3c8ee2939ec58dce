"""The words around the conversation on a page, from `templates/page/words.<language>.yaml`."""

from datetime import date
from functools import cache

import yaml

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.people import Language


@cache
def page_words(language: Language) -> dict[str, str]:
    """Name → sentence. Facts stand in it as `{name}`."""
    source = (TEMPLATES / "page" / f"words.{language.value}.yaml").read_text("utf-8")
    words: dict[str, str] = yaml.safe_load(source)
    return words


def in_words(language: Language, day: date) -> str:
    """A date as people of this language write it."""
    words = page_words(language)
    return words["date"].format(
        weekday=words["weekdays"].split()[day.weekday()],
        month=words["months"].split()[day.month - 1],
        day=day.day,
        year=day.year,
    )
