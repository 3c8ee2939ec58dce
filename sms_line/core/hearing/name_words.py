"""Words that tell a name from a sentence, and the small words inside names."""

from sms_line.core.hearing.vocabulary import listed

PARTICLES = listed(
    "de del la las los y e van der den vander von zu da das dos di du des el al bin ibn bint ter "
    "ten af av"
)
"""Small inside a name: "Juan de la Cruz", "Ludwig van der Berg"."""

VIETNAMESE_SURNAMES = listed(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong"
)
"""After these "Van" is a middle name and keeps its capital."""

SUFFIXES = {
    "jr": "Jr.",
    "sr": "Sr.",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "md": "MD",
    "phd": "PhD",
    "esq": "Esq.",
    "rn": "RN",
    "dds": "DDS",
    "jd": "JD",
    "dvm": "DVM",
}

DOTTED = listed("jr sr esq dr mr mrs ms sra srta dra rev fr st prof hon lic ing")
"""Short forms that keep their full stop where it was typed."""

NEVER_IN_A_NAME = listed(
    # English sentences
    "the is are was were what whats why how when where who whos whose which not dont doesnt "
    "didnt cant wont isnt arent don't doesn't didn't can't won't isn't aren't want wants need "
    "needs this that these those with have has had would should could shall must they them "
    "their theyre because please thanks thank stop stopall unsubscribe help about and for but "
    "letter letters zip code name number address phone text texts message messages yes yeah "
    "yep yup yea nope nah skip none nothing nobody anonymous maybe later just know knows think "
    "thought going gonna wanna hello hey get sorry your yours youre you're our ours his hers "
    "its it's im i'm ive i've sir maam madam senator senators congress congressman "
    "congresswoman representative everyone somebody someone anyone something anything never "
    "always really very some there here from into if of at in on it we lol idk wtf omg hi "
    "fuck fucking shit sucks bitch damn hell puta mierda pendejo chinga "
    # what follows "I'm" when it is no name
    "busy tired scared afraid confused driving working undocumented immigrant immigrants "
    "citizen interested hungry happy mad "
) | listed(
    # Spanish sentences
    "que qué porque por cuando dónde donde quien quién quienes cuál cual sí gracias hola "
    "quiero quieres necesito necesitas tengo tiene tienen esta este esto estos estas eso esa "
    "pero muy nombre código codigo dirección direccion mensaje mensajes carta cartas ayuda "
    "omitir saltar nadie ninguno ninguna estoy está eres somos favor anónimo anonimo anónima "
    "anonima indocumentado indocumentada inmigrante inmigrantes ciudadano ciudadana residente "
    "hondureño hondureña salvadoreño salvadoreña guatemalteco guatemalteca español ingles "
    "inglés english spanish"
)
"""Words of sentences that nobody is called; one is enough."""

SMALL_WORDS = listed(
    "my do so to can he she you an a no me too am will i go be as or by us up un una se con sin lo "
    "le mi mis tu tus su sus te nos son mal bien para como all any good fine done ready home like "
    "got also than then much many good great okay ok si more most day"
)
"""Words of sentences that names use too (Do, So, An, My, Son): the capitals tell."""

ALONE_NO_NAME = listed(
    "maybe later hi test nada bueno claro bien mal good great fine done ready home tired sick "
    "dear start info basta alto baja fin quit cancel end revoke mr mrs ms miss dr sr sra srta "
    "what que eso free cool nice wow haha jaja jajaja lmao"
)
"""As the only word these answer something else, though some people are called so."""
