//! The words of dates: months, weekdays and halves of the day in the languages of our shops. One more language is one more entry.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::marks::folded;

/// What a word of a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A month of the common calendar, from 1.
    Month(u8),
    /// A month of the Persian calendar, from 1.
    PersianMonth(u8),
    /// A day of the week, from Monday as 1. The date tells it anyway, so the two must agree.
    Weekday(u8),
    /// Before noon.
    Forenoon,
    /// After noon.
    Afternoon,
    /// The clock of Greenwich.
    Utc,
    /// Stands between hours and minutes: `14h05`.
    Hours,
    /// Says nothing.
    Filler,
}

/// The words of one language, long and short, each list parted by spaces, each entry by bars. `_` is a space.
struct LanguageNames {
    months: &'static str,
    weekdays: &'static str,
    forenoon: &'static str,
    afternoon: &'static str,
    fillers: &'static str,
}

const LANGUAGES: [LanguageNames; 7] = [
    // English
    LanguageNames {
        months: "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec",
        weekdays: "monday|mon tuesday|tue|tues wednesday|wed thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun",
        forenoon: "am|a|a_m",
        afternoon: "pm|p|p_m",
        fillers: "t|at|on|of|the|st|nd|rd|th|o_clock|oclock|hrs|date|time",
    },
    // German
    LanguageNames {
        months: "januar|jänner|jan februar|feb märz|maerz|mär|mrz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez",
        weekdays: "montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sonnabend|sa sonntag|so",
        forenoon: "vorm|vormittags|morgens",
        afternoon: "nachm|nachmittags|abends",
        fillers: "um|den|der|am_|uhr",
    },
    // Arabic: as in Egypt and the Gulf, in the Levant and Iraq, in the Maghreb
    LanguageNames {
        months: "يناير|كانون_الثاني|كانون_ثاني|جانفي فبراير|شباط|فيفري|فبرایر مارس|آذار|اذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ايار|ماي يونيو|يونية|حزيران|جوان يوليو|يولية|تموز|جويلية|يوليوز أغسطس|آب|أوت|غشت سبتمبر|أيلول|ايلول|شتنبر أكتوبر|تشرين_الأول|تشرين_أول نوفمبر|تشرين_الثاني|تشرين_ثاني|نونبر ديسمبر|كانون_الأول|كانون_أول|دجنبر",
        weekdays: "الاثنين|الإثنين|اثنين الثلاثاء|ثلاثاء الأربعاء|أربعاء الخميس|خميس الجمعة|جمعة السبت|سبت الأحد|أحد",
        forenoon: "ص|صباحا|صباحًا|قبل_الظهر",
        afternoon: "م|مساء|مساءً|مساءا|بعد_الظهر",
        fillers: "الساعة|في|يوم|ميلادي|هـ",
    },
    // Persian, with the common calendar's months; those of its own stand in PERSIAN_MONTHS
    LanguageNames {
        months: "ژانویه|ژانویهٔ فوریه|فوریهٔ مارس آوریل مه|می|مهٔ ژوئن ژوئیه|ژوئیهٔ|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
        weekdays: "دوشنبه|دو_شنبه سه_شنبه چهارشنبه|چهار_شنبه پنجشنبه|پنج_شنبه جمعه|آدینه شنبه یکشنبه|یک_شنبه",
        forenoon: "ق_ظ|قبل_از_ظهر|قبلازظهر|صبح",
        afternoon: "ب_ظ|بعد_از_ظهر|بعدازظهر|عصر",
        fillers: "ساعت|روز|مورخ|تاریخ",
    },
    // Turkish
    LanguageNames {
        months: "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara",
        weekdays: "pazartesi|pzt|pts salı|sal çarşamba|çar|çrş perşembe|per|prş cuma|cum cumartesi|cmt|cts pazar|paz",
        forenoon: "öö|öğleden_önce|sabah",
        afternoon: "ös|öğleden_sonra|akşam",
        fillers: "saat|günü|tarihi",
    },
    // Uzbek, in Latin letters and in Cyrillic ones
    LanguageNames {
        months: "yanvar|yan|январ|янв fevral|fev|феврал|фев mart|mar|март|мар aprel|apr|апрел|апр may|май iyun|iyn|июн iyul|iyl|июл avgust|avg|август|авг sentabr|sentyabr|sen|сентабр|сентябр|сен oktabr|oktyabr|okt|октабр|октябр|окт noyabr|noy|ноябр|ноя dekabr|dek|декабр|дек",
        weekdays: "dushanba|dush|душанба seshanba|sesh|сешанба chorshanba|chor|чоршанба payshanba|pay|пайшанба juma|jum|жума shanba|shan|шанба yakshanba|yak|якшанба",
        forenoon: "to|t_o|tushdan_oldin|ertalab",
        afternoon: "tk|t_k|tushdan_keyin|kechqurun",
        fillers: "yil|yili|soat|kuni|да",
    },
    // Indonesian
    LanguageNames {
        months: "januari|jan februari|feb|pebruari maret|mar april|apr mei juni|jun juli|jul agustus|agu|agt|ags september|sep|sept oktober|okt november|nov|nopember|nop desember|des",
        weekdays: "senin|sen selasa|sel rabu|rab kamis|kam jumat|jum|jum_at sabtu|sab minggu|min|ahad",
        forenoon: "pagi",
        afternoon: "sore",
        fillers: "pukul|pkl|jam|hari|tanggal|tgl",
    },
];

