# Oʻzbekcha

## The language itself

-language = Oʻzbekcha
    .direction = ltr
    .script = Latn
    .region = UZ
    .calendar = gregory
    .first-weekday = mon
    .digits = latn
    .percent = 0%
    .place = 5
    .shop-place = 5
    .time-zone = Asia/Tashkent
    .currency = UZS
    .reward = Bepul qahva

## Every page

skip = Asosiy qismga oʻtish
language = Til
demo = Namoyish.
demo-meaning = Bu yerdagi hech narsa shu kompyuterdan tashqariga chiqmaydi va haqiqiy hamyon ishlatilmaydi.
made-with = Asosi:

moment-today = bugun { $time }
moment-yesterday = kecha { $time }
moment-day = { $day }, { $time }
months-from-to = { $first } – { $last }

## Join page

join-benefit =
    { $count ->
        [one] { $count } ta muhr, keyin: { $reward }
       *[other] { $count } ta muhr, keyin: { $reward }
    }
join-welcome =
    { $count ->
        [one] Birinchi muhringiz bizdan sovgʻa
       *[other] Dastlabki { $count } ta muhringiz bizdan sovgʻa
    }
join-button = Kartamni olaman
join-here = Kartani shu kompyuterda ochish
join-own-card = Kartamni ochish
join-next-apple = Anketa yoʻq. Keyingi sahifada bir bosishda Apple Wallet ilovasiga qoʻshiladi.
join-next-google = Anketa yoʻq. Keyingi sahifada bir bosishda Google Wallet ilovasiga qoʻshiladi.
join-next-web = Anketa ham, ilova ham yoʻq: karta telefoningizdagi bir sahifa.
join-in-app-iphone = Hamyonlarga oʻz brauzeringiz kerak. Bir bosish bilan bu sahifa oʻsha yerda ochiladi. Ochilmasa, shu ilova menyusida (•••) brauzeringizni tanlang yoki manzildan nusxa oling.
join-in-app-android = Hamyonlarga oʻz brauzeringiz kerak. Bir bosish bilan bu sahifa oʻsha yerda ochiladi.
join-in-app-here = Kartani shu yerda olish, hamyonsiz
join-open-browser = Brauzerimda ochish
join-open-safari = Safari bilan urinib koʻring
join-address = Bu sahifa manzili
join-copy = Manzildan nusxa olish
join-copied = Nusxa olindi. Endi uni brauzeringizga qoʻying.
join-problem-busy = Hozir bu yerdan koʻp odam qoʻshilmoqda. Bir daqiqa kutib, yana bosing.
join-problem-elsewhere = Bu soʻrov shu sahifadan kelmadi, shuning uchun karta yaratilmadi. Shu yerdagi tugmani bosing.
join-problem-later = Xizmat band yoki joy qolmagani uchun karta yaratilmadi. Bir necha daqiqadan keyin qayta urinib koʻring.
join-scan = Buni telefoningiz bilan skanerlang
join-scan-meaning = Karta telefoningizda turadi. Kamerani kvadratga qarating.
join-how = Qanday ishlaydi
join-step-1 = Kartani oling. Bir bosish kifoya, ismingizni soʻramaymiz.
join-step-2 = { $shop }: har kelganingizda kartani koʻrsating va muhr oling.
join-step-3 =
    { $count ->
        [one] { $count } ta muhrdan keyin sizga: { $reward }
       *[other] { $count } ta muhrdan keyin sizga: { $reward }
    }
join-keep = Nimalarni saqlaymiz
join-keep-1 = Tashriflaringiz, muhrlaringiz va mukofotlaringiz, tasodifiy raqam ostida.
join-keep-2 = Ismingiz, telefon raqamingiz yoki elektron manzilingiz, faqat uni doʻkonga oʻzingiz bersangiz yoki doʻkon kartani yana topa olishi uchun kartangiz sahifasida qoldirsangiz.
join-keep-3 = Kartangiz sahifasi muhrlaringiz, tashriflaringiz va mukofotlaringizni istalgan vaqtda koʻrsatadi.
join-keep-cookie = Kartani olganingizdan keyin: bu brauzer uni yana topishi uchun cookie. Til tanlasangiz: u uchun ham cookie. Bu sahifa necha marta ochilgani cookie ishlatmay sanaladi.
join-keep-wallet = Kartani hamyonga qoʻshsangiz: Apple yoki Google yangilanishlar uchun bizga beradigan manzil.
join-keep-invite = Sizni kim taklif qilgani, tasodifiy raqam sifatida.
join-behind = Bu doʻkon haqida
join-contact = Maʼlumotlaringiz haqida savollar:
join-terms = Bu karta shartlari

## The card

card-title = Muhr kartasi
card-welcome = Kartangiz tayyor
card-count =
    { $required ->
        [one] { $stamps } / { $required } ta muhr
       *[other] { $stamps } / { $required } ta muhr
    }
card-to-go =
    { $count ->
        [one] Yana { $count } ta muhr, keyin: { $reward }
       *[other] Yana { $count } ta muhr, keyin: { $reward }
    }
card-rest = Keyingi muhrgacha { $amount } qoldi
card-expiring =
    { $count ->
        [one] { $day } kunigacha mukofotga yetmasangiz, { $count } ta muhr yoʻqoladi.
       *[other] { $day } kunigacha mukofotga yetmasangiz, { $count } ta muhr yoʻqoladi.
    }
card-reward-ready = Mukofot tayyor: { $reward }
card-reward-show = Olish uchun bu kartani kassada koʻrsating.
card-reward-until = Amal qilish muddati: { $day }.
card-short-code = Terish uchun kod:
card-show = Muhr olish uchun bu kodni kassada koʻrsating.
card-no-wallet = Bu sahifani saqlab qoʻying: uni bosh ekranga yoki xatchoʻplarga qoʻshing va kassada koʻrsating.
card-handover = Telefoningizga oʻtkazing
card-handover-meaning = Telefoningiz kamerasini shu kvadratga qarating. Karta muhrlari bilan oʻsha yerda ochiladi.
card-wallet-meaning = Hamyonda karta doim qoʻl ostingizda, yangi muhrlar oʻzi paydo boʻladi.
card-other-wallet = Boshqa hamyon
card-in-apple = Apple Wallet hamyoningizda
card-in-google = Google Wallet hamyoningizda
card-add-again = Qaytadan qoʻshish
card-paused = Bu karta toʻxtatib turilgan. Kassada soʻrang.
card-ended = Bu karta tugagan va endi muhr yigʻa olmaydi.
card-expired = Bu karta uzoq vaqt ishlatilmadi va muddati oʻtdi.
card-safe = Bu kartani asrab qoʻying
card-safe-meaning = Havolasini oʻzingizga yuboring. Telefon yoʻqolsa ham, boshqa har qanday brauzerda ham karta shu havola bilan yana ochiladi.
card-safe-send = Havolani oʻzimga yuborish
card-safe-mail = Oʻzimga elektron xat yuborish
card-safe-copied = Havola nusxalandi.
card-safe-contact = Doʻkon uni telefon raqamingiz yoki elektron manzilingiz bilan topsin
card-safe-contact-kept = Doʻkon bu kartani siz qoldirgan maʼlumot bilan topadi
card-safe-consent = Ikkalasi ham ixtiyoriy. Doʻkon ulardan faqat siz soʻraganingizda kartangizni topish uchun foydalanadi va sizga hech narsa yubormaydi. Ular shifrlangan holda saqlanadi, istalgan vaqtda shu yerda oʻzgartirish yoki oʻchirish mumkin.
card-safe-save = Saqlash
card-safe-remove = Ikkalasini oʻchirish
card-safe-done = Saqlandi. Kartani yoʻqotib qoʻysangiz, doʻkon egasidan soʻrang.
card-safe-removed = Oʻchirildi.
card-yours = Maʼlumotlaringiz
card-yours-meaning = Bu sahifaning manzili kartangizning kalitidir. Uni hech kimga bermang.
card-join-page = Qoʻshilish sahifasini koʻrish
card-about = Doʻkon
card-news-off = Doʻkon sizga yangilik yubormaydi.
card-news-on = Doʻkon sizga yangilik va takliflar yuborishi mumkin.
card-news-no = Boshqa yangilik kerak emas
card-news-done = Qayd etildi.
card-export = Bu karta haqida saqlaydigan hamma narsani yuklab olish
card-delete = Kartamni oʻchirish
card-delete-meaning = Muhrlaringiz va mukofotlaringiz butunlay yoʻqoladi.
card-delete-confirm = Butunlay oʻchirish
deleted-title = Kartangiz oʻchirildi
deleted-meaning = Sizni koʻrsatadigan hamma narsa oʻchirildi. Hamyonlaringizga karta tugagani aytiladi; soʻng, koʻpi bilan uch kunda, ularning manzillarini ham unutamiz. Kartani oʻsha yerdan olib tashlashingiz mumkin.
deleted-again = Yangi karta olish
wallet-apple = Apple Wallet ilovasiga qoʻshish
wallet-google = Google Wallet ilovasiga qoʻshish

history = Soʻnggi voqealar
history-empty = Hali tashrif yoʻq. Keyingi safar kartani koʻrsating.
history-all = Avvalgilarining hammasi
history-joined = Karta yaratildi
history-visit =
    { $count ->
        [one] Tashrif: { $count } ta muhr
       *[other] Tashrif: { $count } ta muhr
    }
history-visit-voided = Tashrif bekor qilindi
history-bonus =
    { $count ->
        [one] Sovgʻa: { $count } ta muhr
       *[other] Sovgʻa: { $count } ta muhr
    }
history-given =
    { $count ->
        [one] Tuzatish: { $count } ta muhr qoʻshildi
       *[other] Tuzatish: { $count } ta muhr qoʻshildi
    }
history-taken =
    { $count ->
        [one] Tuzatish: { $count } ta muhr olindi
       *[other] Tuzatish: { $count } ta muhr olindi
    }
history-expired-stamps =
    { $count ->
        [one] { $count } ta muhrning muddati tugadi
       *[other] { $count } ta muhrning muddati tugadi
    }
history-earned = Mukofot qoʻlga kiritildi
history-redeemed = Mukofot olindi
history-redemption-voided = Mukofot kartaga qaytarildi
history-reward-expired = Mukofot muddati oʻtdi

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = Muhrlar
pass-count = { $stamps } / { $required }
pass-reward = Mukofot
pass-rewards = Mukofotlar
card-rung = { $count }: { $reward }
pass-next-reward = Keyingi mukofot
pass-rewards-waiting = Kutayotgan mukofotlar
pass-reward-ready = Mukofot tayyor
pass-change-stamps = Endi sizda %@ ta muhr bor
pass-change-reward = %@! Kartangizni kassada koʻrsating.
pass-change-news = %@
pass-how = Qanday ishlaydi
pass-how-text = Har tashrifda bu kartani koʻrsating va muhr oling. Toʻlganda mukofot sizniki. Xodimlar qisqa kodni terishi ham mumkin.
pass-short-code = Qisqa kod
pass-news = Yangiliklar
pass-no-news = Hozircha yangilik yoʻq.
pass-links = Havolalar
pass-page = Kartangiz sahifasi
pass-address = Manzil
pass-opening-hours = Ish vaqti
pass-telephone = Telefon raqami
pass-website = Veb-sayt
pass-terms = Shartlar
pass-terms-text = Har tashrifga bitta muhr. Mukofotlarning pul qiymati yoʻq. Saqlaydiganlarimiz: tashriflaringiz, muhrlaringiz va mukofotlaringiz, tasodifiy raqam ostida.
pass-member-since = Aʼzolik boshlangan kun
pass-expires = Amal qilish muddati
pass-tier = Daraja
pass-next-stamp = Keyingi muhr
pass-expiring = Muhrlar muddati
card-expiring-short =
    { $count ->
        [one] { $day } kuni { $count } ta muhr
       *[other] { $day } kuni { $count } ta muhr
    }
google-reward-label = Mukofot
google-ready = Tayyor
google-program = Muhr kartasi
google-rewards-label = Mukofotlar
google-stamps-picture = Kartadagi muhrlar
google-logo = Doʻkon belgisi

## Becoming a till

enrol-title = Bu telefonning yangi vazifasi: { $till }
enrol-meaning = Keyin u kartalarga muhr bosa oladi: { $shop }. Buni faqat doʻkonga tegishli telefonda bajaring.
enrol-button = Shu telefondan foydalanish
enrol-once = Havola bir marta ishlaydi.
enrol-pin = 4 dan 8 tagacha raqamli PIN tanlang
enrol-pin-hint = PIN boʻlsa, skaner 12 soat ishlatilmaganda yoki Qulflash bosilganda qulflanadi. PIN boʻlmasa, bu telefonni ushlab turgan har kim muhr bosa oladi.
pin-invalid = PIN 4 dan 8 tagacha raqamdan iborat.
pin-wrong =
    { $count ->
        [one] PIN notoʻgʻri. Yana { $count } marta urinish mumkin; keyin bu telefon kassa boʻlmay qoladi.
       *[other] PIN notoʻgʻri. Yana { $count } marta urinish mumkin; keyin bu telefon kassa boʻlmay qoladi.
    }
