"""Notices of the kinds a news wire sends every day, made from patterns: alike in their set phrases, each of another
company, place or day. They are no events, and stories must not be made of them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


def _split(words: str, by: str | None = None) -> tuple[str, ...]:
    return tuple(words.split(by))


_SYLLABLES = _split("bar cor del fen gal hol kar lan mer nor os pel quin ros sal tor ul vel wes yar zan bri cal dun")
_BRANCHES = _split("Industries Holdings Systems Oil Steel Foods Airlines Chemical Electronics Insurance Mining Paper")
_FORMS = _split("Inc Corp Ltd Plc Co AG SA NV")
_BANKS = ("Bank of {stem}", "{stem} Trust", "{stem} Securities", "Credit {stem}", "{stem} Brothers")
_CITIES = _split(
    "London Tokyo Frankfurt Paris Zurich Sydney Toronto Chicago Houston Singapore Oslo Madrid Milan Brussels Vienna "
    "Stockholm Manila Jakarta Lagos Nairobi Santiago Lima Caracas Bombay Seoul Taipei Boston Denver Dallas Seattle"
)
_GOODS = _split("wheat corn soybeans sugar cocoa coffee copper tin zinc rubber cotton rice barley rapeseed palm-oil")
_CURRENCIES = _split("dlr,stg,mark,yen,Swiss franc,Canadian dlr,Australian dlr,Ecu,guilder,Danish crown", ",")
_COURSES = _split("Ascot Newbury Sandown Kempton Ripon Thirsk Ayr Exeter Hereford Wetherby")
_CHARGES = _split("theft,assault,drink driving,burglary,criminal damage,fraud,handling stolen goods,no insurance", ",")
_SKIES = _split("sunny spells,heavy showers,light rain,fog patches,scattered thunderstorms,clear skies,drizzle", ",")

PATTERNS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "eurobond": (
        "{company} issues {n} mln {currency} eurobond",
        (
            "{City}, {Date} - {company} is issuing a {n} mln {currency} eurobond due {Date} {year} paying {rate} pct "
            "and priced at {price}, lead manager {bank} said.",
            "The issue is available in denominations of {round} and {round} {currency}s and will be listed in "
            "Luxembourg.",
            "The selling concession is {rate} pct while management and underwriting combined pays {rate} pct.",
            "?The payment date is {Date}.",
            "?Fees comprise {rate} pct for selling and {rate} pct for management and underwriting combined.",
            "?The bond is guaranteed by {company} and is callable from {year} at {price}.",
        ),
    ),
    "quarter": (
        "{company} <{ticker}> {ordinal} qtr net",
        (
            "Shr {cents} cts vs {cents} cts",
            "Net {figure} vs {figure}",
            "Revs {mln} mln vs {mln} mln",
            "?Avg shrs {figure} vs {figure}",
            "?Year Shr {rate} dlrs vs {rate} dlrs. Net {figure} vs {figure}. Revs {mln} mln vs {mln} mln",
            "?NOTE: Year-ago net includes gain of {figure} dlrs from tax loss carryforwards.",
        ),
    ),
    "dividend": (
        "{company} <{ticker}> sets quarterly payout",
        (
            "Qtly div {cents} cts vs {cents} cts prior",
            "Pay {Date}",
            "Record {Date}",
            "?The board of {company} declared the regular dividend at its meeting in {city}.",
        ),
    ),
    "money": (
        "U.K. money market given {n} mln stg help",
        (
            "LONDON, {Date} - The Bank of England said it had given the money market {n} mln stg of assistance in the "
            "{session} session.",
            "This compares with the Bank's {estimate} of a shortage in the system of around {n} mln stg.",
            "The central bank bought outright {n} mln stg of bank bills in band one at {rate} pct and {n} mln stg in "
            "band two at {rate} pct.",
            "?Among the main factors affecting liquidity, bills maturing in official hands and the take-up of treasury "
            "bills drained some {n} mln stg, while exchequer transactions added {n} mln.",
        ),
    ),
    "repurchase": (
        "Fed {action} reserves via {days}-day repurchases",
        (
            "NEW YORK, {Date} - The Federal Reserve entered the U.S. government securities market to arrange {days}-"
            "day repurchase agreements, a Fed spokesman said.",
            "Dealers said Federal funds were trading at {rate} pct when the Fed began its {session} action.",
            "?Economists had expected the Fed to add {action} reserves of about {rate} billion dlrs.",
        ),
    ),
    "appointment": (
        "{company} names {person} {post}",
        (
            "{CITY}, {Date} - {company} said it named {person} as {post}, effective {Date}.",
            "{surname}, {age}, was formerly {post} of {company} and succeeds {person}, who is retiring.",
            "?{surname} will be based in {city} and report to the chairman, {person}.",
        ),
    ),
    "takeover": (
        "{company} to buy {company} unit",
        (
            "{CITY}, {Date} - {company} said it signed a letter of intent to acquire the {branch} unit of {company} "
            "for {mln} mln dlrs in cash and stock.",
            "The transaction is subject to a definitive agreement and approval by the boards and by shareholders.",
            "?The unit had sales of {mln} mln dlrs last year and employs {n} people in {city}.",
        ),
    ),
    "stake": (
        "{person} lifts stake in {company} to {rate} pct",
        (
            "WASHINGTON, {Date} - {person}, a {city} investor, told the Securities and Exchange Commission he has "
            "raised his stake in {company} to {figure} shares, or {rate} pct of the total.",
            "He said he bought {figure} shares between {Date} and {Date} at {price} dlrs a share for investment.",
            "?{surname} said he may buy more or sell some or all of the stake depending on market conditions.",
        ),
    ),
    "export": (
        "{country} buys {n},000 tonnes of {good}",
        (
            "{CITY}, {Date} - {country} bought {n},000 tonnes of {good} at its tender, traders said.",
            "The {good} is for shipment between {Date} and {Date} at {price} dlrs a tonne, cost and freight.",
            "?{country} also passed on offers of {n},000 tonnes of {good}, and will tender again in {month}.",
        ),
    ),
    "cargo": (
        "Sailings from {city}",
        (
            "Mv {ship}, {n},000 tonnes, berthed at {city} with {good} from {country}, agents {company}.",
            "Mv {ship} sailed for {city} with {n},000 tonnes of {good}; Mv {ship} awaits orders in the roads.",
            "Vessels expected at {city}: Mv {ship} ({good}), Mv {ship} ({good}), Mv {ship} (containers).",
        ),
    ),
    "weather": (
        "Weather for {city} and region",
        (
            "{City}, {Date} - {sky} are expected over {city} today, with highs of {degrees} degrees and light winds "
            "from the west, the meteorological office said.",
            "Tonight {sky} will follow, with lows of {degrees} degrees. The outlook for {Date}: {sky}.",
            "?Drivers around {city} are asked to take care as {sky} may reduce visibility.",
        ),
    ),
    "race": (
        "{course} results",
        (
            "Results of the {hour} handicap at {course} on {Date}: 1. {ship} ({person}) {days}-1; 2. {ship} "
            "({person}) {days}-2; 3. {ship} ({person}) 12-1. {age} ran.",
            "Trained by {person} at {city}, {ship} won by {days} lengths on good ground and is entered at {course}.",
        ),
    ),
    "court": (
        "Court roll: {person}",
        (
            "{person}, {age}, of {stem} Road, {city}, pleaded guilty to {charge} before magistrates on {Date}.",
            "The court heard that the offence took place at {stem} Street on {Date}. {surname} was fined {n} pounds "
            "and ordered to pay costs of {cents} pounds.",
            "?A second charge of {charge} was dropped, and {surname} was given {days} weeks to pay.",
        ),
    ),
    "football": (
        "{city} {days}-1 {city}",
        (
            "{city} beat {city} {days}-1 in the league on {Date}, with {person} scoring in minute {age} and {person} "
            "from the spot after the break.",
            "The visitors pulled one back through {person} before a crowd of {figure}, but {city} held on for the "
            "three points and stay in the top half of the table.",
            "?The coach, {person}, praised his side and said they would take one match at a time.",
        ),
    ),
}
"""By kind of notice its headline and its sentences; a sentence that begins with `?` stands in every second notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of one kind, without any other that tells of the same."""

    kind: str
    title: str
    text: str
    published: datetime


def notices(count: int, *, begin: datetime, days: int, seed: int = 1) -> Iterator[Notice]:
    """Yield so many notices of all kinds, evenly over so many days, in the order in which they were published."""
    chance = random.Random(seed)
    companies = [f"{_stem(chance)} {chance.choice(_BRANCHES)} {chance.choice(_FORMS)}" for _ in range(max(50, count))]
    kinds = list(PATTERNS)
    for moment in sorted(chance.random() * days for _ in range(count)):
        kind = chance.choice(kinds)
        at = begin + timedelta(days=moment)
        title, sentences = PATTERNS[kind]
        slots = _Slots(chance, at, companies)
        said = [each.lstrip("?") for each in sentences if not each.startswith("?") or chance.random() < 0.5]
        text = "\n".join(sentence.format_map(slots) for sentence in said)
        yield Notice(kind=kind, title=title.format_map(slots), text=text, published=at)


class _Slots(dict[str, object]):
    """What stands in the slots of a notice: chosen at each place, but for the company and person it is about."""

    def __init__(self, chance: random.Random, at: datetime, companies: list[str]) -> None:
        super().__init__()
        self._chance, self._at, self._companies = chance, at, companies
        person = f"{_stem(chance)} {_stem(chance)}"
        self._about = {"company": chance.choice(companies), "person": person, "city": chance.choice(_CITIES)}
        self._about["surname"] = person.split()[1]
        self._about["CITY"] = self._about["City"] = self._about["city"].upper()
        self._told: set[str] = set()

    def __missing__(self, slot: str) -> object:
        if slot in self._about and (slot not in self._told or self._chance.random() < 0.6):
            self._told.add(slot)
            return self._about[slot]
        return self._chosen(slot)

    def _chosen(self, slot: str) -> object:
        chance = self._chance
        date = self._at + timedelta(days=chance.randrange(40) if slot == "Date" and "Date" in self._told else 0)
        self._told.add(slot)
        lists: dict[str, Sequence[str]] = {
            "currency": _CURRENCIES, "good": _GOODS, "course": _COURSES, "charge": _CHARGES, "sky": _SKIES,
            "branch": [branch.lower() for branch in _BRANCHES], "city": _CITIES, "company": self._companies,
            "ordinal": ["1st", "2nd", "3rd", "4th"], "session": ["morning", "afternoon", "early"],
            "estimate": ["estimate", "revised estimate"], "action": ["adds", "customer", "temporary"],
            "post": ["chief executive", "president", "finance director", "vice-president for marketing"],
            "country": ["Egypt", "Iraq", "Algeria", "Brazil", "Pakistan", "Poland", "Turkey", "China", "Mexico"],
        }  # fmt: skip
        if slot in lists:
            return chance.choice(lists[slot])
        made = {
            "Date": f"{date:%B} {date.day}", "month": f"{date:%B}", "year": 1990 + chance.randrange(12),
            "n": chance.randrange(10, 900), "mln": f"{chance.randrange(5, 400)}.{chance.randrange(10)}",
            "rate": f"{chance.randrange(1, 12)}-{chance.randrange(1, 8)}/8", "price": f"{chance.randrange(90, 110)}",
            "figure": f"{chance.randrange(1, 99)},{chance.randrange(1000):03},{chance.randrange(1000):03}",
            "cents": chance.randrange(5, 99), "round": f"{chance.randrange(1, 10)},000",
            "age": chance.randrange(18, 70),
            "degrees": chance.randrange(2, 30), "days": chance.randrange(2, 9), "hour": f"{chance.randrange(1, 6)}.30",
            "bank": chance.choice(_BANKS).format(stem=_stem(chance)), "stem": _stem(chance), "ship": _stem(chance),
            "person": f"{_stem(chance)} {_stem(chance)}", "surname": self._about["surname"],
            "ticker": "".join(chance.choices("ABCDEFGHKLMNPRST", k=4)), "City": chance.choice(_CITIES).upper(),
            "CITY": chance.choice(_CITIES).upper(),
        }  # fmt: skip
        return made[slot]


def _stem(chance: random.Random) -> str:
    """A name of two or three syllables, which has no meaning."""
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()
