"""How people ask in English not to be texted any more. The notation: `phrasing.py`."""

from sms_line.core.opting_out.phrasing import compiled

_LISTS = {
    "stop": "stop quit end cease halt cancel discontinue terminate revoke",
    "messages": (
        "text texts message messages msg msgs mesages sms mms txt txts spam spams notification "
        "notifications alerts reminders subscription subscriptions text_messages robotexts "
        "phone_calls robocalls solicitation solicitations"
    ),
    "doubtful": (  # of this line only where nothing follows: "end the program for families"
        "calls emails updates conversation convo chat thread program service list membership "
        "enrollment account contact communication communications correspondence"
    ),
    "consent": "consent permission authorization",
    "these": (
        "all any any_more more the these this those that your ur my of with such further future "
        "me us stupid annoying fucking fuckin damn unwanted getting receiving sending giving "
        "political automated daily weekly to from"
    ),
    "mine": (
        "my_phone my_number my_cell my_cell_phone my_phone_number my_name my_line my_info "
        "this_number this_phone this_phone_number my_husband my_wife my_kids my_daughter my_son "
        "my_mom my_mother my_work_phone my_contact"
    ),
    "me": "me us",
    "list": "list lists mailing_list texting_list text_list contact_list call_list",
    "bother": (
        "bothering bugging annoying pestering disturbing badgering hounding spamming "
        "blowing_up hitting_up soliciting"
    ),
    "harass": (
        "harassing threatening scaring following stalking pinging asking flooding bombarding "
        "nagging begging trolling"
    ),
    "not": "do_not dont donot dnt never not_to",
    "no_wish": "do_not_want dont_want do_not_wish dont_wish no_longer_want no_longer_wish "
    "do_not_need dont_need dont_wanna do_not_care dont_care not_want",
}

_AFTERTHOUGHTS = (
    "please pls plz now again anymore any_more ever thanks thank ok okay right at already "
    "immediately asap or i im you all so because it before is here today forever dude bro sir "
    "stop who wrong no"
)

_NEGATIONS = "dont do_not never cant wont didnt_i"

REQUESTS = compiled(
    (
        # an opt-out word, and its object
        "<stop> texting|messaging|txting|sms|msging|spamming|contacting|robocalling",
        "<stop> <these>* <messages>",
        "<stop> <these>* <doubtful> .",
        "<stop> sending|giving me|us? <these>* <messages>",
        "<stop> sending|calling|emailing|writing|notifying|blasting|reaching out|up|to? "
        "<me>? <mine>? <these>* anything|stuff|things|shit|crap? .",
        "<stop> calling|emailing|writing and|or texting|messaging|calling",
        "stop|quit <bother> me|us",
        "stop|quit <bother>|<harass> <mine>",
        "stop|quit <harass> me",
        "stop|quit wasting my_time",
        "stop|quit using <mine>",
        "opt|opting me|us|my_number? out .",
        "opt|opting me|us|my_number? out of this|these|your|ur|all|any|text|texts|messages|sms|it",
        "optout of this|these|your|ur|all|any|text|texts|messages|sms|it",
        "unsubscribe|unsub|unsubscribing",
        "be|get unsubscribed",
        # consent taken back, or never given
        "revoke|revoking|withdraw|withdrawing|take_back my|any|all|the* <consent>",
        "<not>|did_not|didnt|no give|given|gave you? my|any? <consent>",
        "<not>|did_not|didnt|no <consent> .",
        "do_not|dont consent|agree to? these|receive|receiving|texts|messages",
        "do_not|dont consent|agree to this|being .",
        "did_not|didnt|never sign|signed|subscribe|subscribed|agree|agreed up? for|to "
        "this|these|that|your|any|texts|get|receive|be",
        "did_not|didnt|never ask|asked for this|these|texts|your <messages>? .",
        "did_not|didnt|never sign|signed up .",
        # be gone
        "remove|delete|drop|erase|unlist|unenroll|strike|scrub me|us|<mine>|number .",
        "remove|delete|drop|erase|strike|scrub me|us|<mine>|number from|off off|of? <these>* "
        "<list>|<messages>|database|system|contacts|group|thread|chat",
        "remove|delete|drop|erase|strike|scrub me|us|<mine> from|off of? this|it|here|everything .",
        "take|get|leave|keep|pull me|us|<mine> off|out .",
        "take|get|leave|keep|pull me|us|<mine> off|out of? <these>* "
        "<list>|<messages>|<doubtful>|database|system|group",
        "take|get|leave|keep|pull me|us|<mine> off|out of? this|it|here .",
        "off of? your|this|ur|the|that|these <list>",
        "removed|taken from|off of? <these>* <list>|<messages>|database",
        "lose|forget|delete|erase|block|remove|trash <mine>",
        "block|blocking you|this_number|your_number",
        "put me on your|the do_not_call|do_not_text|do_not_contact|dnc",
        # leave me alone
        "leave me the_hell|the_fuck|the_f|tf|the_heck? alone|be",
        "<not> ever? text|txt|contact|message|msg|sms|bother|harass|spam|disturb me|us|<mine>",
        "<not> ever? text|txt|contact|message|msg|sms|spam|disturb .",
        "<not> ever? call|write|email to? <me>? <mine>? .",
        "<not> ever? send <me>? <mine>? <these>* <messages>",
        "<not> ever? send <me>? <mine>? any|anything|more|these|this|stuff|another|those|like* "
        "to? <me>? .",
        "no more|further of? <these>* <messages>",
        "no more emails|calls|updates|of_this .",
        "no <messages> .",
        "<no_wish> you|to? get|receive|getting|receiving? <these>* <messages>",
        "<no_wish> to receive|be|hear|get receiving|contacted|texted|called|messaged|bothered",
        "<no_wish> to hear_from you|ya|yall|this|them",
        "<no_wish> to? be on|part of? <these>* <list>|<messages>|this|group|thread|chat",
        "<no_wish> to receive|get|participate|continue this|these|it|them|anything? .",
        "<no_wish> to do this|it anymore|any_more",
        "<no_wish> you|u|yall|anyone|people to? texting|text|contacting|contact|messaging|message",
        "<no_wish> you|u|yall|anyone|people to? calling|call|writing|write <me>|<mine> .",
        "not interested in this|these|your|any|texts|receiving|getting",
        "wrong number|phone|cell|nbr|num",
        "have|got|texted|texting|reached the? wrong person|guy|one|lady|man",
        "cease_and_desist|do_not_disturb",
    ),
    _LISTS,
    _AFTERTHOUGHTS,
    _NEGATIONS,
)
