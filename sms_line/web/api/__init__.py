"""The API for other programs: JSON under /api/v1/, behind tokens, described by itself."""
