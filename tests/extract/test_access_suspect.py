# ruff: noqa: E501 -- a case a line reads better than one broken in three
"""Pages that answer 200 and are no article."""

import pytest

from service.extract import extract_page

STORY = "<p>The river authority of Vellmar has closed the old weir at Tannow after divers found cracks in two gates, it said.</p>"


def suspect(html: str) -> str | None:
    return extract_page(html.encode(), url="https://example.org/a").suspect


PAGES = {
    "captcha-en": ("<title>Just a moment...</title><p>Verify you are human by completing the action below.</p>", "captcha page"),
    "captcha-fr": ("<title>site</title><p>Confirmez que vous n'êtes pas un robot pour accéder au site.</p>", "captcha page"),
    "captcha-de": ("<title>site</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>", "captcha page"),
    "captcha-es": ("<title>site</title><p>Demuestra que no eres un robot para seguir.</p>", "captcha page"),
    "captcha-ar": ("<title>site</title><p>تأكد من أنك لست روبوتا قبل المتابعة إلى الموقع.</p>", "captcha page"),
    "captcha-marker": ("<title>site</title><div id=cf-challenge></div><p>Ray ID 8a8a8a</p>", "captcha page"),
    "login-en": ("<title>Log in</title><form><p>Please log in to your account.</p><input type=password></form>", "login page"),
    "login-fr": ("<title>Connexion</title><form><p>Connectez-vous à votre compte.</p><input type=password></form>", "login page"),
    "login-de": ("<title>Anmelden</title><form><p>Passwort vergessen?</p><input type=password></form>", "login page"),
    "login-es": ("<title>Iniciar sesión</title><form><p>¿Olvidaste tu contraseña?</p><input type=password></form>", "login page"),
    "login-ar": ("<title>تسجيل الدخول</title><form><p>هل نسيت كلمة المرور؟</p><input type=password></form>", "login page"),
    "consent-en": ("<title>site</title><p>Before you continue to the site</p><p>We value your privacy.</p><button>Accept all</button>", "consent page"),
    "consent-fr": ("<title>site</title><p>Nous et nos 800 partenaires stockons des cookies.</p><p>Continuer sans accepter</p>", "consent page"),
    "consent-de": ("<title>site</title><p>Zustimmen und weiterlesen</p><p>Mit Werbung weiterlesen</p>", "consent page"),
    "consent-es": ("<title>site</title><p>Nosotros y nuestros 700 socios usamos cookies.</p><p>Aceptar y continuar</p>", "consent page"),
    "consent-ar": ("<title>site</title><p>نحن وشركاؤنا نستخدم ملفات</p><p>قبول الكل</p>", "consent page"),
    "error-en": ("<title>404 | site</title><h1>Page not found</h1><p>The page you are looking for does not exist.</p>", "error page"),
    "error-fr": ("<title>Page introuvable</title><p>La page que vous cherchez n'existe plus.</p>", "error page"),
    "error-de": ("<title>Seite nicht gefunden</title><p>Die gesuchte Seite gibt es nicht mehr.</p>", "error page"),
    "error-es": ("<title>Error</title><p>La página que busca no existe.</p>", "error page"),
    "error-ar": ("<title>site</title><p>الصفحة التي تبحث عنها غير موجودة.</p>", "error page"),
    "blank": ("<html><head><title>site</title></head><body></body></html>", "empty page"),
    "boilerplate alone": ("<title>site</title><nav><a href=/>Home</a></nav><div id=root></div>", "empty page"),
    "nothing": ("", "empty page"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "reason"), PAGES.values(), ids=PAGES)
def test_page_without_an_article_is_suspect(html: str, reason: str) -> None:
    """Each kind is told in each language."""
    assert suspect(html) == reason


