"""The words by which pages say what comes next, and those that belong to a page and no alert."""

import re

_LETTER = (
    r"(?:(?:sample|model|suggested|template|draft|example|here(?: i|')s (?:a|the)) )?"
    r"(?:e-?mail|letter|message)(?: text| template| to (?:congress|send|your [a-z ]{3,40}))?"
    r"|(?:text of (?:the|your)|your) (?:e-?mail|letter|message)|message body|template"
    r"|(?:ejemplo de |modelo de |texto de la |su )?(?:carta|correo|mensaje)(?: modelo| de ejemplo)?"
)
_SAMPLE = r"sample|model|suggested|template|ejemplo|modelo|carta|text of|body"
_MARKED = re.compile(rf"(?P<mark>{_LETTER})\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_MARK = re.compile(rf"(?P<mark>{_LETTER})", re.IGNORECASE)

SUBJECT = re.compile(
    r"(?:(?:suggested |sample |e-?mail )?subject(?: line)?|asunto|tema)\s*:\s*(?P<subject>\S.*)",
    re.IGNORECASE,
)
RESOURCES = re.compile(
    r"(?:here (?:are|is) )?(?:some |more |other |additional |further |helpful |useful )*"
    r"(?:resources?|links?|reading|background|information)(?: (?:and|&) \w+)?"
    r"(?: (?:below|on this issue))?[:.]?"
    r"|(?:learn|read|find out) more[:.]?|for more information[:,]?|further reading:?"
    r"|(?:estos son |aqu[ií] hay |m[aá]s )?(?:algunos )?(?:otros )?recursos(?: \w+)?:?"
    r"|(?:m[aá]s )?informaci[oó]n:?|enlaces(?: [uú]tiles)?:?",
    re.IGNORECASE,
)
SCRIPT = re.compile(
    r"(?:sample |suggested )?(?:call(?:ing)?|phone|telephone) scripts?:?|sample script:?|script:?"
    r"|when (?:you call|they answer|someone answers),? (?:you can )?say:?|what to say:?"
    r"|(?:ejemplo de )?gui[oó]n(?: (?:de|para la) llamada)?:?|qu[eé] decir:?|cuando llame,? diga:?",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"(?:(?:key|our|some|sample|suggested) )?(?:talking points?|messages?|points to make|asks|"
    r"demands)(?: (?:for|to) [^:]{1,60})?:?"
    r"|(?:here is )?what (?:to (?:say|write|ask for)|we(?:'re|’re| are) asking(?: for)?):?"
    r"|(?:ask|tell|urge) (?:them|him|her|your \w+(?: \w+){0,4}|congress) to:"
    r"|(?:in|with) your own words[^:]{0,60}:"
    r"|puntos(?: (?:clave|principales))?:?|nuestras demandas:?|p[ií]da(?:le|les) que:",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?:sample (?:tweets?|posts?|social media posts?)|(?:social media|share) (?:posts?|texts?|"
    r"toolkit)|tweets?|share (?:this|the word)|spread the word|post this|ejemplo de "
    r"(?:tuit|publicaci[oó]n)|comparta|pase la voz)\s*:\s*(?P<rest>.*)",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"(?:please )?(?:forward|share|pass|send) (?:this|it)(?: \w+)? (?:(?:to|with|along to) "
    r"(?:your |every|all )[\w ’']{3,50}|widely\b)|spread the word|pase la voz|"
    r"(?:comp[aá]rta(?:l[oa])?|reenv[ií]e(?:l[oa])?)(?: esto| est[ea] \w+)? (?:con|a) [\w ]{3,50}",
    re.IGNORECASE,
)
_PAGE_SPEAKS = re.compile(
    r"(?:thank you for (?:taking action|your (?:advocacy|support of our))|(?:please )?(?:forward|"
    r"share|tweet|post) (?:this|it)|(?:click|tap) |here (?:are|is) |learn more|follow us|"
    r"for more information|questions\?|contact us|sign up|after you|once you|additional resources|"
    r"p\.?s\.?:|gracias por (?:actuar|tomar acci[oó]n)|comp[aá]rta|reenv[ií]e|haga clic|"
    r"para m[aá]s informaci[oó]n|paid for by|take action|step \d|paso \d|©)",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"(?:send|submit|sign|start writing|write now|send (?:e-?mail|message|letter|now|my message)|"
    r"take action(?: now)?|act now|donate(?: now)?|give(?: now)?|home|about(?: us)?|"
    r"contact(?: us)?|news|blog|press|events|menu|search|log ?in|sign ?(?:in|up)|subscribe|close|"
    r"back|next|previous|skip to (?:main )?content|share|tweet|print|e-?mail|facebook|"
    r"twitter|x|instagram|whatsapp|linkedin|(?:share|post) (?:on|via) \w+|"
    r"(?:tweet|e-?mail|print|copy) (?:this|it|link)|"
    r"copy(?: (?:to clipboard|text|letter))?|read more|see all|view (?:this e-?mail )?(?:in|on) "
    r"(?:your )?(?:browser|web)[\w ]*|unsubscribe.*|privacy(?: policy)?|terms(?: of \w+)?|"
    r"accept(?: all)?(?: cookies)?|(?:we|this (?:site|website)) uses? cookies.*|manage cookies|"
    r"action alerts?|(?:posted|published|updated)(?: on| by)? .{0,60}|all rights reserved.*|"
    r"(?:english|español|spanish)|\* ?required.*|first name|last name|zip(?: code)?|"
    r"e-?mail address|enviar(?: correo| mensaje)?|compartir|imprimir|inicio|donar|buscar|cerrar|"
    r"alertas? de acci[oó]n)[*:!.»→ ]*",
    re.IGNORECASE,
)


def cut_at_mark(text: str) -> tuple[str, str] | None:
    """ "Sample Email: Dear …" → the mark and what follows it, which may be nothing."""
    match = _MARKED.fullmatch(text)
    return (match["mark"], match["rest"]) if match else None


def marks_letter(text: str) -> bool:
    """Does the letter begin below this line?"""
    bare = text.rstrip(" :")
    return _MARK.fullmatch(bare) is not None and (
        text != bare or re.search(_SAMPLE, bare, re.IGNORECASE) is not None
    )


def is_junk(text: str) -> bool:
    """Is this line a button, a menu entry or a notice of the page?"""
    return len(text) <= 160 and _JUNK.fullmatch(text) is not None


def opens_section(text: str) -> bool:
    """Does something else than the letter begin here?"""
    if len(text) <= 120 and any(cue.fullmatch(text) for cue in (RESOURCES, SCRIPT, POINTS, SHARE)):
        return True
    return _PAGE_SPEAKS.match(text) is not None
