# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""What stands around an author's text, by family and language; and the author's text that mentions the same things."""

import pytest

from service.extract import extract_document
from service.extract.content import boilerplate

FORMS = {
    "newsletter": {
        "en": "Sign up to our free breaking news emails",
        "fr": "Inscrivez-vous à notre newsletter",
        "de": "Jetzt unseren Newsletter abonnieren",
        "es": "Suscríbete a nuestro boletín",
        "ar": "اشترك في النشرة البريدية",
    },
    "share": {
        "en": "Share on Facebook",
        "fr": "Partager sur Facebook",
        "de": "Auf Facebook teilen",
        "es": "Compartir en Facebook",
        "ar": "تابعونا على فيسبوك",
    },
    "privacy": {
        "en": "We use cookies to give you the best experience on our website. Accept all cookies",
        "fr": "Ce site utilise des cookies. Tout accepter",
        "de": "Wir verwenden Cookies. Alle akzeptieren",
        "es": "Utilizamos cookies. Aceptar todas las cookies",
        "ar": "يستخدم هذا الموقع ملفات تعريف الارتباط",
    },
    "related": {
        "en": "You may also like",
        "fr": "À lire aussi",
        "de": "Lesen Sie auch",
        "es": "Te puede interesar",
        "ar": "اقرأ أيضاً",
    },
    "comments": {
        "en": "Leave a comment",
        "fr": "Laisser un commentaire",
        "de": "Schreiben Sie einen Kommentar",
        "es": "Deja un comentario",
        "ar": "اترك تعليقاً",
    },
    "advertising": {
        "en": "Story continues below advertisement",
        "fr": "La suite après la publicité",
        "de": "Anzeige",
        "es": "Publicidad",
        "ar": "إعلان",
    },
    "app": {
        "en": "Download our free app",
        "fr": "Téléchargez notre application",
        "de": "Jetzt App herunterladen",
        "es": "Descarga nuestra app",
        "ar": "حمل تطبيقنا",
    },
    "subscription": {
        "en": "Already a subscriber? Log in",
        "fr": "Déjà abonné ? Se connecter",
        "de": "Bereits Abonnent? Einloggen",
        "es": "¿Ya eres suscriptor? Inicia sesión",
        "ar": "للمشتركين فقط",
    },
    "copyright": {
        "en": "© 2024 The Quay Post. All rights reserved.",
        "fr": "Tous droits réservés",
        "de": "Alle Rechte vorbehalten",
        "es": "Todos los derechos reservados",
        "ar": "جميع الحقوق محفوظة",
    },
    "contact": {
        "en": "1. Contact our offices",
        "fr": "Contactez-nous",
        "de": "Kontaktieren Sie uns",
        "es": "Contáctenos",
        "ar": "تواصل معنا",
    },
    "calls": {
        "en": "Have you been a victim or a witness of a right violation that requires the attention of the Harbour Centre? Let us know!",
        "fr": "Déposez une plainte en ligne",
        "de": "Online-Beschwerdeformular",
        "es": "Formulario de denuncia en línea",
        "ar": "نموذج الشكوى",
    },
    "accessibility": {
        "en": "color contrast",
        "fr": "taille du texte",
        "de": "Schriftgröße",
        "es": "tamaño del texto",
        "ar": "تباين الألوان",
    },
}