till-locked = Skaner qulflangan
till-locked-how = Davom etish uchun shu telefonning PIN kodini kiriting. Bu yerda kutayotgan hech narsa yoʻqolmaydi.
till-pin = PIN kod
till-unlock = Qulfni ochish
till-revoked = Bu telefon endi kassa emas
till-revoked-how = Doʻkon egasi uning ruxsatini tugatdi. Undan yangi havola yoki QR kod soʻrang va shu telefonda oching.
till-failed = Beshta notoʻgʻri PIN bu kassani yopdi
till-failed-how = Doʻkon egasidan yangi havola yoki QR kod soʻrang va shu telefonda oching. Shunda yangi PIN tanlay olasiz.
till-expired = Bu kassaning muddati tugadi
till-expired-how = Telefon 180 kun kassa boʻlib turadi. Doʻkon egasidan yangi havola yoki QR kod soʻrang va shu telefonda oching.
enrol-expired = Bu havola tugagan
enrol-expired-why = Telefonni kassaga aylantiradigan havolalar bir marta va oʻn daqiqa ishlaydi.
enrol-expired-how = Doʻkon egasidan yangisini soʻrang va shu yerda oching.

## Scanner

scan-title = Kartalarni skanerlash
scan-till = { $shop }, { $till }
scan-not-enrolled = Bu telefon hali kassa emas
scan-not-enrolled-how = Doʻkon egasidan roʻyxatga olish havolasini yoki uning QR kodini soʻrang va shu telefonda oching. Bir bosish kifoya.
scan-no-script = Skanerga JavaScript kerak. Uni brauzer sozlamalarida yoqing, soʻng bu sahifani qayta yuklang.
scan-type = Kodni tering
scan-type-hint = 8 ta belgi, kartadagi kvadrat ostida. Kassa skaneri istalgan vaqtda ishlaydi.
scan-stamp = Muhr bosish
scan-camera-starting = Kamera yoqilmoqda…
scan-camera-live = Kartadagi kvadratni ramka ichida tuting
scan-camera-refused = Kamera oʻchiq. Uning oʻrniga kodni tering yoki brauzer sozlamalarida kameraga ruxsat bering.
scan-camera-missing = Bu yerda kamera yoʻq. Kodni tering yoki kassa skaneridan foydalaning.
scan-closer = Yaqinroq keltiring yoki kodni pastda tering
scan-working = Bir lahza…
scan-online = Ulangan
scan-offline = Aloqa yoʻq
scan-added = Muhr qoʻshildi
scan-reward = Mukofot qoʻlga kiritildi!
scan-reward-ready = Mukofot tayyor: { $reward }
scan-refused = Muhr bosilmadi
scan-refused-other = Bu amalga oshmadi
scan-not-ours = Bu bizning kartalarimizdan emas.
scan-wrong-poster = Bu plakatdagi kvadrat: u mijozlarga karta beradi. Kartaning oʻzini skanerlang.
scan-wrong-link = Bu kartaga havola, kartaning oʻzi emas. Mijozdan uni ochishni soʻrang va oʻsha yerdagi kvadratni skanerlang.
scan-wrong-web = Bu veb-manzil, karta emas.
scan-wrong-product = Bu mahsulot shtrix-kodi, karta emas.
scan-wrong-shop = Bu muhrli karta, lekin bu doʻkonniki emas: boshqa doʻkonniki yoki oʻchirilgan.
scan-wrong-part = Kodning faqat bir qismi keldi. Kartani yana skanerlang yoki kvadrat ostidagi 8 ta belgini tering.
scan-wrong-short = Juda qisqa: kodda 8 ta belgi bor, bu yerda esa faqat { $count } ta.
scan-wrong-long = Juda uzun: kodda 8 ta belgi bor, bu yerda esa { $count } ta.
scan-wrong-sign = Belgilardan biri notoʻgʻri terilgan. Kodni karta bilan solishtiring.
scan-wrong-unknown = Bu doʻkonning hech bir kartasida bunday kod yoʻq. Karta bilan solishtiring.
scan-wrong-contact = Kassa kartalarni faqat kodi boʻyicha topadi. Telefon raqami yoki elektron manzil boʻyicha ularni doʻkon egasi topa oladi.
scan-ask-title = Yana muhr bosilsinmi?
scan-ask = { $card } kartasiga muhr bosilgan: { $when }. Yana bitta qoʻshilsinmi?
scan-yes = Ha, yana bitta qoʻshish
scan-no = Yoʻq
scan-unsure-title = Hali javob yoʻq
scan-unsure = Aloqa uzildi, shuning uchun amalga oshgan-oshmaganini bilmaymiz. Qayta urinib koʻring: ikki marta sanalmaydi.
scan-retry = Qayta urinish
scan-server = Biz tomonda xatolik yuz berdi. Hech narsa oʻzgarmadi. Kod: { $code }
scan-undo = Qaytarish
scan-undone-title = Qaytarildi
scan-undone = Karta avvalgi holatida.
scan-redeem = Mukofotni topshirish
scan-redeemed-title = Mukofot topshirildi
scan-redeemed = Marhamat! Mukofot kartadan chiqarildi.
scan-next = Keyingi mijoz
scan-amount = Summa
scan-amount-save = Summani saqlash
scan-amount-enter = Summani kiritish
scan-amount-back = Oxirgi raqamni oʻchirish
scan-amount-missing = summasi yozib qoʻyilmadi
scan-amount-earns = Toʻlangan summani kiriting: muhrlar shunga qarab beriladi.
scan-no-stamp = Muhr yoʻq
scan-below-minimum = { $amount }dan kam, shuning uchun muhr yoʻq. Tashrif hisoblanadi.
scan-last = Oxirgisi: { $name }
scan-sound-on = Ovoz yoqilgan
scan-sound-off = Ovoz oʻchirilgan
scan-torch = Chiroq
scan-photo = Rasmga olish
scan-photo-nothing = Bu rasmda karta kvadrati topilmadi. Yaqinroqdan oling yoki kodni tering.
scan-waiting = Kutmoqda: { $count }
scan-saved = Shu telefonda saqlandi
scan-saved-text = Aloqa tiklanganda yuboriladi va bir marta sanaladi.
scan-saved-open = Yuborilguncha bu sahifani ochiq qoldiring: bu brauzer hech narsa saqlamaydi.
scan-unsaved = Hali yuborilmagan edi, bu telefondan olib tashlandi.
scan-undo-later = Yetib borgan boʻlishi mumkin. Borgan boʻlsa, aloqa tiklanishi bilan qaytariladi.
scan-undo-gone = U shu orada yuborildi. “Soʻnggilar” sahifasida qaytaring.
scan-told = Bu kartalarga qarang
scan-too-old = aloqa tiklanganda 72 soatdan koʻp vaqt oʻtgan edi
scan-other-till = bu telefonning kassasi almashishidan oldin muhr bosilgan boʻlishi mumkin: kartaga qarang
scan-not-undone = muhr bosilgan va uni qaytarib boʻlmadi: doʻkon egasidan soʻrang.
scan-dismiss = Xoʻp
scan-lock = Qulflash
scan-test-title = Skaneringizni sinab koʻring
scan-test-lead = Bu kvadratni kassa skaneri bilan oʻqiting. Muhr bosilmaydi.
scan-test-field = Kursor shu maydonda turganda ham sinab koʻring
scan-test-waiting = Skanerlash kutilmoqda…
scan-test-right = Skaneringiz ishlaydi. Barcha belgilar toʻgʻri keldi.
scan-test-other = Kod keldi, lekin bu sahifadagisi emas. Karta boʻlsa, hammasi joyida. Yuqoridagi kvadrat boʻlsa, baʼzi belgilar notoʻgʻri keldi.
scan-test-wrong = Kelgan narsa kod emas. Skanerni yoʻriqnomasiga koʻra AQSH tartibidagi “USB klaviatura” qilib sozlang va yana skanerlang.
scan-test-layout = Bu kompyuter klaviaturasi boshqa harflarga sozlangan. Oʻrniga tugmalarning joylari oʻqildi, hammasi joyida.
scan-test-came = Belgilar: { $count }
scan-test-ending = Tugashi: { $name }
scan-test-none = yoʻq
scan-test-time = Vaqt: { $seconds } s
recent-title = Soʻnggilar
recent-empty = Bu telefonda hali muhr bosilmagan.
recent-window = 15 daqiqa ichida qaytarish mumkin. Undan keyin doʻkon egasi qaytara oladi.
recent-back = Skanerga qaytish
scan-reward-offline = Mukofotlar uchun aloqa kerak. Hech narsa topshirilmadi: aloqa tiklanganda qayta urinib koʻring.
scan-camera-offline = Aloqa yoʻq: kodni tering. U shu yerda saqlanadi va keyin yuboriladi.
scan-only = Faqat mukofot topshirish
scan-only-how = Kartani skanerlang yoki kodini tering: muhr qoʻshilmaydi.
scan-only-on = Keyingi karta: faqat mukofot
scan-only-off = Muhr bosishga qaytish
scan-only-go = Koʻrsatish
scan-only-title = Topshiriladigan mukofot
scan-redeem-named = Topshirish: { $reward }
scan-held = Bu yerda mukofot kutmoqda. Doʻkon egasi kartani qayta ochgach, uni topshirish mumkin.
scan-saved-reward = Mukofotlar aloqa tiklangach topshiriladi.

## Owner: staff, tills and places

staff-empty = Bu yerda hali hech qaysi telefon skanerlamaydi. Birinchisini pastda qoʻshing.
staff-tills = Skanerlaydigan telefonlar
staff-name = Nomi
staff-name-wrong = 40 tagacha belgili nom bering, masalan Kassa 1.
staff-state = Holati
staff-seen = Oxirgi koʻrilgan
staff-never = Hech qachon
staff-visits = Tashriflar, 30 kun
staff-undone = Qaytarilgan
staff-change = Oʻzgartirish
staff-link = Yangi havola
staff-link-meaning = Yoʻqolgan yoki yangi telefon uchun. Bu kassaning hozirgi telefoni shu zahoti toʻxtaydi.
staff-revoke = Oʻchirish
staff-revoke-meaning = Telefon shu zahoti skanerlashdan toʻxtaydi. Bosgan muhrlari qoladi.
staff-amount-meaning = Har bir tashrifdan keyin xodimlar mijoz qancha toʻlaganini yozishi mumkin; oʻtkazib yuborish uchun bir bosish kifoya. Pul raqamlari shundan hisoblanadi.
staff-amount-ask = Summani soʻrash
staff-amount-stop = Summani boshqa soʻramaslik
staff-add = Telefon qoʻshish
staff-add-button = QR kodini koʻrsatish
staff-place = Filial
staff-no-place = Filialsiz
staff-places = Filiallar
staff-places-empty = Hali filial yoʻq. Faqat bittadan koʻp boʻlsa kerak.
staff-place-name = Filial nomi
staff-place-add = Filial qoʻshish
staff-keys = Skanerlaydigan dasturlarning oʻz kalitlari bor:
staff-waits = Telefonini kutmoqda: { $time } gacha
staff-unused = Havola telefonda ochilmasdan tugadi
staff-works = Ishlayapti
staff-locked = PIN kiritilguncha qulflangan
staff-revoked = Oʻchirilgan
staff-failed = Beshta notoʻgʻri PIN bilan yopilgan
staff-expired = 180 kundan keyin tugagan
staff-link-title = Telefonning yangi vazifasi: { $till }
staff-link-how = Bu kvadratni telefon kamerasi bilan oʻqing yoki havolani telefonda oching. Bir marta ishlaydi.
staff-link-until = Oʻn daqiqa ishlaydi, tugashi: { $time }.
staff-link-more = Koʻproq vaqt: yangi havola yaratish
staff-back = Xodimlarga qaytish
done-till-revoked = Telefon oʻchirildi.
done-till-changed = Kassa oʻzgartirildi.
done-place-added = Filial qoʻshildi.

## Problem pages

problem-code = Xato kodi
problem-request = Soʻrov
help-eyebrow = Xato haqida
help-all = Barcha xatolar
help-all-meaning = Biror narsani rad etadigan har bir javobda shu kodlardan biri boʻladi. Har biri nima qilish kerakligiga olib boradi.
help-what = Nima qilish kerak
help-status = HTTP holati
help-request = Yana takrorlansa, bizga soʻrov raqamini ayting: u javobning request_id maydonida va X-Request-Id sarlavhasida turadi.
not-found-title = Bunday sahifa yoʻq
not-found-how = Manzil xato terilgan yoki sahifa olib tashlangan boʻlishi mumkin. Manzil plakat yoki kartadan boʻlsa, doʻkonda soʻrang.
lost-card = Bu havola kartaga olib bormaydi
lost-card-how = Havolaning bir qismi yetishmayotgan boʻlishi mumkin. Uni dastlab olgan joyingizdan, masalan hamyoningizdan yoki oʻzingizga yuborgan xabardan qayta oching. Topa olmasangiz, doʻkon egasidan soʻrang: telefon raqami yoki elektron manzil qoldirgan boʻlsangiz, u kartangizni topa oladi.
lost-shop = Bu manzilda doʻkon yoʻq
lost-shop-how = Plakatdagi QR kodni qayta skanerlang yoki toʻgʻri manzilni doʻkondan soʻrang.

## Asosiy manzil, egalar va xodimlar uchun yordam

