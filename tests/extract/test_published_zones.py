"""The zone of a page whose dates leave it open."""

from datetime import UTC, datetime

import pytest

from service.extract.metadata.published import country, regional, zone_of

SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "url", "hours"),
    [
        pytest.param("de", "https://example.org/a", 2, id="a language of one time"),
        pytest.param("de-DE", "https://example.org/a", 2, id="region"),
        pytest.param("en-US", "https://example.fr/a", 2, id="the address before the region"),
        pytest.param("en-IN", "https://example.org/a", 5.5, id="a region of its own"),
        pytest.param("ja", "https://example.com/a", 9, id="Japanese"),
        pytest.param("ko-KR", "https://example.com/a", 9, id="Korean"),
        pytest.param("en", "https://example.pk/a", 5, id="Pakistan"),
        pytest.param("en", "https://example.co.uk/a", 1, id="uk is no ISO code"),
        pytest.param("en-US", "https://example.com/a", 0, id="a country of many zones"),
        pytest.param("en", "https://example.tv/a", 0, id="an ending that is sold to all"),
        pytest.param(None, "https://[broken", 0, id="no address"),
        pytest.param("not a tag", "", 0, id="nothing"),
    ],
)
def test_zone_of_a_place(language: str | None, url: str, hours: float) -> None:
    """The address's country, the language's region, its one country: in this order; UTC where nothing tells."""
    offset = zone_of([], language=language, url=url).utcoffset(SUMMER)
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


def test_another_date_tells() -> None:
    """An offset on another date of the page comes before its country, an offset of zero does not tell."""
    zone = zone_of(["2026-07-15T10:00:00-04:00"], language="de", url="https://example.de/a")
    assert zone.utcoffset(SUMMER) == datetime.fromisoformat("2026-07-15T10:00:00-04:00").utcoffset()
    assert str(zone_of(["2026-07-15T10:00:00Z"], language="de", url="https://example.de/a")) == "Europe/Berlin"
    assert zone_of(["no date", ""], language=None, url="https://example.org/a") is UTC


def test_summer_time_is_known_from_the_country() -> None:
    """An offset that the country has at that time of the year stands for the country: its winter is another."""
    zone = zone_of(["2026-07-15T10:00:00+02:00"], language="de", url="https://example.org/a")
    assert (zone.utcoffset(SUMMER), zone.utcoffset(WINTER)) == (
        datetime.fromisoformat("2026-07-15T10:00:00+02:00").utcoffset(),
        datetime.fromisoformat("2026-01-15T10:00:00+01:00").utcoffset(),
    )


def test_country_and_custom() -> None:
    """A bare language gets the country of the address, for the order of day and month."""
    assert regional("en", "https://example.co.uk/a") == "en-GB"
    assert regional("en-US", "https://example.co.uk/a") == "en-US"
    assert regional("en", "https://example.io/a") == "en"
    assert regional(None, "https://example.de/a") is None
    assert country("pt_BR", "https://example.com/") == "br"
