"""Sentences of languages with cases, genders, duals and scripts from right to left, as they are said."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quartzcron import CronExpression, Schedule

RUSSIAN = (
    # Plurals by the last digit; "every" goes with them.
    ("*/2 * * * *", "Каждые 2 минуты"),
    ("*/5 * * * *", "Каждые 5 минут"),
    ("2-58/21 9 * * MON#2", "Во второй понедельник каждого месяца в 09:02, 09:23 и 09:44"),
    ("1 * * * *", "В 1 минуту каждого часа"),
    ("0 9 L-2 * *", "За 2 дня до последнего дня каждого месяца в 09:00"),
    ("0 9 L-12 * *", "За 12 дней до последнего дня каждого месяца в 09:00"),
    # Ends that are runs; "со" before вт- and ср-.
    ("*/15 9-17 * * MON-FRI", "Каждые 15 минут с 09:00 по 17:45, с понедельника по пятницу"),
    ("0 9 * * TUE-THU", "Со вторника по четверг в 09:00"),
    ("0 9 * * WED-FRI", "Со среды по пятницу в 09:00"),
    # Genders and cases of weekdays and months.
    ("0 9 * * MON,WED", "Каждый понедельник и среду в 09:00"),
    ("0 9 * * WED", "Каждую среду в 09:00"),
    ("0 9 * * SUN", "Каждое воскресенье в 09:00"),
    ("0 9 * * MON-SAT", "Каждый день, кроме воскресенья, в 09:00"),
    ("0 9 * * FRIL", "В последнюю пятницу каждого месяца в 09:00"),
    ("0 9 * * SUN#4", "В четвёртое воскресенье каждого месяца в 09:00"),
    ("0 9 1 1,4 *", "1-го числа января и апреля в 09:00"),
    ("0 9 * 6,7 MON", "Каждый понедельник в июне и июле в 09:00"),
    ("0 9 * 6-8 *", "Каждый день с июня по август в 09:00"),
    ("0 9 1 1 *", "Каждый год 1 января в 09:00"),
    ("0 9 1-7 * *", "С 1-го по 7-е число каждого месяца в 09:00"),
    ("0 9 2-7 * *", "Со 2-го по 7-е число каждого месяца в 09:00"),
    # Union and intersection.
    ("0 0 13 * FRI", "13-го числа каждого месяца, а также каждую пятницу в 00:00"),
    ("0 0 13 * +FRI", "Каждую пятницу, но только 13-го числа месяца, в 00:00"),
    ("*/5 * 13 * +FRI", "Каждые 5 минут, каждую пятницу, но только 13-го числа месяца"),
)

ARABIC = (
    # One, two, 3 to 10, 11 to 99.
    ("* * * * *", "كل دقيقة"),
    ("*/2 * * * *", "كل دقيقتين"),
    ("*/5 * * * *", "كل 5 دقائق"),
    ("*/15 9-17 * * *", "كل 15 دقيقة من 09:00 إلى 17:45"),
    ("0 9 L-1 * *", "قبل يوم واحد من آخر يوم من كل شهر في الساعة 09:00"),
    ("0 9 L-2 * *", "قبل يومين من آخر يوم من كل شهر في الساعة 09:00"),
    ("0 9 L-3 * *", "قبل 3 أيام من آخر يوم من كل شهر في الساعة 09:00"),
    ("0 9 L-12 * *", "قبل 12 يومًا من آخر يوم من كل شهر في الساعة 09:00"),
    ("5,35 */2 * * *", "في الدقيقة 5 والدقيقة 35 من ساعة واحدة كل ساعتين بدءًا من الساعة 0"),
    ("5,35 */3 * * *", "في الدقيقة 5 والدقيقة 35 من ساعة واحدة كل 3 ساعات بدءًا من الساعة 0"),
    # Weekdays without and with the article.
    ("0 9 * * MON,WED", "كل يوم اثنين وأربعاء في الساعة 09:00"),
    ("0 9 * * MON-FRI", "من الاثنين إلى الجمعة في الساعة 09:00"),
    ("0 12 * * FRIL", "في آخر يوم جمعة من كل شهر في الساعة 12:00"),
    ("0 0 1 1 *", "في 1 يناير من كل عام في الساعة 00:00"),
    # Union and intersection.
    ("0 0 13 * FRI", "في اليوم 13 من كل شهر وأيضًا كل يوم جمعة في الساعة 00:00"),
    ("0 0 13 * +FRI", "في أيام الجمعة التي تقع في اليوم 13 من الشهر في الساعة 00:00"),
)

HEBREW = (
    ("*/2 * * * *", "כל שתי דקות"),
    ("*/5 * * * *", "כל 5 דקות"),
    ("0 */2 * * *", "כל שעתיים החל מ-0:00"),
    ("*/15 9-17 * * *", "כל 15 דקות מ-9:00 עד 17:45"),
    ("0 9 * * MON-FRI", "מיום שני עד יום שישי בשעה 9:00"),
    ("0 12 * * FRIL", "ביום שישי האחרון בכל חודש בשעה 12:00"),
    ("0 0 1 1 *", "בכל 1 בינואר בשעה 0:00"),
    ("0 0 13 * FRI", "ב-13 בכל חודש וגם בכל יום שישי בשעה 0:00"),
    ("0 0 13 * +FRI", "בכל יום שישי שחל ב-13 בחודש בשעה 0:00"),
    ("0 9 L-2 * *", "ביום שהוא יומיים לפני היום האחרון בכל חודש בשעה 9:00"),
    # "And" is written together with a word, and with a hyphen before a number.
    ("0 9 * * MON,WED", "בכל יום שני ורביעי בשעה 9:00"),
    ("0 9,17 * * *", "בכל יום בשעה 9:00 ו-17:00"),
    ("5,20,45 * * * *", "בדקות 5, 20 ו-45 של כל שעה"),
    ("0 9 1,15 * *", "ב-1 וב-15 בכל חודש בשעה 9:00"),
)

SAID = [
    (code, text, said)
    for code, sentences in (("ru", RUSSIAN), ("ar", ARABIC), ("he", HEBREW))
    for text, said in sentences
]


@pytest.mark.parametrize(("code", "text", "said"), SAID)
def test_what_is_said(code: str, text: str, said: str) -> None:
    assert CronExpression(text).describe(code) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0 9 * * MON-SAT", "Ежедневно, кроме вс, 09:00"),
        ("0 9 * * WED#3", "3-я ср месяца 09:00"),
        ("0 9 * 6-8 *", "Ежедневно, июн.–авг., 09:00"),
    ],
)
def test_what_is_said_in_short(text: str, said: str) -> None:
    assert CronExpression(text).describe("ru", style="short") == said


def test_a_comma_closes_a_clause_only_before_more_words() -> None:
    walk = CronExpression("*/5 * 31 * *")
    assert walk.describe("de") == "Alle 5 Minuten, am 31. jedes Monats, der einen hat"
    assert CronExpression("0 9 31 * *").describe("de") == (
        "Am 31. jedes Monats, der einen hat, um 09:00 Uhr"
    )
    daily = CronExpression("0 9 * * *")
    assert (walk | daily).describe("ru") == (
        "Каждые 5 минут, 31-го числа каждого месяца, в котором такой день есть; "
        "а также каждый день в 09:00"
    )
    assert (
        (walk - (walk | daily))
        .describe("de")
        .endswith("der einen hat; und außerdem täglich um 09:00 Uhr)")
    )


def test_years_and_dates_in_russian() -> None:
    years = CronExpression("0 0 9 * * ? 2026", "quartz")
    assert years.describe("ru") == "Каждый день в 09:00, в 2026 году"
    years = CronExpression("0 0 9 * * ? 2026,2028", "quartz")
    assert years.describe("ru") == "Каждый день в 09:00, в 2026 и 2028 годах"
    schedule = Schedule("0 9 * * *", start=datetime(2026, 5, 2), end=datetime(2026, 6, 4))
    assert schedule.describe("ru") == (
        "Каждый день в 09:00, со 2 мая 2026 г., по 3 июня 2026 г. включительно"
    )


def test_an_abbreviation_and_the_end_of_a_sentence_share_the_full_stop() -> None:
    schedule = Schedule("0 9 * * *", excluding=[date(2026, 12, 25)])
    assert schedule.describe("ru", style="full") == (
        "Каждый день в 09:00, кроме следующих дней: 25 декабря 2026 г. Не более 1 запуска в день."
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("he", "בכל יום בשעה 9:00, אזור הזמן \u2068UTC\u2069, החל ב-2 במאי 2026"),
        ("ar", "كل يوم في الساعة 09:00، المنطقة الزمنية \u2068UTC\u2069، بدءًا من 2 مايو 2026"),
    ],
)
def test_a_name_from_left_to_right_is_kept_apart(code: str, said: str) -> None:
    """Without isolates it would tear the sentence apart on a page from left to right."""
    schedule = Schedule("0 9 * * *", tz="UTC", start=datetime(2026, 5, 2))
    assert schedule.describe(code) == said


def test_each_territory_has_its_months_and_clock() -> None:
    twelfth = CronExpression("0 21 1 1 *")
    assert twelfth.describe("ar_EG") == "في 1 يناير من كل عام في الساعة 9:00 م"
    assert twelfth.describe("ar_SY") == "في 1 كانون الثاني من كل عام في الساعة 9:00 م"
    assert CronExpression("0 9 * * SUN,MON").describe("he_IL") == ("בכל יום ראשון ושני בשעה 9:00")
