"""How people ask in Spanish not to be texted any more. The notation: `phrasing.py`."""

from sms_line.core.opting_out.phrasing import compiled

_LISTS = {
    "stop": (
        "para paren pare parar paras deja dejen deje dejes dejar cancela cancelen cancele cancelar "
        "cancelame cancelenme canceleme suspendan suspenda suspender suspende detengan detenga "
        "detener terminen termine terminar termina basta alto eliminen elimine eliminar elimina "
        "anular anulen anule stop"
    ),
    "messages": (
        "mensaje mensajes mensajito mensajitos texto textos sms notificacion notificaciones "
        "alertas llamadas avisos correos spam suscripcion suscripciones inscripcion"
    ),
    "these": (
        "con de a mandar enviar recibir todos todo mas tantos estos esos esta este los las sus "
        "el la mi mis al me su tus tu ya estar mandando "
        "enviando"
    ),
    "write": (
        "mandarme enviarme escribirme textearme mensajearme llamarme contactarme molestarme "
        "fastidiarme acosarme hostigarme mandarnos enviarnos escribirnos llamarnos molestarnos "
        "textear mensajear molestar"
    ),
    "again": "vuelva_a vuelvan_a vuelvas_a siga sigan sigas",
    "list": (
        "lista listas base_de_datos grupo sistema chat mensajes textos servicio programa "
        "aqui esto contactos numeros"
    ),
    "remove": (
        "bajame bajeme bajenme "
        "quitame quiteme quitenme quitarme sacame saqueme saquenme sacarme borrame borreme "
        "borrenme borrarme eliminame elimineme eliminenme eliminarme remueveme remuevame "
        "remuevanme retireme retirenme"
    ),
    "remove_it": (
        "quita quite quiten quitar saca saque saquen sacar borra borre borren borrar elimina "
        "elimine eliminen eliminar remueva remuevan retire retiren"
    ),
    "consent": "permiso consentimiento autorizacion",
    "no_wish": "no_quiero no_deseo no_quisiera no_necesito no_queremos",
}

_AFTERTHOUGHTS = (
    "por_favor porfavor porfa gracias ya ahora mas nunca jamas nada otra no o y hoy aqui ok "
    "inmediatamente senor senora oiga"
)

_NEGATIONS = "no nunca no_me no_nos"

REQUESTS = compiled(
    (
        # an opt-out word, and its object
        "<stop> ya? de? <write>",
        "<stop> ya? de mandar|enviar|escribir|llamar|contactar|insistir|chingar|joder .",
        "<stop> <these>* <messages>",
        "ya_no|no_mas|nomas|ni_un <these>* <messages>",
        "no <messages> .",
        # do not write
        "ya? no me|nos|le <again>? escrib-|text-|mensaj-|contact-|molest-|fastidi-|hostig-",
        "ya? no me|nos <again>? llam-|mand-|envi-|busqu-|jod-|chingu- .",
        "ya? no me|nos <again>? mand-|envi- ningun|estos|esos|mas* <messages>|esto|eso|cosas",
        "ya? no me|nos <again>? llam-|mand-|envi- a este|mi|a_este|a_mi numero|telefono|celular",
        "no escriban|escriba|escribas mas .",
        "no mas? manden|envien|mandes|envies|enviar|mandar|manda <these>* <messages>",
        "ya? <no_wish> que me|nos escrib-|mand-|envi-|llam-|contact-|molest-|texte-",
        "ya? <no_wish> seguir|seguir_recibiendo|recibir|recibiendo|ningun|ninguno|nada|sus|que|me|"
        "manden|mande|envien|mas|ya|estos|de|tantos|los* <messages>",
        "ya? <no_wish> recibir|seguir_recibiendo nada|mas|esto|eso? .",
        "ya? <no_wish> participar|seguir|continuar en|con|de? esto|nada|mas? .",
        "ya? <no_wish> estar en esta|la|su|el lista|grupo|chat",
        # be gone
        "<remove> ya? .",
        "<remove> ya? de la|su|sus|esta|tu|este|esa|ese|todas|las|el|los* <list>",
        "<remove_it> mi|este numero|telefono|nombre|celular|contacto|numero_de_telefono",
        "dar|darme|dame|deme|denme|darnos|dado|doy|darse|den|dandome me? de_baja",
        "desuscrib-|desinscrib-|unsuscrib-",
        "quiero|quisiera|deseo salir|salirme de esto|la_lista|esta_lista|su_lista|este_grupo|aqui",
        # wrong number, no consent
        "numero|telefono esta? equivocado|incorrecto|erroneo",
        "equivoc- de numero|persona|telefono",
        "no autorizo|autorice|di|doy|tienen|tiene mi|el|ningun? <consent>",
        "revoco|retiro mi? <consent>",
        "no autorizo|autorice .",
        # leave me alone
        "deja|deje|dejen|dejame|dejeme|dejenme|dejanos|dejennos|me_dejan|me_deje|me_dejen "
        "ya? en_paz|tranquila|tranquilo|sola|solo",
        "no me interesa|interesan esto|eso|nada|sus|estos|recibir",
    ),
    _LISTS,
    _AFTERTHOUGHTS,
    _NEGATIONS,
)