front-title = Telefon hamyonidagi muhr kartasi
front-meaning = Mijozlar ilovasiz va ism aytmasdan muhr yigʻadi. Xodimlar ikki soniyada muhr bosadi, doʻkon egasi esa odamlar qaytib kelayotganini koʻradi.
front-title-of = Muhr kartasi: { $shop }
front-meaning-of = Har tashrifda bitta muhr yigʻing. Ilova ham, anketa ham, ism ham kerak emas.
front-customer = Mijozmisiz? Doʻkon plakatidagi kodni skanerlang: u kartangizga olib boradi.
front-no-shop = Bu yerda hali doʻkon yoʻq. Birinchi doʻkonni yaratadigan havola shu xizmat ishga tushirilgan joyda koʻrsatilgan.
front-shop = Doʻkon uchun
guide-title = Doʻkon uchun yordam
guide-meaning = Egalar va xodimlar uchun: nima qilish kerak, bosqichma-bosqich.
guide-day = Birinchi kuningiz
guide-day-1 = Kartaga nom, mukofot va rang bering.
guide-day-2 = Doʻkondagi bir telefonni bir martalik havolasi bilan skanerga aylantiring.
guide-day-3 = Qoʻshilish sahifasidan oʻzingizga karta oling va unga muhr bosing: mijozlar nimani koʻrishini bilasiz.
guide-day-4 = Plakatni chop eting va odamlar kutadigan joyga osing.
guide-day-5 = Ega kalitini parollaringiz yonida saqlang. U bilan yana kirasiz.
guide-phones = Xodimlar uchun telefon
guide-phones-1 = Telefonga nom berib qoʻshing va QR kodini u bilan skanerlang. Havola oʻn daqiqa ishlaydi.
guide-phones-2 = Telefonda tugmani bosing. Telefon qarovsiz qolsa, PIN begonalarni kiritmaydi.
guide-phones-3 = Telefon yoʻqoldimi? Uni roʻyxatda oʻchiring, u endi muhr bosa olmaydi. Bosgan muhrlari qoladi.
guide-lost = Mijoz telefonini yoʻqotdi
guide-lost-1 = Mijoz yangi telefoni bilan plakatni skanerlaydi va yangi karta oladi.
guide-lost-2 = Eski kartani aʼzolar orasidan toping: kodi bilan, bilsangiz telefon raqami yoki elektron manzili bilan yoki oxirgi tashrifi boʻyicha.
guide-lost-3 = Aʼzo sahifasida yangi kartaning kodi bilan ikki kartani birlashtiring. Shunda ikkalasi ham barcha muhrlarni koʻrsatadi.
guide-lost-4 = Topilmadimi? Yetishmayotgan muhrlarni aʼzo sahifasida yangi kartaga bering.
guide-wrong = Xato muhr
guide-wrong-1 = Xodimlar uni skanerda qaytaradi: darhol yoki oʻn besh daqiqa ichida soʻnggilar roʻyxatida.
guide-wrong-2 = Keyinroq doʻkon egasi uni aʼzo sahifasidagi tarixda qaytaradi. Yetishmagan muhr ham oʻsha yerda beriladi.
guide-poster = Plakat
guide-poster-1 = Oʻlchamni va bitta yoki ikkita tilni tanlang.
guide-poster-2 = Toʻliq oʻlchamda, hoshiyasiz chop eting yoki SVG faylini bosmaxonaga olib boring.
guide-poster-3 = Osishdan oldin chop etilganini oʻz telefoningiz bilan skanerlang.
guide-numbers = Raqamlar nima deydi
guide-numbers-1 = Natijalar bitta savolga javob beradi: odamlar qaytib kelyaptimi? Har bir raqam ostida oldingi davr turadi.
guide-numbers-2 = Maʼlumot yetarli emas deb yozilgan boʻlsa, kuting: bir necha kishi koʻp yoki kam boʻlsa, raqam darhol oʻzgaradi.
guide-numbers-3 = Har bir raqam ortidagi odamlarga ochiladi.
guide-wallets = Apple Wallet va Google Wallet
guide-wallets-1 = Ularni kutish shart emas: hamyonsiz karta telefondagi sahifa boʻladi, muhrlar ham hisoblanadi.
guide-wallets-2 = Ularni xizmatni yurituvchi kishi sozlaydi. Sozlash roʻyxati nima yetishmasligini aytadi.
guide-wallets-3 = Apple sertifikati taxminan bir yil amal qiladi. Sozlash sahifasi aytganda yangilating, aks holda kartalar yangilanmay qoladi.
guide-scanner = Skaner kartani oʻqimayapti
guide-scanner-1 = Brauzer sozlamalarida kameraga ruxsat bering. Qorongʻida chiroqni yoqing yoki mijoz telefonining yorqinligini oshiring.
guide-scanner-2 = Kvadrat ostidagi sakkizta belgini tering. Bu doim ishlaydi.
guide-scanner-3 = Aloqa boʻlmasa, terib davom eting: tashriflar telefonda saqlanadi va keyin yuboriladi.
guide-scanner-4 = Kassa skaneri xato belgilar yozyaptimi? Uni sinov sahifasida tekshiring.
guide-in = Kira olmayapsizmi
guide-in-1 = Ega kalitini parollar, fayllar va qogʻozlaringiz orasidan qidiring.
guide-in-2 = Hali kirgan kishidan taklif soʻrang yoki boshqa qurilmangizda kirgan-kirmaganingizni qarang.
guide-in-3 = Ikkalasi ham boʻlmasa, xizmatni yurituvchi kishi sizni bir marta kiritadigan havola yaratadi.

## Results

results-title = Odamlar qaytib kelyaptimi?
results-too-few = Maʼlumot yetarli emas
results-not-known = Nomaʼlum
results-up = Oshdi; avval { $before } edi
results-down = Kamaydi; avval { $before } edi
results-before = Avval: { $before }
results-same = Avvalgidek
results-no-previous = Solishtirish uchun oldingi davr yoʻq
results-what = Bu nima?
results-compared = Solishtirilgan davr:
results-members =
    { $count ->
        [one] Hozirgacha { $count } ta aʼzo qoʻshildi.
       *[other] Hozirgacha { $count } ta aʼzo qoʻshildi.
    }
results-members-by = { $period } oxirida { $members }.
results-few =
    { $count ->
        [one] { $count } aʼzo. { $enough } aʼzodan kam boʻlsa, bir kishi ham bu sonlarni ancha oʻzgartiradi.
       *[other] { $count } aʼzo. { $enough } aʼzodan kam boʻlsa, bir kishi ham bu sonlarni ancha oʻzgartiradi.
    }
results-empty = Hali tashrif yoʻq. Plakatni chop eting va birinchi kartaga muhr bosing.
results-empty-poster = Plakatni chop etish
results-empty-till = Kassani sozlash
results-running = Bu davr hali tugamagan: sonlar oʻsmoqda, shuning uchun hozircha solishtirilmaydi.
results-earlier = Oldingi davr
results-later = Keyingi davr
by-month = Oy
by-quarter = Chorak
results-today-counts = Bugun shu paytgacha oʻtgan qismi bilan hisobga olingan.
results-so-far = { $members }, { $visits }, oxirgi tashrif { $when }
results-count-members =
    { $count ->
        [one] { $count } aʼzo
       *[other] { $count } aʼzo
    }
results-count-visits =
    { $count ->
        [one] { $count } tashrif
       *[other] { $count } tashrif
    }
results-none-since = { $members }. Bu davrda tashrif yoʻq; oxirgisi: { $when }
results-none-here = Bu davrda tashrif yoʻq.
results-says-came =
    { $count ->
        [one] { $count } aʼzoingizdan { $came } nafari keldi.
       *[other] { $count } aʼzoingizdan { $came } nafari keldi.
    }
results-says-more = Bu oldingi davrdan koʻp.
results-says-fewer = Bu oldingi davrdan kam.
results-says-same = Oldingi davrdan aniq farqi yoʻq.
results-chance = Avval { $before }: aniq farq yoʻq
results-likely = Ehtimol { $low } bilan { $high } orasida
results-likely-few = Odam kam: ehtimol { $low } bilan { $high } orasida
results-few-people = odam kam
results-range = Son ehtimol turgan joy
results-cost-unknown = Mukofotlar qanchaga tushganini hech kim yozmagan.
results-cost-enter = Mukofot qanchaga tushishini yozing
results-cost-left-out =
    { $count ->
        [one] { $all } mukofotdan { $count } tasi hisobga olinmadi: xarajati nomaʼlum.
       *[other] { $all } mukofotdan { $count } tasi hisobga olinmadi: xarajatlari nomaʼlum.
    }
results-amounts =
    { $count ->
        [one] { $count } tashrifdan { $known } tasining summasi bor.
       *[other] { $count } tashrifdan { $known } tasining summasi bor.
    }
results-no-amounts = Hech bir tashrifning summasi yoʻq. Mijoz toʻlaganini xodimlar yozsin:
results-amounts-enter = Kassa uchun yoqing
results-any-place = Mukofotlar qayerda olingan yoki ishlatilgan boʻlsa ham hisoblanadi.
results-first-figure = Birinchi son { $day } kuni, birinchi aʼzoingiz qoʻshilganidan { $days } kun keyin chiqadi.
by-this-month = Shu oy
by-last-days =
    { $count ->
        [one] Oxirgi { $count } kun
       *[other] Oxirgi { $count } kun
    }
filters = Filtr: joy va qoʻshilish yoʻli
filters-show = Koʻrsatish
filters-clear = Hammani koʻrsatish
filter-all = Hammasi
filter-visit-location = Tashrif joyi
filter-join-location = Qoʻshilgan joyi
filter-join-channel = Qoʻshilgan yoʻli
channel-counter-qr = Kassadagi kod
channel-receipt-qr = Chekdagi kod
channel-poster = Plakat
channel-table-tent = Stol ustidagi plakat
channel-website = Veb-sayt
channel-social = Ijtimoiy tarmoqlar
channel-referral = Aʼzoning taklifi
channel-staff = Xodimlar
results-counted-active-rate = keldi
results-counted-repeat-visit-rate = qaytib keldi
results-counted-reward-redemption-rate = olindi
results-counted-reward-cost-ratio = mukofotlar
results-out-of-active-rate =
    { $count ->
        [one] aʼzo
       *[other] aʼzo
    }
results-out-of-repeat-visit-rate =
    { $count ->
        [one] dastlabki { $days } kuni shu davrda tugagan kishi
       *[other] dastlabki { $days } kuni shu davrda tugagan kishi
    }
results-out-of-reward-redemption-rate =
    { $count ->
        [one] qoʻlga kiritilgan mukofot
       *[other] qoʻlga kiritilgan mukofot
    }
results-out-of-reward-cost-ratio = qaytganlarga savdo
returns-title = Qaytganlarning tashriflari
returns-meaning = Aʼzoning birinchi kunidan keyingi har bir tashrif.
returns-now = Hozir
returns-before = Bir yil oldin
returns-open = hali tugamagan
when-title = Odamlar qachon keladi?
when-meaning = Hafta kuni va soati boʻyicha tashriflar, doʻkoningiz vaqti bilan:
when-hour = Soat
when-sum = Jami
as-a-table = Jadval koʻrinishida
period = Davr
way-title = Plakatdan mukofotgacha
way-meaning = Shu kunlarda qoʻshilish sahifangizni ochganlar va oxirigacha qayergacha yetganlari: { $days }.
way-opened = Sahifani ochdi
way-joined = Kartani oldi
way-returned = Boshqa kuni yana keldi
way-earned = Mukofotni qoʻlga kiritdi
way-redeemed = Uni oldi
way-carried-on = { $share } davom etdi
cohorts-title = Yangi aʼzolar qaytyaptimi?
cohorts-meaning = Bir davrda qoʻshilganlardan nechtasi keyingi har bir davrda keldi.
cohorts-months = +1 qoʻshilgan oydan keyingi oydir.
cohorts-quarters = +1 qoʻshilgan chorakdan keyingi chorakdir.
cohorts-joined = Qoʻshilgan
cohorts-months-later =
    { $count ->
        [one] { $count } oydan keyin
       *[other] { $count } oydan keyin
    }
cohorts-quarters-later =
    { $count ->
        [one] { $count } chorakdan keyin
       *[other] { $count } chorakdan keyin
    }
money-title = Takroriy tashriflarga nisbatan mukofot xarajati
money-rewards-in = mukofotlar xarajati bilan
money-vouchers-in = yuqoridagi qator ichida
money-coverage = Tashriflarning { $share } qismida summa maʼlum.
money-coverage-low = Tashriflarning atigi { $share } qismida summa maʼlum: yigʻindilar qolganini hisobga olmaydi.
money-missing = Nomaʼlum: foyda ulushingizni karta sahifasida yozing.
money-none = Bitta mukofot sizga qanchaga tushishini yozing; bu sahifa uni qaytgan aʼzolar xarajati yonida koʻrsatadi:
money-group = Butun doʻkon toʻlagani aʼzolarning hech bir guruhiga tegishli emas, shuning uchun bu yerda yoʻq.
money-assumes = Bu yerda har bir takroriy tashrif dastur tufayli deb olinadi. Bu buni isbotlamaydi.
take-along = Oʻzingiz bilan oling
all-numbers = Barcha sonlar
export-numbers = Sonlar (CSV)
export-numbers-json = Sonlar (JSON)
export-events = Boʻlgan hamma narsa (CSV)
export-scans = Tashriflar (CSV)
share-title = Birovga koʻrsating
share-meaning = Natijalaringizni, istalgan oy uchun, 30 kun davomida kimda boʻlsa, oʻshanga koʻrsatadigan manzil yaratadi. Aʼzolarni koʻrsatmaydi, hech narsani oʻzgartirmaydi.
share-button = Manzil yaratish
share-made = Bu manzilni hozir nusxalang, u faqat shu safar koʻrsatiladi:
share-end =
    { $count ->
        [one] { $count } ta manzilni yopish
       *[other] { $count } ta manzilning hammasini yopish
    }
