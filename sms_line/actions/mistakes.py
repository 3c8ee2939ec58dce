"""What can be wrong with an action file: a code for each mistake and one table of its words."""

from dataclasses import dataclass

_SENTENCES = {
    # The file
    "file-encoding": "The file is not UTF-8 text; save it as UTF-8.",
    "file-size": "The file is larger than 256 KB; an action is a page of text, so shorten it.",
    "file-control": "A control character stands here; delete it.",
    # The front matter
    "front-matter-missing": "The file must begin with a line of three dashes (---), the settings, "
    "and another line of three dashes.",
    "front-matter-open": "The settings are never closed; put a line of three dashes (---) below "
    "the last one.",
    "yaml": 'This is not valid YAML ({problem}); write "name: value", and put quotes around a '
    "value that holds a colon or a #.",
    "yaml-mapping": 'The settings must be lines of "name: value".',
    "key-unknown": 'There is no setting "{key}"; the settings are {known}.',
    "key-twice": 'The setting "{key}" stands here a second time; keep one.',
    "key-missing": 'The setting "{key}" is missing; add a line "{key}: {example}".',
    "value-empty": 'The setting "{key}" is empty; write for example "{key}: {example}".',
    "value-shape": 'The setting "{key}" must be {shape}; write for example "{key}: {example}".',
    "slug": 'The slug "{slug}" must be small letters, digits and dashes, at most 60; write for '
    'example "slug: {example}".',
    "number": '"{value}" is no US telephone number; write for example "number: {example}".',
    "date": '"{value}" is no date; write it as year-month-day, for example {key}: 2027-04-01.',
    "dates-order": "The action ends on {ends}, before its day of action on {day}; set ends to "
    "{day} or later.",
    "target-unknown": '"{value}" is nobody to write to; use senators, representative or both.',
    "topic-unknown": '"{value}" is not one of the topics that offices sort letters by; use '
    "{nearest}.",
    "need-unknown": '"{value}" is nothing that a supporter can be asked for; use prefix, street '
    "or email.",
    "language-unknown": 'The line does not speak "{value}"; use en (English) or es (Spanish).',
    "keyword-shape": 'The keyword "{value}" must be one word of 2 to 20 letters and digits, with '
    "no spaces, signs or accents; write for example {example}.",
    "keyword-number": 'The keyword "{value}" is a number, which the line would take for a ZIP code '
    "or a choice; add letters.",
    "keyword-reserved": 'The keyword "{value}" is a word that already means something to the line '
    "(such as STOP, HELP or YES); choose another.",
    "keyword-twice": 'The keyword "{value}" stands here twice; keep one.',
    "keyword-english": "There is no English keyword; add a line such as en: FREE under keywords.",
    # The sections
    "text-before": "This text stands above the first heading; put it under a heading such as "
    "# Ask.",
    "section-unknown": 'There is no section "{name}"; the sections are Ask, Letter, Call script, '
    "Share, Resources, Recordings and Texts.",
    "section-language": 'The section "{name}" names a language that the line does not speak; use '
    "(English) or (Spanish).",
    "section-one-language": 'The section "{name}" is the same for all languages; remove the '
    "language.",
    "section-twice": 'The section "{name}" stands here a second time; keep one.',
    "section-missing": 'The section "{name}" is missing; add a line "# {name}" and its words '
    "below it.",
    "section-empty": 'The section "{name}" is empty; write its words below the heading.',
    "heading-inside": 'The heading "{name}" cannot stand here; only # Texts has headings inside, '
    "and a section begins with a single #.",
    "ask-length": "The ask has {length} characters; keep it to {limit}.",
    "share-length": "The words to share have {length} characters; keep them to {limit}.",
    "resource": 'This is no resource; write a line such as "- [What it says](https://…)".',
    "resource-url": '"{value}" is no web address; it must begin with http:// or https://.',
    "recording": "This is no recording; write a line such as "
    '"- greeting (Spanish): https://example.org/hola.mp3".',
    "recording-name": 'No recording can stand for "{name}"; it can for {known}.',
    "recording-language": 'The line does not speak "{name}"; write (English) or (Spanish).',
    "recording-twice": 'The recording "{name}" stands here a second time; keep one.',
    "recording-where": '"{value}" is no place of a recording; write an address that begins with '
    "https://, or the name of an .mp3 or .wav file in the data folder's recordings.",
    "text-before-name": "These words belong to no text; put them below a heading such as "
    "## welcome.",
    "prompt-unknown": 'The line says no text called "{name}"; {nearest}',
    "prompt-twice": 'The text "{name}" stands here a second time; keep one.',
    "welcome-lacks": "The first text must keep what carriers require of it (CTIA 5.1.2); add "
    "{missing}.",
    "text-segments": 'The text "{name}" takes {segments} segments with example facts; keep it to '
    "{limit}.",
    "text-segments-signs": 'The text "{name}" takes {segments} segments with example facts, as '
    "{because} makes it cost more than twice as much; remove that, or keep it to {limit}.",
    # The letter
    "subject-missing": 'The letter must begin with a line "Subject: …".',
    "subject-empty": "The subject is empty; write what the letter is about after Subject:.",
    "subject-length": "The subject has {length} characters; offices take {limit}, so shorten it.",
    "subject-phrase": 'The subject cannot hold "[{value}]"; an optional phrase or own words belong '
    "in the letter's text.",
    "letter-empty": "The letter has no text; write it below the subject.",
    "letter-length": "The letter has {length} characters; offices take {limit}, so shorten it.",
    "letter-phrases": "This letter has {found} optional phrases, and the English letter {asked}; "
    "make them the same, in the same order.",
    "bracket-open": "This [ is never closed, or holds another bracket; close it with ] or write "
    "\\[ for a plain bracket.",
    "bracket-close": "This ] closes nothing; remove it or write \\] for a plain bracket.",
    "bracket-empty": "This bracket holds no words; write the optional phrase or remove it.",
    "bracket-unknown": 'The line has no field "[{value}]"; it has [Your Name], [City], [State], '
    "[ZIP], [Your own words] and Senator/Representative [Name].",
    "bracket-name": '"[{value}]" may be the sender or the office; write [Your Name] or '
    "Senator/Representative [Name].",
    "phrase-length": "This optional phrase has {length} characters; keep it to {limit}, so that "
    "it fits a text.",
    "phrase-field": "An optional phrase cannot hold a field; move the {{{{ … }}}} out of the "
    "bracket.",
    "own-words-inline": "[Your own words] must stand on a line of its own, as they become a "
    "paragraph.",
    "own-words-twice": "[Your own words] stands here a second time; keep one.",
    # Names in double braces, in the letter and in the texts
    "braces-open": "These braces are never closed, or hold more than a name; write "
    "{{{{ {example} }}}}.",
    "braces-statement": "Conditions and loops cannot be used in an action; write plain words and "
    "names such as {{{{ {example} }}}}.",
    "braces-comment": "Comments cannot be used here; put them behind a # in the settings.",
    "braces-expression": '"{value}" is more than a name; only a bare name can stand in double '
    "braces, such as {{{{ {example} }}}}.",
    "braces-unknown": 'There is no name "{value}" here; the names are {known}.',
}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend: the line it stands on (from 1), its code, and a sentence for people."""

    line: int
    code: str
    sentence: str


class ActionFileError(Exception):
    """All that is wrong with one file, in the order of its lines."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Take them sorted, so that the message reads like the file."""
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(f"line {m.line}: {m.sentence}" for m in self.mistakes))


class Mistakes:
    """Collects what is wrong while a file is read."""

    def __init__(self) -> None:
        """Nothing is wrong yet."""
        self._found: set[Mistake] = set()

    def add(self, line: int, code: str, **facts: object) -> None:
        """Note one mistake, once; `facts` fill its sentence."""
        self._found.add(Mistake(line, code, _SENTENCES[code].format(**facts)))

    def __len__(self) -> int:
        return len(self._found)

    def raise_any(self) -> None:
        """Raise ActionFileError if anything was noted."""
        if self._found:
            raise ActionFileError(tuple(self._found))