# One sentence of an author's for each: it names the same things, and stays.
TEXTS = {
    "newsletter": {
        "en": "Readers who sign up to our newsletter, the editor told the court, were never asked for their email address.",
        "fr": "La newsletter du quotidien, envoyée chaque matin, a perdu un tiers de ses lecteurs en un an selon la direction.",
        "de": "Der Newsletter der Partei ging am Montag an 40.000 Empfänger, obwohl viele ihn nie bestellt hatten.",
        "es": "El boletín de noticias del sindicato llegó a todas las fábricas de la provincia antes de la huelga general.",
        "ar": "قال الوزير إن النشرة البريدية للحزب وصلت إلى أكثر من أربعين ألف مواطن قبل الانتخابات بأسبوع واحد.",
    },
    "share": {
        "en": "The minister used Facebook and Twitter to share a map of the villages that had been emptied overnight.",
        "fr": "Les manifestants ont décidé de partager sur Facebook les images de la charge policière de dimanche dernier.",
        "de": "Die Aktivisten wollten das Video auf Facebook teilen, doch das Netz war im ganzen Tal ausgefallen.",
        "es": "Los vecinos decidieron compartir en Facebook las imágenes del río, y la alcaldía las retiró al día siguiente.",
        "ar": "قرر الناشطون مشاركة صور القصف على فيسبوك بعد أن رفضت القنوات المحلية بثها يوم الأحد الماضي.",
    },
    "privacy": {
        "en": "We use cookies to bribe the children, the baker joked, but the privacy regulator was not amused by the camera.",
        "fr": "Le régulateur reproche au site d'utiliser des cookies sans accord et de cacher le bouton « tout refuser ».",
        "de": "Das Gericht entschied, dass ein Knopf mit der Aufschrift „Alle akzeptieren“ allein keine Zustimmung bedeutet.",
        "es": "La agencia multó a la empresa porque su política de privacidad no explicaba el uso de los datos de los menores.",
        "ar": "غرمت الهيئة الشركة لأن سياسة الخصوصية لم تشرح كيف تستخدم بيانات الأطفال الذين سجلوا في المدرسة.",
    },
    "related": {
        "en": "Those who want to read more about the flood will find the inquiry's papers in the archive on Mill Lane.",
        "fr": "Il faut lire aussi entre les lignes du rapport, prévient l'avocate, qui a passé deux ans dans la vallée.",
        "de": "Lesen Sie auch das Kleingedruckte, rät der Verein seinen Mitgliedern vor der Unterschrift des Vertrags.",
        "es": "Para leer más allá de las cifras hay que visitar las tres aldeas, dice la autora del informe publicado ayer.",
        "ar": "من يريد أن يقرأ المزيد عن الفيضان سيجد أوراق التحقيق في الأرشيف قرب المدرسة القديمة في المدينة.",
    },
    "comments": {
        "en": "The comments of the judge drew laughter, and the minister declined to leave a comment on the recording.",
        "fr": "Le procureur n'a pas souhaité laisser un commentaire sur l'enquête ouverte après l'incendie du dépôt.",
        "de": "Der Sprecher wollte keinen Kommentar abgeben, solange die Ermittlungen in Hamburg nicht beendet sind.",
        "es": "La ministra evitó hacer un comentario sobre la investigación abierta tras el incendio del almacén central.",
        "ar": "رفض المتحدث باسم الوزارة الإدلاء بأي تعليق على التحقيق الذي فتح بعد حريق المستودع المركزي.",
    },
    "advertising": {
        "en": "An advertisement for the lottery, paid for by the town, showed the flooded square with the sun behind it.",
        "fr": "La publicité de la mairie montrait la place inondée sous un soleil de juin, ce qui a choqué les sinistrés.",
        "de": "Die Werbung der Stadt zeigte den überfluteten Platz bei Sonnenschein und verärgerte die Anwohner sehr.",
        "es": "La publicidad del ayuntamiento mostraba la plaza inundada bajo el sol y molestó a todos los afectados.",
        "ar": "أظهر إعلان البلدية الساحة المغمورة بالمياه تحت شمس الصيف مما أغضب السكان المتضررين من الفيضان.",
    },
    "app": {
        "en": "Farmers were told to download the app before they could ask for seed, although few of them own a telephone.",
        "fr": "Les paysans devaient télécharger l'application avant de demander des semences, alors que peu ont un téléphone.",
        "de": "Die Bauern sollten die App herunterladen, bevor sie Saatgut beantragen, obwohl kaum einer ein Telefon hat.",
        "es": "Los campesinos debían descargar la aplicación antes de pedir semillas, aunque pocos tienen un teléfono.",
        "ar": "طلب من المزارعين تحميل التطبيق قبل الحصول على البذور رغم أن قلة منهم تملك هاتفا في القرية.",
    },
    "subscription": {
        "en": "A subscriber who wanted to log in found that her account had been sold together with the newspaper's archive.",
        "fr": "Une abonnée qui voulait se connecter a découvert que son compte avait été vendu avec les archives du journal.",
        "de": "Eine Abonnentin, die sich anmelden wollte, erfuhr, dass ihr Konto mit dem Archiv verkauft worden war.",
        "es": "Una suscriptora que quiso iniciar sesión descubrió que su cuenta se había vendido con el archivo del diario.",
        "ar": "اكتشفت مشتركة أرادت تسجيل الدخول أن حسابها بيع مع أرشيف الصحيفة إلى شركة أجنبية قبل شهرين.",
    },
    "copyright": {
        "en": "The court held that all rights reserved to the tribe in the treaty of 1855 include the salmon of both rivers.",
        "fr": "Tous les droits réservés aux riverains par le traité de 1855 comprennent la pêche dans les deux rivières.",
        "de": "Das Gericht entschied, dass alle Rechte, die dem Dorf vorbehalten waren, auch den Fischfang umfassen.",
        "es": "El tribunal decidió que todos los derechos reservados al pueblo incluyen la pesca en los dos ríos del valle.",
        "ar": "قضت المحكمة بأن جميع الحقوق التي حفظتها المعاهدة للقرية تشمل الصيد في النهرين حتى نهاية القرن.",
    },
    "contact": {
        "en": "Families were told to contact our offices in the capital, the agency said, but the telephone rang unanswered.",
        "fr": "Les familles ont dû contacter nos bureaux dans la capitale, dit l'agence, mais personne n'a décroché.",
        "de": "Die Familien sollten unser Büro in der Hauptstadt anrufen, sagt das Amt, doch niemand nahm dort ab.",
        "es": "Las familias debían llamar a nuestras oficinas de la capital, dijo la agencia, pero nadie contestó nunca.",
        "ar": "طلب من العائلات الاتصال بمكاتب الوكالة في العاصمة لكن أحدا لم يرد على الهاتف طوال الأسبوع.",
    },
    "calls": {
        "en": "Forty women came to the police station to file a complaint and were sent home without a receipt on Monday.",
        "fr": "Quarante femmes sont venues déposer une plainte au commissariat et ont été renvoyées sans reçu lundi.",
        "de": "Vierzig Frauen wollten auf der Wache eine Beschwerde einreichen und wurden ohne Beleg heimgeschickt.",
        "es": "Cuarenta mujeres fueron a la comisaría a presentar una denuncia y volvieron a casa sin ningún recibo.",
        "ar": "ذهبت أربعون امرأة إلى مركز الشرطة لتقديم شكوى وعدن إلى بيوتهن دون أي إيصال مساء يوم الاثنين.",
    },
    "accessibility": {
        "en": "The color contrast between the two flags, the historian writes, was meant to be seen from across the bay.",
        "fr": "Le contraste des couleurs entre les deux drapeaux, écrit l'historienne, devait se voir depuis la baie.",
        "de": "Der Farbkontrast der beiden Fahnen sollte, so schreibt die Historikerin, über die Bucht zu sehen sein.",
        "es": "El contraste de colores entre las dos banderas, escribe la historiadora, debía verse desde la bahía.",
        "ar": "كتبت المؤرخة أن تباين الألوان بين العلمين كان يجب أن يرى من الضفة الأخرى للخليج في كل الفصول.",
    },
}


