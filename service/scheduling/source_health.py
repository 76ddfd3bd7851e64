"""How a source is doing, by its checks. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from service.models import Check, CheckStatus, Health

LEAST_SILENCE = timedelta(days=2)
"""A source is never called silent sooner, since most take the weekend off."""
UNKNOWN_SILENCE = timedelta(days=7)
"""After so long a source is called silent that had news once, but whose usual gap is not known."""
PATIENCE = 3
"""Usual gaps without news, and good answers without links, that pass before a source is judged by them."""


def judge_health(
    checks: Sequence[Check],
    *,
    last_ok: datetime | None,
    last_new: datetime | None,
    usual_gap: timedelta | None,
    now: datetime,
) -> Health:
    """Return the health of one source, from its checks in a window, oldest first. Skipped checks do not count.

    The first of these that holds: it is unseen without a check; failing or blocked if the last check ended so, however
    good those before it; drifting if the last three good answers named no link, or every page fetched in the window
    failed; silent if nothing new came for more than three times `usual_gap` (the usual time between two new items) and
    more than two days, or, where the usual gap is not known, for seven days after something new came. Otherwise it is
    OK.

    `last_ok`, the last good answer, and `last_new`, when something new last came, may lie before the window.
    """
    made = [check for check in checks if check.status is not CheckStatus.SKIPPED]
    if not made:
        return Health.UNSEEN
    match made[-1].status:
        case CheckStatus.FAILED:
            return Health.FAILING
        case CheckStatus.BLOCKED:
            return Health.BLOCKED
    if _drifting(made):
        return Health.DRIFTING
    return Health.SILENT if _silent(last_new, usual_gap, until=last_ok or now) else Health.OK


def _drifting(checks: Sequence[Check]) -> bool:
    """Say whether a source answers, but without links or readable pages.

    "Not modified" says nothing of links: it neither adds to the empty answers nor ends their row.
    """
    answers = [check for check in checks if check.status is CheckStatus.OK]
    recent = answers[-PATIENCE:]
    if len(recent) == PATIENCE and not any(check.links for check in recent):
        return True
    fetched = sum(check.fetched for check in checks)
    return fetched > 0 and sum(check.failed for check in checks) >= fetched


def _silent(last_new: datetime | None, usual_gap: timedelta | None, *, until: datetime) -> bool:
    """Say whether nothing new has come for too long.

    The time is counted up to the last good answer, since what a source published while it was not checked is not
    silence.
    """
    if last_new is None:
        return False
    limit = UNKNOWN_SILENCE if usual_gap is None else max(PATIENCE * usual_gap, LEAST_SILENCE)
    return until - last_new > limit
