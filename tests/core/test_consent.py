import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.consent import consent_meaning
from sms_line.core.opting_out.sentences import mended

STOP = [
    # 47 CFR 64.1200(a)(10): conclusive, whatever the capitals
    ("STOP", "the word itself"),
    ("stop", "small letters"),
    ("Stop", "autocorrect's capital"),
    ("sToP", "any capitals"),
    ("quit", "conclusive word"),
    ("END", "conclusive word"),
    ("revoke", "conclusive word"),
    ("opt out", "conclusive words"),
    ("opt-out", "with a hyphen"),
    ("OptOut", "in one"),
    ("cancel", "conclusive word"),
    ("unsubscribe", "conclusive word"),
    ("STOPALL", "Twilio's default word"),
    ("stop all", "the same in two"),
    # what phones add
    ("Stop.", "full stop"),
    ("STOP!!!", "exclamation marks"),
    ("“STOP”", "quoted, as the text that told of it did"),
    ("STOP 🙏", "emoji"),
    ("🛑", "the stop sign alone"),
    ("🛑🛑 !", "stop signs"),
    ("ＳＴＯＰ", "full-width letters"),
    ("S\u200bTOP", "an invisible character inside"),
    ("\n stop \n", "white space"),
    ("S T O P", "letters apart"),
    ("s.t.o.p.", "letters with full stops"),
    ("S-T-O-P", "letters with hyphens"),
    ("STOOOOP", "drawn out"),
    ("St0p", "a zero for the o"),
    ("stopstopstop", "repeated without a space"),
    ("STOP STOP STOP", "repeated"),
    ("stop2quit", "the word of another line"),
    ("STOP 55555", "with the line's number"),
    ("STOP -Ana", "signed"),
    ("Stop\nSent from my iPhone", "signed by the phone"),
    # courtesy and haste
    ("STOP PLEASE", "not matched by Twilio itself"),
    ("Please stop", "please before"),
    ("stop thanks", "thanks behind"),
    ("Thank you, stop", "thanks before"),
    ("stop now", "haste"),
    ("Stop immediately!", "haste"),
    ("stop right now", "haste"),
    ("stop it", "a word for all this"),
    ("stop this", "a word for all this"),
    ("Stop all this please", "several of them"),
    ("cancel this", "the same with cancel"),
    ("No stop", "no before it is no denial"),
    ("no, stop", "nor with a comma"),
    ("bro stop", "a form of address"),
    ("can you please stop", "a request as a question"),
    ("I want to stop", "a wish"),
    ("I'd like to opt out please", "a polite wish"),
    ("I said stop", "said again"),
    ("I already told you to stop", "said again"),
    ("you need to stop", "said to the line"),
    ("text STOP", "the instruction repeated"),
    ("Reply stop", "the instruction repeated"),
    ("i quit", "I quit, and nothing else"),
    ("Stop or I will report you", "a threat behind it"),
    # slips of the thumb
    ("stpo", "two letters swapped"),
    ("sotp", "two letters swapped"),
    ("tsop", "two letters swapped"),
    ("stip", "the neighbouring key"),
    ("stopp", "a letter too many"),
    ("quti", "two letters swapped"),
    ("cancle", "two letters swapped"),
    ("unsubcribe", "a letter missing"),
    ("unsuscribe", "a letter missing, as Spanish speakers write"),
    ("unsubscirbe", "two letters swapped"),
    ("unsuscirbe", "two slips in a long word"),
    ("stpo texting me", "a slip in a sentence"),
    ("stop texing me", "a slip in the other word"),
    # messages as the object
    ("stop texting me", "facts.md"),
    ("Stop texting", "without the me"),
    ("quit texting me", "another verb"),
    ("stop messages", "messages"),
    ("stop msgs", "an abbreviation"),
    ("stop all messages", "all messages"),
    ("end texts", "end"),
    ("cancel my subscription", "what the law calls consent, people call a subscription"),
    ("stop sending me these", "these are the texts"),
    ("Stop sending texts to my wife", "texts"),
    ("stop calling and texting me", "calls and texts"),
    ("please stop all communications", "communications"),
    ("Cease and desist all communications", "from a court case"),
    ("no more texts", "no more"),
    ("Please no more of these messages", "no more"),
    ("stop bothering me", "bother"),
    ("stop blowing up my phone", "my phone"),
    ("stop scaring me", "frightened"),
    ("stop asking me", "asked too often"),
    # other reasonable words
    ("remove me", "facts.md"),
    ("Remove me from this list", "list"),
    ("take me off your list", "list"),
    ("hey can u take me off this list thx", "list"),
    ("please take my number off of this list", "number"),
    ("get me off this list", "list"),
    ("please remove my name", "name"),
    ("I don't want to be on this list", "list"),
    ("delete my number", "number"),
    ("Lose my number", "number"),
    ("delete me", "deleted"),
    ("remove", "the one word, as some lines ask for"),
    ("wrong number", "facts.md"),
    ("Sorry, you have the wrong number", "in a sentence"),
    ("you have the wrong person", "person"),
    ("leave me alone", "facts.md"),
    ("leave me the hell alone", "angry"),
    ("go away", "reasonably understood"),
    ("fuck off", "angrily, and clear"),
    ("not interested", "reasonably understood"),
    ("I'm not interested in this", "in a sentence"),
    ("do not text me", "facts.md"),
    ("don't contact me again", "facts.md"),
    ("don’t text me", "curly apostrophe"),
    ("Do not contact", "as a list would say"),
    ("never text me again", "never"),
    ("dont send me anything", "anything"),
    ("please do not call or text this number", "this number"),
    ("I told you not to text me", "told before"),
    ("I don't want these messages", "a wish"),
    ("I don't want to receive these", "a wish"),
    ("I no longer wish to receive texts", "a formal wish"),
    ("I never signed up for this", "no consent was given"),
    ("I do not consent", "consent denied"),
    ("I revoke my consent", "the law's own words"),
    ("I withdraw permission to text me", "the same"),
    ("how do I unsubscribe", "a question that is a wish"),
    ("how do i stop these", "a question that is a wish"),
    ("no more", "short, in doubt"),
    ("spam", "short, in doubt"),
    ("I don't want trouble", "a frightened person, short"),
    # inside a longer text
    ("I am at work, please stop texting me", "behind a reason"),
    ("im at work please stop texting me", "without marks"),
    ("who is this? remove me from this list", "behind a question"),
    ("who is this STOP", "without marks"),
    ("stop i dont know you", "before a new sentence without a mark"),
    ("STOP who is this", "before a question without a mark"),
    ("Stop.\n\nThis is my work phone", "the first line alone"),
    ("My husband checks my phone. Stop", "the last sentence alone"),
    ("I am afraid. Please don't write to me anymore", "frightened"),
    ("STOP. I support ICE.", "an opponent wants out too"),
    ("Stop deporting people? No. Stop texting me", "the second stop is for this line"),
    # Spanish
    ("alto", "stop"),
    ("¡ALTO!", "stop"),
    ("parar", "to stop"),
    ("pare", "stop, politely"),
    ("para", "stop; alone it is not the word for"),
    ("para ya", "stop now"),
    ("No, para", "no, stop"),
    ("basta", "enough"),
    ("ya basta", "enough now, and nothing else"),
    ("cancelar", "to cancel"),
    ("Cancela mi suscripción", "subscription"),
    ("cancelen los mensajes", "messages"),
    ("alto a los mensajes", "messages"),
    ("baja", "what Spanish lines ask for"),
    ("baja por favor", "politely"),
    ("dar de baja", "to sign off"),
    ("quiero darme de baja", "a wish"),
    ("denme de baja de su lista", "a request"),
    ("terminar", "to end"),
    ("fin", "end"),
    ("salir", "to leave"),
    ("eliminar", "to delete"),
    ("no más", "facts.md"),
    ("no mas", "without the accent"),
    ("Nomás", "in one"),
    ("ya no más, gracias", "politely"),
    ("no más mensajes", "messages"),
    ("no me escriban", "do not write to me"),
    ("ya no me escriban", "any more"),
    ("no me texteen", "do not text me"),
    ("no me mande más mensajes", "do not send me more messages"),
    ("no me manden nada", "send me nothing"),
    ("Por favor no me manden mensajes a este número", "in a sentence"),
    ("no me llamen", "do not call me"),
    ("tengo miedo, no me escriban más por favor", "frightened"),
    ("paren de mandarme mensajes", "stop sending"),
    ("dejen de escribirme", "stop writing"),
    ("dejen de molestarme", "stop bothering"),
    ("déjenme en paz", "leave me alone"),
    ("déjeme tranquila", "leave me alone"),
    ("quítenme", "take me off"),
    ("Quítenme de la lista", "list"),
    ("sáquenme de esta lista", "list"),
    ("bórrenme", "delete me"),
    ("borren mi número", "number"),
    ("número equivocado", "wrong number"),
    ("se equivocó de número", "wrong number"),
    ("No quiero recibir mensajes", "a wish"),
    ("ya no quiero mensajes", "a wish"),
    ("no quiero que me escriban", "a wish"),
    ("no quiero participar", "a wish"),
    ("no me interesa", "not interested"),
    ("no autorizo", "consent denied"),
    ("no molestar", "do not disturb"),
    ("no quiero problemas", "a frightened person, short"),
    # neighbours' words
    ("arrêt", "French"),
    ("sispann", "Haitian Creole"),
]

