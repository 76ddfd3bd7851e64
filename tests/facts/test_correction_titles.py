"""Titles that say that their text corrects an earlier one."""

import pytest

from service.facts.correction_titles import is_correction_title

LABELLED = [
    "CORRECTED: Five dead in ferry fire",
    "CORRECTED-Five dead in ferry fire",
    "CORRECTED-UPDATE 2-Five dead in ferry fire",
    "REFILE-CORRECTED: Five dead in ferry fire",
    "CORRECTED Five dead in ferry fire",
    "Correction: Ferry-Fire story",
    "Five dead in ferry fire (corrected)",
    "[Correction] Five dead in ferry fire",
    "Five dead in ferry fire – CORRECTION",
    "Official Correction: Statement on the ferry",
    "Corrigé : Cinq morts dans un incendie",
    "RECTIFICATIF - Cinq morts dans un incendie",
    "Korrektur: Fünf Tote bei Brand",
    "BERICHTIGT/Fünf Tote bei Brand",
    "Corrección: Cinco muertos en un incendio",
    "Fe de errores: Cinco muertos",
    "Correção: Cinco mortos em incêndio",
    "Rettifica: cinque morti in un incendio",
    "Rectificatie: vijf doden bij brand",
    "Sprostowanie: pięć osób zginęło",
    "Исправлено: пять погибших при пожаре",
    "Поправка – пять погибших",
    "Виправлено: п’ятеро загиблих",
    "Düzeltme: Yangında beş ölü",
    "تصحيح: خمسة قتلى في حريق",
    "اصلاحیه: پنج کشته",
    "תיקון: חמישה הרוגים",
    "更正：渡轮火灾五人死亡",
    "【訂正】フェリー火災で5人死亡",
    "(訂正) フェリー火災で5人死亡",
]
ORDINARY = [
    "Correctional officers strike over pay",
    "Market correction deepens as shares fall",
    "Correction deepens in the bond market",
    "Corrections department names new head",
    "Corrected vision: how lasers changed surgery",
    "Court orders correction of the record",
    "La correction des copies commence lundi",
    "Korrekturen am Gesetz gefordert",
    "Поправка к закону принята",
    "更正式的会议将于周一举行",
    "Ship docks at Rettifica",
    "",
]


@pytest.mark.parametrize("title", LABELLED)
def test_a_label_says_that_a_text_is_a_correction(title: str) -> None:
    """At the beginning before a colon or dash, in brackets, at the end, or in capitals."""
    assert is_correction_title(title)


@pytest.mark.parametrize("title", ORDINARY)
def test_an_ordinary_word_is_no_label(title: str) -> None:
    """The word is part of what the title says."""
    assert not is_correction_title(title)
