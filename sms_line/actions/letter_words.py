"""Loads the words that every letter has beside the organizer's, from `templates/letter/`."""

from pathlib import Path

import yaml

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.letter import LetterWords
from sms_line.core.people import Language, Title


def read_letter_words(language: Language, folder: Path = TEMPLATES / "letter") -> LetterWords:
    """The titles in a language and the opening of the sender's own paragraph.

    Raises KeyError where a title has no words, OSError where a file is missing.
    """
    folder = folder / language.value
    titles = yaml.safe_load((folder / "titles.yaml").read_text("utf-8"))
    return LetterWords(
        titles={title: str(titles[title.value]) for title in Title},
        own_words=(folder / "own_words.txt").read_text("utf-8").strip(),
    )
