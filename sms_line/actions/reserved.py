"""Words that already mean something to the line, so that no action can have them as a keyword."""

# Stop, start and help (47 CFR 64.1200(a)(10)), then what supporters answer and order.
_WORDS = """
STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT START UNSTOP HELP INFO
ALTO PARAR PARE PARA BASTA CANCELAR TERMINAR FIN SALIR EMPEZAR COMENZAR INICIAR AYUDA
YES Y NO N SKIP OK SI BACK CHANGE WHO FORGET CALL ATRAS CAMBIAR CAMBIO QUIEN OLVIDAME
OMITIR SALTAR LLAMAR ENGLISH ESPANOL SPANISH INGLES
"""
RESERVED = frozenset(_WORDS.split())
"""In capitals, without accents."""
