"""The value of a number written in figures."""

import pytest

from service.text.numbers import number_value


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        ("1,200", "1200"),
        ("1.200.000", "1200000"),
        ("3,5", "3.5"),
        ("4:00", "4"),
        ("17.50", "17.50"),
        ("١٢٫٥", "12.5"),
        ("१२", "12"),
        ("0.00", "0"),
    ],
)
def test_a_number_has_one_value_however_it_is_written(figures: str, value: str) -> None:
    """Thousands may be parted, decimals stand behind a point or a comma, digits are of any script."""
    assert number_value(figures) == value
