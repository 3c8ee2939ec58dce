"""The only room, with `web/hooks.py`, that knows Twilio's words."""
