"""Every prompt has its words in every language, and they cost what they should."""

import pytest

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.people import Language
from sms_line.core.prompts import PROMPT_NAMES


@pytest.mark.parametrize("language", Language)
def test_every_prompt_has_words(language: Language) -> None:
    folder = TEMPLATES / "text" / language.value
    assert {path.stem for path in folder.glob("*.txt")} == PROMPT_NAMES
