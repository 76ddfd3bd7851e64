# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""The families of what surrounds an author's text in languages beyond those of test_boilerplate.py: as sites print it,
and as authors write about it."""

import pytest

from service import rules as rule_files
from service.extract import extract_document
from service.extract.content import boilerplate
from service.extract.content.phrases import Phrases, wording

FORMS = {
    "pt": "newsletter=Assine a nossa newsletter|share=Compartilhe no Facebook|privacy=Este site utiliza cookies. Aceitar todos os cookies|related=Leia também|comments=Deixe um comentário|advertising=Continua após a publicidade|app=Baixe o nosso aplicativo|subscription=Já é assinante? Faça login|copyright=Todos os direitos reservados|bio=Sobre o autor|contact=Fale conosco|calls=Formulário de denúncia|accessibility=Contraste de cores",
    "it": "newsletter=Iscriviti alla nostra newsletter|share=Condividi su Facebook|privacy=Questo sito utilizza cookie. Accetta tutti|related=Leggi anche|comments=Lascia un commento|advertising=Continua a leggere dopo la pubblicità|app=Scarica l'app|subscription=Sei già abbonato? Accedi|copyright=Riproduzione riservata|bio=Sull'autore|contact=Contattaci|calls=Modulo di reclamo|accessibility=Dimensione del testo",
    "ru": "newsletter=Подпишитесь на нашу рассылку|share=Поделиться в Facebook|privacy=Мы используем файлы cookie. Принять все|related=Читайте ещё|comments=Оставить комментарий|advertising=На правах рекламы|app=Скачайте наше приложение|subscription=Уже есть подписка? Войти|copyright=Все права защищены|bio=Об авторе|contact=Свяжитесь с нами|calls=Подать жалобу онлайн|accessibility=Размер шрифта",
    "uk": "newsletter=Підпишіться на нашу розсилку|share=Поширити у Facebook|privacy=Ми використовуємо файли cookie. Прийняти|related=Читайте також|comments=Залишити коментар|advertising=На правах реклами|app=Завантажити застосунок|subscription=Увійти|copyright=Усі права захищено|bio=Про автора|contact=Зв'язатися з нами|calls=Подати скаргу|accessibility=Розмір шрифту",
    "tr": "newsletter=E-BÜLTENE ABONE OL|share=Facebook'ta paylaş|privacy=Çerez kullanıyoruz. Tümünü kabul et|related=İLGİLİ HABERLER|comments=Yorum yaz|advertising=Reklamı geç|app=Uygulamamızı indirin|subscription=Üye girişi yap|copyright=Tüm hakları saklıdır|bio=Yazar hakkında|contact=Bize ulaşın|calls=Şikayet formu|accessibility=Yazı boyutu",
    "zh": "newsletter=订阅我们的电子报|share=分享到微信|privacy=本网站使用Cookie。全部接受|related=延伸阅读|comments=发表评论|advertising=广告 请继续往下阅读|app=下载客户端|subscription=登录后阅读全文|copyright=版权所有 不得转载|bio=作者简介|contact=联系我们|calls=在线投诉|accessibility=字体大小",
    "zh-Hant": "newsletter=訂閱電子報|share=分享至臉書|privacy=本網站使用 cookies。接受所有 cookies|related=延伸閱讀|comments=發表評論|advertising=廣告 請繼續往下閱讀|app=下載我們的 App|subscription=會員登入|copyright=版權所有 翻印必究|bio=關於作者|contact=聯絡我們|calls=線上申請|accessibility=顏色對比",
    "ja": "newsletter=メールマガジンに登録する|share=この記事をシェアする|privacy=当サイトでは Cookie を使用しています。同意する|related=こちらもおすすめ|comments=コメントを書く|advertising=記事は広告の後に続きます|app=アプリをダウンロードする|subscription=この記事は有料会員限定です。ログイン|copyright=無断転載を禁じます|bio=この記事を書いた人|contact=お問い合わせ|calls=オンライン苦情フォーム|accessibility=文字サイズ",
    "ko": "newsletter=뉴스레터 구독하기|share=카카오톡으로 공유하기|privacy=이 사이트는 쿠키를 사용합니다. 모두 동의|related=많이 본 뉴스|comments=댓글 쓰기|advertising=광고 건너뛰기|app=앱 다운로드|subscription=이미 회원이신가요? 로그인|copyright=무단 전재 및 재배포 금지|bio=필자 소개|contact=기사 제보|calls=온라인 신청|accessibility=글자 크게",
    "hi": "newsletter=हमारे न्यूज़लेटर को सब्सक्राइब करें|share=फेसबुक पर शेयर करें|privacy=हम कुकीज़ का उपयोग करते हैं। सभी स्वीकार करें|related=यह भी पढ़ें|comments=अपनी टिप्पणी लिखें|advertising=प्रायोजित सामग्री|app=ऐप डाउनलोड करें|subscription=लॉग इन करें|copyright=सर्वाधिकार सुरक्षित|bio=लेखक के बारे में|contact=हमसे संपर्क करें|calls=ऑनलाइन शिकायत दर्ज करें|accessibility=टेक्स्ट का आकार",
    "id": "newsletter=Berlangganan newsletter kami|share=Bagikan ke WhatsApp|privacy=Situs ini menggunakan cookie. Terima semua|related=Baca juga|comments=Tulis komentar|advertising=Lanjutkan membaca setelah iklan|app=Unduh aplikasi kami|subscription=Sudah punya akun? Masuk|copyright=Hak cipta dilindungi undang-undang|bio=Tentang penulis|contact=Hubungi kami|calls=Formulir pengaduan|accessibility=Ukuran teks",
    "nl": "newsletter=Schrijf je in voor onze nieuwsbrief|share=Deel op Facebook|privacy=Deze website maakt gebruik van cookies. Alles accepteren|related=Lees ook|comments=Laat een reactie achter|advertising=Artikel gaat verder onder de advertentie|app=Download onze app|subscription=Al abonnee? Log in|copyright=Alle rechten voorbehouden|bio=Over de auteur|contact=Neem contact met ons op|calls=Klacht indienen|accessibility=Tekstgrootte",
    "pl": "newsletter=Zapisz się na nasz newsletter|share=Udostępnij na Facebooku|privacy=Używamy plików cookie. Akceptuj wszystkie|related=Czytaj też|comments=Dodaj komentarz|advertising=Artykuł sponsorowany|app=Pobierz aplikację|subscription=Masz już konto? Zaloguj się|copyright=Wszelkie prawa zastrzeżone|bio=O autorze|contact=Skontaktuj się z nami|calls=Złóż skargę|accessibility=Rozmiar czcionki",
    "fa": "newsletter=عضویت در خبرنامه|share=ما را در تلگرام دنبال کنید|privacy=این وب‌سایت از کوکی‌ها استفاده می‌کند. پذیرش همه|related=بیشتر بخوانید|comments=دیدگاهتان را بنویسید|advertising=رپورتاژ آگهی|app=دانلود اپلیکیشن|subscription=ثبت نام رایگان|copyright=تمامی حقوق محفوظ است|bio=درباره نویسنده|contact=تماس با ما|calls=ثبت شکایت|accessibility=اندازه متن",
    "sv": "newsletter=Prenumerera på vårt nyhetsbrev|share=Dela på Facebook|privacy=Vi använder cookies. Acceptera alla|related=Läs också|comments=Skriv en kommentar|advertising=Artikeln fortsätter efter annonsen|app=Ladda ner appen|subscription=Redan prenumerant? Logga in|copyright=Alla rättigheter förbehållna|bio=Om författaren|contact=Kontakta oss|calls=Lämna klagomål|accessibility=Textstorlek",
    "no": "newsletter=Meld deg på nyhetsbrevet|share=Del på Facebook|privacy=Vi bruker informasjonskapsler. Godta alle|related=Les også|comments=Legg igjen en kommentar|advertising=Artikkelen fortsetter under annonsen|app=Last ned appen|subscription=Er du allerede abonnent? Logg inn|copyright=Alle rettigheter forbeholdt|bio=Om forfatteren|contact=Kontakt oss|calls=Send klage|accessibility=Tekststørrelse",
    "da": "newsletter=Tilmeld dig vores nyhedsbrev|share=Følg os på Facebook|privacy=Vi bruger cookies. Accepter alle|related=Læs også|comments=Skriv kommentar|advertising=Artiklen fortsætter efter annoncen|app=Hent vores app|subscription=Er du allerede abonnent? Log ind|copyright=Alle rettigheder forbeholdes|bio=Om forfatteren|contact=Kontakt os|calls=Indsend klage|accessibility=Farvekontrast",
}

TRAPS = {
    "en": "Print runs fell|Share of the vote|Report.|More rain|Next of kin|Contact tracing begins",
    "fr": "Publicité mensongère|Suivant la loi|Partager la terre|Abonnement annulé par le juge",
    "de": "Anzeige gegen Minister|Ende der Geduld|Ende der Suche nach Vermissten|Beginn des Videobeweises|Teilen und herrschen",
    "es": "Publicidad engañosa|Compartir la tierra|Más lluvia|Siguiente parada",
    "ar": "إعلان حرب|مشاركة النساء|المزيد من الأمطار",
    "pt": "Publicidade enganosa|Próxima parada|Partilhar a terra",
    "it": "Pubblicità ingannevole|Stampa estera|Commenti dal mondo",
    "ru": "Следующий шаг|Реклама алкоголя|Вход воспрещён|Печать и власть",
    "tr": "Yorum farkı|Sonraki adım|Reklam yasağı",
    "zh": "更多降雨|广告税|订阅经济学|分享土地",
    "ja": "広告規制の行方|共有地の悲劇|報告。|次の一手",
    "ko": "광고 규제|공유 경제|다음 단계",
    "hi": "विज्ञापन पर रोक|अगला कदम|टिप्पणी पर विवाद",
    "id": "Iklan rokok|Masuk angin|Komentar hakim",
    "nl": "Deel van de oplossing|Reacties uit Brussel|Volgende stap",
    "pl": "Reklama alkoholu|Następny krok|Więcej deszczu",
    "fa": "تبلیغات دروغین|ورود ممنوع|گزارش سازمان ملل",
    "sv": "Reklam för alkohol|Nästa steg|Dela jorden",
    "he": "פרסומת אסורה|שיתוף פעולה|תגובה לממשלה|הדפסה של כסף",
}


# Short articles about these very matters: not one paragraph goes.
ARTICLES = {
    "pt": "newsletter=A newsletter do sindicato chegou a 40 mil leitores antes de ser proibida pelo tribunal.|privacy=O Parlamento aprovou ontem a lei que limita os cookies e a publicidade dirigida a menores.|subscription=Quem assina o jornal desde 1990 terá de fazer login outra vez, disse a direção.|advertising=A publicidade da lotaria, paga pela câmara, mostrava a praça inundada.|comments=O ministro recusou deixar um comentário sobre o incêndio do armazém.|calls=Quarenta mulheres foram à esquadra apresentar uma queixa e voltaram sem recibo.",
    "it": "newsletter=La newsletter del sindacato ha raggiunto 40.000 lettori prima del divieto.|privacy=Il Parlamento ha votato la legge sui cookie e sulla privacy dei minori.|subscription=Gli abbonati che volevano accedere hanno scoperto che l'archivio era stato venduto.|advertising=La pubblicità del comune mostrava la piazza allagata sotto il sole di giugno.|comments=Il procuratore non ha voluto lasciare un commento sull'inchiesta.|calls=Quaranta donne hanno presentato un reclamo e sono tornate a casa senza ricevuta.",
    "ru": "newsletter=Роскомнадзор оштрафовал сервис рассылок за письма сорока тысячам читателей.|privacy=Парламент принял закон о файлах cookie, и сайты обязаны спрашивать согласие.|subscription=Подписчики, которые хотели войти, узнали, что архив газеты продан.|advertising=Реклама мэрии показывала затопленную площадь под июньским солнцем.|comments=Министр отказался оставить комментарий о пожаре на складе.|calls=Сорок женщин пришли подать жалобу и вернулись домой без расписки.",
    "uk": "newsletter=Розсилку профспілки отримали сорок тисяч читачів, перш ніж суд її заборонив.|privacy=Парламент ухвалив закон про файли cookie та захист дітей.|subscription=Передплатники не змогли увійти, бо архів газети продали.|advertising=Реклама мерії показувала затоплену площу під сонцем.|comments=Міністр відмовився залишити коментар про пожежу на складі.|calls=Сорок жінок прийшли подати скаргу й повернулися без розписки.",
    "tr": "newsletter=Sendikanın bülteni yasaklanmadan önce kırk bin okura ulaştı.|privacy=Meclis, çerez kullanan sitelere yeni kurallar getiren yasayı kabul etti.|subscription=Abone olan okurlar giriş yapmak isteyince arşivin satıldığını öğrendi.|advertising=Belediyenin reklamı, su altındaki meydanı güneşli gösteriyordu.|comments=Bakan, depodaki yangın hakkında yorum yapmak istemedi.|calls=Kırk kadın şikayette bulunmak için karakola gitti ve eli boş döndü.",
    "zh": "newsletter=工会的电子报在被禁之前拥有四万名读者。|privacy=议会昨天通过了限制网站使用Cookie的法律。|subscription=订阅该报三十年的读者登录后发现档案已被出售。|advertising=市政府的广告显示被淹的广场阳光灿烂,居民十分愤怒。|comments=部长拒绝就仓库火灾发表评论。|calls=四十名妇女到警察局提交投诉,却没有拿到收据。",
    "zh-Hant": "newsletter=工會的電子報在被禁之前擁有四萬名讀者。|privacy=立法院昨天通過限制網站使用 cookies 的法律。|subscription=訂閱該報三十年的讀者登入後發現檔案已被出售。|advertising=市政府的廣告顯示被淹的廣場陽光燦爛,居民十分憤怒。|comments=部長拒絕就倉庫火災發表評論。|calls=四十名婦女到警察局提交投訴,卻沒有拿到收據。",
    "ja": "newsletter=組合のメールマガジンは禁止される前に四万人の読者に届いていた。|privacy=国会は昨日、サイトのクッキー使用を制限する法律を可決した。|subscription=会員登録をした読者は、記録が売られたことを後で知った。|advertising=市の広告は、水に沈んだ広場を六月の太陽の下に描いていた。|comments=大臣は倉庫の火事についてコメントを避けた。|calls=四十人の女性が苦情を申し立てるために警察署を訪れた。",
    "ko": "newsletter=노조의 뉴스레터는 금지되기 전에 독자 4만 명에게 전달됐다.|privacy=국회는 어제 사이트의 쿠키 사용을 제한하는 법을 통과시켰다.|subscription=구독자들은 로그인하려다 기록 보관소가 팔린 사실을 알게 됐다.|advertising=시의 광고는 물에 잠긴 광장을 햇빛 아래 보여 주었다.|comments=장관은 창고 화재에 대한 댓글과 질문에 답하지 않았다.|calls=여성 마흔 명이 신고하러 경찰서에 갔다가 빈손으로 돌아왔다.",
    "hi": "newsletter=यूनियन का न्यूज़लेटर रोक लगने से पहले चालीस हज़ार पाठकों तक पहुँचा।|privacy=संसद ने कल वेबसाइटों पर कुकीज़ के इस्तेमाल को सीमित करने वाला क़ानून पास किया।|subscription=जिन पाठकों ने लॉग इन करना चाहा, उन्हें पता चला कि अभिलेखागार बिक चुका है।|advertising=नगर निगम के विज्ञापन में डूबा हुआ चौक धूप में दिखाया गया था।|comments=मंत्री ने गोदाम की आग पर टिप्पणी करने से इनकार कर दिया।|calls=चालीस महिलाएँ शिकायत दर्ज कराने थाने गईं और ख़ाली हाथ लौटीं।",
    "id": "newsletter=Buletin serikat itu sampai ke empat puluh ribu pembaca sebelum dilarang.|privacy=Parlemen kemarin mengesahkan undang-undang yang membatasi cookie di situs web.|subscription=Pelanggan yang ingin masuk baru tahu bahwa arsip koran itu sudah dijual.|advertising=Iklan pemerintah kota menampilkan alun-alun yang banjir di bawah matahari.|comments=Menteri menolak memberi komentar tentang kebakaran gudang itu.|calls=Empat puluh perempuan mengajukan pengaduan ke polisi dan pulang tanpa tanda terima.",
    "nl": "newsletter=De nieuwsbrief van de vakbond bereikte 40.000 lezers voordat de rechter hem verbood.|privacy=Het parlement nam gisteren een wet aan die het gebruik van cookies beperkt.|subscription=Abonnees die wilden inloggen, hoorden dat het archief van de krant was verkocht.|advertising=De advertentie van de gemeente toonde het ondergelopen plein in de zon.|comments=De minister wilde geen reactie geven op de brand in het magazijn.|calls=Veertig vrouwen wilden een klacht indienen en gingen zonder bewijs naar huis.",
    "pl": "newsletter=Newsletter związku dotarł do 40 tysięcy czytelników, zanim sąd go zakazał.|privacy=Sejm uchwalił wczoraj ustawę, która ogranicza pliki cookie na stronach.|subscription=Prenumeratorzy, którzy chcieli się zalogować, dowiedzieli się o sprzedaży archiwum.|advertising=Reklama miasta pokazywała zalany plac w czerwcowym słońcu.|comments=Minister nie chciał dodać komentarza w sprawie pożaru magazynu.|calls=Czterdzieści kobiet przyszło złożyć skargę i wróciło bez potwierdzenia.",
    "fa": "newsletter=خبرنامه اتحادیه پیش از آنکه دادگاه آن را ممنوع کند به چهل هزار خواننده رسید.|privacy=مجلس دیروز قانونی را تصویب کرد که استفاده سایت‌ها از کوکی را محدود می‌کند.|subscription=مشترکانی که می‌خواستند وارد شوند فهمیدند که بایگانی روزنامه فروخته شده است.|advertising=تبلیغ شهرداری میدان زیر آب را در آفتاب خرداد نشان می‌داد.|comments=وزیر از اظهار نظر درباره آتش سوزی انبار خودداری کرد.|calls=چهل زن برای ثبت شکایت به کلانتری رفتند و دست خالی برگشتند.",
    "sv": "newsletter=Fackets nyhetsbrev nådde 40 000 läsare innan domstolen förbjöd det.|privacy=Riksdagen antog i går en lag som begränsar hur sajter använder cookies.|subscription=Prenumeranter som ville logga in fick veta att tidningens arkiv hade sålts.|advertising=Kommunens annons visade det översvämmade torget i solsken.|comments=Ministern ville inte lämna någon kommentar om branden i lagret.|calls=Fyrtio kvinnor kom för att lämna in klagomål och gick hem utan kvitto.",
    "no": "newsletter=Fagforeningens nyhetsbrev nådde 40 000 lesere før retten forbød det.|privacy=Stortinget vedtok i går en lov som begrenser bruken av informasjonskapsler.|subscription=Abonnenter som ville logge inn, fikk vite at avisens arkiv var solgt.|advertising=Kommunens annonse viste det oversvømte torget i solskinn.|comments=Statsråden ville ikke gi noen kommentar om brannen i lageret.|calls=Førti kvinner kom for å sende klage og gikk hjem uten kvittering.",
    "da": "newsletter=Fagforeningens nyhedsbrev nåede 40.000 læsere, før retten forbød det.|privacy=Folketinget vedtog i går en lov, der begrænser brugen af cookies.|subscription=Abonnenter, der ville logge ind, fik at vide, at avisens arkiv var solgt.|advertising=Kommunens annonce viste den oversvømmede plads i solskin.|comments=Ministeren ville ikke give en kommentar om branden i lageret.|calls=Fyrre kvinder kom for at indsende en klage og gik hjem uden kvittering.",
    "he": "newsletter=הניוזלטר של האיגוד הגיע לארבעים אלף קוראים לפני שבית המשפט אסר אותו.|privacy=הכנסת אישרה אתמול חוק שמגביל את השימוש בעוגיות באתרים.|subscription=המנויים ניסו להתחבר וגילו שהארכיון נמכר.|advertising=הפרסומת של העירייה הראתה את הכיכר המוצפת באור שמש.|comments=השר לא השיב לתגובות ולשאלות על השריפה במחסן.|calls=ארבעים נשים הלכו לתחנת המשטרה כדי להגיש תלונה וחזרו בידיים ריקות.",
}


def cases(table: dict[str, str]) -> list[object]:
    pairs = [(language, case.partition("=")) for language, line in table.items() for case in line.split("|")]
    return [pytest.param(family, text, id=f"{family}-{language}") for language, (family, _, text) in pairs]


@pytest.mark.parametrize(("family", "text"), cases(FORMS))
def test_set_phrases_are_boilerplate(family: str, text: str) -> None:
    """A short block made of a family's phrases goes, in each language."""
    assert boilerplate.family_of(text) == family


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{k}-{t}") for k, v in TRAPS.items() for t in v.split("|")])
def test_headings_that_begin_like_buttons_stay(text: str) -> None:
    """A word more, or a full stop, makes a button's word the author's."""
    assert boilerplate.family_of(text) is None


