"""Ways to reach an office: each says what it needs, where a letter goes, and sends it once."""