done-sharing-ended = Bu manzillar endi hech narsa koʻrsatmaydi.
back-to-results = Natijalarga qaytish
numbers-search = Sonlar orasidan qidirish
numbers-none = Mos son topilmadi. Qisqaroq soʻz bilan urinib koʻring.
numbers-count =
    { $count ->
        [one] { $count } ta son
       *[other] { $count } ta son
    }
numbers-of = { $den } dan { $num }
count-days =
    { $count ->
        [one] { $count } kun
       *[other] { $count } kun
    }
part-days = { $number } kun
count-points =
    { $count ->
        [one] { $count } foiz punkti
       *[other] { $count } foiz punkti
    }
part-sides = Hisoblangan
part-n = Nechta yozuvdan
part-visit-days = Tashrif boʻlgan kunlar
part-member-days = Aʼzolik kunlari
part-apple = Apple Wallet ichida
part-google = Google Wallet ichida
part-cost = Xarajati
part-previous = Oldingi davrda
part-current = Bu davrda
part-spend-per-customer = Kelgan har bir aʼzoning xarajati
part-churn-rate = Kelmay qoʻyganlar
part-distribution = Taqsimot
part-stars = Yulduz boʻyicha sharhlar
part-positive = Ijobiy
part-neutral = Betaraf
part-negative = Salbiy
part-bands = Ball boʻyicha aʼzolar
part-none = Hech qanday
part-low = Past
part-medium = Oʻrta
part-high = Yuqori
part-members = Aʼzolar
part-counts = Daraja
part-stamps-required = Mukofot uchun muhrlar
part-near-reward = Bir-ikki muhri qolganlar
part-before = Oldin
part-after = Keyin
part-relative = Oʻzgarish
part-ci95 = Ehtimoliy oraliq
part-opening = Boshidagi aʼzolar
part-joined = Qoʻshilganlar
part-deleted = Ketganlar
part-closing = Oxiridagi aʼzolar
part-growth-rate = Oʻsish
part-joined-by-channel = Qoʻshilgan yoʻli
part-events-used = Hisobga olingan yozuvlar
part-duplicates-ignored = Hisobga olinmagan takrorlar
part-void-rate = Bekor qilingan tashriflar
part-amount-coverage = Summasi maʼlum tashriflar
part-same-day-extra-visits = Bir kundagi qoʻshimcha tashriflar
part-late-visits = Kechikib kelgan tashriflar
part-baseline-coverage = Qoʻshilishdan oldin maʼlum
part-n-treatment = Olgan odamlar
part-n-control = Olmagan odamlar
part-spend = Xarajat
part-treatment-mean = U bilan
part-control-mean = Usiz
part-difference = Farq
part-incremental-revenue = Qoʻshimcha savdo
part-incremental-reward-cost = Qoʻshimcha mukofot xarajati
part-incremental-return = Keltirgan foydasi
part-programme-roi-incremental = Xarajatga nisbatan foyda
part-treatment-messaged = Ulardan xabar olganlar
part-control-messaged = Chetda qolib, xabar olganlar
part-treatment-returned = Qaytganlar
part-control-returned = Chetda qolib, qaytganlar
part-return-rate = Qaytganlar ulushi
part-incremental-cost = Qoʻshimcha mukofot va vaucher xarajati
part-reading = Nimani aytadi
part-messages = Xabarlar
part-day-mean = 24 soatda eng koʻp, oʻrtacha
part-day-max = 24 soatda eng koʻp, hammadan
part-month-mean = Bir oyda eng koʻp, oʻrtacha
part-month-max = Bir oyda eng koʻp, hammadan
part-visits = Tashriflar
part-redemptions = Berilgan mukofotlar
part-voucher-redemptions = Ishlatilgan vaucherlar
part-by-action = Ochilgan
lift-unclear = Aniq farq yoʻq
lift-more = Koʻpayishga sabab boʻldi
lift-less = Kamayishga sabab boʻldi
lift-changed = Aniq oʻzgarish, sababi nomaʼlum
lift-few = { $what }; mijozlar kam
people-total = Jami:
people-unattributed = Shundan hech kimniki emas:
people-part = Ulush
people-part-number = Soni
people-part-days = Kunlar
people-none = Hali hech kim yoʻq.
people-deleted = Oʻchirilgan aʼzo
people-next = Yana
people-counted = Hisoblangan
people-out-of = Nechtadan
family-adoption = Qoʻshilish
family-saved-cards = Saqlangan kartalar
family-activity = Tashriflar
family-coming-back = Qaytish
family-rewards = Mukofotlar
family-keeping = Qolish va ketish
family-money = Pul
family-lift = Farqi bormi?
family-referrals-reviews = Takliflar va sharhlar
family-messages = Xabarlar
family-quality = Bu sonlarga ishonsa boʻladimi?
family-vouchers = Vaucherlar
family-links = Kartadagi havolalar

## Owner: menu and signing in

menu = Doʻkon sahifalari
menu-results = Natijalar
menu-members = Aʼzolar
menu-card = Karta
menu-poster = Plakat
menu-staff = Xodimlar
menu-setup = Sozlash
menu-developers = Dasturchilar
menu-help = Yordam
sign-out = Chiqish
sign-in = Kirish
sign-in-meaning = Bu sahifalar doʻkon egasi uchun.
sign-in-key = Ega kaliti
sign-in-key-hint = sw_live_ yoki sw_test_ bilan boshlanadi va doʻkon yaratilganda koʻrsatilgan edi.
sign-in-button = Kirish
sign-in-unknown = Bu kalitni tanimaymiz. Uni toʻliq nusxalaganingizni tekshiring yoki quyidagi yoʻllardan biri bilan kiring.
sign-in-not-owner = Bu ega kaliti emas. Xodim va oʻqish kalitlari bu sahifalarni ocha olmaydi.
sign-in-link-how = Kalit yoningizda emasmi?
sign-in-link-meaning = Xizmatni yurituvchi kishi sizni bir marta kiritadigan havola yarata oladi:
sign-in-way-kept = Kalit doʻkon yaratilganda koʻrsatilgan. Parollaringiz turgan joyni, yuklab olinganlar va qogʻozlaringizni qarang.
sign-in-way-signed-in = Boshqa telefon yoki kompyuteringizda hali kirgan boʻlishingiz mumkin. Unda har bir sahifa ostidagi “{ $page }” sahifasini oching va oʻzingizni taklif qiling yoki yangi kalit yarating.
sign-in-way-person = Kirgan boshqa kishi sizni oʻsha sahifada taklif qila oladi. Taklif — bir marta ishlaydigan havola.
sign-in-as-owner = Ega sifatida kirish
sign-in-as-owner-meaning = Bu brauzer siz chiqquningizcha yoki 30 kun kelmaguningizcha doʻkon natijalari, aʼzolari va sozlamalarini ochadi. 180 kundan keyin qayta kirasiz.
invited-title = Xush kelibsiz, { $name }
invited-meaning = Siz { $shop } sahifalariga taklif qilindingiz. U yerda ega qila oladigan hamma ishni qila olasiz.
owner-key-title = Bu kalitni saqlab qoʻying
owner-key-meaning = Bu kalit bilan istalgan telefon yoki kompyuterdan yana kirasiz. Uni parollaringiz yonida yoki qogʻozda saqlang. Kalit kimda boʻlsa, doʻkon egasi oʻsha.
owner-key-of = Ega kaliti: { $shop }
owner-key-use = U bilan shu yerda kiring: { $address }
owner-key-save = Faylga saqlash
owner-key-print = Chop etish
owner-key-once = U faqat bir marta koʻrsatiladi. Kirgan paytingizda yoʻqolsa, boshqasini yarating.
owner-key-kept = Saqlab qoʻydim
owner-key-more = Qaytish yoʻlingiz
owner-key-more-meaning = Hech bir brauzerda kirilmagan boʻlsa, ega kaliti sizni kiritadi. Kalitingiz boʻlmasa yoki uni boshqalar bilishi mumkin boʻlsa, bittasini yarating; oldingi kalitlar siz tugatguningizcha ishlaydi.
owner-key-make = Ega kalitini yaratish
owner-key-list = Barcha kalitlarni koʻrish
first-shop = Doʻkoningiz bir daqiqada
first-shop-meaning = Beshta javob — va muhr kartasi ishlaydi. Hammasini keyin oʻzgartirish mumkin.
first-shop-name = Doʻkoningiz nomi nima?
first-shop-name-wrong = Doʻkonga 60 harfgacha nom bering.
first-shop-reward = Toʻla karta nima beradi?
first-shop-reward-hint = Masalan: bepul qahva
first-shop-reward-wrong = Mukofotni 60 harfgacha yozing.
first-shop-stamps = Karta nechta muhr bilan toʻladi?
first-shop-stamps-wrong = 1 dan 100 gacha son tanlang.
first-shop-zone = Vaqt mintaqasi
first-shop-zone-hint = Asia/Tashkent kabi
first-shop-zone-wrong = Bu vaqt mintaqasini tanimaymiz. Asia/Tashkent kabi yozing.
first-shop-currency = Valyuta
first-shop-currency-hint = Uch harf, UZS kabi
first-shop-currency-wrong = Valyutani uch harf bilan yozing, UZS kabi.
first-shop-slug-hint = Boʻsh: nomdan tuziladi. Istalgan yozuvda yozing; keyin oʻzgartirish mumkin.
first-shop-button = Doʻkonimni yaratish
first-shop-later = Keyin plakat, kassa va hamyonlar — bosqichma-bosqich.

## Owner: how the card looks

