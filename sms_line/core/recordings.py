"""Recordings that an action plays in place of the voice: which prompts one can stand for."""

import re

from sms_line.core import call_prompts as say
from sms_line.core import prompts
from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.core.prompts import Prompt, prompt_name

_ALWAYS_THE_SAME: tuple[type, ...] = (
    say.Greeting,
    say.RungBack,
    say.OtherLanguage,
    say.CallScript,
    say.HowDidItGo,
    say.Noted,
    say.KeyUnclear,
    say.CallLimit,
    say.Goodbye,
    prompts.AskZip,
    prompts.ZipUnclear,
    prompts.ZipMilitary,
    prompts.DistrictUnclear,
    prompts.HelpGiven,
    prompts.StopConfirmed,
)
RECORDABLE = tuple(prompt_name(prompt) for prompt in _ALWAYS_THE_SAME)
"""The prompts whose words hold no name, number or count, so that one recording fits every call."""

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.(?:mp3|wav)")


def is_file_name(name: str) -> bool:
    """Can this be a recording in the data folder? Never a path, and nothing hidden."""
    return _FILE.fullmatch(name) is not None


def recording_of(prompt: Prompt | say.CallPrompt, language: Language, action: Action | None) -> str:
    """What the action plays for a prompt: an https address, a file's name, or "" for the voice."""
    if action is None:
        return ""
    return action.recordings.get(language, {}).get(prompt_name(type(prompt)), "")
