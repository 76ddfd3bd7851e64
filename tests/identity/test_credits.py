"""Which paragraphs of an article state nothing of its matter, in sixteen languages."""

import pytest

from service.identity.near_duplicates.credits import states_nothing

OF_THE_SITE = (
    "This content is hosted by a third party. By showing it you accept their terms and conditions.",
    "Did you enjoy this article? Share it with your friends and subscribe to our weekly newsletter.",
    "If you value our reporting, please consider making a donation. Independent journalism depends on its readers.",
    "This article was originally published on the website of the Harbour Post.",
    "Download our free app and never miss a story.",
    "About the author: Una Brandt writes on shipping. Before joining the paper she sailed for 12 years.",
    "Our columnist writes every Friday on books and gardens. She lives by the sea.",
    "Galt 12° | Corvo 9° | Dene 14° | Stowell 11°",
    "ISSN 1234-5678 | Imprint | Masthead",
    "Comments are moderated and may take some time to appear.",
    "Pour afficher ce contenu, vous devez accepter les cookies.",
    "Vous avez aimé cet article ? Partagez-le avec vos amis et abonnez-vous à notre lettre d'information.",
    "À propos de l'auteur : Jeanne Fabre suit les questions de santé. Elle a enseigné dix ans.",
    "Empfohlener externer Inhalt. Mit einem Klick können Sie ihn anzeigen lassen.",
    "Jetzt den Wirtschafts-Newsletter bestellen.",
    "Unser Autor schreibt seit vielen Jahren über Berge und lebt mit seiner Familie am See. Haben Sie Fragen?",
    "Über die Autorin: Ida Kern berichtet aus dem Landtag. Sie hat in Marburg studiert.",
    "Para ver este contenido debe aceptar las cookies de redes sociales.",
    "¿Te ha gustado este artículo? Compártelo y suscríbete a nuestro boletín.",
    "Sobre la autora: Elena Prado escribe de tribunales. Antes trabajó en la radio.",
    "Gostou desta reportagem? Compartilhe com seus amigos e assine nossa newsletter.",
    "Siga-nos nas redes sociais e entre no nosso canal.",
    "Per vedere questo contenuto accetta i cookie.",
    "Ti è piaciuto questo articolo? Condividilo e iscriviti alla nostra newsletter.",
    "Over de auteur: Joke Vliet schrijft over water. Eerder werkte ze bij een radiozender.",
    "Om deze inhoud te tonen, moet je cookies accepteren.",
    "Podobał Ci się ten artykuł? Udostępnij go i zapisz się do naszego newslettera.",
    "O autorce: Hanna Zych pisze o kolei. Wcześniej uczyła historii.",
    "Bu içeriği görüntülemek için çerezleri kabul etmelisiniz.",
    "Bu haberi beğendiniz mi? Arkadaşlarınızla paylaşın ve bültenimize abone olun.",
    "Чтобы увидеть этот контент, примите файлы cookie.",
    "Понравилась статья? Поделитесь ею с друзьями и подпишитесь на нашу рассылку.",
    "Сподобалася стаття? Поділіться нею з друзями та підпишіться на нашу розсилку.",
    "لعرض هذا المحتوى يرجى قبول ملفات تعريف الارتباط.",
    "هل أعجبك هذا المقال؟ شاركه مع أصدقائك واشترك في نشرتنا البريدية.",
    "برای دیدن این محتوا کوکی‌ها را بپذیرید.",
    "כדי לראות את התוכן יש לאשר קובצי קוקיז.",
    "作者简介：林晓，长期关注教育话题，现居海边。",
    "喜欢这篇文章吗？欢迎转发给朋友，并订阅我们的公众号。",
    "この記事が気に入ったら、ぜひシェアしてニュースレターにご登録ください。",
)
OF_THE_MATTER = (
    "The journalist thanked the readers of the newspaper and its newsroom.",
    "By continuing to strike, the drivers hope to win a better contract.",
    "About the author of the letter nothing is known.",
    "The website was closed and the account of the reporter was deleted.",
    "This report has been denied by the army.",
    "This story has angered the ministry.",
    "The author was arrested on Monday.",
    "The original text of the treaty was lost in the fire.",
    "To show the damage, the owner opened the gates.",
    "La journaliste a remercié ses lecteurs et la rédaction.",
    "La suite de l'enquête a été confiée à un autre juge.",
    "Les lecteurs et la journaliste ont reçu le même courriel.",
    "An dieser Stelle stürzte die Brücke ein.",
    "Die Autorin dankte ihren Lesern und der Redaktion.",
    "Mehr Informationen wollte die Polizei nicht geben.",
    "Los comentarios del ministro provocaron una protesta.",
    "El periodista y los lectores recibieron la carta del redactor.",
    "A jornalista agradeceu aos leitores e à redação.",
    "Il giornalista ha ringraziato i lettori e la redazione.",
    "Overname van het bedrijf is volgens de bank uitgesloten.",
    "De lezers en de redactie steunden het protest.",
    "Redakcja i czytelnicy poparli protest.",
    "Okurlar ve gazeteci paylaşımı protesto etti.",
    "Редакция и читатели поддержали автора.",
    "Редакція та читачі підтримали автора.",
    "انضم إلى الحزب عشرات من القراء.",
    "בעקבות ההסכמה הוסר הציוד מהאתר.",
    "双方同意在网站上分享文件。",
    "両社はサイトの設定変更に同意した。",
)


@pytest.mark.parametrize("paragraph", OF_THE_SITE)
def test_what_is_of_the_site_states_nothing(paragraph: str) -> None:
    """Consent lines, appeals, newsletters, lives of authors, strips."""
    assert states_nothing(paragraph)


@pytest.mark.parametrize("paragraph", OF_THE_MATTER)
def test_what_is_of_the_matter_states_something(paragraph: str) -> None:
    """Though it has words that sites use of themselves, or begins as an appeal might."""
    assert not states_nothing(paragraph)


def test_a_row_of_links_that_goes_on_in_sentences_is_none() -> None:
    """A sentence of the matter may stand behind it."""
    assert states_nothing("Also read: Five bridges | Ten ferries | The week in pictures")
    assert not states_nothing("Five bridges | Ten ferries | The week in pictures. The mayor has resigned. She is ill.")