/// The months of the Persian calendar in Persian, in Latin letters, and in Dari.
const PERSIAN_MONTHS: &str = "فروردین|farvardin|حمل اردیبهشت|ordibehesht|ثور خرداد|khordad|جوزا تیر|tir|سرطان مرداد|امرداد|mordad|amordad|اسد شهریور|shahrivar|سنبله مهر|mehr|میزان آبان|aban|عقرب آذر|azar|قوس دی|dey|جدی بهمن|bahman|دلو اسفند|esfand|حوت";

fn entries(list: &'static str) -> impl Iterator<Item = (u8, String)> {
    (1..)
        .zip(list.split(' '))
        .flat_map(|(place, names)| {
            names
                .split('|')
                .map(move |name| (place, folded(name)))
        })
}

/// What each word can mean; a few short ones mean a month in one language and a weekday in another.
static MEANINGS: LazyLock<HashMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Meaning>> = HashMap::new();
    let mut put = |word: String, meaning: Meaning| {
        let known = all.entry(word).or_default();
        if !known.contains(&meaning) {
            known.push(meaning);
        }
    };
    for language in &LANGUAGES {
        entries(language.months).for_each(|(month, word)| put(word, Meaning::Month(month)));
        entries(language.weekdays).for_each(|(day, word)| put(word, Meaning::Weekday(day)));
        entries(language.forenoon).for_each(|(_, word)| put(word, Meaning::Forenoon));
        entries(language.afternoon).for_each(|(_, word)| put(word, Meaning::Afternoon));
        entries(language.fillers).for_each(|(_, word)| put(word, Meaning::Filler));
    }
    entries(PERSIAN_MONTHS).for_each(|(month, word)| put(word, Meaning::PersianMonth(month)));
    entries("utc|gmt|z|ut|zulu").for_each(|(_, word)| put(word, Meaning::Utc));
    entries("h|hr|hours|min|s|sec").for_each(|(_, word)| put(word, Meaning::Hours));
    all
});

/// What a folded word can mean; nothing: it is no word of a date.
pub(super) fn meanings(word: &str) -> &'static [Meaning] {
    MEANINGS
        .get(word)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

#[cfg(test)]
#[test]
fn no_month_of_one_language_is_another_month_in_the_next() {
    for (word, meanings) in MEANINGS.iter() {
        let months = meanings
            .iter()
            .filter(|meaning| matches!(meaning, Meaning::Month(_) | Meaning::PersianMonth(_)));
        assert!(months.count() <= 1, "{word}: {meanings:?}");
    }
    for language in &LANGUAGES {
        assert_eq!(
            (
                language.months.split(' ').count(),
                language.weekdays.split(' ').count()
            ),
            (12, 7),
            "{}",
            language.months
        );
    }
}