look-title = Karta koʻrinishi
look-meaning = Biror maydonni oʻzgartiring va kartani mijozlaringiz koʻradigandek koʻring. Siz aytmaguningizcha hech narsa saqlanmaydi.
look-name = Doʻkon nomi
look-reward = Toʻlgan karta mukofoti
look-stamps = Kartani toʻldiradigan muhrlar soni
look-colour = Karta rangi
look-stamp-colour = Muhrlar rangi
look-corrected = Muhrlarni kartadan ajratish qiyin edi, shuning uchun rangini biroz oʻzgartirdik.
look-yours = Siz tanlagan rang
look-used = Koʻrinishi uchun biz ishlatadigan rang
look-pictures = Oʻz logotipingiz va rasmingiz
look-pictures-hint = PNG yoki JPEG, 6 MB gacha. Rasmning oʻrtasi ishlatiladi. Siz aytmaguncha hech narsa saqlanmaydi.
look-logo = Logotip
look-logo-hint = Kvadrat, kamida 100 piksel. Karta tepasidagi muhr oʻrnida.
look-strip = Muhrlar orqasidagi rasm
look-strip-hint = Kamida 375 ga 144 piksel. Karta rangidagi parda muhrlarni aniq saqlaydi.
look-picture-bytes = Rasm 6 MB dan katta. Uni kichikroq saqlang.
look-picture-pixels = Rasmda 16 milliondan koʻp piksel bor. Uni kichraytiring.
look-picture-small = Rasmning piksellari karta uchun kam. Kattaroq rasm tanlang.
look-picture-unreadable = Bu oʻqiladigan PNG yoki JPEG rasm emas. Boshqasini tanlang.
look-icon = Muhrdagi rasm
look-other-languages = Boshqa tillarda nom va mukofot
look-other-hint = Boʻsh qolgan maydonda yuqoridagi soʻzlar koʻrinadi.
look-in-others = Boshqa tillarda
look-drop = Olib tashlash
look-steps = Yoʻldagi mukofotlar
look-steps-hint = Karta toʻlmasidan oldin kichikroq mukofot. Muhrlar kartada qoladi.
look-step = Yoʻldagi mukofot { $number }
look-step-at = Kerakli muhrlar
look-step-name = Mijoz nima oladi
look-step-add = Yoʻldagi mukofot qoʻshish
look-shop = Manzil, ish vaqti, telefon, havolalar
look-shop-hint = Hamyonlarda kartaning orqasida, vebda esa ostida. Boʻsh qoldirilgani koʻrsatilmaydi.
look-address = Doʻkon manzili
look-hours = Ish vaqti
look-telephone = Telefon raqami
look-telephone-hint = Mamlakat kodi bilan, +998 71 1234567 kabi
look-website = Veb-sayt
look-links = Karta orqasidagi havolalar
look-link = Havola { $number }
look-link-name = Yozuvi
look-link-url = Qayerga olib boradi
look-link-add = Havola qoʻshish
look-earning = Tashrif nima beradi
look-earning-hint = Bu yerga hech narsa yozilmasa, har bir tashrif bitta muhr beradi. Oʻzgarishlar keyingi tashriflarga tegishli.
look-per-amount = Shu summaning har biriga bitta muhr, { $currency }
look-per-amount-hint = Boʻsh: har tashrifga bitta muhr. Aks holda xodimlar toʻlangan summani kiritadi.
look-carry = Qoldiq keyingi tashrifga oʻtsinmi?
look-carry-yes = Ha, qoʻshib hisoblanadi
look-carry-no = Yoʻq
look-minimum = Tashrifning eng kam summasi, { $currency }
look-minimum-hint = Kichikroq tashrif hisoblanadi, lekin muhr bermaydi. Boʻsh: chegara yoʻq.
look-stamp-days = Muhrlar amal qiladigan kunlar
look-stamp-days-hint = Boʻsh: cheksiz. Yangi yoki qisqaroq muddat mavjud muhrlar uchun oʻzgarishdan boshlab sanaladi.
look-ask-amount = Skaner summani soʻrasinmi?
look-ask-amount-optional = Xodimlar yoqqan joyda
look-ask-amount-always = Har doim
look-ask-amount-never = Hech qachon
look-more = Yana: xarajat, tanaffus, sovgʻalar
look-cost = Bitta mukofot sizga qanchaga tushadi, { $currency }
look-cost-hint = Natijalar sahifasi buni takroriy savdo bilan solishtiradi.
look-currency = Valyuta
look-currency-hint = Uch harf, UZS kabi. Oldingi summalar raqamini saqlaydi: hech narsa ayirboshlanmaydi, shuning uchun oʻzgarish davri natijalarida ikkalasi aralashadi.
look-margin = Savdodagi foyda ulushingiz, foizda
look-margin-hint = Savdodan xarid xarajati chiqarilgach qoladigan qism. Boʻsh boʻlsa, natijalar sahifasi uni koʻrsatmaydi.
look-cooldown = Ikki muhr orasidagi daqiqalar
look-cooldown-hint = Bu vaqt ichida skaner qayta muhr bosishdan oldin soʻraydi.
look-confirm = Xodimlar bu vaqt ichida qayta muhr bosa oladimi?
look-confirm-yes = Ha, tasdiqlashsa
look-confirm-no = Yoʻq
look-welcome = Aʼzolik uchun sovgʻa muhrlar
look-daily = Bir aʼzoning bir kundagi eng koʻp tashrifi
look-daily-hint = Boʻsh: cheklov yoʻq.
look-card-days = Karta necha kun tashrifsiz qolsa tugaydi
look-card-days-hint = Boʻsh: hech qachon. Har karta buni keyingi tashrifda oladi.
look-reward-days = Mukofot necha kundan keyin tugaydi
look-reward-days-hint = Boʻsh: hech qachon. Yangi yoki qisqaroq muddat kutayotgan mukofotlar uchun oʻzgarishdan boshlab sanaladi.
look-launched = Muhr kartasining birinchi kuni
look-launched-hint = Natijalar sahifasi undan oldingi va keyingi tashriflarni solishtiradi.
look-tiers = Doimiy mijozlar uchun darajalar
look-tiers-hint = Tashriflar aʼzoni kartada koʻrinadigan darajaga koʻtaradi.
look-tier = Daraja { $number }
look-tier-name = Nomi
look-tier-visits = Kerakli tashriflar
look-tier-days = Hisoblanadigan kunlar
look-tier-days-hint = Boʻsh: barcha tashriflar. Juda kam keladiganlar darajadan tushadi.
look-tier-stamps = Bu darajada har tashrifga muhr
look-tier-stamps-hint = Boʻsh: boshqalar qatori.
look-tier-add = Daraja qoʻshish
look-to-settings = Tillar, raqamlar, taqvim va vaqt mintaqasi shu yerda sozlanadi
look-join = Aʼzolik manzili
look-join-meaning = Plakatlar, kodlar va havolalar shu manzilga olib boradi. Uni istalgan vaqtda oʻzgartirish mumkin.
look-join-word = Manzilning oxirgi qismi
look-join-hint = Istalgan yozuvda yozing. U a dan z gacha harflar, raqamlar va chiziqchalar bilan yoziladi.
look-join-save = Shu manzildan foydalanish
look-join-former = Bu manzillar ham oʻsha yerga olib boradi, shuning uchun bosilgan plakatlar ishlayveradi:
look-join-wrong = Kamida ikkita harf yoki raqam yozing.
look-join-taken = Bu manzil boshqa doʻkonniki. Boshqasini tanlang.
look-join-most = Doʻkonning yigirmata manzili bor. Shulardan birini tanlang.
look-preview = Koʻrsatish
look-save = Saqlash
look-unchanged = Hali hech narsa oʻzgarmadi.
look-impossible = Saqlashdan oldin bitta maydonni toʻgʻrilash kerak.
look-changes-none = Hali karta berilmagan, shuning uchun saqlash birorta kartani oʻzgartirmaydi.
look-changes =
    { $count ->
        [one] Saqlash { $count } ta kartani oʻzgartiradi, hamyonlarda ham.
       *[other] Saqlash { $count } ta kartani oʻzgartiradi, hamyonlarda ham.
    }
look-changes-goals =
    { $count ->
        [one] { $count } ta aʼzoning yoʻli uzayardi; unga yetguncha hozirgi maqsadi qoladi.
       *[other] { $count } ta aʼzoning yoʻli uzayardi; unga yetguncha hozirgi maqsadlari qoladi.
    }
look-ask = Davom etish uchun yana bir marta saqlang.
look-previews = Mijozlaringiz koʻradigan koʻrinish
look-in = Namuna tili
look-apple = Apple Wallet ilovasida
look-google = Google Wallet ilovasida
look-web = Veb-sahifa sifatida
look-updated = Namuna yangilandi.
look-wrong-name = Doʻkonga 60 harfgacha nom bering.
look-wrong-reward = Mukofotni 60 harfgacha yozing.
look-wrong-stamps = 1 dan 100 gacha, oldingi mukofotnikidan katta son tanlang.
look-wrong-colour = #0f766e kabi rang tanlang.
look-wrong-stamp-colour = #f2b33d kabi rang tanlang.
look-wrong-icon = Shu rasmlardan birini tanlang.
look-wrong-cost = 1.20 kabi summa yozing yoki boʻsh qoldiring.
look-wrong-margin = 0 dan 100 gacha foiz yozing yoki boʻsh qoldiring.
look-wrong-cooldown = Daqiqalar sonini yozing, koʻpi bilan 44640.
look-wrong-welcome = 0 dan 99 gacha son yozing.
look-wrong-daily = 1 dan 1000 gacha son yozing yoki boʻsh qoldiring.
look-wrong-step-at = Toʻla kartadan kichik butun son tanlang, har mukofot uchun boshqa son.
look-wrong-tier-name = Darajaga 40 harfgacha nom bering.
look-wrong-tier-visits = Har daraja uchun boshqa tashriflar sonini tanlang.
look-wrong-per-amount = 0 dan katta summa kiriting, masalan 5,00, yoki boʻsh qoldiring.
look-wrong-tier-stamps = 1 dan 100 gacha son kiriting yoki boʻsh qoldiring. Muhrlar summaga qarab berilsa, darajalar qoʻshimcha muhr bermaydi.
look-wrong-link-name = Havola nimaga olib borishini 60 harfgacha yozing.
look-wrong-link-url = https:// bilan boshlanadigan toʻliq manzilni yozing.
look-wrong-address = 12 qatorgacha, 300 harfgacha yozing.
look-wrong-hours = 12 qatorgacha, 300 harfgacha yozing.
look-wrong-telephone = 3 dan 15 gacha raqamli telefon yozing, +998 71 1234567 kabi.
look-wrong-currency = Valyutani uch harf bilan yozing, UZS kabi.
look-wrong-card-days = 1 dan 3651 gacha kunlar sonini yozing yoki boʻsh qoldiring.
look-wrong-launched = 2026-01-31 kabi sana yozing yoki boʻsh qoldiring.
look-versions = Versiyalar
look-version = { $version }-versiya
look-version-now = hozirgi
look-from = { $version }-versiyani koʻryapsiz. Unga qaytish uchun saqlang.
look-stale = Bu sahifa sizda ochiq turganda boshqa kishi kartani saqladi ({ $what }). Sizdan hali hech narsa saqlanmadi. Yozganlaringiz quyida; yana saqlasangiz, uning oʻrnini egallaydi.
look-stale-open = Kartani hozirgi holida koʻrsatish
look-lost = Oʻz rasmlari endi saqlanmaydi, oʻrnida chizilganlari turibdi.
look-picture-gone = Bu rasm endi saqlanmaydi. Uni qayta tanlang.
look-picture-failed = Rasm yuborilmadi. Birozdan keyin qayta tanlang.
look-picture-choose = Rasm tanlash
look-part-name = nom
look-part-reward = mukofot
look-part-stamps = muhrlar
look-part-colours = ranglar
look-part-icon = rasm
look-part-rules = qoidalar
done-look-saved = Saqlandi. Kartalar hozir oʻzgarmoqda.
done-look-same = Farq yoʻq edi, shuning uchun hech narsa saqlanmadi.
done-join-changed = Manzil oʻzgardi. Oldingilari oʻsha yerga olib boradi.
icon-book = Kitob
icon-bowl = Kosa
icon-bread = Non
icon-car = Mashina
icon-coffee = Qahva
icon-flower = Gul
icon-heart = Yurak
icon-ice = Muzqaymoq
icon-leaf = Barg
icon-paw = Panja
icon-pizza = Pitsa boʻlagi
icon-scissors = Qaychi
icon-star = Yulduz
icon-tick = Belgi

## Owner: posters

poster-title = Plakat va stol kartasi
poster-meaning = Bir marta skanerlash kartangizga olib boradi. Eshikka iling va kassa yoniga qoʻying.
poster-size = Qogʻoz
poster-a4 = Plakat, A4
poster-a5 = Kichik plakat, A5
poster-tent = Stol kartasi, bir buklangan A4
poster-first = Til
poster-second = Ikkinchi til
poster-none = Yoʻq
poster-show = Koʻrsatish
poster-print = Chop etish
poster-svg = SVG yuklab olish
poster-print-hint = Toʻliq oʻlchamda, hoshiya va sarlavhasiz chop eting. Faqat varaq chop etiladi.
poster-fold = Oʻrtadagi ikki belgidan buklang. Ikki tilning har biriga bir tomon.
poster-svg-hint = SVGda soʻzlar matn boʻlib, ochgan odamning shriftlarida chiziladi. Bosmaxona uchun “stampwell poster --font” ularni konturga aylantiradi.
poster-scan = Telefon kamerasi bilan skanerlang. Ilova kerak emas.
poster-in-both = Kartangiz Apple Wallet yoki Google Wallet ilovasida turadi.
poster-in-apple = Kartangiz Apple Wallet ilovasida yoki vebda turadi.
poster-in-google = Kartangiz Google Wallet ilovasida yoki vebda turadi.
poster-in-browser = Kartangiz brauzerda ochiladi.
poster-out-of-reach = Bu manzilga hech bir telefon yeta olmaydi: { $address } faqat shu kompyuterga olib boradi. Avval STAMPWELL_PUBLIC_URL ga xizmatingiz manzilini yozing.
poster-along = { $count } ta muhrda: { $reward }

## Owner: members

members-search = Aʼzoni topish
members-search-hint = Karta kodi, telefon raqami, elektron manzil yoki oʻzingizdagi mijoz raqami
members-find = Topish
members-all = Barcha aʼzolar
members-none = Hech kim topilmadi. Kod yoki raqam toʻgʻri yozilganini tekshiring.
members-empty = Bu yerda hali karta yaratilmagan. Plakatni chop eting va birinchi kartaga muhr bosing. Import qilingan jurnaldagi odamlar natijalarda hisoblanadi, lekin bu yerda kartasi yoʻq.
members-newest = Avval eng yangi aʼzolar
members-found = Topilganlar
members-older = Avvalgi aʼzolar
members-who = Aʼzo
members-stamps = Muhrlar
members-visits = Tashriflar
members-last = Oxirgi tashrif
members-imported = Kassadagi oldingi tashriflar
members-imported-until = { $number }, oxirgisi { $day }
members-never = Hali yoʻq
members-pairs = Ikki aʼzo, bitta mijoz raqami
members-pairs-meaning = Bu yerdagi har juftning mijoz raqami bitta, u saqlanganda ikki xil yozilgan. Raqam boʻyicha eskiroq aʼzo topiladi. Ikkalasi bir kishi boʻlsa, bitta aʼzo qiling; hech narsa oʻz-oʻzidan birlashtirilmagan.
members-pairs-older = Eskirogʻi, raqam boʻyicha topiladi
members-pairs-younger = Yangirogʻi
member-card-of = Karta { $code }
member-email = Elektron manzil
member-phone = Telefon
member-external = Oʻzingizdagi mijoz raqami
member-news = Yangiliklar
member-news-yes = Yangilikka rozi
member-news-no = Yangilik istamaydi
member-cards = Kartalar
member-no-card = Bu aʼzoda hali karta yoʻq.
member-state-active = Ishlatilmoqda
member-state-paused = Toʻxtatilgan
member-state-ended = Tugagan
member-state-expired = Muddati oʻtgan
member-pause = Toʻxtatib turish
member-end = Tugatish
member-reopen = Qayta ochish
member-correct = Muhr qoʻshish yoki olish
member-how-many = Nechta?
member-how-many-hint = 2 kabi butun son; minus bilan, masalan -2, muhr olinadi.
member-how-many-wrong = Buncha muhr berib boʻlmaydi.
member-reason = Nega?
member-reason-correction = Tuzatish
member-reason-bonus = Sovgʻa
member-reason-birthday = Tugʻilgan kun
member-reason-referral = Doʻstini olib keldi
member-note = Eslatma
member-note-hint = Ixtiyoriy. Shu yerda va aʼzoning oʻz maʼlumotlarida koʻrinadi; aʼzo bilan birga oʻchiriladi.
member-correct-button = Muhrlarni oʻzgartirish
member-history = Nimalar boʻldi
member-imported = Kassadan tashrif, muhrsiz
member-imported-meaning = Kassangizdan import qilingan tashriflar. Muhr bermaydi va “Tashriflar”da hisoblanmaydi; natijalar kartadan keyingisini ular bilan solishtiradi.
member-merge = Bir kishi, ikki yozuv?
member-merge-meaning = Boshqa kartaning kodini, kartasi boʻlmasa, sizdagi mijoz raqamini yozing. Shunda ikkalasi ham ikkalasining muhrlarini koʻrsatadi.
member-merge-code = Karta kodi yoki mijoz raqami
member-merge-look = Ikkalasini koʻrish
member-merge-unknown = Bu doʻkonda bunday kodli yoki raqamli aʼzo yoʻq
member-merge-same = Bu allaqachon shu aʼzo
member-merge-title = Ikki aʼzo bitta boʻlsinmi?
member-merge-sure = { $other } va { $this } ikkalasining barcha muhr, tashrif, mukofot va kartalari bilan bitta aʼzo boʻladi. Buni qaytarib boʻlmaydi.
member-merge-button = Bitta aʼzo qilish
member-merge-no = Yoʻq, ikkita qolsin
member-profile = Ism va aloqa
member-profile-meaning = Raqami yoki manzili maʼlum aʼzo aʼzolar sahifasining tepasida shu bilan topiladi. Boʻshatilgan maydon oʻchiriladi.
member-name = Ism
member-profile-save = Saqlash
told-wrong = Buni saqlab boʻlmadi
told-phone-wrong = Telefon raqamida kamida beshta raqam boʻladi.
told-email-wrong = Elektron manzil anna@example.com kabi koʻrinadi.
told-name-wrong = Ism koʻpi bilan 80 harfdan iborat va boshqaruv belgilarisiz boʻladi.
told-id-wrong = Bu bitta mijozning raqami emas. Raqami yoʻq kishi uchun maydonni boʻsh qoldiring.
member-data = Maʼlumotlari
member-export = Bu aʼzo haqidagi hamma narsani yuklab olish
member-delete = Bu aʼzoni oʻchirish
member-delete-meaning = Ism, aloqa va kartalar butunlay yoʻqoladi, hamyonlarga aytiladi. Tashrif va mukofotlar jamlaringizda ismsiz qoladi. Eski zaxira nusxalar almashtirilganda aʼzo ulardan ham yoʻqoladi.
done-stamps = Muhrlar oʻzgardi.
done-card-changed = Karta oʻzgardi.
done-taken-back = Bekor qilindi.
done-handed-over = Mukofot topshirildi.
done-merged = Ikkalasi endi bitta aʼzo.
done-member-saved = Saqlandi.
done-member-deleted = Aʼzo oʻchirildi.

