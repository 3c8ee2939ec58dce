"""The gaps of a letter as alerts write them, made those that the line fills.

`[Your Name]`, `(your name)`, `{Your Name}` and `______` are one thing; a gap that the line cannot
fill leaves the letter; a bracket that is no gap stays an optional phrase.
"""

import re
from dataclasses import dataclass, field

from sms_line.actions.fields import field_named, is_bare_name, looks_like_a_field
from sms_line.actions.letter import PHRASE_LIMIT, cut
from sms_line.actions.mistakes import ActionFileError, Mistakes
from sms_line.actions.sections import Words
from sms_line.core.dropping import DROPPED, mended
from sms_line.core.languages import folded
from sms_line.core.people import Language

_SHAPES = re.compile(
    r"\((?P<round>[^()\[\]\n]{3,40})\)|<(?P<pointed>[^<>\[\]\n]{3,40})>"
    r"|\{{1,2}(?P<curly>[^{}\[\]\n]{3,40})\}{1,2}"
)
_BRACKET = re.compile(
    r"(?P<whole>\[(?P<label>(?:[^\[\]\n]|\n(?!\s*\n))*)\])(?P<link>\(https?://[^()\s]+\))?"
    r"|(?P<stray>[\[\]{}\\])"
)
_BOTH_NAMES = re.compile(
    r"\[(?:your )?first(?: name)?\]\s*\[(?:your )?last(?: name)?\]"
    r"|\[(?:su |tu )?nombre\]\s*\[(?:sus? |tu )?apellidos?\]",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"(?:insert|add|include|share|tell|write|explain|describe|optional|personal|your|in your|brief|"
    r"agregue|escriba|inserte|cuente|comparta|sus?|tus?|con sus)\b.*"
    r"\b(?:story|stories|words|experiences?|reasons?|why|historias?|palabras|experiencias?)\b.*"
)
_OFFICE = re.compile(
    r"(?:(?:insert|name of|your|su|nombre de) )*(?:(?:u\.?s\.? )?(?:senators?|representatives?|"
    r"congress\w*|members? of congress|legislators?|senador\w*|representante|congresista)"
    r"(?:['’]?s)?(?:/| or | o )?)+(?: (?:last )?name| here)?"
)
_GREETING = re.compile(
    r"(?P<hello>dear|estimad[oa]s?(?:\(a\)|/a)?)\s+(?P<whom>(?:u\.?s\.?\s+)?"
    r"(?:senators?|representatives?|members? of congress|congress(?:wo)?m[ae]n|congressperson|"
    r"legislators?|senador(?:a|es)?|representantes?|congresistas?|miembros? del congreso"
    r"|[/ ]|\band\b|\bor\b|\by\b|\bo\b)+?)\s*(?P<blank>_{2,}|\.{3,}|…)?\s*(?P<end>[,:])?",
    re.IGNORECASE,
)
_EACH = {
    Language.ENGLISH: "Representative/Senator [Name]",
    Language.SPANISH: "Representante/Senador [Nombre]",
}
"""The form of the field that stands for whichever office a letter goes to."""
_OWN = {Language.ENGLISH: "[Your own words]", Language.SPANISH: "[Sus propias palabras]"}
_NAME = {Language.ENGLISH: "[Your Name]", Language.SPANISH: "[Su nombre]"}


@dataclass(frozen=True, slots=True)
class Mended:
    """A letter's text as the parser takes it, and the gaps that had to leave."""

    text: str
    left_out: tuple[str, ...] = ()
    unwrapped: tuple[str, ...] = ()
    """The beginnings of phrases that are too long to be asked about by text."""


def signs(text: str, *, below_closing: bool = False) -> bool:
    """Is this a line of a signature: gaps for the sender's facts and nothing else?

    Below "Sincerely," a gap may also be written without brackets ("Your Name").
    """
    if len(text) > 160:
        return False
    labels = re.findall(r"[\[(<{]+([^\[\](){}<>]{2,60})[\])>}]+|(_{3,})", text)
    rest = re.sub(r"[\[(<{]+[^\[\](){}<>]{2,60}[\])>}]+|_{3,}", "", text)
    if labels and not any(map(str.isalnum, rest)):
        return all(blank or _signs_label(label) for label, blank in labels)
    return below_closing and _signs_label(text)


