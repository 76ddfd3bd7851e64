"""What to make of a source's checks. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from service.models import Check, CheckStatus, Health

LEAST_SILENCE = timedelta(days=2)
"""A source is never called silent sooner: most take the weekend off."""
UNKNOWN_SILENCE = timedelta(days=7)
"""When a source whose usual gap is not known, but which had news once, is called silent."""
PATIENCE = 3
"""Gaps without news, and good answers without links, that pass before a source is judged by them."""


def judge(
    checks: Sequence[Check],
    *,
    last_ok: datetime | None,
    last_new: datetime | None,
    usual_gap: timedelta | None,
    now: datetime,
) -> Health:
    """The health of one source, from its checks in a window, oldest first. Skipped checks are no looks.

    Unseen without a look. Failing or blocked as the last look went, however good those before it. Drifting when the
    last three good answers named no link, or every page fetched in the window failed. Silent when nothing new came for
    more than three times `usual_gap` (the usual time between two new items) and more than two days; where that is not
    known, for seven days, and only if anything ever came. Else OK. `last_ok` and `last_new` may lie before the window:
    the last good answer, and when something new last came.
    """
    looks = [check for check in checks if check.status is not CheckStatus.SKIPPED]
    if not looks:
        return Health.UNSEEN
    match looks[-1].status:
        case CheckStatus.FAILED:
            return Health.FAILING
        case CheckStatus.BLOCKED:
            return Health.BLOCKED
    if _drifting(looks):
        return Health.DRIFTING
    return Health.SILENT if _silent(last_new, usual_gap, until=last_ok or now) else Health.OK


def _drifting(looks: Sequence[Check]) -> bool:
    """A "not modified" tells nothing of links: it neither adds to the empty answers nor ends their row."""
    answers = [check for check in looks if check.status is CheckStatus.OK]
    recent = answers[-PATIENCE:]
    if len(recent) == PATIENCE and not any(check.links for check in recent):
        return True
    fetched = sum(check.fetched for check in looks)
    return fetched > 0 and sum(check.failed for check in looks) >= fetched


def _silent(last_new: datetime | None, usual_gap: timedelta | None, *, until: datetime) -> bool:
    """Counted up to the last good answer: what a source published while we did not look is not its silence."""
    if last_new is None:
        return False
    limit = UNKNOWN_SILENCE if usual_gap is None else max(PATIENCE * usual_gap, LEAST_SILENCE)
    return until - last_new > limit
