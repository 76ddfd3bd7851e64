# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""The language of a page."""

import pytest

from service.extract import extract_page


def language(head: str, *, lang: str = "", heading: str = "Weir closed") -> str | None:
    html = f"<html{lang and f' lang={lang}'}><head><meta charset=utf-8>{head}</head><body><h1>{heading}</h1><p>–</p>"
    return extract_page(html.encode(), url="https://example.org/a").language


def stated(tag: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "Article", "inLanguage": "{tag}"}}</script>'


@pytest.mark.parametrize(
    ("head", "lang", "expected"),
    [
        pytest.param("", "en-GB", "en-GB", id="html"),
        pytest.param("", "pt_BR", "pt-BR", id="an underscore"),
        pytest.param("", "", None, id="none"),
        pytest.param("", "'English, please'", None, id="no tag"),
        pytest.param(stated("fr"), "", "fr", id="statement"),
        pytest.param("<meta property=og:locale content=de_DE>", "", "de-DE", id="og:locale"),
        pytest.param("<meta http-equiv=Content-Language content=es>", "", "es", id="http-equiv"),
        pytest.param("<meta property=og:locale content=en_US>", "de", "de", id="og:locale alone is no contradiction"),
        pytest.param(stated("fr") + "<meta name=language content=fr>", "en", "fr", id="two others agree"),
    ],
)
def test_stated_language(head: str, lang: str, expected: str | None) -> None:
    """What the statements agree on; <html lang> before a single other one."""
    assert language(head, lang=lang) == expected


@pytest.mark.parametrize(
    ("heading", "lang", "expected"),
    [
        pytest.param("إغلاق السد القديم في تانوف بعد تشققات", "en", "ar", id="Arabic"),
        pytest.param("سد قدیمی تانو پس از ترک‌های بزرگ بسته شد", "fa-IR", "fa-IR", id="Persian, stated"),
        pytest.param("پرانے ڈیم کو بند کر دیا گیا ہے، حکام کے مطابق بڑی دراڑیں", "en", "ur", id="Urdu by its letters"),
        pytest.param("Старую плотину закрыли после трещин, были вызваны водолазы", "en", "ru", id="Russian by its letters"),
        pytest.param("Стару греблю закрили після тріщин у двох її брамах", "", "uk", id="Ukrainian by its letters"),
        pytest.param("Плотина", "bg", "bg", id="stated and possible"),
        pytest.param("老水坝因裂缝而关闭，当局周一表示", "en", "zh", id="Chinese"),
        pytest.param("老水坝因裂缝而关闭，当局周一表示", "ja", "ja", id="Chinese characters, Japanese stated"),
        pytest.param("古い堰が閉鎖され、水門に亀裂が見つかった", "en", "ja", id="Japanese by its kana"),
        pytest.param("균열로 낡은 보가 폐쇄되었다고 당국이 밝혔다", "", "ko", id="Korean"),
        pytest.param("ปิดฝายเก่าหลังพบรอยร้าวในประตูระบายน้ำ", "en", "th", id="Thai"),
        pytest.param("Έκλεισε το παλιό φράγμα", "en", "el", id="Greek"),
        pytest.param("הסכר הישן נסגר לאחר סדקים", "en", "he", id="Hebrew"),
        pytest.param("पुराना बांध दरार के बाद बंद कर दिया गया", "en", "hi", id="Hindi"),
        pytest.param("東京湾の水門閉鎖決定、知事が発表", "en", "ja", id="Japanese by two kana"),
        pytest.param("The words плотина and водохранилище mean weir and reservoir in Russian", "en", "en", id="foreign words"),
        pytest.param("Die Äußerung überraschte Özdemir", "en", "en", id="Latin letters tell nothing"),
    ],
)  # fmt: skip
def test_letters_outweigh_statements(heading: str, lang: str, expected: str) -> None:
    """A script that the stated language is not written in tells the language, where it means one."""
    assert language("", lang=lang, heading=heading) == expected
