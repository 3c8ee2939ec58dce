"""THE RULES: where a conversation stands, what can happen, and what the line does about it.

No I/O, no clock, no randomness, no logging here, and nothing but the standard library: whatever
happens is an event, whatever is to be done an effect. `conversation.py` is the table.
"""