@pytest.mark.parametrize(("family", "text"), cases(ARTICLES))
def test_prose_about_them_stays(family: str, text: str) -> None:
    """A sentence of an author's about the same matter is text."""
    assert (boilerplate.family_of(text), boilerplate.note_of(text)) == (None, None), family


@pytest.mark.parametrize("lines", ARTICLES.values(), ids=ARTICLES)
def test_article_about_them_keeps_every_paragraph(lines: str) -> None:
    """A whole article about newsletters, cookies, subscriptions, advertising, comments and complaints."""
    paragraphs = tuple(case.partition("=")[2] for case in lines.split("|"))
    article = extract_document("\n\n".join(paragraphs).encode(), name="article.txt")
    assert tuple(article.paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("rules", "key"),
    [("boilerplate", "phrases"), ("teasers", "openings"), ("notes", "phrases"), ("suspect", "phrases")],
)
def test_every_phrase_can_be_found(rules: str, key: str) -> None:
    """Each phrase is well formed, and is found where its first alternatives stand without its gaps and options."""
    for family, table in rule_files.load("service.extract", rules).items():
        for phrase in table[key]:
            tokens = [token for token in phrase.split() if token != ".." and not token.endswith("?")]
            said = " ".join("7" if token == "#" else token.split("|")[0] for token in tokens)
            assert Phrases({family: [phrase]}, wording).at_start(wording(said)), phrase