## Owner: visits from the till

members-import = Tashriflarni kassadan import qilish
results-empty-import = Tashriflarni kassangizdan keltiring
import-title = Kassangizdagi tashriflar
import-meaning = Kassa yoki navbat dasturingiz bergan fayl. Aʼzoga qilingan har bir savdo uning muhrsiz oldingi tashrifi sifatida saqlanadi: natijalar kartadan keyingisini shu bilan solishtiradi va uni karta bilan tashriflar qatoriga qoʻshmaydi. Oldin import qilinganlar bir marta hisoblanadi. Siz import qilmaguningizcha hech narsa saqlanmaydi.
import-file = Kassadan olingan fayl
import-file-hint = CSV yoki JSON, 64 MiB gacha. Shu yerga tashlang yoki tanlang.
import-look = Koʻrib chiqish
import-look-again = Yana koʻrib chiqish
import-begin = Import qilish
import-choose-again = Faylni yana bir bor tanlang: u koʻrib chiqildi, saqlanmadi. Quyidagi tanlovlaringiz qoladi.
import-no-file = Avval fayl tanlang.
import-updated = Tanlovlaringiz boʻyicha qayta oʻqildi
import-refused = Faylni bunday oʻqib boʻlmaydi
import-nothing = Bunday holda hech bir tashrif oʻqilmaydi, shuning uchun hali import qiladigan narsa yoʻq. Yuqoridagi sabablarga va quyidagi tanlovlarga qarang.
import-supposed = Faylning oʻzidan topildi:
import-needs-order = Fayl kun yoki oy birinchi turishini bildirmaydi. Quyida “{ $choice }” boʻlimida tanlang.
import-why-utf8 = Harflar tanlangandek emas, UTF-8. “{ $choice }” boʻlimida UTF-8 ni tanlang.
import-why-letters = Harflar UTF-8 emas. “{ $choice }” boʻlimida boshqasini tanlang yoki faylni UTF-8 da eksport qiling.
import-why-lost = Fayl yaratilganda harflar yoʻqolgan. UTF-8 da qayta eksport qiling.
import-why-workbook = Bu jadval emas, elektron jadval yoki ofis dasturining kitobi. Uni oʻsha yerda oching, CSV (UTF-8) sifatida saqlang va oʻsha faylni tanlang.
import-why-packed = Bu siqilgan fayl. Uni oching va ichidagi jadvalni tanlang.
import-why-no-table = Bu jadval emas. Roʻyxatni dasturingizdan CSV sifatida eksport qiling.
import-why-empty = Faylda savdo yoʻq. Uni qatorlari bilan qayta eksport qiling.
import-why-rounded = Elektron jadval raqamni yaxlitlagan. Ustunni matn qilib, qayta eksport qiling.
import-why-currency = Summa doʻkonnikidan boshqa valyutada.
import-why-torn = Qatorda sarlavhadagidan koʻp katak bor, masalan kasr vergul summani boʻlganda. Ustunlar orasida nuqtali vergul ishlating va “{ $choice }” boʻlimida tanlang.
import-why-no-date = Qatorda sana yoʻq.
import-why-no-day = Bunday kun yoʻq.
import-why-future = Sana kelajakda. “{ $choice }”, vaqt mintaqasi va kassa soatini tekshiring.
import-why-date = Sana “{ $choice }” boʻlimida tanlanganga mos emas.
import-why-unshown = Elektron jadval sana yoki vaqtni koʻrsata olmagan. Ustunni kengaytiring yoki formulasini tuzating va qayta eksport qiling.
import-why-time = Vaqt oʻqilmaydi. Uni 14:05 kabi yozing.
import-why-amount = Summa bir necha xil oʻqiladi yoki umuman oʻqilmaydi. “{ $choice }” boʻlimida tanlang.
import-why-number = Summa oʻqib boʻladigan son emas.
import-why-total = Qator tashrif emas, boshqa qatorlar yigʻindisi.
import-why-place = Qatorda ishlatib boʻlmaydigan filial aytilgan. Oʻsha ustunda filiallar borligini tekshiring.
import-why-member = Qatorda doʻkoningizda yoʻq aʼzo aytilgan.
import-why-receipt = Xuddi shu chek oldingi qatorda boshqa aʼzoniki.
import-needs-member = Aʼzoning sizdagi raqami qaysi ustunda ekanini quyida tanlang.
import-needs-date = Sana qaysi ustunda ekanini quyida tanlang.
import-rows = Qanday oʻqilishi
import-part = Faylning faqat boshi koʻrildi.
import-line = Qator
import-at = Sana
import-time = Vaqt
import-amount = Summa
import-member = Aʼzo raqami
import-receipt = Chek
import-place = Savdo filiali
import-bad-lines = Oʻqib boʻlmaydigan qatorlar
import-questions = Doʻkoningizda yoʻq filiallar
import-questions-meaning = Faylda ularning nomi bor. Faqat pastroqda uchraydiganlari qoldirib ketiladi va sanaladi.
import-place-ignore = Tashriflarni filialsiz oʻqish
import-place-create = Bu filialni doʻkonimga qoʻshish
import-place-is = Bu { $place }
import-columns = Har bir ustun nima
import-columns-meaning = Notoʻgʻri topilganini tuzating. Yuqoridagi jadval ham oʻzgaradi.
import-ways = Qanday yozilgani
import-found = Topildi: { $column }
import-not-found = Topilmadi
import-find = Oʻzi topsin
import-none = Ustun yoʻq
import-dates = Sana tartibi
import-dates-iso = Avval yil: 2026-01-31
import-dates-dmy = Avval kun: 31.01.2026
import-dates-mdy = Avval oy: 01/31/2026
import-dates-jalali = Eron taqvimi: 1404/11/11
import-dates-excel = Elektron jadval kun raqami: 46053
import-unit = Summalar birligi
import-unit-major = Mijoz toʻlaganicha, masalan 3.50
import-unit-minor = Eng kichik tangada, masalan 350
import-decimal = Kasr belgisi
import-decimal-comma = Vergul: 3,50
import-decimal-point = Nuqta: 3.50
import-separator = Ustunlar orasida
import-separator-comma = Vergul ,
import-separator-semicolon = Nuqtali vergul ;
import-separator-tab = Tabulyatsiya
import-separator-bar = Tik chiziq |
import-encoding = Harflar kodlanishi
import-encoding-utf = UTF-8, koʻp dasturlar yozganidek
import-encoding-west = Gʻarbiy Yevropa (windows-1252)
import-encoding-turkish = Turkcha (windows-1254)
import-encoding-arabic = Arabcha va forscha (windows-1256)
import-encoding-cyrillic = Kirillcha (windows-1251)
import-encoding-utf16 = Elektron jadvalning “Unicode matni” (UTF-16)
import-zone = Vaqt mintaqasi
import-place-of-others = Filiali aytilmagan qatorlar filiali
import-no-place = Hech biri
import-earlier = Oldingi importlar
import-began = Boshlangan
import-state = Holati
import-running = Oʻqilmoqda
import-done = Barcha qatorlar oʻqildi
import-done-some = Fayl oʻqildi, lekin barcha qatorlar emas
import-failed = Toʻxtatildi
import-interrupted = Uzilib qoldi
import-failed-advice = Oʻqilgani qoladi. Oʻsha faylni oʻsha tanlovlar bilan yana import qiling, toʻxtagan joyidan davom etadi.
import-interrupted-advice = Bu orada xizmat toʻxtatildi. Oʻsha faylni oʻsha tanlovlar bilan yana import qiling, toʻxtagan joyidan davom etadi.
import-job-title = Kassadan import
import-look-at-job = Qayergacha borganini koʻrish
import-count-stored = Yangi tashriflar
import-count-stored-meaning = Har bir aʼzoning sahifasida koʻrinadigan oldingi tashriflar. Muhr bermaydi va karta bilan tashrif hisoblanmaydi; natijalar ular bilan faqat solishtiradi.
import-count-known = Oldin import qilingan
import-count-known-meaning = Shu yoki boshqa fayl bilan; har bir tashrif bir marta hisoblanadi.
import-count-without-member = Aʼzosiz savdolar
import-count-without-member-meaning = Hech kim karta koʻrsatmagan, shuning uchun bu hech kimning tashrifi emas.
import-count-refunds = Qaytarilgan pullar
import-count-refunds-meaning = Qaytarilgan pul va bekor qilingan savdolar.
import-count-placeless = Filiali qoldirilgan tashriflar
import-count-placeless-meaning = Faylda doʻkoningizda yoʻq filial aytilgan.
import-count-bad = Oʻqilmagan qatorlar
import-count-bad-meaning = Har birining sababi quyida.
import-download = Hammasini yuklab olish (CSV)
import-another = Boshqa fayl import qilish
import-visits =
    { $count ->
        [one] { $count } ta tashrif
       *[other] { $count } ta tashrif
    }
import-without-member =
    { $count ->
        [one] { $count } ta aʼzosiz savdo
       *[other] { $count } ta aʼzosiz savdo
    }
import-refunds =
    { $count ->
        [one] { $count } ta pul qaytarish
       *[other] { $count } ta pul qaytarish
    }
import-bad =
    { $count ->
        [one] { $count } ta oʻqib boʻlmaydigan qator
       *[other] { $count } ta oʻqib boʻlmaydigan qator
    }
import-read =
    { $count ->
        [one] { $count } ta qator oʻqildi
       *[other] { $count } ta qator oʻqildi
    }

## Owner: what is still to do

setup-title = Sozlash
setup-progress = { $total } tadan { $done } tasi bajarildi
setup-done = Bajarildi
setup-todo = Qilinishi kerak
setup-failing = Ishlamayapti
setup-unseen = Bu yerdan koʻrinmaydi
setup-yours = Doʻkoningizda
setup-operators = Xizmatni yurituvchida
setup-operators-meaning = Bu siz boʻlmasangiz, unga shu roʻyxatni koʻrsating. Oʻsha tekshiruvlar batafsilroq:
setup-test = Sinov kartasini yaratish
setup-test-meaning = Qoʻshilish sahifangiz ochiladi. Karta haqiqiy, uni oʻz sahifasida oʻchirmaguningizcha aʼzo hisoblanadi.
setup-to-card = Kartaga oʻtish
setup-to-staff = Xodimlar sahifasiga oʻtish
setup-to-poster = Plakatga oʻtish

check-cost = Mukofot sizga qanchaga tushadi
check-cost-done = Har bir mukofotning narxi maʼlum. Mukofot topshirilgach, natijalar takroriy savdo qanchaga tushishini koʻrsatadi.
check-cost-todo = Bir mukofotning narxi yoʻq, natijalar takroriy savdo qanchaga tushishini ayta olmaydi.
check-cost-todo-fix = Karta sahifasida bitta mukofot sizga qanchaga tushishini yozing.
check-till = Muhr bosadigan telefon
check-till-done =
    { $count ->
        [one] { $count } ta telefon muhr bosa oladi.
       *[other] { $count } ta telefon muhr bosa oladi.
    }
