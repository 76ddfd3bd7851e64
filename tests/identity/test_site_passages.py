"""Which new paragraphs at the edges of a told text are its site's, in sixteen languages."""

import pytest

from service.identity import additions, as_told
from service.identity.near_duplicates.site_passages import is_head

TITLE = "Reservoir dam at Tarnby cracks"
TOLD = "The dam at Tarnby cracked on Monday, engineers said.\nNearly 400 families left their homes below the wall."
KNOWN = "Follow us on social media and subscribe to our newsletter."
OF_THE_SITE = (
    "Got a tip? Our reporters can be reached in confidence through the form on our contact page.",
    "Trending now/Seven walks for a rainy Sunday/The cheese that won every prize/Why owls turn their heads",
    "Letters should be no longer than a postcard and may be shortened by our editors. Please include your name.",
    "Stay informed. Our morning briefing lands in your inbox before breakfast, and you can cancel whenever you like.",
    "The text and pictures on this page are protected by copyright and must not be copied without the consent "
    "of the publisher.",
    "This report is available to subscribers only. To continue reading, log in or choose one of our plans.",
    "Recommended for you/A baker's secret/How to prune roses/Small boats, big dreams",
    "The Tarn Gazette, 3 Mill Road, Corvo. Call our newsroom on weekdays. Advertising enquiries are answered "
    "by our sales desk.",
    "Join the discussion below. We remove comments that insult others, and our moderators decide in the end.",
    "This article was produced in partnership with the Delta Centre and was first published by River Post. It "
    "is republished here with permission.",
    "Une erreur dans cet article ? Signalez-la à la rédaction grâce au formulaire en bas de page.",
    "Les plus lus/Cinq recettes de soupe/Pourquoi les chats ronronnent/Le retour du vinyle",
    "Notre journal vit grâce à ses abonnés. Rejoignez-les et lisez tous nos articles sans publicité.",
    "Cet article est réservé à nos abonnés. Il vous reste la moitié du texte à lire.",
    "Haben Sie einen Fehler gefunden? Dann schreiben Sie unserer Redaktion über das Formular am Ende der Seite.",
    "Meistgelesen/Warum Katzen schnurren/Die besten Suppen für den Herbst/So gelingt der Hefeteig",
    "Diese Recherche wurde von einer Stiftung gefördert. Auf die Inhalte hatte sie keinen Einfluss.",
    "Petra Kolb ist Redakteurin im Ressort Politik. Mitarbeit: Jens Ahrens. Fotos: Agentur Blick.",
    "Nutzungsrechte an diesem Text erwerben Sie beim Verlag. Anzeigenkunden wenden sich bitte an unsere Mediaberatung.",
    "¿Has encontrado un error? Escríbenos y lo corregiremos lo antes posible.",
    "Lo más leído/Recetas de sopa/Por qué ronronean los gatos/Paseos de otoño",
    "Los comentarios son revisados por nuestro equipo antes de publicarse. Consulta las normas de participación.",
    "Lucía Prats es redactora de la sección de sociedad. Edición de Marta Gil. Fotografías de Juan Roca.",
    "Esta noticia es exclusiva para suscriptores. Inicia sesión o elige un plan para seguir leyendo.",
    "Encontrou um erro? Escreva para a nossa redação e ajude-nos a corrigir.",
    "Mais lidas/Receitas de sopa/Por que os gatos ronronam/Passeios de outono",
    "Ana Prado é repórter da editoria de cidades. Edição: Rui Lage. Fotos: arquivo do jornal.",
    "Este conteúdo é exclusivo para assinantes. Faça login ou escolha um plano para continuar lendo.",
    "Hai trovato un errore? Scrivi alla redazione usando il modulo in fondo alla pagina.",
    "I più letti/Ricette di zuppa/Perché i gatti fanno le fusa/Passeggiate d'autunno",
    "Questo giornale vive grazie ai suoi lettori. Abbonati e leggi senza pubblicità.",
    "Fout gezien? Mail onze redactie via het formulier onderaan de pagina.",
    "Meest gelezen/Soep voor de herfst/Waarom katten spinnen/Wandelen in de regen",
    "Dit verhaal is alleen voor abonnees. Log in of kies een abonnement om verder te lezen.",
    "Widzisz błąd w tekście? Napisz do naszej redakcji przez formularz na dole strony.",
    "Najczęściej czytane/Zupy na jesień/Dlaczego koty mruczą/Spacer w deszczu",
    "Ten artykuł jest dostępny tylko dla prenumeratorów. Zaloguj się, aby czytać dalej.",
    "Yazıda bir hata mı gördünüz? Sayfanın altındaki formu doldurarak bize yazın.",
    "En çok okunanlar/Sonbahar çorbaları/Kediler neden mırlar/Yağmurda yürüyüş",
    "Заметили ошибку? Напишите нам через форму внизу страницы.",
    "Самое читаемое/Супы на осень/Почему кошки мурлычут/Прогулка под дождём",
    "Материал доступен только подписчикам. Войдите в личный кабинет, чтобы читать дальше.",
    "Помітили помилку? Напишіть нам через форму внизу сторінки.",
    "Найпопулярніше/Супи на осінь/Чому коти муркочуть/Прогулянка під дощем",
    "هل لاحظت خطأ؟ اكتب إلينا عبر النموذج في أسفل الصفحة.",
    "الأكثر قراءة/وصفات الحساء/لماذا تخرخر القطط/نزهة في المطر",
    "اشتباهی دیده‌اید؟ از طریق فرم پایین صفحه برای ما بنویسید.",
    "پربازدیدترین/سوپ‌های پاییزی/چرا گربه‌ها خرخر می‌کنند",
    "מצאתם טעות? כתבו לנו דרך הטופס בתחתית העמוד.",
    "הנקראות ביותר/מרקים לסתיו/למה חתולים מגרגרים",
    "发现错误？请通过页面底部的表格告诉编辑部。",
    "热门文章/秋天的汤/猫为什么打呼噜/雨中散步",
    "本文为会员专享内容，登录后可阅读全文。",
    "誤りを見つけた方は、ページ下部のフォームから編集部までお知らせください。",
    "人気記事/秋のスープ/猫はなぜ喉を鳴らすのか/雨の散歩",
    "ご意見・情報提供は編集局までお寄せください。広告掲載のお問い合わせは営業部が承ります。",
    "The Tarn Courier, 14 Foundry Lane. Telephone the newsdesk on weekdays. Did you spot a mistake? Tell us "
    "with the form at the bottom of the page.",
)
"""Paragraphs, parted by strokes."""
OF_THE_MATTER = (
    "Two reporters were detained while covering the protest.",
    "A correspondent covering the flood for a foreign newspaper was killed.",
    "The editor of the local newspaper resigned over the letters.",
    "If you feel unwell, see a doctor at once and call us.",
    "If you live near the river, you should leave now.",
    "We have stopped the sale of all our pumps.",
    "The publisher said the weekend edition would not appear.",
    "The copyright on the plans was held by the publisher of the form.",
    "Members may cancel at any time, the club has decided.",
    "The station's subscribers will be refunded by the publisher.",
    "Our members voted against the agreement in secret.",
    "You must boil your water until we tell you otherwise.",
    "Your data were stolen, the bank told its customers.",
    "A spokesman for the newsroom denied the mistake.",
    "The inquiry found that an error was made and that the form was forged.",
    "Deux journalistes ont été arrêtés par la rédaction du journal.",
    "Zwei Reporter wurden festgenommen.",
    "Der Verlag hat die Redaktion geschlossen.",
    "La redacción del periódico fue asaltada por encapuchados.",
    "El periodista fue detenido en la sección de visados.",
    "A redação do jornal foi invadida e um repórter ficou ferido.",
    "La redazione del giornale è stata perquisita.",
    "De redactie van de krant is ontruimd.",
    "Redakcja gazety została zamknięta, a redaktor zatrzymany.",
    "Редакцию газеты закрыли, корреспондент задержан.",
    "Редакцію газети закрили, кореспондента затримали.",
    "Gazetenin editörü ve muhabiri gözaltına alındı.",
    "اعتقلت الشرطة محرر الصحيفة ومراسلها.",
    "پلیس دبیر روزنامه و خبرنگار آن را بازداشت کرد.",
    "המשטרה עצרה את עורך העיתון.",
    "警方逮捕了该报编辑部的两名会员。",
    "編集部の記者が逮捕された。",
    "読者の個人情報が流出した。",
    "Mayor resigns after collapse.",
    "Why did nobody warn the families?",
    "The operator is our only hope, a neighbour said.",
)


