"""SMS Line: a self-hosted SMS and voice action line for advocacy groups.

The map; each part may know only those below it (tests/test_architecture.py holds that):

    cli         the commands of `sms-line`
    app         puts the parts together: doors.py what is served, errands.py what workers do
    web         Twilio's doors, the practice phone, the page of a letter, of an action
    work        what happens after the answer: letters, texts, address look-ups, sweeps
    broadcasting  what organizers do with broadcasts: whom they mean, what it will be, start, steer
    web_line    WebLine.fill_in(): the same for a form on an action's page
    line        Line.hear(): load, decide, do, save; doing.py, reminding.py, parts.py belong to it
    words       prompts and facts → what people read, from templates/
    carrier     Twilio's words: signature, inbound, TwiML, API; and the practice carrier
    routes      ways to reach an office: mail, outbox
    directory   who represents whom: sync, check, look up, geocode
    actions     the Markdown file of an action: read, check, keep
    supporter_lists  lists of supporters: read, check, bring in
    store       all the SQL, for SQLite and PostgreSQL alike
    ports       what the line asks of the world, as protocols
    core        the rules: no I/O, no clock, no randomness, standard library only
"""
