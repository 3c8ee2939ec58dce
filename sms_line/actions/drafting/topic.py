"""Which of the 32 topics an alert is about, told by its words: each hit counts once."""

import re

from sms_line.core.languages import folded

_WORDS = {
    "Agriculture and Food": "farm bill,farmers?,farmworkers?,agricultur\\w*,crops?,livestock,"
    "food safety,food system,campesinos?",
    "Animals": "animal (?:welfare|cruelty),wildlife,puppy mills?,endangered species,animales",
    "Armed Forces and National Security": "pentagon,military,weapons?,nuclear weapons?,veterans?,"
    "troops,ndaa,militar\\w*,armas",
    "Arts, Culture, Religion": "arts?,museums?,libraries,humanities,religious freedom,artes,"
    "bibliotecas?",
    "Civil Rights and Liberties, Minority Issues": "civil rights,voting rights,discriminat\\w*,"
    "racial justice,equality act,lgbtq?\\w*,surveillance,privacy,derechos civiles,discriminacion,"
    "racis[mt]\\w*",
    "Commerce": "small business\\w*,consumers?,antitrust,monopol\\w*,consumidores",
    "Congress": "filibuster,congressional (?:ethics|pay),stock trading by members",
    "Crime and Law Enforcement": "police,policing,prisons?,gun (?:violence|safety|control),"
    "firearms?,incarcerat\\w*,sentencing,death penalty,policia,prision\\w*",
    "Economics and Public Finance": "budget,appropriations?,deficit,debt ceiling,inflation,"
    "presupuesto",
    "Education": "schools?,students?,teachers?,education,colleges?,student (?:loans?|debt),"
    "escuelas?,maestr\\w*,estudiantes?,educacion",
    "Emergency Management": "fema,disaster (?:relief|aid),hurricanes?,wildfires?,floods?,"
    "huracan\\w*",
    "Energy": "energy,oil,gas,drilling,solar,wind power,pipelines?,fossil fuels?,utility bills?,"
    "liheap,energia",
    "Environmental Protection": "climate,pollution,clean air,emissions,environment\\w*,epa,toxic,"
    "clima,contaminacion,ambient\\w*",
    "Families": "child ?care,paid (?:family )?leave,foster care,adoption,domestic violence,"
    "cuidado (?:infantil|de ninos)",
    "Finance and Financial Sector": "banks?,payday,credit cards?,wall street,cfpb,lenders?,bancos?",
    "Foreign Trade and International Finance": "tariffs?,trade (?:deal|agreement),imports?,"
    "exports?,aranceles",
    "Government Operations and Politics": "elections?,campaign finance,census,"
    "postal service,usps,federal (?:workers|employees),elecciones,censo",
    "Health": "health ?care,medicare,medicaid,insulin,hospitals?,mental health,prescription drugs?,"
    "vaccines?,patients?,abortion,covid\\S*,pandemic,salud,medicamentos",
    "Housing and Community Development": "housing,rent,renters?,tenants?,evict\\w*,homeless\\w*,"
    "vivienda,inquilinos?,desaloj\\w*",
    "Immigration": "immigra\\w*,migrants?,refugees?,asylum,deport\\w*,detention,undocumented,"
    "daca,dreamers?,border patrol,ice,cbp,inmigra\\w*,inmigrantes?,refugiados?,asilo,detencion",
    "International Affairs": "foreign (?:aid|policy|assistance),ceasefire,humanitarian,gaza,"
    "ukraine,united nations,genocide,sanctions,alto el fuego",
    "Labor and Employment": "workers?,minimum wage,unions?,overtime,wage theft,workplace,"
    "salario\\w*,sindicatos?,trabajador\\w*",
    "Law": "supreme court,judges?,judicial,legal aid,courts?,corte suprema,jueces",
    "Native Americans": "tribes?,tribal,native americans?,indigenous,bureau of indian affairs,"
    "tribus?,indigenas?",
    "Public Lands and Natural Resources": "public lands?,national (?:parks?|forests?|monuments?),"
    "mining,wilderness,parques nacionales",
    "Science, Technology, Communications": "internet,broadband,net neutrality,artificial "
    "intelligence,nasa,research funding,internet",
    "Social Sciences and History": "history,historical,smithsonian,slavery,historia",
    "Social Welfare": "snap,food stamps,social security,ssi,tanf,wic,hunger,poverty,safety net,"
    "school meals,hambre,pobreza,seguro social,estampillas",
    "Sports and Recreation": "athletes?,sports?,olympic\\w*,title ix,deportes",
    "Taxation": "tax(?:es)?,child tax credit,irs,tax cuts?,impuestos?",
    "Transportation and Public Works": "transit,railroads?,rail,highways?,buses,trains?,airlines?,"
    "infrastructure,transporte",
    "Water Resources Development": "drinking water,clean water,dams?,lead pipes?,wastewater,"
    "agua potable",
}
_PATTERNS = {
    topic: re.compile(rf"\b(?:{'|'.join(words.split(','))})\b") for topic, words in _WORDS.items()
}
_READ = 20_000
"""Characters looked at: what an alert is about it says early."""


def find_topic(title: str, text: str) -> str:
    """The topic whose words stand there most often, those of the title counting three times.

    "" where no word of any is there, or two topics are level.
    """
    said = " ".join([folded(title)] * 3 + [folded(text[:_READ])])
    counts = {topic: len(words.findall(said)) for topic, words in _PATTERNS.items()}
    first, second = sorted(counts.values(), reverse=True)[:2]
    return "" if first == second else max(counts, key=lambda topic: counts[topic])