def adds(text: str) -> bool:
    """Say whether a text adds something to what was told."""
    return bool(additions(as_told(TITLE, text), [as_told(TITLE, TOLD)]))


@pytest.mark.parametrize("paragraphs", OF_THE_SITE)
def test_what_a_site_says_of_itself_behind_a_text_adds_nothing(paragraphs: str) -> None:
    """Nor does it before the text."""
    own = paragraphs.replace("/", "\n")
    assert not adds(f"{TOLD}\n{own}")
    assert not adds(f"{own}\n{TOLD}")


@pytest.mark.parametrize("paragraph", OF_THE_MATTER)
def test_a_fact_among_what_a_site_says_is_told(paragraph: str) -> None:
    """Though it speaks to readers, is of journalists, or shares nothing with what was told."""
    assert adds(f"{TOLD}\n{paragraph}\n{KNOWN}")
    assert adds(f"{TOLD}\nRelated articles\n{paragraph}")


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("Write to us with the form if you saw the dam at Tarnby crack.", id="a name of the matter"),
        pytest.param("Write to us with the form for the 12 lost dogs.", id="a figure"),
        pytest.param('Write to us, the mayor said: "Our form is lost for ever."', id="a quotation"),
        pytest.param("Write to us with the form. The mayor was arrested.", id="another sentence"),
    ],
)
def test_an_appeal_with_something_of_the_matter_is_told(paragraph: str) -> None:
    """One such sentence is enough for its whole paragraph."""
    assert adds(f"{TOLD}\n{paragraph}\n{KNOWN}")


def test_prose_ends_what_a_standing_head_lists() -> None:
    """A title below it has no figure of the matter."""
    assert not adds(f"{TOLD}\nMost read\n1. Soups for a cold evening\n2. A quiz: which owl are you?")
    assert adds(f"{TOLD}\nMost read\nSoups for a cold evening\nThe mayor of the town has resigned.")
    assert adds(f"{TOLD}\nMost read\nTarnby dam: 12 families missing below the wall")


def test_a_text_of_which_nothing_was_told_is_told() -> None:
    """It may be about a site."""
    assert adds("Write to our sales team with the form, and our moderators decide in the end.")


@pytest.mark.parametrize(
    "line", ["Most read", "Related coverage: owls, soups and cats", "【あわせて読みたい】", "Lea también"]
)
def test_standing_heads(line: str) -> None:
    """Alone on a line, in brackets, or before a colon."""
    assert is_head(line)


@pytest.mark.parametrize(
    "line", ["Related firms in two towns were searched", "More rain fell.", "Most read the letter: 12 agreed"]
)
def test_what_only_begins_as_a_standing_head(line: str) -> None:
    """It goes on in other words, as a sentence, or with a figure."""
    assert not is_head(line)
