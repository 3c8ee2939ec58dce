"""Opt-out words that need no object, and what may stand around them."""

from sms_line.core.hearing.vocabulary import listed, phrases

STRONG = listed(
    "stop stops stopall unsubscribe unsubscribed unsub optout cancel quit revoke "
    "cancelar desuscribir desuscribirme desuscribanme desuscribeme"
)
"""A sentence of nothing but one of these counts wherever it stands in a text."""

WEAK = listed(
    # "End" is conclusive by the rule, but like the rest of these it is also a word of rhetoric
    # or of daily use ("¡Basta! …", "para"): they count where they are all that a text says.
    "end ends ended remove delete halt cease desist discontinue terminate abort exit leave unlist "
    "enough block blocked out spam revoked cancelled canceled unfollow alto parar pare paren para "
    "basta cancele cancelen cancela cancelenme canceleme cancelame baja bajas terminar termina "
    "termine terminado fin finalizar salir salirme salgo eliminar elimina elimine eliminame "
    "eliminenme borrame borreme borrenme quitame quiteme quitenme sacame saqueme saquenme detener "
    "detente detenga detengan "
    "detenganse parale parele parenle suspender suspenda suspendan anular revocar revoco renuncio "
    "suficiente nomas equivocado equivocada dejame dejeme dejenme vete vayanse largate larguense "
    "desuscribe desinscribir remover remueveme remuevanme "
    # what neighbours in other languages type (French, Portuguese, Haitian Creole)
    "arret arreter arretez sair sispann"
)

WHOLE_TEXT = phrases(
    "no more,no mas,nada mas por favor ya,ya no,ya no mas,ya basta,basta ya,ya estuvo,de baja",
    "the end,im out,i am out,i want out,count me out,let me out,no longer interested,me salgo",
    "no texts,no contact,no spam,no calls,let me be,shut up,leave us alone,this is spam,its spam",
    "i dont want this,i do not want this,dont want this,dont want these,i dont want these",
    "i dont want any,i dont want it,dont want it,no quiero esto,ya no quiero,ya no quiero esto",
    "no quiero nada,ya no quiero nada,no quiero mas,ya no quiero mas,quiero salir,me quiero salir",
    "quiero salirme,quiero terminar,reported,reporting,report spam,reported as spam",
    "wrong person,persona equivocada,esta equivocado,esta equivocada,estas equivocado,dnd",
    "sin mensajes,no textos,no llamadas,no llamar,no escribir,no enviar,no mandar,no envien",
    "no llamen,no llame,no escriban,no escriba,no gracias ya no,block me,reported and blocked",
    "no manden,dont call,do not call,dont reply,do not reply,no se quien es dejeme",
    "stop this crap,stop this shit,stop this bullshit,stop this nonsense,stop the nonsense",
    "no quiero problemas,yo no quiero problemas,i dont want trouble,i dont want any trouble",
    "stop with this,enough already,thats enough,that is enough",
)
"""These are requests where they are the whole text; on an issue they are rhetoric."""

ORDERS = listed(
    "para paras pare paren cancele cancelen termine detenga detengan suspenda suspendan elimine"
)
"""With "no" before them these say "don't stop"."""

SENTENCES = phrases(
    "not interested,im not interested,i am not interested,not interested anymore,no me interesa",
    "ya no me interesa,no estoy interesado,no estoy interesada,no interesado,no interesada",
    "no interest,gtfo,stfu",
    "go away,get lost,fuck off,f off,piss off,buzz off,bug off,fuck you,fuck u,fuk off",
    "vete a la mierda,vayanse a la mierda,vayase a la mierda,vete al diablo,chinga tu madre",
    "no molestar,no molesten,no moleste,no molestes,no contactar,no textear,dejen de molestar",
    "solicito la baja,solicito baja,pido la baja,quiero la baja,quiero baja",
    "dont text,do not text,dont contact,do not contact,dont message,do not message",
)
"""These count as a sentence by themselves, whatever else the text says."""

LEAD = listed(
    "please pls plz plse kindly thanks thank you u ty thx hi hello hey hola ok okay so and then "
    "just now i im id ive ill want wanna need would like wish to me let can could will guys yall "
    "ya sir maam sirs everybody everyone people bro bruh dude man lady mom mister omg ugh lol god "
    "jesus christ fucking fuckin damn goddamn freaking the hell here already said told asked text "
    "texting reply replying send sent typed wrote write writing say saying means must have better "
    "gotta should a an no nope nah yo oh wow well hmm how do whats is what for real really "
    "seriously smh and again my answer command wants "
    "por favor porfavor porfa gracias quiero quisiera deseo necesito puede pueden puedo podria "
    "podrian me le les que digo dije mande senor senora senores oiga oigan oye mira miren como"
)
"""Who asks and how: what may stand before an opt-out word."""

TAIL = listed(
    "please pls plz plse thanks thank you ty thx now already immediately right away asap today "
    "forever ever again this it these that all everything sir maam guys bro bruh dude man lady god "
    "fucking damn the hell ok okay bye goodbye amen lol times once twice at for good and i said "
    "mean yall everybody number numbers doing "
    "por favor porfavor porfa gracias ya ahora mismo hoy todo esto eso ahi inmediatamente senor "
    "senora"
)
"""What may stand behind it: courtesy, haste, or a word for all this."""

MODALS = listed("must have better gotta should")
POINTING = listed("this it these that all everything")

NOT_BEFORE = listed(
    "this that it they them these those he she we us never not dont cant wont doesnt didnt couldnt "
    "must should to will would the a an full non bus truck pit one next first last every each and "
    "or of for in on at with from by my your our his her their nunca jamas debe deben que"
)
"""Before a last word "stop" these make no request of it: "make it stop", "a bus stop"."""

CARRIES_ON = listed(
    "i im ive id ill who whos you no dont or before wrong its yo quien remove leave fuck do never"
)
"""After a STOP without a full stop these begin a new sentence: "stop who is this"."""

ISSUE = listed(
    "deport deports deporting deportation deportations deported detain detains detaining "
    "detention detentions detained raid raids raiding arrest arrests arresting jail jailing jails "
    "prison prisons cage cages caging kidnap kidnapping separate separating separation separations "
    "ice cbp dhs patrol migra war wars genocide bombing bombs killing killings hurting attacking "
    "attacks targeting hunting terrorizing persecuting persecution criminalizing tearing ripping "
    "imprisoning torturing abusing abuse cruelty funding funds cuts immigrants immigrant refugees "
    "families family neighbors neighbor children kids parents community communities congress "
    "senator senators police guns violence climate debt hate racism fascism evictions madness "
    "deportar deportando deportacion deportaciones deporten detenciones detencion redada redadas "
    "familias familia ninos ninas hijos padres inmigrantes inmigrante migrantes guerra genocidio "
    "separacion separar violencia odio racismo injusticia injusticias maltrato vecinos comunidad"
)
"""Words of letters to Congress: they make a doubtful "stop" speech."""
