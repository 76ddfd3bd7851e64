"""How often a source's articles are really edited and how often only their bytes change, and what that does to its
ladder. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import sqrt

from service.scheduling.recheck_schedule import Ladder

HALF_LIFE = timedelta(days=30)
"""After which a look counts half: a site changes its ways within months."""

USUAL_EDITS = 0.03
"""Real edits a look: 15 % of articles change their text within a day (GDELT, 88 M articles), in which the ladder looks
five times."""

USUAL_NOISE = 0.94
"""Looks that find other bytes and the same text (GDELT: 6.4 % of pages had unchanged HTML after a day)."""

LEAST = 20
"""Looks before which nothing is concluded; usual ones are counted in with as many, so that chance shifts little."""

SLOWEST, QUICKEST = 2.0, 0.5
"""Bounds of the shift: a site without an edit for years may have its first today, and no site needs a look a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Second and later looks at a source's articles, faded counts. A look is noise when the page's bytes had changed
    and its text had not."""

    looks: float = 0.0
    edits: float = 0.0
    noise: float = 0.0
    at: datetime
    """As of when."""

    @property
    def edit_rate(self) -> float | None:
        """Edits a look; None where there were none."""
        return self.edits / self.looks if self.looks else None

    @property
    def noise_rate(self) -> float | None:
        """The share of looks that found noise; None where there were none."""
        return self.noise / self.looks if self.looks else None

    def counted(self, *, edit: bool, noise: bool, now: datetime) -> "Rates":
        """With one more look."""
        faded = self.faded(now)
        return replace(faded, looks=faded.looks + 1, edits=faded.edits + int(edit), noise=faded.noise + int(noise))

    def faded(self, now: datetime) -> "Rates":
        """As of `now`; a clock that went back changes nothing."""
        left = 0.5 ** (max(now - self.at, timedelta()) / HALF_LIFE)
        return Rates(looks=self.looks * left, edits=self.edits * left, noise=self.noise * left, at=max(now, self.at))


def pace(rates: Rates | None) -> float:
    """By how much the rungs of a source's ladder lie further apart than usual: 1 for a usual source, and for one known
    by fewer than `LEAST` looks.

    The cost of looks and of learning of edits late, taken together, is least where the time between looks goes with
    √(cost of a look ÷ edits) (the square-root rule of renewal theory; Cho and Garcia-Molina 2003, "Effective page
    refresh policies for web crawlers"). A look that finds noise costs a download and a reading more than one answered
    304, and counts double.
    """
    if rates is None or rates.looks < LEAST:
        return 1.0
    known = rates.looks + LEAST
    edits = (rates.edits + LEAST * USUAL_EDITS) / known
    noise = (rates.noise + LEAST * USUAL_NOISE) / known
    return min(max(sqrt(USUAL_EDITS / edits * (1 + noise) / (1 + USUAL_NOISE)), QUICKEST), SLOWEST)


def shifted(ladder: Ladder, rates: Rates | None) -> Ladder:
    """`ladder` with its rungs as far apart as the source's rates make sense (`pace`).

    The last rung stays: how often an article is looked at is one question, for how long another. Rungs that would come
    to lie on it or behind it are left out.
    """
    if not ladder:
        return ladder
    factor, last = pace(rates), max(ladder)
    moved = (rung * factor for rung in sorted(ladder) if rung < last)
    return (*(rung for rung in moved if rung < last), last)
