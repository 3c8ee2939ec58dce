"""The texts that an action says in its own words: `## prompt_name` below `# Texts`."""

import difflib
from collections.abc import Collection

from sms_line.actions.merge import check_braces
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.prompt_facts import names_for
from sms_line.actions.sections import Section, Sections, Subsections, flowed
from sms_line.core.people import Language


def check_texts(
    sections: Sections,
    texts: Subsections,
    prompt_names: Collection[str] | None,
    merge_names: Collection[str],
    mistakes: Mistakes,
) -> dict[Language, dict[str, str]]:
    """The texts by language and name; unknown names and stray words are noted."""
    for (section, _), words in sections.items():
        if section is Section.TEXTS and words.text:
            mistakes.add(words.line, "text-before-name")
    for named in texts.values():
        for name, text in named.items():
            check_braces(text.words, names_for(name, tuple(merge_names)), mistakes)
            if prompt_names is not None and name not in prompt_names:
                near = _nearest(name, prompt_names)
                mistakes.add(text.line, "prompt-unknown", name=name[:40], nearest=near)
    return {
        language: {name: flowed(text.words.text) for name, text in named.items()}
        for language, named in texts.items()
    }


def _nearest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3)
    return f"did you mean {' or '.join(near)}?" if near else "remove it"
