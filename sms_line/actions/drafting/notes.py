"""What a draft tells its organizer: what was found, and what must still be written."""

from dataclasses import dataclass, field

from sms_line.core.people import Language

_SENTENCES = {
    # What must be written
    "nothing": "There are no words here; paste the text of the alert.",
    "too-long": "This is {size} KB, and an alert is a page of text (at most {limit} KB); paste "
    "only the alert itself.",
    "file-pdf": "That file is a PDF, whose words cannot be read here. Open it, select all of it, "
    "copy it, and paste it into the field.",
    "file-office": "That file is a document of an office program, which cannot be read here. Open "
    "it, save it as a web page (.html), and choose that file; or copy all of it, and paste it.",
    "file-unknown": "That file holds no words that can be read here. Choose a saved web page "
    "(.html), a saved mail (.eml) or a text (.txt), or paste the alert into the field.",
    "file-and-words": "There is both a file and an alert in the field, and only one of them can be "
    "the draft. Empty the field, or choose no file this time.",
    "file-no-body": "That mail has no words of its own, only what is attached to it. Open it, copy "
    "the alert, and paste it into the field.",
    "title": 'The alert has no title; write one after "title:", in a few words.',
    "keyword": 'No word of the alert can be its keyword; write one after "keywords:", such as '
    "FREE.",
    "keyword-english": "The alert is in Spanish, and an action needs an English keyword too; "
    'write it after "keywords:", such as {{en: FREE, es: {keyword}}}.',
    "organization": "The alert does not say which group it is from; write its name after "
    '"organization:".{meanwhile}',
    "contact": "The alert does not say where questions go; write a mail address or a page after "
    '"contact:", which HELP answers with.{meanwhile}',
    "targets": "The alert does not say whom to write to; write senators, representative or both "
    'after "to:".',
    "topic": "No topic stands out in the alert; write one of the 32 that offices sort letters by "
    'after "topic:".',
    "ask": 'The alert does not say in a sentence what it asks for; write it below "# Ask{in_}".',
    "letter": 'The alert holds no letter; write it below "# Letter{in_}", from "Dear '
    'Representative/Senator [Name]," to "[Your Name]".',
    "subject": 'The letter{in_} has no subject; write one after "Subject:".',
    "script": 'No sentence of the letter says what it asks for; write below "# Call script{in_}" '
    "what a caller is to say, or leave the section out if the action asks for no calls.",
    "english": "The alert is in Spanish alone; write the English sections Ask, Letter and Share: "
    "the letter leaves in English.",
    "day-past": 'The day of action, {day}, is over; write the new one after "day_of_action:".',
    "ends-past": 'The last day, {day}, is over; write the new one after "ends:", as it was left '
    "out.",
    # What was found
    "found-title": 'Title: "{title}".',
    "found-keyword": "Keyword: {keyword}.",
    "found-organization": "From: {organization}.",
    "given-organization": "From: {organization} (this line's own group, as the alert names none).",
    "found-contact": "Contact: {contact}.",
    "given-contact": "Contact: {contact} (this line's own, as the alert names none).",
    "found-targets": "To: {targets}.",
    "found-topic": "Topic: {topic}.",
    "found-day": "Day of action: {day}.{remark}",
    "found-ends": "Last day: {day}.{remark}",
    "found-ask": "Ask{in_}: the alert's own sentence.",
    "made-ask": "Ask{in_}: drawn from {where}.",
    "found-letter": "Letter{in_}: {paragraphs} paragraphs{phrases}.",
    "made-letter": "Letter{in_}: the alert has points and no letter, so the draft puts them "
    "between a greeting and a signature; read it aloud and make its sentences yours.",
    "more-letters": "The alert has a second letter, which was left out: one action sends one "
    "letter.",
    "found-subject": "Subject{in_}: the alert's own.",
    "made-subject": "Subject{in_}: drawn from the title.",
    "added-greeting": "Letter{in_}: the greeting was added.",
    "added-signature": "Letter{in_}: the signature was added.",
    "gap-left-out": 'Letter{in_}: "[{gap}]" was left out, because the line cannot fill it.',
    "unwrapped": 'Letter{in_}: the bracket that begins "{gap}" is too long to be asked about by '
    "text, so it is a part of the letter.",
    "letter-cut": "Letter{in_}: offices take 10,000 characters, so what came after was left out.",
    "found-script": "Call script{in_}: the alert's own.",
    "made-script": "Call script{in_}: drawn from the letter; as a text, segments: {segments}.",
    "found-share": "Share{in_}: the alert's own words and the keyword, one segment.",
    "made-share": "Share{in_}: the keyword, one segment.",
    "found-resources": "Resources: {count}.",
    "bare-resources": "Resources without an address: {count}. Plain text loses links; to keep "
    "them, copy the alert from its own page or mail, paste the page's HTML, or choose its file "
    "(.html, .eml).",
    # What a Spanish version wants
    "spanish-keyword": 'A Spanish keyword: write "keywords: {{en: {keyword}, es: …}}".',
    "spanish-section": 'A section "# {section} (Spanish)".',
}
_LANGUAGE = {Language.ENGLISH: "", Language.SPANISH: " (Spanish)"}


@dataclass(slots=True)
class Notes:
    """Collects what a draft tells its organizer, in the order in which it is noticed."""

    found: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def saw(self, code: str, language: Language = Language.ENGLISH, **facts: object) -> None:
        """Note what was found, or made of what was found."""
        self.found.append(sentence(code, language, **facts))

    def lacks(self, code: str, language: Language = Language.ENGLISH, **facts: object) -> None:
        """Note what must still be written."""
        self.missing.append(sentence(code, language, **facts))

    def add(self, others: "Notes") -> None:
        """What was noted elsewhere comes after what was noted here."""
        self.found += others.found
        self.missing += others.missing


def sentence(code: str, language: Language = Language.ENGLISH, **facts: object) -> str:
    """A note in words."""
    return _SENTENCES[code].format(in_=_LANGUAGE[language], **facts)