NOT_STOP = [
    # speech on an issue
    ("Stop deporting my neighbors", "the brief's letter"),
    ("please stop the raids", "the raids are the object"),
    ("STOP the deportations NOW", "capitals change nothing"),
    ("Stop ICE", "an agency is the object"),
    ("We must stop ICE", "we"),
    ("This must stop", "a statement"),
    ("this has to stop now", "a statement"),
    ("Make it stop", "a wish on something else"),
    ("end family separation", "an issue is the object"),
    ("stop family separation please", "courtesy changes nothing"),
    ("End the war. Stop the killing", "two issues"),
    ("cancel student debt", "an issue is the object"),
    ("cancel the contract with ICE", "an issue is the object"),
    ("quit funding detention", "an issue is the object"),
    ("I urge you to end detention", "an issue is the object"),
    ("I quit my job over this", "a story"),
    ("Stop. Stop the raids", "rhetoric: the raids are told behind it"),
    ("Stop! Stop separating families! Stop!", "rhetoric"),
    ("Senator, please stop this. Families are suffering", "this is what is told behind it"),
    ("you can stop this", "a statement to Congress"),
    ("Congress has the power to stop this", "a statement"),
    ("stop sending money to Israel", "not texts that are sent"),
    ("stop sending people to camps", "not texts that are sent"),
    ("stop calling immigrants illegal", "calling names"),
    ("stop calling us criminals", "calling names"),
    ("Do not call me illegal", "calling names"),
    ("don't send me back to Honduras", "no text is sent"),
    ("They want to remove me from this country", "no list"),
    ("Don't remove me from my home", "no list"),
    ("leave my family alone", "not me"),
    ("Stop taking parents away from their kids", "an issue"),
    ("stop making me choose between rent and food", "an issue"),
    ("Please stop hurting families and let them out of detention", "an issue"),
    ("I want the hate to stop", "the hate"),
    ("when will the cruelty stop", "a question about it"),
    ("I will not stop until my brother is free", "denied"),
    ("I can't stop crying", "a story"),
    ("We don't want these raids", "no messages"),
    ("I don't want my neighbors deported", "no messages"),
    ("I do not consent to my taxes funding ICE", "consent to something else"),
    ("No more deportations", "no messages"),
    ("not one more", "a slogan"),
    ("enough is enough", "a slogan"),
    ("Opt out of cruelty", "a slogan"),
    ("leave no one behind", "a slogan"),
    ("the wrong people are in jail", "no wrong number"),
    ("Stop and think of the children", "rhetoric"),
    ("no más deportaciones", "an issue is the object"),
    ("no quiero más redadas", "an issue is the object"),
    ("no quiero que deporten a mi mamá", "an issue is the object"),
    ("alto a las redadas", "an issue is the object"),
    ("Basta de redadas", "an issue is the object"),
    ("¡Basta! No más redadas", "rhetoric"),
    ("¡Ya basta! Mi familia tiene miedo", "rhetoric"),
    ("paren las deportaciones", "an issue is the object"),
    ("paren de deportar a mi gente", "an issue is the object"),
    ("dejen de separar familias", "an issue is the object"),
    ("dejen a las familias en paz", "not me"),
    ("No me dejen sola en esta lucha", "the contrary of leave me alone"),
    ("no me manden de regreso", "no text is sent"),
    ("no me llamen ilegal", "calling names"),
    ("saquen a ICE de mi comunidad", "no list"),
    ("sáquenme de la cárcel", "no list"),
    ("terminar con las deportaciones", "an issue is the object"),
    ("para que no deporten a mi papá", "para is for"),
    ("para mi familia", "para is for"),
    ("Quiero salir adelante con mi familia", "another salir"),
    ("unidos hasta el fin", "another fin"),
    ("ni una más", "a slogan"),
    # denied
    ("don't stop", "denied"),
    ("Don't stop texting me", "denied"),
    ("never stop fighting", "denied"),
    ("We won't stop", "denied"),
    ("no paren", "denied in Spanish"),
    ("no paren de luchar", "denied in Spanish"),
    # real words near opt-out words
    ("shop", "one letter from stop"),
    ("step", "one letter from stop"),
    ("top", "one letter from stop"),
    ("store", "two letters from stop"),
    ("story", "two letters from stop"),
    ("and", "one letter from end"),
    ("send", "one letter from end"),
    ("Enda", "a name, one letter from end"),
    ("quiet", "one letter from quit"),
    ("Quito", "a city, one letter from quit"),
    ("cancer", "one letter from cancel"),
    ("testing", "one letter from texting"),
    ("Alta", "START in Spanish, one letter from alto"),
    ("bus stop", "a noun"),
    ("full stop", "a noun"),
    ("Stop Street 12", "an address"),
    ("Please stop by", "a visit"),
    ("please don't text and drive", "advice"),
    # answers
    ("YES", "an answer"),
    ("no", "an answer"),
    ("no thanks", "an answer"),
    ("82001", "an answer"),
    ("Ana Diaz", "an answer"),
    ("skip", "an answer"),
    ("forget me", "a command of its own"),
    ("", "nothing"),
    ("🙏", "an emoji"),
]