check-till-todo = Hali birorta telefon muhr bosa olmaydi.
check-till-todo-fix = Xodimlar sahifasida QR kodini koʻrsating va uni kassadagi telefon bilan skanerlang.
check-visit = Birinchi muhr
check-visit-done = Birinchi kartaga muhr bosildi.
check-visit-todo = Hali birorta kartaga muhr bosilmagan.
check-visit-todo-fix = Sinov kartasini yarating va muhr bosing. Keyin plakatni osib qoʻying.
check-address = Ommaviy manzil
check-address-done = Telefonlar xizmatga { $address } orqali yetadi.
check-address-plain = { $address } https emas, telefonlar esa kartalarni faqat https orqali yangilaydi.
check-address-plain-fix = STAMPWELL_PUBLIC_URL ga proksingizning https manzilini yozing.
check-apple = Apple Wallet
check-apple-done = Apple Wallet kartalari imzolanmoqda. Sertifikat { $day } kuniga qadar amal qiladi.
check-apple-ending = Apple sertifikati { $day } kuni tugaydi. Shundan keyin telefondagi kartalar yangilanmaydi, yangilari rad etiladi.
check-apple-ending-fix = Uni oʻsha pass type identifikatori bilan yangilang.
check-apple-off = Apple Wallet sozlanmagan; mijozlar veb-kartadan foydalanadi.
check-apple-off-fix = STAMPWELL_APPLE_CERTIFICATE, STAMPWELL_APPLE_KEY va STAMPWELL_APPLE_WWDR ni kiriting.
check-apple-ended = Apple sertifikati tugagan. Muhrlar hisobga olinadi, lekin telefondagi kartalar yangilanmaydi va yangilari rad etiladi.
check-apple-ended-fix = Uni oʻsha pass type identifikatori bilan yangilang. Telefondagi kartalar shunda yangilanadi.
check-apple-failing = Apple sertifikati bor, lekin undan foydalanib boʻlmaydi: Apple Wallet kartasi yaratilmaydi.
check-apple-failing-fix = stampwell doctor buyrugʻini ishga tushiring. U faylni va nima qilishni aytadi.
check-google = Google Wallet
check-google-done = Google Wallet kartalari yaratilmoqda.
check-google-off = Google Wallet sozlanmagan; mijozlar veb-kartadan foydalanadi.
check-google-off-fix = STAMPWELL_GOOGLE_ISSUER_ID va STAMPWELL_GOOGLE_SERVICE_ACCOUNT ni kiriting.
check-google-failing = Google Wallet sozlangan, lekin kalitidan foydalanib boʻlmaydi: Google Wallet kartasi yaratilmaydi.
check-google-failing-fix = stampwell google check buyrugʻini ishga tushiring. U Googledan soʻraydi va nima yetishmasligini aytadi.
check-designs = Karta dizaynlari
check-designs-done =
    { $count ->
        [one] { $count } ta dizayn tayyor.
       *[other] { $count } ta dizayn tayyor.
    }
check-designs-missing = Kartangizning dizayni topilmadi, oʻrniga boshqasi koʻrsatilmoqda.
check-designs-missing-fix = Karta sahifasida boshqa dizayn tanlang yoki uning jildini STAMPWELL_TEMPLATES_DIR ga qaytaring.
check-badges = Hamyon tugmalari
check-badges-done = Kompaniyalarning oʻz tugmalari shu yerda.
check-badges-off = Hamyon tugmalari oddiy matn, chunki kompaniyalarning oʻz rasmlari bu yerda yoʻq.
check-badges-off-fix = Ularni Apple va Googledan yuklab oling va jildini STAMPWELL_BADGES_DIR ga yozing.
check-backup = Zaxira nusxa
check-backup-done = Oxirgi zaxira nusxa { $day } kuni olingan.
check-backup-old = Oxirgi zaxira nusxa { $day } kuni olingan. Disk buzilsa, undan keyingilari yoʻqoladi.
check-backup-old-fix = Har kecha stampwell backup buyrugʻini ishga tushiring.
check-backup-never = Hali zaxira nusxa yoʻq. Disk buzilsa, barcha muhrlar yoʻqoladi.
check-backup-never-fix = Har kecha stampwell backup buyrugʻini ishga tushiring va fayllarni boshqa mashinada saqlang.
check-backup-unseen = PostgreSQL oʻz vositalari bilan nusxalanadi, ular bu yerda iz qoldirmaydi.
check-backup-unseen-fix = pg_dump yoki xostingingiz har kecha nusxa olishiga ishonch hosil qiling va bir marta tiklab koʻring.

settings = Til va raqamlar
settings-meaning = Sahifa va kartalaringiz qaysi tillarda, har biri son va sanalarni qanday yozadi.
settings-place = Tartibi
settings-not-offered = Taklif qilinmaydi
settings-first = 1, oʻz tilingiz
settings-region = Mamlakat
settings-region-hint = IR yoki US kabi ikki harf; odatdagisi uchun boʻsh qoldiring.
settings-digits = Raqamlar
settings-calendar = Taqvim
settings-gregorian = Yanvardan dekabrgacha
settings-persian = Farvardindan isfandgacha
settings-week = Haftaning birinchi kuni
settings-week-from = hafta boshi { $day }
settings-usual = U yerdagi odatga koʻra
settings-none = Kamida bitta til taklif qiling.
settings-region-wrong = Mamlakat IR yoki US kabi ikki harf.
settings-save = Saqlash
settings-look = Misollarni koʻrsatish
done-settings = Saqlandi. Telefondagi kartalar bir necha daqiqada yangilanadi.
legal-title = Doʻkon maʼlumoti, maxfiylik va shartlar
legal-meaning = Mijozlar qoʻshilish sahifasi ostida oʻqiydigan matnlar. Ularda nima boʻlishi kerakligini mamlakatingiz qonuni aytadi; soʻralmaganini boʻsh qoldiring.
legal-stale = Bu sahifa sizda ochiq turganda boshqa kishi bu matnlarni oʻzgartirdi. Sizdan hali hech narsa saqlanmadi. Yana saqlasangiz, quyidagilar uning oʻrnini egallaydi.
legal-stale-open = Matnlarni hozirgi holida koʻrsatish
legal-open = Bu matnlarni yozish
legal-imprint = Doʻkon maʼlumoti
legal-imprint-hint = Doʻkonni kim yuritadi: nom, manzil va mamlakatingiz soʻraydigan boshqa maʼlumot. 1000 harfgacha.
legal-imprint-wrong = Maʼlumot 20 qatorda 1000 harfgacha boʻlishi mumkin, gʻayrioddiy belgilarsiz.
legal-contact = Shaxsiy maʼlumotlar boʻyicha aloqa
legal-contact-hint = Elektron manzil yoki https:// bilan boshlanadigan sahifa
legal-contact-wrong = Elektron manzil yoki sahifaning https:// bilan boshlanadigan toʻliq manzilini yozing.
legal-terms = Shartlar
legal-terms-hint = Shartlar turgan sahifaning https:// bilan boshlanadigan manzili
legal-terms-wrong = Sahifaning https:// bilan boshlanadigan toʻliq manzilini yozing.
done-legal = Saqlandi. Qoʻshilish sahifasi endi buni koʻrsatadi.

## Owner: for developers

dev-title = Dasturchilar uchun
dev-meaning = Kassa, internet-doʻkon yoki HTTPni tushunadigan har narsani ulang.
dev-docs = API maʼlumotnomasi
dev-try = Buyruqlar satridan muhr bosing
dev-try-meaning = Xodim kaliti va karta kodini kiriting.
copy = Nusxa olish
copied = Nusxa olindi
keys = Kalitlar
key = Kalit
key-may = Ruxsat
key-since = Yaratilgan
key-used = Oxirgi foydalanish
key-never = hech qachon
key-owner = Ega: shu doʻkondagi hamma narsa
key-staff = Xodim: muhr, mukofot, oʻzinikini qaytarish
key-reader = Oʻquvchi: sonlar va hodisalar
key-operator = Operator kaliti
key-new = Yangi kalitga nima ruxsat?
key-make = Kalit yaratish
key-made = Yangi kalitingiz
key-once = U faqat bir marta koʻrsatiladi. Nusxa oling va parollaringiz yonida saqlang.
key-end = Tugatish
key-end-meaning = Bu kalitdan foydalanadigan hamma narsa darhol toʻxtaydi.
key-end-confirm = Bu kalitni tugatish
done-key-ended = Kalit tugatildi.
done-key-shown = Oʻsha kalit avval yaratilgan va faqat bir marta koʻrsatilgan. Saqlamagan boʻlsangiz, boshqasini yarating.
sessions-title = Qayerda kirgansiz
sessions-meaning = Kirilgan brauzerlar va natijalarni koʻrsatadigan manzillar. 30 kun kelmagan brauzerdan, va har bir brauzerdan kirilganidan 180 kun oʻtgach chiqiladi.
session-what = Nima
session-by = Boshlagan
session-here = Shu brauzer
session-browser = Brauzer
session-shared = Natijalar manzili
session-link = kirish havolasi
session-ends = U bilan birga tugaydi:
session-ends-keys =
    { $count ->
        [one] { $count } ta kalit
       *[other] { $count } ta kalit
    }
session-ends-browsers =
    { $count ->
        [one] { $count } ta boshqa kirish
       *[other] { $count } ta boshqa kirish
    }
session-ends-invitations =
    { $count ->
        [one] { $count } ta ochiq taklif
       *[other] { $count } ta ochiq taklif
    }
session-ends-shared =
    { $count ->
        [one] { $count } ta natijalar manzili
       *[other] { $count } ta natijalar manzili
    }
session-end-confirm = Hammasini tugatish
sessions-end-all = Hamma joydan chiqish
sessions-end-all-meaning = Har bir brauzerdan darhol chiqiladi, shundan ham, va ochiq takliflar tugaydi. Taklif qilinganlar yaratgan kalitlar va natijalar manzillari ishlamay qoladi. Natijalarning boshqa manzillari qoladi.
sessions-end-all-confirm = Ha, hamma joydan chiqish
done-session-ended = Tugatildi.
session-invited = taklif qilgan:
invitations-open = Ochiq takliflar
invitation-who = Kim uchun
invitation-ends = Tugashi
invitation-take-back = Qaytarib olish
invitation-title = { $name } uchun taklif
invitation-how = Bu havolani faqat shu kishiga yuboring. U faqat bir marta koʻrsatiladi va birinchi boʻlib ochgan kishi kiradi.
invitation-until = Bir marta ishlaydi, tugashi: { $time }.
invitation-back = Roʻyxatga qaytish
invite = Kimnidir taklif qilish
invite-meaning = Sherik yoki boshqaruvchi kalitingizsiz, havola orqali kiradi va siz qila oladigan hamma ishni qila oladi. Uning kirishini shu yerda koʻrasiz va tugatasiz: u yaratgan kalitlar, takliflar va manzillar ham birga tugaydi.
invite-name = Kim u?
invite-button = Taklif yaratish
invite-name-wrong = 40 harfgacha ism yozing.
invite-too-many = 20 ta ochiq taklif bor. Hech kimga kerak boʻlmaganlarini qaytarib oling.
done-invitation-taken-back = Taklif tugatildi.
done-invitation-shown = Oʻsha taklif avval yaratilgan va havolasi faqat bir marta koʻrsatilgan. Saqlamagan boʻlsangiz, taklifni qaytarib olib, boshqasini yarating.
key-maker = Yaratgan
key-maker-command = buyruq
key-end-made = U yaratgan kalitlar, kirishlar va manzillar ham tugatilsin
deliveries = Hamyonlarga yuborilganlar
deliveries-meaning = Kartadagi har oʻzgarish u turgan telefonlarga bildiriladi. Eng yangilari tepada.
deliveries-none = Hali hech narsa yuborilmadi. Hamyondagi kartaning birinchi muhri shu yerda koʻrinadi.
delivery-all = Hammasi
delivery-pending = Kutmoqda
delivery-delivered = Yetkazildi
delivery-failed = Koʻp urinishdan keyin chetga qoʻyildi
delivery-gone = Karta endi u yerda yoʻq
delivery-when = Qachon
delivery-what = Nima
delivery-state = Holat
delivery-answer = Javob
delivery-again = Qayta yuborish
delivery-shop = Doʻkon dizayni
delivery-accepted = Qabul qilindi
delivery-unanswered = Hali javob yoʻq
delivery-fetched = Telefon oldi:
done-delivery-again = Qayta yuborilmoqda.
events = Hodisalar
events-meaning = Sodir boʻlgan har narsa oʻzgarmas jurnalning bir qatoridir. Oʻqish uchun
event-own = Oʻz jurnalingizdan
event-invented = Toʻqima misol: yaqinda sizda boʻlmadi
webhooks = Vebhuklar
webhooks-later = Hali yoʻq. Ungacha yangi hodisalarni oxirgi javob kursori bilan soʻrang.

## The demo’s phones