NOTES = {
    "pt": "Este artigo foi publicado originalmente no Farol.|Errata: o número de feridos é doze.",
    "it": "Questo articolo è stato tradotto dal francese.|Errata corrige: i feriti sono dodici.",
    "ru": "Эта статья впервые опубликована в журнале «Маяк».|Исправление: раненых двенадцать.",
    "tr": "Bu yazı ilk olarak Fener dergisinde yayımlandı.|Düzeltme: Yaralı sayısı on ikidir.",
    "zh": "本文首发于《灯塔》杂志。|更正:伤者为十二人。",
    "ja": "本記事は「灯台」から転載した。|訂正:負傷者は十二人でした。",
    "ko": "이 기사는 처음 등대에 게재됐다.|정정: 부상자는 열두 명입니다.",
    "hi": "यह लेख मूल रूप से प्रकाश में छपा था।|भूल सुधार: घायलों की संख्या बारह है।",
    "id": "Artikel ini pertama kali diterbitkan di Suar.|Ralat: jumlah korban dua belas.",
    "nl": "Dit artikel verscheen eerder in De Vuurtoren.|Rectificatie: het aantal gewonden is twaalf.",
    "pl": "Artykuł ukazał się pierwotnie w „Latarni”.|Sprostowanie: rannych jest dwanaście osób.",
    "fa": "این مقاله نخستین بار در مجله فانوس منتشر شده است.|اصلاحیه: شمار زخمیان دوازده است.",
    "sv": "Artikeln publicerades först i Fyren.|Rättelse: antalet skadade är tolv.",
}
TEASERS = {
    "pt": "Leia também: Greve na barragem termina|Leia também: foi o que ela escreveu na parede.",
    "it": "Leggi anche: Finito lo sciopero alla diga|Leggi anche: così scrisse la maestra sul muro.",
    "ru": "Читайте также: Забастовка на плотине окончена|По теме: так он назвал книгу, написанную в тюрьме.",
    "tr": "İlgili haber: Barajdaki grev bitti|İlgili haber: öğretmen duvara böyle yazdı.",
    "zh": "相关阅读:大坝工人结束罢工|相关阅读:这是他在狱中写的书名。",
    "ja": "関連記事:ダム労働者のストが終わる|関連記事:それが彼の本の題名だ。",
    "ko": "관련 기사: 댐 노동자 파업 끝나|관련 기사: 교사는 벽에 그렇게 썼다.",
    "hi": "यह भी पढ़ें: बाँध के मज़दूरों की हड़ताल ख़त्म|यह भी पढ़ें: शिक्षिका ने दीवार पर यही लिखा था।",
    "id": "Baca juga: Mogok kerja di bendungan berakhir|Baca juga: begitu tulis guru itu di dinding.",
    "nl": "Lees ook: Staking bij de stuwdam voorbij|Zie ook: zo heette het boek dat hij in de cel schreef.",
    "pl": "Czytaj też: Koniec strajku na zaporze|Zobacz też: taki tytuł nosi jego książka.",
    "fa": "بیشتر بخوانید: اعتصاب کارگران سد پایان یافت|بیشتر بخوانید: معلم روی دیوار چنین نوشت.",
    "sv": "Läs också: Strejken vid dammen är över|Se även: så heter boken han skrev i fängelset.",
}