START = [
    ("START", "the word itself"),
    ("start!", "with a mark"),
    ("UNSTOP", "Twilio's default word"),
    ("Start again please", "again"),
    ("resume", "reasonable"),
    ("empezar", "Spanish"),
    ("INICIAR", "Spanish"),
    ("comenzar por favor", "politely"),
    ("ALTA", "the contrary of baja"),
    ("subscribe", "two letters from unsubscribe, and its contrary"),
    ("resubscribe", "two letters from unsubscribe, and its contrary"),
    ("suscribirme", "two letters from desuscribirme, and its contrary"),
]

HELP = [
    ("HELP", "the word itself"),
    ("help!", "with a mark"),
    ("Help please", "politely"),
    ("help me", "two words"),
    ("INFO", "Twilio's default word"),
    ("AYUDA", "Spanish"),
    ("información", "Spanish, with its accent"),
    ("ayúdame", "Spanish"),
    ("¿Quién es?", "who is texting"),
    ("who is this?", "who is texting"),
    ("?", "a question mark alone"),
    ("¿?", "Spanish marks"),
    ("？？", "full-width marks"),
]

NOTHING = [
    ("help my family", "a sentence"),
    ("Help us stop this", "a sentence"),
    ("start a new life here", "a sentence"),
    ("yes", "YES answers questions, it is not START"),
    ("who?", "WHO is a command of its own"),
    ("free", "a keyword"),
]