def _signs_label(label: str) -> bool:
    return (
        field_named(label) is not None
        or is_bare_name(label)
        or (looks_like_a_field(label) and not _OWN_WORDS.fullmatch(folded(label)))
    )


def mend(text: str, language: Language) -> Mended:
    """A letter of which the parser finds nothing wrong."""
    work = _Mending(language)
    text = _SHAPES.sub(work.shape, text)
    text = _greeting(text, language)
    text = _BOTH_NAMES.sub(_NAME[language], text)
    text = _BRACKET.sub(work.bracket, text)
    text = re.sub(r"(?m)^_{3,}$", lambda _: _NAME[language], text)
    if DROPPED in text:
        text = mended(text)
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", text)).strip()
    return Mended(_escaped_where_wrong(text), tuple(work.left_out), tuple(work.unwrapped))


def _greeting(text: str, language: Language) -> str:
    """ "Dear Senator," greets an office by its own name."""
    first, feed, rest = text.partition("\n")
    match = _GREETING.fullmatch(first.strip())
    if match is None:
        return text
    whom = " ".join(match["whom"].split())
    one = re.fullmatch(
        r"(?:u\.?s\.?\s+)?(senator|representative|senador|representante)", whom, re.I
    )
    name = "[Nombre]" if language is Language.SPANISH else "[Name]"
    office = f"{one[1].capitalize()} {name}" if one else _EACH[language]
    return f"{match['hello']} {office}{match['end'] or ','}{feed}{rest}"


@dataclass(slots=True)
class _Mending:
    """One pass over a letter's brackets."""

    language: Language
    left_out: list[str] = field(default_factory=list)
    unwrapped: list[str] = field(default_factory=list)
    has_own_words: bool = False

    def shape(self, match: re.Match[str]) -> str:
        label = match["round"] or match["pointed"] or match["curly"]
        said = folded(label)
        # "(state)" may be a remark; "(your state)" and "(STATE)" are gaps.
        sure = said.startswith(("your ", "su ", "tu ")) or label.isupper() or not match["round"]
        return f"[{label}]" if sure and field_named(label) else match[0]

    def bracket(self, match: re.Match[str]) -> str:
        if match["stray"]:
            return f"\\{match['stray']}"
        if match["link"]:
            return match[0]
        label = " ".join(match["label"].split())
        said = folded(label)
        if _OWN_WORDS.fullmatch(said):
            return self._own_words()
        if field_named(label) or is_bare_name(label):
            return match["whole"]
        if _OFFICE.fullmatch(said):
            return _EACH[self.language]
        return self._phrase(label)

    def _phrase(self, label: str) -> str:
        if label.isdecimal() or not any(map(str.isalnum, label)):
            return DROPPED  # the mark of a footnote
        if looks_like_a_field(label):
            self.left_out.append(label[:60])
            return DROPPED
        if len(label) > PHRASE_LIMIT:
            self.unwrapped.append(label[:60])
            return _escaped(label)
        return f"[{_escaped(label)}]" if "{" not in label and "\\" not in label else _escaped(label)

    def _own_words(self) -> str:
        if self.has_own_words:
            return DROPPED
        self.has_own_words = True
        return f"\n\n{_OWN[self.language]}\n\n"


def _escaped(text: str) -> str:
    return re.sub(r"[\[\]{}\\]", r"\\\g<0>", text)


def _escaped_where_wrong(text: str) -> str:
    """The last resort: a line that the parser would still refuse keeps its brackets as signs."""
    mistakes = Mistakes()
    cut(Words(text, 1), mistakes)
    try:
        mistakes.raise_any()
    except ActionFileError as error:
        wrong = {each.line for each in error.mistakes}
    else:
        return text
    lines = text.split("\n")
    for line in wrong:
        plain = re.sub(r"\\(?=[\[\]{}\\])", "", lines[line - 1])
        lines[line - 1] = _escaped(plain)
    return "\n".join(lines)
