"""The public pages of actions: the alert, Send Email, Call, the keyword."""
