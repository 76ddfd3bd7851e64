"""Kinds that need more than the changed words: who says so, what a number is worth, slips of the pen."""

from dataclasses import dataclass

import pytest

from service.changes import compare


@dataclass(frozen=True, slots=True)
class Version:
    text: str
    title: str | None = None


# name: (old, new, kinds)
CASES = {
    "verb of saying": ("The army said it left.", "The army claimed it left.", ["attribution"]),
    "the same verb, another tense": ("The army says it left.", "The army said it left.", ["rewording"]),
    "source before the verb": ("On Sunday police said so.", "On Sunday witnesses said so.", ["attribution"]),
    "source of two words": (
        "The fire began there, a police spokesman told reporters.",
        "The fire began there, a city spokesman told reporters.",
        ["attribution"],
    ),
    "source behind a quotation": ("“It fell,” said Mr Dupont.", "“It fell,” said a spokesman.", ["attribution"]),
    "another name behind a quotation": ("“It fell,” said Dupont.", "“It fell,” said Martin.", ["name", "attribution"]),
    "according to": (
        "It fell, according to the ministry, at night.",
        "It fell, according to the company, at night.",
        ["attribution"],
    ),
    "what was said is no source": (
        "Police said the big house fell.",
        "Police said the large house fell.",
        ["rewording"],
    ),
    "hedge added": ("He was beaten by guards.", "He was allegedly beaten by guards.", ["attribution"]),
    "source added": ("Ten houses burned down.", "Ten houses burned down, police said.", ["attribution"]),
    "French": ("« Non », a déclaré le ministre.", "« Non », a prétendu le ministre.", ["attribution"]),
    "French source": ("« Non », a déclaré un ministre.", "« Non », a déclaré un témoin.", ["attribution"]),
    "Spanish": ("El alcalde dijo que vendría.", "El alcalde aseguró que vendría.", ["attribution"]),
    "Portuguese": ("O prefeito disse que vinha.", "O prefeito afirmou que vinha.", ["attribution"]),
    "Italian": ("Il sindaco, ha spiegato ieri.", "Il sindaco, ha sostenuto ieri.", ["attribution"]),
    "German": ("Der Sprecher sagte es gestern.", "Der Sprecher behauptete es gestern.", ["attribution"]),
    "Dutch": ("De politie zegt dat het brandt.", "De politie beweert dat het brandt.", ["attribution"]),
    "Swedish": ("Polisen säger att det brinner.", "Polisen hävdar att det brinner.", ["attribution"]),
    "Polish": ("Minister powiedział tak wczoraj.", "Minister oświadczył tak wczoraj.", ["attribution"]),
    "Russian": ("Он сказал это вчера.", "Он заявил это вчера.", ["attribution"]),
    "Turkish": ("Bakan bunu dün söyledi.", "Bakan bunu dün savundu.", ["attribution"]),
    "Arabic": ("وقال الوزير: قال إنه رحل", "وقال الوزير: زعم إنه رحل", ["attribution"]),
    "Hebrew": ("הדובר אמר זאת אתמול", "הדובר טען זאת אתמול", ["attribution"]),
    "Chinese verb": ("警方说他走了。", "警方声称他走了。", ["attribution"]),
    "Chinese source": ("警方说他走了。", "目击者说他走了。", ["attribution"]),
    "a decimal point lost": ("It rose by 3.5 points.", "It rose by 35 points.", ["number"]),
    "a decimal point of three digits lost": ("It weighs 1.234 grams.", "It weighs 1234 grams.", ["number"]),
    "thousands set otherwise": ("It cost 1.234.567 euros.", "It cost 1 234 567 euros.", ["punctuation"]),
    "a number written out": ("There were 12 of them.", "There were twelve of them.", ["rewording"]),
    "dozens are not a dozen": ("They shot a dozen dogs.", "They shot dozens dogs.", ["number"]),
    "a minus lost": ("It fell to -5 there.", "It fell to 5 there.", ["number"]),
    "a dash is no minus": ("From 10-12 men came.", "From 10 12 men came.", ["punctuation"]),
    "another currency": ("It cost $5 then.", "It cost €5 then.", ["number"]),
    "a percent sign lost": ("It is 5% now.", "It is 5 now.", ["number"]),
    "a fraction": ("It took 3½ hours.", "It took 3¼ hours.", ["number"]),
    "a Chinese numeral": ("三人死亡。", "五人死亡。", ["number"]),
    "modal": ("They may come to us.", "They must come to us.", ["rewording"]),
    "letters exchanged": ("They recieve it.", "They receive it.", ["typo"]),
    "accent": ("Le gouvernement a declare cela.", "Le gouvernement a déclare cela.", ["typo"]),
    "parted": ("It happens alot here.", "It happens a lot here.", ["typo"]),
    "an inflection is none": ("The attack was new.", "The attacks was new.", ["rewording"]),
    "another first letter is none": ("They were killed there.", "They were filled there.", ["rewording"]),
    "both words are in the text": (
        "A trail led to the trial. The trail was long.",
        "A trial led to the trial. The trail was long.",
        ["rewording"],
    ),
    "a word with a mistake beside a number": ("The 12 peple left.", "The 17 people left.", ["number", "typo"]),
    "scare quotes added": ("The massacre went on.", "The “massacre” went on.", ["quote"]),
    "a quotation that goes on in the next paragraph": ("He said: “We will stay", "He said: “We will leave", ["quote"]),
    "a name at a sentence's start that the text knows": (
        "Zimmer left.\n\nThey met Zimmer and Brandt there.",
        "Brandt left.\n\nThey met Zimmer and Brandt there.",
        ["name"],
    ),
}


@pytest.mark.parametrize(("old", "new", "kinds"), CASES.values(), ids=CASES.keys())
def test_kinds(old: str, new: str, kinds: list[str]) -> None:
    """Each change is of these kinds, in either direction."""
    for before, after in ((old, new), (new, old)):
        found = compare(Version(before), Version(after))
        assert found is not None
        assert list(found.kinds) == kinds


def test_names_of_german() -> None:
    """Where nouns have capitals too, a word is a name beside another with a capital."""
    rest = " Die Polizei in der Stadt hat am Abend das Haus der Familie mit dem Garten am Rande der Siedlung gesehen."
    found = compare(
        Version("Gestern kam der Kanzler Scholz." + rest * 3), Version("Gestern kam der Kanzler Merz." + rest * 3)
    )
    assert found is not None
    assert found.kinds == ("name",)


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("Police said so to us.", "Witnesses said so to us.", "Police said → Witnesses said"),
        ("It cost $5 then.", "It cost €5 then.", "cost $5 → cost €5"),
        ("They recieve it.", "They receive it.", "spelling: recieve → receive"),
    ],
    ids=["attribution", "currency", "typo"],
)
def test_summaries(old: str, new: str, summary: str) -> None:
    """A source and a sign are shown with a word beside them."""
    found = compare(Version(old), Version(new))
    assert found is not None
    assert found.summary == summary
