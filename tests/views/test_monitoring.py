"""How things stand: the service as a whole, and each source."""

from datetime import timedelta
from pathlib import Path

import pytest

from service.config import parse
from service.models import SourceKind
from service.store import SourceState, Store
from service.views.monitoring import STALLED, ServiceStatus, listed_source, service_status
from tests.views.conftest import MORNING, NOON


def source(*, failures: int) -> SourceState:
    """A source that was asked at noon."""
    return SourceState(
        name="post",
        kind=SourceKind.FEED,
        location="https://post.example/feed.xml",
        added=MORNING,
        next_check=NOON + timedelta(minutes=30),
        last_check=NOON,
        last_ok=MORNING if failures else NOON,
        failures=failures,
        last_status="failed" if failures else "ok",
        last_error="HTTP 500" if failures else None,
        title=None,
    )


def status(*, daemon: str = "running", failures: tuple[int, ...] = (0,), owed: bool = False) -> ServiceStatus:
    """A status in which all is well, but for what is said."""
    return ServiceStatus(
        now=NOON,
        daemon=daemon,
        daemon_seen=NOON,
        database=Path("db/dateline.db"),
        database_bytes=1,
        counts={"items": 1},
        kept_pages=1,
        kept_bytes=1,
        last_digest=None,
        failed_digests={"2026-11-20": "no space left"} if owed else {},
        last_backup=None,
        mended=(),
        sources=tuple(source(failures=count) for count in failures),
    )


@pytest.mark.parametrize(
    ("found", "healthy"),
    [
        (status(), True),
        (status(daemon="not running"), True),
        (status(daemon="stalled"), False),
        (status(daemon="died"), False),
        (status(failures=(0, 3)), True),
        (status(failures=(1, 3)), False),
        (status(failures=()), True),
        (status(owed=True), False),
    ],
    ids=[
        "well",
        "no daemon",
        "hangs",
        "died",
        "one source fails",
        "all sources fail",
        "no sources",
        "a digest is owed",
    ],
)
def test_the_service_is_healthy_unless_somebody_has_to_look(found: ServiceStatus, healthy: bool) -> None:
    """A daemon that hangs or died, sources of which none answers, a digest that cannot be made."""
    assert found.healthy is healthy
    assert found.as_json()["healthy"] is healthy


def test_a_status_counts_what_is_kept(store: Store) -> None:
    """With the sources, and which of them are due."""
    facts = service_status(store, NOON + timedelta(hours=2)).as_json()
    assert (facts["daemon"], facts["items"], facts["copies"], facts["revisions"]) == ("not running", 4, 1, 5)
    assert facts["kept_pages"] == 5
    assert facts["bytes"] >= store.path.stat().st_size
    assert [(one["name"], one["kind"], one["due"]) for one in facts["sources"]] == [("post", "feed", True)]
    assert timedelta(minutes=1) < STALLED


def test_a_source_is_listed_with_how_it_is_doing(store: Store) -> None:
    """Its kind as found out, and what visits to its articles found."""
    (post,) = parse(b"sources: [{name: post, url: 'https://post.example/feed.xml', tags: [press]}]", "s.yaml").sources
    known, unknown = listed_source(post, store).as_json(), listed_source(post, None).as_json()
    assert (known["kind"], known["last_ok"], known["edit_rate"]) == ("feed", "2026-11-20T12:00:00Z", 0.25)
    assert (unknown["kind"], unknown["last_ok"], unknown["edit_rate"], unknown["pace"]) == (None, None, None, 1.0)
    assert list(known) == list(unknown)
