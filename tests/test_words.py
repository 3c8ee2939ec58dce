"""Every prompt has its words in every language, and they cost what they should."""

from typing import get_args

import pytest

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.broadcasts.required import BroadcastPrompt
from sms_line.core.call_prompts import AfterCallPrompt, CallPrompt
from sms_line.core.people import Language
from sms_line.core.prompts import PROMPT_NAMES, prompt_name

BROADCASTS = {prompt_name(prompt) for prompt in get_args(BroadcastPrompt)}
AFTER_CALLS = {prompt_name(prompt) for prompt in get_args(AfterCallPrompt)}
CALLS = {prompt_name(prompt) for prompt in get_args(CallPrompt)}


@pytest.mark.parametrize("language", Language)
def test_every_prompt_has_words(language: Language) -> None:
    folder = TEMPLATES / "text" / language.value
    assert {path.stem for path in folder.glob("*.txt")} == PROMPT_NAMES | AFTER_CALLS | BROADCASTS


@pytest.mark.parametrize("language", Language)
def test_every_prompt_of_a_call_has_words(language: Language) -> None:
    spoken = {path.stem for path in (TEMPLATES / "voice" / language.value).glob("*.txt")}
    assert spoken >= CALLS
    assert spoken <= CALLS | PROMPT_NAMES