@pytest.mark.parametrize(("text", "why"), STOP)
def test_stop(text: str, why: str) -> None:
    assert consent_meaning(text) == "stop", why


@pytest.mark.parametrize(("text", "why"), NOT_STOP)
def test_not_stop(text: str, why: str) -> None:
    assert consent_meaning(text) != "stop", why


@pytest.mark.parametrize(("text", "why"), START)
def test_start(text: str, why: str) -> None:
    assert consent_meaning(text) == "start", why


@pytest.mark.parametrize(("text", "why"), HELP)
def test_help(text: str, why: str) -> None:
    assert consent_meaning(text) == "help", why


@pytest.mark.parametrize(("text", "why"), NOTHING)
def test_nothing(text: str, why: str) -> None:
    assert consent_meaning(text) is None, why


@pytest.mark.parametrize(
    ("said", "meant", "why"),
    [
        ("stpo", "stop", "swapped"),
        ("unsubscirb", "unsubscribe", "two slips in a long word"),
        ("revoek", "revoke", "swapped"),
        ("otpout", "optout", "swapped"),
        ("revoked", "revoked", "a form of its own"),
        ("store", "store", "two slips are too many in a short word"),
        ("subscribe", "subscribe", "the contrary, two letters away"),
        ("suscribir", "suscribir", "the contrary in Spanish"),
        ("describir", "describir", "to describe, two letters from desuscribir"),
    ],
)
def test_mended(said: str, meant: str, why: str) -> None:
    assert mended(said) == meant, why


CONCLUSIVE = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe", "STOPALL"]
WRAPPED = ["", " please", "!!!", " 🙏", " thanks", "\n", " now", " -Ana", "...", " por favor"]


@given(st.sampled_from(CONCLUSIVE), st.sampled_from(WRAPPED), st.randoms(use_true_random=False))
def test_conclusive_words_in_any_capitals_and_wrapping(
    word: str, wrap: str, random: object
) -> None:
    mixed = "".join(c.upper() if i % 2 else c for i, c in enumerate(word))
    for spelled in (word, word.upper(), word.capitalize(), mixed):
        assert consent_meaning(spelled + wrap) == "stop"


@given(st.text())
def test_never_raises(text: str) -> None:
    assert consent_meaning(text) in ("stop", "start", "help", None)


@given(st.text())
def test_a_text_that_ends_in_a_clear_request_is_one(text: str) -> None:
    assert consent_meaning(f"{text}\nremove me from this list") == "stop"


LONG = [
    "stop " * 320,
    "s t o p " * 200,
    "please " * 228,
    "no quiero " * 160,
    "stop the my of with such " * 64,
    "a" * 1600,
    "🛑a" * 800,
    "-" * 1600,
    "- a" * 533,
    "\n- Aa Aa Aa" * 140,
    "." * 1600,
]


@pytest.mark.parametrize("text", LONG)
def test_long_texts_take_no_longer_than_they_are(text: str) -> None:
    consent_meaning(text)
    begun = time.perf_counter()
    consent_meaning(text)
    assert time.perf_counter() - begun < 0.25
