"""The letter in every language of an action file: one leaves, the others are read beside it."""

from sms_line.actions.letter import read_letter
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.sections import Section, Sections
from sms_line.core.letter import LetterTemplate
from sms_line.core.people import Language


def read_letters(
    sections: Sections, mistakes: Mistakes
) -> tuple[LetterTemplate, dict[Language, LetterTemplate]]:
    """The letter that leaves and those to read; what is wrong with them is noted.

    A supporter is asked about the phrases of one letter and signs another, so both must have as
    many. They are counted only where both letters are right: a broken bracket is no phrase.
    """
    letters = {}
    right = []
    for (section, language), words in sections.items():
        if section is Section.LETTER and words.text:
            before = len(mistakes)
            letters[language] = read_letter(words, language, mistakes)
            right += [language] if len(mistakes) == before else []
    letter = letters.pop(Language.ENGLISH, LetterTemplate((), ()))
    for language, other in letters.items():
        found, asked = len(other.phrases), len(letter.phrases)
        if found != asked and {language, Language.ENGLISH}.issubset(right):
            line = sections[Section.LETTER, language].line
            mistakes.add(line, "letter-phrases", found=found, asked=asked)
    return letter, letters
