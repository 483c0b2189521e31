from __future__ import annotations

import pytest

from index.language import detect

SENTENCES = {
    "en": "The minister said on Monday that talks between the two governments would go on until the end of the year.",
    "fr": (
        "Le ministre a déclaré lundi que les discussions entre les deux gouvernements se poursuivront dans la capitale."
    ),
    "de": (
        "Der Minister erklärte am Montag, dass die Gespräche zwischen den Regierungen bis zum Ende des Jahres dauern."
    ),
    "es": "El ministro dijo el lunes que las conversaciones entre los dos gobiernos seguirán hasta el final del año.",
    "pt": (
        "O ministro disse na segunda-feira que as conversas entre os dois governos vão continuar até ao fim do ano."
    ),
    "it": "Il ministro ha detto lunedì che i colloqui tra i due governi continueranno fino alla fine dell'anno.",
    "nl": "De minister zei maandag dat de gesprekken tussen de twee regeringen tot het einde van het jaar doorgaan.",
    "sv": "Ministern sade på måndagen att samtalen mellan de två regeringarna ska fortsätta till slutet av året.",
    "da": "Ministeren sagde mandag, at samtalerne mellem de to regeringer bliver ved med at være i gang efter nytår.",
    "no": "Ministeren sa mandag at samtalene mellom de to regjeringene blir stående åpne etter at noen har gått ut.",
    "fi": "Ministeri sanoi maanantaina, että neuvottelut ovat kesken ja että ne jatkuvat vielä tämän vuoden jälkeen.",
    "pl": "Minister powiedział w poniedziałek, że rozmowy między rządami będą trwać do końca roku, ale nie dłużej.",
    "cs": "Ministr v pondělí řekl, že rozhovory mezi vládami budou pokračovat až do konce roku, který už je za námi.",
    "hu": (
        "A miniszter hétfőn azt mondta, hogy a két kormány"
        " közötti tárgyalások az év végéig folytatódnak, és nem tovább."
    ),
    "ro": (
        "Ministrul a spus luni că discuțiile dintre cele două guverne"
        " vor continua până la sfârșitul anului, după care se opresc."
    ),
    "tr": (
        "Bakan pazartesi günü iki hükümet arasındaki görüşmelerin yıl sonuna"
        " kadar devam edeceğini ve bunun çok önemli olduğunu söyledi."
    ),
    "id": (
        "Menteri mengatakan pada hari Senin bahwa pembicaraan"
        " antara kedua pemerintah akan berlanjut dan tidak berhenti."
    ),
    "vi": "Bộ trưởng cho biết hôm thứ Hai rằng các cuộc đàm phán giữa hai chính phủ sẽ tiếp tục đến cuối năm.",
    "hr": (
        "Ministar je u ponedjeljak rekao da će se razgovori između"
        " dviju vlada nastaviti do kraja godine, ali ne i nakon toga."
    ),
    "ru": (
        "Министр сообщил в понедельник, что переговоры между правительствами"
        " продолжатся до конца года, если это будет нужно."
    ),
    "uk": (
        "Міністр повідомив у понеділок, що переговори між урядами триватимуть до кінця року, якщо це буде потрібно."
    ),
    "bg": "Министърът каза в понеделник, че разговорите между двете правителства ще продължат до края на годината.",
    "sr": "Министар је у понедељак рекао да ће се разговори две владе наставити до краја године.",
    "ar": "قال الوزير يوم الاثنين إن المحادثات بين الحكومتين سوف تستمر حتى نهاية العام.",
    "fa": "وزیر روز دوشنبه گفت که گفتگوهای دو دولت تا پایان سال ادامه خواهد داشت و این برای منطقه مهم است.",
    "ur": "وزیر نے پیر کو کہا کہ دونوں حکومتوں کے درمیان بات چیت سال کے آخر تک جاری رہے گی۔",
    "he": "השר אמר ביום שני כי השיחות בין שתי הממשלות יימשכו עד סוף השנה.",
    "hi": "मंत्री ने सोमवार को कहा कि दोनों सरकारों के बीच बातचीत साल के अंत तक जारी रहेगी।",
    "el": "Ο υπουργός είπε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν.",
    "zh": "部长周一表示，两国政府之间的会谈将持续到年底。",
    "ja": "大臣は月曜日に、両政府の協議は年末まで続くと述べた。",
    "ko": "장관은 월요일에 두 정부 간의 회담이 연말까지 계속될 것이라고 말했다.",
    "th": "รัฐมนตรีกล่าวเมื่อวันจันทร์ว่าการเจรจาจะดำเนินต่อไป",
    "hy": "Նախարարը երկուշաբթի ասաց, որ բանակցությունները կշարունակվեն։",
    "ka": "მინისტრმა ორშაბათს თქვა, რომ მოლაპარაკებები გაგრძელდება.",
    "so": (
        "Wasiirka ayaa sheegay in wadahadallada u dhexeeya labada dowladood"
        " ay sii socon doonaan ilaa dhamaadka sanadka waxaana la filayaa."
    ),
    "sw": (
        "Waziri alisema Jumatatu kuwa mazungumzo kati ya serikali hizo mbili yataendelea"
        " hadi mwisho wa mwaka huo kwa ajili ya amani ya watu."
    ),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_gives_its_language(language: str) -> None:
    assert detect(SENTENCES[language]) == language


@pytest.mark.parametrize("language", SENTENCES)
def test_names_and_addresses_in_english_do_not_hide_the_language(language: str) -> None:
    text = SENTENCES[language]
    assert detect(f"{text} https://news.example.org/the-and-of/this-is-a-long-address {text} (Reuters)") == language


@pytest.mark.parametrize("text", ["", "   \n", "12 345 – 67 %", "Tehran", "OK", "!?", "\x00\x00", "🙂🙂🙂"])
def test_too_little_gives_none(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("東京です", "ja"), ("서울", "ko"), ("Αθήνα", "el"), ("ירושלים", "he"), ("北京", "zh"), ("من هو الوزير؟", "ar")],
)
def test_a_few_letters_are_enough_where_the_script_decides(text: str, language: str) -> None:
    assert detect(text) == language


def test_spanish_place_names_make_no_spanish_text() -> None:
    text = (
        "Teams that play in Los Angeles, El Paso, La Mesa, Las Vegas and San Diego are listed in the table of the page."
    )
    assert detect(text) == "en"


def test_arabic_and_persian_are_told_apart_in_arabic_letters() -> None:
    # Persian typed on an Arabic keyboard: ي and ك instead of ی and ک.
    assert detect("وزير روز دوشنبه گفت كه اين گفتگوها براي منطقه مهم است و تا پايان سال ادامه دارد") == "fa"


def test_the_language_of_most_of_the_text_wins() -> None:
    assert detect(SENTENCES["ar"] * 3 + SENTENCES["en"]) == "ar"
    assert detect(SENTENCES["en"] * 3 + SENTENCES["ar"]) == "en"


def test_a_huge_text_is_read_in_three_places() -> None:
    text = SENTENCES["fr"] * 20 + "x" * 50_000_000 + SENTENCES["fr"] * 20
    assert detect(text) == "fr"
