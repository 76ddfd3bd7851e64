"""Sentences that come into a paragraph, go from it or move in it: (site, draw) → its text as edited, or None.

Each is of one fact, or of none, by construction, in the language of its page. Real ones are of other pages.
"""

import random
import re

from benchmarks.wordings import Site, Wording, rewording

FACTS = ("number", "quote", "negation", "name", "date", "attribution")
_BOUNDARY = re.compile(r"(?<=[^\W\d_A-Z]{4}[.!?]) (?=[A-ZÀ-Ý])")
_END = re.compile(r"[^\W\d_A-Z]{4}[.!?]$")
_PLAIN = {
    "en": (
        "The shops along the quay stayed open and gave bread to the people who came by.",
        "Much of the old wall had to be taken down and built anew before the storms came back.",
    ),
    "de": ("Die kleinen Läden am Kai blieben offen und verteilten warmes Essen an alle, die vorbeikamen.",),
    "fr": ("Les boutiques du quai sont restées ouvertes et ont offert du pain aux passants.",),
    "es": ("Las tiendas del muelle quedaron abiertas y dieron pan a quienes pasaban por allí.",),
    "it": ("I negozi del molo sono rimasti aperti e hanno dato del pane a chi passava di lì.",),
}
_NUMBER = {
    "en": (
        "At least 17 people were hurt in the crush near the gate, and the road stayed closed for a while.",
        "The repairs took 340 workers and a good part of the money that had been put aside for them.",
    ),
    "de": ("Mindestens 17 Menschen wurden bei dem Gedränge verletzt, und die Straße blieb danach gesperrt.",),
    "fr": ("Au moins 17 personnes ont été blessées dans la bousculade près de la porte.",),
    "es": ("Al menos 17 personas resultaron heridas en el tumulto cerca de la puerta.",),
    "it": ("Almeno 17 persone sono rimaste ferite nella calca vicino alla porta.",),
}
_QUOTE = {
    "en": (
        "“We shall stay here until the last house is dry and the road is open again.”",
        '"It was the best thing that could have come out of all this," said the owner of the bakery.',
    ),
    "de": ("„Wir bleiben hier, bis das letzte Haus wieder trocken ist.“",),
    "fr": ("« Nous resterons ici tant que la route sera fermée et que les maisons seront humides. »",),
    "es": ("«Nos quedaremos aquí hasta que la carretera esté abierta otra vez.»",),
    "it": ("«Resteremo qui finché la strada sarà di nuovo aperta.»",),
}
_NEGATION = {
    "en": (
        "The owners of the boats did not come to the meeting about the new quay.",
        "It was never clear where the money for the long repairs should come from.",
    ),
    "de": ("Die Besitzer der Boote kamen nicht zu dem Treffen über den neuen Kai.",),
    "fr": ("Les patrons des bateaux ne sont pas venus à la réunion sur le nouveau quai.",),
    "es": ("Los dueños de los barcos no vinieron a la reunión sobre el nuevo muelle.",),
    "it": ("I padroni delle barche non sono venuti alla riunione sul nuovo molo.",),
}
_NAME = {
    "en": (
        "The papers had been seen by Maria {last} in the small office near the port before then.",
        "A small crowd had waited with John {last} in front of the closed door for a long while.",
    ),
    "de": ("Die Papiere hatte zuvor auch Maria {last} in dem kleinen Büro am Hafen gesehen.",),
    "fr": ("Les papiers avaient été vus par Maria {last} dans le petit bureau près du port.",),
    "es": ("Los papeles fueron vistos por Maria {last} en la pequeña oficina cerca del puerto.",),
    "it": ("Le carte erano state viste da Maria {last} nel piccolo ufficio vicino al porto.",),
}
_DATE = {
    "en": (
        "The next meeting is to be held on Monday in the old hall beside the river.",
        "The new bridge is to be opened on 14 May after the last tests of its cables.",
    ),
    "de": ("Das nächste Treffen soll am Montag in der alten Halle am Fluss stattfinden.",),
    "fr": ("La prochaine réunion se tiendra lundi dans la vieille salle au bord de la rivière.",),
    "es": ("La próxima reunión será el lunes en la vieja sala junto al río.",),
    "it": ("La prossima riunione si terrà lunedì nella vecchia sala accanto al fiume.",),
}
_ATTRIBUTION = {
    "en": (
        "According to the police, the fire began in the kitchen of an empty house.",
        "Officials said that the cause was being looked at by a team from the city.",
    ),
    "de": ("Ein Sprecher der Stadt sagte, die Ursache werde derzeit noch geprüft.",),
    "fr": ("Selon la police, le feu a pris dans la cuisine de la maison vide.",),
    "es": ("Según la policía, el fuego empezó en la cocina de la casa vacía.",),
    "it": ("Secondo la polizia, il fuoco è partito dalla cucina della casa vuota.",),
}
_BY_FACT = dict(zip(FACTS, (_NUMBER, _QUOTE, _NEGATION, _NAME, _DATE, _ATTRIBUTION), strict=True))