phone-title = Telefonlar
phone-headline = Bitta karta, ikkita hamyon
phone-meaning = iPhone va Android telefoni. Har biri kartani qoʻshadi, oʻzgarishlardan xabar topadi va ularni koʻrsatadi, xuddi haqiqiysidek.
phone-empty = Hamyon boʻsh. Doʻkonga aʼzo boʻling, karta shu yerda paydo boʻladi.
phone-join = Mijoz sifatida qoʻshilish
phone-scan = Xodim sifatida skanerlash
phone-redeem = Mukofotni topshirish
phone-void = Oxirgisini qaytarish
phone-results = Natijalar
phone-staff = Xodimlar sahifasi
phone-wire = Tarmoqdan oʻtganlar
phone-wire-meaning = Eng yangisi yuqorida. Har bir satr xizmat va iPhone yoki xizmat va Google oʻrinbosari orasidagi haqiqiy soʻrovdir.
phone-no-script = Telefonga JavaScript kerak. Uni brauzer sozlamalarida yoqing, soʻng bu sahifani qayta yuklang.
phone-now = hozir
phone-scanned = Muhr bosildi. Kartaga qarang.
phone-redeemed = Topshirildi. Kartaga qarang.
phone-voided = Qaytarildi. Kartaga qarang.
phone-failed = Bu amalga oshmadi. Xizmat hali ishlayaptimi?
phone-lost = Xizmat javob bermayapti. Qayta urinilmoqda…
phone-pass-voided = Bu karta tugagan
phone-more = Bu karta haqida batafsil
phone-less = Old tomonga qaytish
phone-fold = Bu karta haqida qisqacha
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = Karta hali bu hamyonda emas.
phone-card-page = Karta sahifasini ochish
phone-remove = Google Wallet ilovasidan olib tashlash
phone-removed = Olib tashlandi. Muhrlar aʼzoda qoladi.
phone-google-changed = Yangi qoldiq: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = Bunday kodli karta yoʻq
help-card-not-found = Kod nomaʼlum, xato terilgan yoki boshqa doʻkonga tegishli. Kartani qayta skanerlang yoki kvadrati ostidagi sakkizta belgini tering.
error-too-soon = Bu kartaga hozirgina muhr bosilgan
help-too-soon = Ikki muhr orasida bir necha daqiqa boʻlishi kerak. retry_after_s dagi soniyalarni kuting yoki doʻkon ruxsat bersa, skanerlashni confirm qiymati true boʻlgan holda qayta yuboring.
error-daily-limit = Bu karta bugungi barcha muhrlarini oldi
help-daily-limit = Doʻkon har bir aʼzoga kuniga cheklangan sonda muhr beradi. Keyingisi ertaga, doʻkon vaqti boʻyicha mumkin.
error-card-ended = Bu karta tugagan
help-card-ended = Uni doʻkon tugatgan yoki egasi oʻchirgan, endi ishlatib boʻlmaydi. Mijoz qayta qoʻshilib, yangi karta olishi mumkin.
error-card-paused = Bu karta toʻxtatib turilgan
help-card-paused = Doʻkon bu kartani hozircha ushlab turibdi. Doʻkon egasi uni yana faollashtirishi mumkin.
error-card-expired = Bu kartaning muddati oʻtgan
help-card-expired = U doʻkon ruxsat bergandan uzoqroq ishlatilmagan. Mijoz qayta qoʻshilib, yangi karta olishi mumkin.
error-no-reward = Bu kartada kutayotgan mukofot yoʻq
help-no-reward = Barcha mukofotlar olingan yoki hali birortasi qoʻlga kiritilmagan. Karta nechta muhr yetishmasligini koʻrsatadi.
error-reward-not-available = Bu mukofotni endi olib boʻlmaydi
help-reward-not-available = U olingan, muddati oʻtgan yoki tashrif bilan birga qaytarib olingan. Kutayotgan mukofotlarni koʻrish uchun kartani oʻqing.
error-reward-not-found = Bu kartada bunday mukofot yoʻq
help-reward-not-found = Mukofot boshqa aʼzoga tegishli yoki mavjud emas. reward_id yuborilmasa, muddati eng avval tugaydigani olinadi.
error-already-redeemed = Bu tashrif hisobiga mukofot topshirib boʻlingan
help-already-redeemed = Tashrifni bekor qilish mukofotni muhrlarsiz qoldirar edi, shuning uchun hech narsa oʻzgarmadi. Avval mukofotni qaytaring.
error-already-voided = Bu avval qaytarilgan
help-already-voided = Boshqa hech narsa kerak emas: tashrif yoki mukofot faqat bir marta qaytariladi.
error-void-window-over = Buni bu yerda qaytarishga kech boʻldi
help-void-window-over = Xodimlar oʻn besh daqiqa ichida qaytara oladi. Undan keyin doʻkon egasi hali ham qaytara oladi.
error-amount-window-over = Bu summani bu yerda kiritishga kech boʻldi
help-amount-window-over = Xodimlar oʻz tashriflari summasini oʻn besh daqiqa ichida kirita oladi. Undan keyin doʻkon egasi hali ham kirita oladi.
error-not-enough-stamps = Bu kartada muhrlar yetarli emas
help-not-enough-stamps = Oʻzgarish kartani noldan pastga tushirar edi. Kamroq muhr ayiring.
error-invalid-request = Soʻrovda nimadir notoʻgʻri
help-invalid-request = errors dagi har bir yozuv joyni JSON koʻrsatkichi bilan ataydi va u yerda nima xatoligini aytadi. Shu joylarni tuzatib, soʻrovni qayta yuboring.
error-malformed-json = Soʻrov biz oʻqiy oladigan JSON emas
help-malformed-json = detail oʻqish qaysi satr va ustunda toʻxtaganini aytadi. Vergullarni, qoʻshtirnoqlarni va belgilar toʻplamini tekshiring, u UTF-8 boʻlishi kerak.
error-unauthorized = Kim soʻrayotganini bilmaymiz
help-unauthorized = Yaroqli kalitni Authorization: Bearer … koʻrinishida yuboring. Xodim telefoni kassa sifatida roʻyxatga olingan boʻlishi kerak.
error-forbidden = Bu yerda buni qila olmaysiz
help-forbidden = Kalit yaroqli, lekin uning roli bu chaqiruvga ruxsat bermaydi. API maʼlumotnomasida aytilgan rolli kalitdan foydalaning.
error-merchant-suspended = Bu doʻkon vaqtincha yopib qoʻyilgan
help-merchant-suspended = Xizmatni yurituvchi kishi bu doʻkonni vaqtincha yopib qoʻygan: bu tugaguncha muhr bosib, qoʻshilib yoki biror narsani oʻzgartirib boʻlmaydi. Kartalardagi hamma narsa saqlanadi. Xizmatni yurituvchi kishidan soʻrang.
error-not-found = Bu manzilda hech narsa yoʻq
help-not-found = Identifikator yoki manzil mavjud emas yoki boshqa doʻkonga tegishli. Terish xatosi yoʻqligini tekshiring.
error-method-not-allowed = Bu manzil bunday usulni qabul qilmaydi
help-method-not-allowed = Qabul qilinadigan usullar Allow sarlavhasida sanab oʻtilgan.
error-payload-too-large = Soʻrov juda katta
help-payload-too-large = Koʻpchilik chaqiruvlar 256 KiB gacha, import 64 MiB gacha qabul qiladi. Bir martada kamroq yuboring.
error-unsupported-media-type = Bunday turdagi maʼlumotni oʻqiy olmaymiz
help-unsupported-media-type = Content-Type: application/json bilan JSON yoki API maʼlumotnomasi bu chaqiruv uchun ataydigan turni yuboring.
error-rate-limited = Bir vaqtda soʻrovlar juda koʻp
help-rate-limited = Retry-After sarlavhasidagi soniyalarni kuting, keyin sekinroq davom eting.
error-idempotency-key-reused = Bu Idempotency-Key boshqa soʻrovda ishlatilgan
help-idempotency-key-reused = Kalit bitta mazmunli bitta soʻrovga tegishli. Har yangi soʻrov uchun yangi kalit yarating va uni faqat shu soʻrovni takrorlash uchun saqlang.
error-idempotency-in-progress = Xuddi shu soʻrov hali bajarilmoqda
help-idempotency-in-progress = Biroz kutib, oʻsha kalit bilan qayta yuboring: birinchisining javobini olasiz.
error-occurred-at-out-of-range = Bu tashrifning vaqti juda uzoq
help-occurred-at-out-of-range = occurred_at koʻpi bilan 72 soat orqada va 5 daqiqa oldinda boʻlishi mumkin. Kassa soatini tekshiring.
error-apple-not-configured = Bu doʻkon Apple Wallet xizmatini hali yoqmagan
help-apple-not-configured = Hozircha veb-kartadan foydalaning. Xizmatni yurituvchi kishi Apple sertifikatini qoʻshishi mumkin; stampwell doctor nima yetishmasligini aytadi.
error-google-not-configured = Bu doʻkon Google Wallet xizmatini hali yoqmagan
help-google-not-configured = Hozircha veb-kartadan foydalaning. Xizmatni yurituvchi kishi Google emitentini qoʻshishi mumkin; stampwell doctor nima yetishmasligini aytadi.
error-google-callback-refused = Bu xabar Google tomonidan emas yoki bu doʻkon uchun emas
help-google-callback-refused = Bu manzilga faqat Google yuboradi: imzo, uning kalitlari, ularning sanalari va emitent toʻgʻri boʻlishi kerak. Hech narsa oʻzgarmadi.
error-google-key-unusable = Google xizmat hisobidan foydalanib boʻlmaydi
help-google-key-unusable = Xizmatni yurituvchi kishi STAMPWELL_GOOGLE_SERVICE_ACCOUNT va STAMPWELL_GOOGLE_ISSUER_ID ni tekshiradi; stampwell doctor nima xatoligini aytadi. Veb-karta bu orada ishlaydi.
error-google-keys-unavailable = Google imzo kalitlarini olib boʻlmadi
help-google-keys-unavailable = Kalitlar yana mavjud boʻlganda xabarni tekshirish mumkin. Google uni takrorlaydi; hech narsa yoʻqolmaydi.
error-signing-certificate-expired = Apple Wallet sertifikatining muddati tugagan
help-signing-certificate-expired = Xizmatni yurituvchi kishi uni yangilamaguncha, yangi kartalarni imzolab boʻlmaydi; qanday qilishni stampwell doctor aytadi. Muhrlar odatdagidek davom etadi, veb-karta ishlaydi.
error-signing-certificate-unusable = Apple Wallet sertifikatidan foydalanib boʻlmaydi
help-signing-certificate-unusable = Xizmatni yurituvchi kishi sababini stampwell doctor bilan topadi. Muhrlar odatdagidek davom etadi, veb-karta ishlaydi.
error-unavailable = Xizmat hozir javob bera olmaydi
help-unavailable = U ishga tushmoqda, toʻxtamoqda yoki juda band. Retry-After sarlavhasidagi soniyalardan keyin oʻsha Idempotency-Key bilan qayta urining.
error-internal-error = Biz tomonda xatolik yuz berdi
help-internal-error = Hech narsa oʻzgarmadi. Oʻsha Idempotency-Key bilan qayta urining; takrorlansa, bizga soʻrov raqamini ayting.
error-till-revoked = Bu telefon endi kassa emas
help-till-revoked = Doʻkon egasi uning ruxsatini bekor qilgan. Yana foydalanish uchun yangi roʻyxatga olish havolasini soʻrang.
error-till-expired = Bu kassaning muddati tugadi
help-till-expired = Telefon 180 kun kassa boʻlib turadi. Doʻkon egasidan yangi roʻyxatga olish havolasini soʻrang va telefonda oching.
error-till-locked = Bu kassa qulflangan
help-till-locked = U 12 soat ishlatilmagan yoki kimdir qulflagan. PIN kodini skaner sahifasida kiriting.
error-link-expired = Bu havola tugagan
help-link-expired = Bir martalik havolalar bir marta va qisqa vaqt ishlaydi. Yangisini soʻrang.
error-events-archived = Bu voqealar bu yerda boʻlmagan faylda
help-events-archived = Operator eski voqealarni fayllarga koʻchirgan, ulardan birini hozir oʻqib boʻlmaydi. Keyingi voqealarni soʻrang yoki faylni joyiga qaytartiring.
error-slug-taken = Bu manzilda boshqa doʻkon bor
help-slug-taken = Har bir doʻkonning oʻz qisqa manzili bor. Boshqa slug tanlang.
error-program-changed = Dastur shu orada oʻzgartirildi
help-program-changed = Siz dasturni olganingizdan keyin kimdir boshqa dasturni kuchga kiritdi. Uni qayta oling, oʻzgarishni unga kiriting va oʻsha versiyani yuboring; yoki amaldagi dastur qaysi boʻlsa ham almashtirilishi uchun version yubormang.
error-external-id-taken = Bu raqam boshqa aʼzoniki
help-external-id-taken = Ikkalasi bir kishi boʻlsa, ularni bitta aʼzo qiling: shu raqamni pastdagi “Bir kishi, ikki yozuv?” boʻlimiga yozing. Aks holda boshqa raqam tanlang.
error-storage-full = Yozish uchun joy qolmadi
help-storage-full = Hech narsa oʻzgarmadi. Xizmatni yurituvchi kishi diskda joy boʻshatishi kerak; stampwell doctor diskni ataydi.
error-request-timeout = Soʻrov oʻz vaqtida yetib kelmadi
help-request-timeout = Mazmunining kelishi 15 soniyadan uzoqqa choʻzildi. Hech narsa oʻzgarmadi; yaxshiroq aloqada, oʻsha Idempotency-Key bilan qayta yuboring.
