"""Numbers written out in Korean, Hindi and Thai, and signs that belong to a figure."""

import pytest

from service.facts.figures import figures, same_figure

ONE_FIGURE = [
    ("사망자는 다섯 명", "사망자는 5명"),
    ("삼백만 원을", "300만 원을"),
    ("스물다섯 살", "25살"),
    ("5만 명", "50,000명"),
    ("두 번째", "2번째"),
    ("เสียชีวิตแปดราย", "เสียชีวิต 8 ราย"),
    ("สามร้อยห้าสิบคน", "350 คน"),
    ("สองแสนสามหมื่นบาท", "230,000 บาท"),
    ("तीन सौ लोग", "300 लोग"),
    ("दो लाख रुपये", "2,00,000 रुपये"),
    ("零下5度", "-5度"),
    ("300千克", "300公斤"),
    ("minus 5 degrees", "-5 degrees"),
    ("36.4C", "36.4 degrees Celsius"),
]
TWO_FIGURES = [("四十公里", "四十里"), ("36.4C", "36.4F"), ("-5 degrees", "5 degrees"), ("5斤", "5公斤")]


@pytest.mark.parametrize(("one", "other"), ONE_FIGURE)
def test_one_figure_in_two_writings(one: str, other: str) -> None:
    """Written out, in digits, or with another name of its unit."""
    mine, theirs = figures(one), figures(other)
    assert len(mine) == len(theirs) == 1
    assert same_figure(mine[0], theirs[0])


@pytest.mark.parametrize(("one", "other"), TWO_FIGURES)
def test_another_unit_or_sign_is_another_figure(one: str, other: str) -> None:
    """Though the digits are the same."""
    assert not same_figure(figures(one)[0], figures(other)[0])


@pytest.mark.parametrize("text", ["이 사람은 다시", "สามีของเธอสามารถ", "ห้ามเข้า", "pages 5-7", "COVID-19"])
def test_syllables_and_hyphens_are_no_numbers(text: str) -> None:
    """Parts of other words count nothing, and a hyphen is no minus."""
    assert not [one for one in figures(text) if one.value.startswith("-") or not any(map(str.isdigit, text))]