def _with_sentence(fact: str | None) -> Wording:
    """Return what puts in a sentence of one fact, or of none."""
    sentences = _BY_FACT[fact] if fact else _PLAIN

    def put(site: Site, draw: random.Random) -> str | None:
        known = sentences.get(site.language)
        if not known or not site.people.last:
            return None
        return _put(site, draw, draw.choice(known).format(last=draw.choice(site.people.last)))

    return put


def _real(site: Site, draw: random.Random) -> str | None:
    """Put in a sentence of another page."""
    cut = [_BOUNDARY.split(paragraph)[0] for paragraph in site.others]
    fitting = [sentence for sentence in cut if len(sentence) > 40 and _END.search(sentence) and sentence[0].isupper()]
    return _put(site, draw, draw.choice(fitting)) if fitting else None


def _beside_words(site: Site, draw: random.Random) -> str | None:
    """Put in a sentence with a number, and reword what was there."""
    reworded = rewording(site, draw)
    return _with_sentence("number")(site.with_text(reworded), draw) if reworded else None


def _several(site: Site, draw: random.Random) -> str | None:
    """Put in a sentence with a quotation, and a plain one."""
    new = _with_sentence(None)(site, draw)
    return _with_sentence("quote")(site.with_text(new), draw) if new else None


def _moved(site: Site, draw: random.Random) -> str | None:
    """Exchange two neighbouring sentences."""
    found = _BOUNDARY.split(site.text)
    if site.quoted or len(found) < 3 or not _END.search(found[-1]):
        return None
    at = draw.randrange(1, len(found) - 1)
    return " ".join([*found[:at], found[at + 1], found[at], *found[at + 2 :]])


def _put(site: Site, draw: random.Random, sentence: str) -> str | None:
    """Put a sentence between two others, or behind the last."""
    if site.quoted:
        return None
    places = [one.start() for one in _BOUNDARY.finditer(site.text)]
    if _END.search(site.text):
        places.append(len(site.text))
    if not places or sentence in site.text:
        return None
    at = draw.choice(places)
    return f"{site.text[:at]} {sentence}{site.text[at:]}"


SENTENCES: dict[str, tuple[Wording, frozenset[str], frozenset[str]]] = {
    **{
        f"sentence, {fact}": (
            _with_sentence(fact),
            frozenset({fact, "sentence_added"}),
            frozenset({"attribution"} if fact == "quote" else ()),
        )
        for fact in FACTS
    },
    "sentence, plain": (_with_sentence(None), frozenset({"sentence_added"}), frozenset()),
    "sentence, real": (_real, frozenset({"sentence_added"}), frozenset(FACTS)),
    "sentence beside words": (_beside_words, frozenset({"number", "sentence_added", "rewording"}), frozenset()),
    "sentences, several": (_several, frozenset({"quote", "sentence_added"}), frozenset({"attribution"})),
    "sentence moved": (_moved, frozenset({"rewording"}), frozenset()),
}
"""Each with the kinds that it must be told as, and those it may be of too. Undone, it is a sentence removed."""