FOREIGN = {
    "pt": "Confirme que não é um robô.|Esqueceu a sua senha?|Nós e os nossos 700 parceiros. Aceitar e continuar|A página que procura não foi encontrada.",
    "it": "Conferma di non essere un robot.|Hai dimenticato la password?|Noi e i nostri 700 partner. Continua senza accettare|La pagina che stai cercando non c'è.",
    "ru": "Подтвердите, что вы не робот.|Забыли пароль? Запомнить меня|Мы и наши 700 партнеров. Принять все|Страница не найдена. Ошибка 404",
    "tr": "Robot olmadığınızı doğrulayın.|Şifremi unuttum. Beni hatırla|Biz ve 700 ortaklarımız. Tümünü kabul et|Aradığınız sayfa bulunamadı.",
    "zh": "请验证您是真人,我不是机器人。|忘记密码?记住我|我们重视您的隐私。全部接受|您访问的页面不存在。",
    "ja": "私はロボットではありません|パスワードをお忘れですか ログイン状態を保持|お客様のプライバシーを尊重します。すべて同意する|お探しのページは見つかりません。",
    "ko": "로봇이 아닙니다. 사람인지 확인하세요|비밀번호를 잊으셨나요? 로그인 상태 유지|귀하의 개인정보를 소중히 합니다. 모두 동의|요청하신 페이지를 찾을 수 없습니다.",
    "hi": "मैं रोबोट नहीं हूँ|पासवर्ड भूल गए? मुझे याद रखें|हम और हमारे 700 पार्टनर। सभी स्वीकार करें|यह पेज मौजूद नहीं है।",
    "id": "Saya bukan robot|Lupa kata sandi? Ingat saya|Kami dan mitra kami. Terima semua|Halaman tidak ditemukan.",
    "nl": "Bevestig dat u geen robot bent.|Wachtwoord vergeten? Log in om verder te gaan|Wij en onze 700 partners. Alles accepteren|Deze pagina bestaat niet meer.",
    "pl": "Potwierdź, że nie jesteś robotem.|Nie pamiętasz hasła? Zapamiętaj mnie|My i nasi 700 partnerzy. Przejdź do serwisu|Strona nie została znaleziona.",
    "fa": "من ربات نیستم|رمز عبور را فراموش کرده اید؟|ما و شرکای ما. پذیرش همه|صفحه مورد نظر یافت نشد.",
    "sv": "Bekräfta att du inte är en robot.|Glömt lösenordet? Kom ihåg mig|Vi och våra 700 partner. Acceptera alla|Sidan kunde inte hittas.",
}
KINDS = ("captcha", "login", "consent", "error")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(kind, text, id=f"{kind}-{language}")
        for language, line in FOREIGN.items()
        for kind, text in zip(KINDS, line.split("|"), strict=True)
    ],
)
def test_kinds_are_told_in_other_languages(kind: str, text: str) -> None:
    """Such a page is suspect; an article that quotes it to the word is not."""
    page = f"<title>site</title><p>{text}</p><input type=password>"
    assert suspect(page) == f"{kind} page"
    assert suspect(f"<title>What screens say</title><p>{text}</p>{STORY * 9}") is None


ABOUT = {
    "captcha": "Researchers showed that the test which asks users to verify you are human can be solved by a parrot, it says here.",
    "login": "Please log in to your account, the screen said, and the clerk forgot your password was the name of her dog, too.",
    "consent": "Before you continue to the site, reads the banner, and we value your privacy: the court called this misleading.",
    "error": "The page you are looking for does not exist, the ministry's website answered for a whole week in March of this year.",
}


@pytest.mark.parametrize("text", ABOUT.values(), ids=ABOUT)
def test_article_about_them_is_not_suspect(text: str) -> None:
    """A whole article that quotes such a page keeps its text and is no suspect, even with a challenge's script in
    it."""
    html = f"<title>What screens say</title><script src=https://x/recaptcha.js></script><p>{text}</p>{STORY * 9}"
    article = extract_page(html.encode(), url="https://example.org/a")
    assert article.suspect is None
    assert text in article.paragraphs


def test_short_stated_article_is_not_suspect() -> None:
    """Three sentences on a page that states itself an article are one, whatever they quote."""
    html = (
        "<title>Site down for a week</title><meta property=article:published_time content=2024-05-03>"
        f"<p>{ABOUT['error']}</p>{STORY}"
    )
    assert suspect(html) is None


def test_long_article_is_not_suspect_by_its_title() -> None:
    """A title that begins like an error's does not outweigh a whole article."""
    assert suspect(f"<title>Not found: the lost villages</title>{STORY * 9}") is None
