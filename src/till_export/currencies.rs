//! What may stand beside an amount and leave it what it is: the names, signs and codes of currencies.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::marks::folded;

/// The codes of ISO 4217. Those that are English words as well count in capitals only.
const CODES: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob bov brl bsd btn bwp byn bzd cad cdf che \
    chf chw clf clp cny cop cou crc cuc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg \
    huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur \
    mvr mwk mxn mxv myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sll \
    sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd usn uyi uyu uzs ved ves vnd vuv wst xaf xcd xcg xof xpf yer \
    zar zmw zwg zwl";
const WORDLIKE: &str = "all bob cop cup gel mad mop pen sos top";

/// Names and abbreviations, parted by spaces; points and apostrophes within them do not count.
const NAMES: &str = "euro euros ευρω евро يورو یورو dollar dollars dollaro dolar dolares دلار دولار us usdollar usdollars pound pounds sterling \
    quid lira liras lire lirasi tl ليرة لیره turkishlira turkishlirasi turklirasi yen yuan renminbi rmb won 円 圓 圆 元 円也 日元 人民币 块 원 rupee rupees rupie rs re \
    ₨ روپیه روبية रु रू रुपये rupiah rp rial rials riyal riyals qr sr ريال ریال رس رق رع ری rialiranian iranianrial saudiriyal dirham dirhams dh \
    dhs درهم دا دم dinar dinars din kd bd jd دينار دینار دک دب دع دج دت دل دا lbp لل لس جنيه جنیه جم egyptianpound le som soum sum сум сўм сом сўмдир \
    сом tenge тенге тг manat manati afghani افغانی افغاني kr krone kroner krona kronor kronur koruna koruny korun kc kcs krouna zl zł zloty \
    zlotych złoty złotych ft forint lei leu ron ден денар den дин din rsd динара рсд лв leva lev bgn руб рубль рубля рублей р rub грн гривень \
    гривна гривня uah ₴ km marka mark franc francs franken fr frs sfr stutz fcfa cfa peso pesos real reais rl sol soles s r rand rands rm \
    ringgit sen baht บาท bht thb dong đồng dong đ vnd piso php naira shilling shillings sh ksh kshs tsh ush ks kes birr cedi cedis gh gh₵ \
    kwacha pula shekel shekels nis שח שקל lari ლარი dram դրամ som tugrik riel kip kyat taka টাকা tk quetzal lempira colon colones guarani \
    guaranies bolivar bolivares bs ntd nt hkd sgd";

/// What may stand before a dollar's sign and belong to it: `US$`, `HK$`.
const DOLLARS: &str =
    "us u a au c ca can hk s sg r nt nz mx mex j tt bz n rd z ar cl col ec bds fj g cu arg b bd l";

/// Toman, ten rials, which is no currency of its own.
const TOMANS: &str = "toman tomans tuman تومان تومن تومانی ت";

fn set(words: &'static str) -> HashSet<String> {
    words
        .split_whitespace()
        .map(folded)
        .collect()
}

static CODE_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(CODES));
static WORDLIKE_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(WORDLIKE));
static NAME_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(NAMES));
static DOLLAR_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(DOLLARS));
static TOMAN_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(TOMANS));

fn is_sign(sign: char) -> bool {
    matches!(sign, '$' | '¢'..='¥' | '֏' | '؋' | '߾' | '߿' | '৲' | '৳' | '৻' | '૱' | '௹' | '฿' | '៛' | '\u{20A0}'..='\u{20CF}' | '꠸')
}

/// Whether a word is a code of ISO 4217.
pub(super) fn is_code(word: &str) -> bool {
    let plain = folded(word);
    let shaped = word.len() == 3
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic());
    shaped
        && CODE_SET.contains(&plain)
        && (!WORDLIKE_SET.contains(&plain)
            || word
                .bytes()
                .all(|byte| byte.is_ascii_uppercase()))
}

/// Whether a word, with its points and signs, names a currency.
pub(super) fn is_one(word: &str) -> bool {
    let letters: String = word
        .chars()
        .filter(|sign| !is_sign(*sign))
        .collect();
    let plain = folded(&letters);
    let before_sign = letters.len() < word.len() && DOLLAR_SET.contains(&plain);
    plain.is_empty()
        || before_sign
        || NAME_SET.contains(&plain)
        || is_code(letters.trim_matches(['.', '/']))
}

/// Whether a word names ten rials.
pub(super) fn is_toman(word: &str) -> bool {
    TOMAN_SET.contains(&folded(word))
}

/// Whether a column's name ends with the unit: `Amount (Toman)`.
pub(super) fn ends_with_toman(column: &str) -> bool {
    let name = folded(column);
    ["toman", "تومان"]
        .iter()
        .any(|unit| name.ends_with(unit))
}