@pytest.mark.parametrize("lines", NOTES.values(), ids=NOTES)
def test_notes_are_told(lines: str) -> None:
    """Where a text comes from leaves the text, a correction stays in it."""
    provenance, correction = map(boilerplate.note_of, lines.split("|"))
    assert provenance is not None
    assert correction is not None
    assert (provenance.keep, correction.keep) == (False, True)


@pytest.mark.parametrize("lines", TEASERS.values(), ids=TEASERS)
def test_a_headline_behind_an_opening_goes_and_a_sentence_stays(lines: str) -> None:
    """What a full stop ends is the author's."""
    headline, sentence = lines.split("|")
    assert (boilerplate.family_of(headline), boilerplate.family_of(sentence)) == ("related", None)


@pytest.mark.parametrize("text", ["Ende der weiteren Informationen", "Ende der Bildergalerie", "Beginn des Videos"])
def test_marks_for_screen_readers_go(text: str) -> None:
    """The whole block is a set phrase."""
    assert boilerplate.family_of(text) == "accessibility"


@pytest.mark.parametrize("text", ["Page 1 of 3", "Seite 2 von 4", "Страница 1 из 3", "Sayfa 2 / 5", "עמוד 1 מתוך 3"])
def test_page_numbers_go(text: str) -> None:
    """Which part of the article this is says nothing of what it tells."""
    assert boilerplate.family_of(text) == "related"
