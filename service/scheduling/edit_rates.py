"""How often a source's articles are really edited, how often only their bytes change, and what that does to the
re-check schedule. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import sqrt

from service.scheduling.recheck_schedule import RecheckSteps

HALF_LIFE = timedelta(days=30)
"""After so long a visit counts half, since a site changes its ways within months."""

USUAL_EDITS = 0.03
"""Real edits a visit: 15 % of articles change their text within a day (GDELT, 88 M articles), in which the default
steps make five visits."""

USUAL_NOISE = 0.94
"""Share of visits that find other bytes and the same text (GDELT: 6.4 % of pages had unchanged HTML after a day)."""

LEAST = 20
"""Visits before which nothing is concluded; as many usual ones are counted in, so that chance shifts little."""

SLOWEST, QUICKEST = 2.0, 0.5
"""Bounds of the pace: a site without an edit for years may have its first today, and no site needs a visit a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRates:
    """Second and later visits to a source's articles, as counts that fade. A visit is noise when the page's bytes had
    changed and its text had not."""

    visits: float = 0.0
    edits: float = 0.0
    noise: float = 0.0
    at: datetime
    """The time as of which the counts have faded."""

    @property
    def edit_rate(self) -> float | None:
        """Return edits a visit; None where there was no visit."""
        return self.edits / self.visits if self.visits else None

    @property
    def noise_rate(self) -> float | None:
        """Return the share of visits that found noise; None where there was no visit."""
        return self.noise / self.visits if self.visits else None

    def counted(self, *, edit: bool, noise: bool, now: datetime) -> "EditRates":
        """Return the rates with one more visit."""
        faded = self.faded(now)
        return replace(faded, visits=faded.visits + 1, edits=faded.edits + int(edit), noise=faded.noise + int(noise))

    def faded(self, now: datetime) -> "EditRates":
        """Return the rates as of `now`. A clock that went back changes nothing."""
        left = 0.5 ** (max(now - self.at, timedelta()) / HALF_LIFE)
        visits, edits, noise = self.visits * left, self.edits * left, self.noise * left
        return EditRates(visits=visits, edits=edits, noise=noise, at=max(now, self.at))


def pace(rates: EditRates | None) -> float:
    """Return by which factor the steps of a source lie further apart than usual: 1 for a usual source, and for one
    known by fewer than `LEAST` visits.

    The cost of visits and that of learning of edits late, taken together, are least where the time between visits goes
    with √(cost of a visit ÷ edits) (the square-root rule of renewal theory; Cho and Garcia-Molina 2003, "Effective page
    refresh policies for web crawlers"). A visit that finds noise costs a download and an extraction more than one
    answered 304, and counts double.
    """
    if rates is None or rates.visits < LEAST:
        return 1.0
    known = rates.visits + LEAST
    edits = (rates.edits + LEAST * USUAL_EDITS) / known
    noise = (rates.noise + LEAST * USUAL_NOISE) / known
    return min(max(sqrt(USUAL_EDITS / edits * (1 + noise) / (1 + USUAL_NOISE)), QUICKEST), SLOWEST)


def paced_steps(steps: RecheckSteps, rates: EditRates | None) -> RecheckSteps:
    """Scale the re-check steps by `pace(rates)`; the last step is unchanged.

    How often an article is visited is one question, for how long another. Steps that would come to lie on the last one
    or behind it are left out.
    """
    if not steps:
        return steps
    factor, last = pace(rates), max(steps)
    moved = (step * factor for step in sorted(steps) if step < last)
    return (*(step for step in moved if step < last), last)