def cases(table: dict[str, dict[str, str]]) -> list[object]:
    return [
        pytest.param(family, text, id=f"{family}-{language}")
        for family, texts in table.items()
        for language, text in texts.items()
    ]


@pytest.mark.parametrize(("family", "text"), cases(FORMS))
def test_set_phrases_are_boilerplate(family: str, text: str) -> None:
    """A short block made of a family's phrases goes, in each language."""
    assert boilerplate.family_of(text) == family


@pytest.mark.parametrize(("family", "text"), cases(TEXTS))
def test_prose_about_them_stays(family: str, text: str) -> None:
    """A sentence of an author's that names the same things is text."""
    assert boilerplate.family_of(text) is None
    article = extract_document(f"{text}\n\n{text}".encode(), name=f"{family}.txt")
    assert article.paragraphs == (text, text)


@pytest.mark.parametrize(
    "text", ["Print runs fell", "Comments on a war", "Share prices", "More rain", "1939-1945", "The terms of peace"]
)
def test_short_headings_stay(text: str) -> None:
    """A heading that begins like a button is a heading."""
    assert boilerplate.family_of(text) is None


@pytest.mark.parametrize(
    "text", ["+970 2 2424870", "Tel: (02) 242-4870", "press@example.org", "www.example.org/contact"]
)
def test_numbers_and_addresses_alone_are_contact_lines(text: str) -> None:
    """A line that is nothing but a number or an address belongs to a contact block."""
    assert boilerplate.family_of(text) == "contact"


def test_form_run_together_with_text_is_cut_off() -> None:
    """A form glued to the first sentence goes, the sentence stays whole."""
    form = "Sign up to our free emails Please enter a valid email address SIGN UP Thanks for signing up to the"
    assert boilerplate.strip_form(f"{form} The last ferry sailed at noon.") == "The last ferry sailed at noon."


