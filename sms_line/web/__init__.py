"""The doors: Twilio's webhooks, the practice phone, the page of a letter, health."""
