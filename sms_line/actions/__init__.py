"""Reads action files: Markdown that an organizer writes, with every mistake named."""