def test_sentence_that_begins_like_a_form_is_not_cut() -> None:
    """One phrase at the beginning of a sentence is no form."""
    text = "Sign up to our newsletter, said the banner that the fishermen carried through the streets of the old port."
    assert boilerplate.strip_form(text) == text


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("This article was adapted from its original in French", False),
        ("*This story was first published by The Fanal on 3 May 2024.*", False),
        ("Cet article a été traduit de l'arabe par Lina Sabbagh.", False),
        ("Dieser Artikel wurde aus dem Englischen übersetzt.", False),
        ("Este artículo fue publicado originalmente en El Faro.", False),
        ("هذا المقال مترجم عن الفرنسية", False),
        ("Correction: An earlier version gave the wrong toll.", True),
        ("This article was amended on 4 May 2024 to correct a name.", True),
        ("Rectificatif : le nombre de blessés est de douze.", True),
        ("Korrektur: Die Zahl der Verletzten beträgt zwölf.", True),
        ("Corrección: una versión anterior daba otra cifra.", True),
        ("تصحيح: عدد الجرحى هو اثنا عشر.", True),
    ],
)
def test_notes_are_told(text: str, keep: bool) -> None:
    """Provenance leaves the text, a correction stays in it; both are notes."""
    note = boilerplate.note_of(text)
    assert note is not None
    assert note.text == text.strip("*")
    assert note.keep is keep


@pytest.mark.parametrize(
    "text",
    [
        "Correction of the maps took the surveyors three years.",
        "The article was adapted for the stage.",
        "Translated into numbers, the loss is small.",
    ],
)
def test_prose_is_no_note(text: str) -> None:
    """A sentence that begins with the same word is text."""
    assert boilerplate.note_of(text) is None


TEASERS = {
    "en": "Read more: Dam workers call off strike",
    "fr": "Lire aussi : Les ouvriers du barrage reprennent le travail",
    "de": "Lesen Sie auch: Streik am Staudamm beendet",
    "es": "Lea también: Termina la huelga en la presa",
    "ar": "اقرأ أيضا: عمال السد ينهون إضرابهم",
}
NO_TEASERS = {
    "en": "See also: the second article of the treaty forbids it, the judge said.",
    "fr": "À lire : c'est le titre de son livre, et il l'a écrit en prison.",
    "de": "Mehr dazu: Der Minister schwieg, und seine Sprecherin legte auf.",
    "es": "Ver también: así tituló su diario la maestra del pueblo.",
    "ar": "اقرأ أيضا: هكذا كتبت المعلمة على جدار المدرسة القديمة.",
}


@pytest.mark.parametrize("text", TEASERS.values(), ids=TEASERS)
def test_a_line_that_names_another_article_goes(text: str) -> None:
    """A set opening, a colon, a headline: in pages and in plain documents."""
    assert boilerplate.family_of(text) == "related"
    body = f"The weir was closed on Monday after divers found cracks.\n\n{text}\n\nIt opens again in the autumn."
    assert extract_document(body.encode(), name="a.txt").text == body.replace(f"{text}\n\n", "")


@pytest.mark.parametrize("text", NO_TEASERS.values(), ids=NO_TEASERS)
def test_a_sentence_that_opens_like_a_teaser_stays(text: str) -> None:
    """What ends in a full stop is the author's."""
    assert boilerplate.family_of(text) is None


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Contact us: press@example.org, +44 20 7946 0000", "contact"),
        ("Kontakt: presse@example.org", "contact"),
        ("للتواصل: press@example.org", "contact"),
        ("Contact: the two sides met at the bridge on Monday", None),
        ("Contacto: la autora, press@example.org, vive en el valle", None),
    ],
)
def test_a_labelled_line_of_addresses_goes(text: str, family: str | None) -> None:
    """Nothing but addresses behind the label; a line that says more stays."""
    assert boilerplate.family_of(text) == family


@pytest.mark.parametrize(
    ("links", "is_row"),
    [
        ("Topics [Rivers], [Public works], [Vellmar]", True),
        ("Filed under: [Rivers] | [Public works] | [Vellmar]", True),
        ("Schlagwörter: [Flüsse] · [Tiefbau] · [Vellmar]", True),
        ("Mots-clés : [rivières], [travaux], [Vellmar]", True),
        ("標籤：[河流]、[工程]、[維爾馬]", True),
        ("[Rivers], [Public works], [Vellmar]", False),
        ("Topics [Rivers and all that is in them]", False),
        ("Topics of the talks were [Rivers], [Public works], [Vellmar]", False),
        ("Topics: rivers, public works, Vellmar", False),
        ("The towns are [Vellmar], [Tannow], [Oske]", False),
    ],
)
def test_a_set_phrase_and_a_row_of_links(links: str, is_row: bool) -> None:
    """Links stand in brackets."""
    linked = sum(len(part.partition("]")[0]) for part in links.split("[")[1:])
    assert boilerplate.is_row_of_links(links.replace("[", "").replace("]", ""), linked) is is_row
