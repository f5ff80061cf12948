# فارسی

## The language itself

-language = فارسی
    .direction = rtl
    .region = IR
    .calendar = persian
    .first-weekday = sat
    .digits = arabext
    .percent = 0%
    .weekdays = د س چ پ ج ش ی
    .place = 2
    .shop-place = 3
    .time-zone = Asia/Tehran
    .currency = IRR
    .reward = قهوهٔ رایگان

## Every page

skip = رفتن به متن اصلی
language = زبان
demo = نسخهٔ نمایشی.
demo-meaning = چیزی از این دستگاه بیرون نمی‌رود و هیچ کیف پول واقعی در کار نیست.
made-with = ساخته‌شده با

moment-today = امروز { $time }
moment-yesterday = دیروز { $time }
moment-day = { $day }، { $time }
months-from-to = { $first } تا { $last }

## Join page

join-benefit =
    { $count ->
        [one] { $reward } با { $count } مهر
       *[other] { $reward } با { $count } مهر
    }
join-welcome =
    { $count ->
        [one] مهر اول هدیهٔ ماست
       *[other] { $count } مهر اول هدیهٔ ماست
    }
join-button = کارتم را بگیرم
join-here = باز کردن کارت روی همین رایانه
join-own-card = باز کردن کارتم
join-next-apple = بدون فرم. در صفحهٔ بعد با یک لمس به Apple Wallet اضافه می‌شود.
join-next-google = بدون فرم. در صفحهٔ بعد با یک لمس به Google Wallet اضافه می‌شود.
join-next-web = بدون فرم و بدون برنامه: کارت، صفحه‌ای روی گوشی شماست.
join-in-app-iphone = کیف پول فقط در مرورگر خودتان کار می‌کند. با یک لمس، همین صفحه آنجا باز می‌شود. اگر نشد، در منوی این برنامه (•••) مرورگرتان را انتخاب کنید یا نشانی را کپی کنید.
join-in-app-android = کیف پول فقط در مرورگر خودتان کار می‌کند. با یک لمس، همین صفحه آنجا باز می‌شود.
join-in-app-here = کارت را همین‌جا بگیرم، بدون کیف پول
join-open-browser = باز کردن در مرورگر خودم
join-open-safari = با سافاری امتحان کنید
join-address = نشانی این صفحه
join-copy = کپی نشانی
join-copied = کپی شد. حالا آن را در مرورگرتان بچسبانید.
join-problem-busy = همین حالا افراد زیادی از اینجا کارت می‌گیرند. یک دقیقه صبر کنید و دوباره بزنید.
join-problem-elsewhere = این درخواست از این صفحه نیامد، پس کارتی ساخته نشد. دکمهٔ همین صفحه را بزنید.
join-problem-later = کارتی ساخته نشد، چون سرویس شلوغ است یا جا ندارد. چند دقیقهٔ دیگر دوباره امتحان کنید.
join-scan = این را با گوشی اسکن کنید
join-scan-meaning = کارت روی گوشی شما می‌ماند. دوربین را روبه‌روی این مربع بگیرید.
join-how = چطور کار می‌کند
join-step-1 = کارت را بگیرید؛ با یک لمس، و بدون پرسیدن نام شما.
join-step-2 = هر بار که به { $shop } می‌آیید نشانش دهید و یک مهر بگیرید.
join-step-3 =
    { $count ->
        [one] بعد از { $count } مهر، مهمان ما هستید: { $reward }
       *[other] بعد از { $count } مهر، مهمان ما هستید: { $reward }
    }
join-keep = چه چیزی نگه می‌داریم
join-keep-1 = مراجعه‌ها، مهرها و پاداش‌های شما، زیر یک شمارهٔ تصادفی.
join-keep-2 = نام، شمارهٔ تلفن یا نشانی ایمیل، فقط اگر خودتان به فروشگاه بدهید یا در صفحهٔ کارتتان بگذارید تا فروشگاه بتواند کارت را دوباره پیدا کند.
join-keep-3 = صفحهٔ کارتتان همیشه مهرها، مراجعه‌ها و پاداش‌هایتان را نشان می‌دهد.
join-keep-cookie = وقتی کارت گرفتید: یک کوکی تا این مرورگر دوباره پیدایش کند. اگر زبانی انتخاب کنید: یک کوکی برای آن. این‌که این صفحه چند بار باز می‌شود بدون کوکی شمرده می‌شود.
join-keep-wallet = اگر کارت را به کیف پول اضافه کنید: نشانی‌ای که اپل یا گوگل برای به‌روز کردن کارت به ما می‌دهد.
join-keep-invite = این‌که دعوت چه کسی شما را آورد، زیر یک شمارهٔ تصادفی.
join-behind = دربارهٔ این فروشگاه
join-contact = پرسش دربارهٔ داده‌هایتان:
join-terms = شرایط این کارت

## The card

card-title = کارت مهر
card-welcome = کارت شما آماده است
card-count =
    { $required ->
        [one] { $stamps } از { $required } مهر
       *[other] { $stamps } از { $required } مهر
    }
card-to-go =
    { $count ->
        [one] { $count } مهر دیگر، و بعد: { $reward }
       *[other] { $count } مهر دیگر، و بعد: { $reward }
    }
card-rest = { $amount } تا مهر بعدی
card-expiring =
    { $count ->
        [one] اگر تا { $day } به پاداش نرسید، { $count } مهر از بین می‌رود.
       *[other] اگر تا { $day } به پاداش نرسید، { $count } مهر از بین می‌رود.
    }
card-reward-ready = پاداش آماده است: { $reward }
card-reward-show = برای گرفتنش، این کارت را پای صندوق نشان دهید.
card-reward-until = تا { $day } اعتبار دارد.
card-short-code = کد برای تایپ:
card-show = برای گرفتن مهر، این کد را پای صندوق نشان دهید.
card-no-wallet = این صفحه را نگه دارید: آن را به صفحهٔ اصلی گوشی یا نشانک‌ها اضافه کنید و پای صندوق نشان دهید.
card-handover = کارت را به گوشی‌تان ببرید
card-handover-meaning = دوربین گوشی را روبه‌روی این مربع بگیرید. کارت با مهرهایش آنجا باز می‌شود.
card-wallet-meaning = کارت در کیف پول گوشی همیشه دم دست است و مهرهای تازه خودشان پیدا می‌شوند.
card-other-wallet = کیف پول دیگر
card-in-apple = در Apple Wallet شماست
card-in-google = در Google Wallet شماست
card-add-again = دوباره اضافه کنید
card-paused = این کارت فعلاً متوقف است. از فروشنده بپرسید.
card-ended = این کارت پایان یافته و دیگر مهر نمی‌گیرد.
card-expired = این کارت مدت زیادی استفاده نشده و منقضی شده است.
card-safe = این کارت را امن نگه دارید
card-safe-meaning = پیوندش را برای خودتان بفرستید. اگر گوشی گم شود، و در هر مرورگر دیگری، کارت با آن دوباره باز می‌شود.
card-safe-send = فرستادن پیوند برای خودم
card-safe-mail = ایمیل کردن برای خودم
card-safe-copied = پیوند کپی شد.
card-safe-contact = فروشگاه آن را با شمارهٔ تلفن یا ایمیل شما پیدا کند
card-safe-contact-kept = فروشگاه این کارت را با آنچه گذاشته‌اید پیدا می‌کند
card-safe-consent = هر دو اختیاری‌اند. فروشگاه فقط وقتی خودتان بخواهید با آن‌ها کارتتان را پیدا می‌کند و چیزی برایتان نمی‌فرستد. رمزشده نگه داشته می‌شوند و هر وقت بخواهید همین‌جا تغییر یا پاک می‌شوند.
card-safe-save = ذخیره
card-safe-remove = پاک کردن هر دو
card-safe-done = ذخیره شد. اگر روزی کارت را گم کردید، از صاحب فروشگاه بپرسید.
card-safe-removed = پاک شد.
card-yours = داده‌های شما
card-yours-meaning = نشانی این صفحه کلید کارت شماست. آن را به کسی ندهید.
card-join-page = صفحهٔ پیوستن را ببینید
card-about = فروشگاه
card-news-off = فروشگاه برایتان خبری نمی‌فرستد.
card-news-on = فروشگاه اجازه دارد برایتان خبر و پیشنهاد بفرستد.
card-news-no = دیگر خبر نفرستید
card-news-done = ثبت شد.
card-export = دریافت همهٔ آنچه دربارهٔ این کارت نگه می‌داریم
card-delete = کارتم را پاک کن
card-delete-meaning = مهرها و پاداش‌هایتان برای همیشه از بین می‌روند.
card-delete-confirm = برای همیشه پاک کن
deleted-title = کارت شما پاک شد
deleted-meaning = هر چه نشانی از شما داشت پاک شد. به کیف پول‌هایتان خبر می‌دهیم که کارت پایان یافته؛ سپس، حداکثر پس از سه روز، نشانی آن‌ها را هم فراموش می‌کنیم. می‌توانید کارت را آنجا حذف کنید.
deleted-again = گرفتن کارت تازه
wallet-apple = افزودن به Apple Wallet
wallet-google = افزودن به Google Wallet

history = تازه‌ها
history-empty = هنوز مراجعه‌ای نیست. دفعهٔ بعد کارت را نشان دهید.
history-all = همهٔ پیش از این
history-joined = کارت ساخته شد
history-visit =
    { $count ->
        [one] مراجعه: { $count } مهر
       *[other] مراجعه: { $count } مهر
    }
history-visit-voided = مراجعه پس گرفته شد
history-bonus =
    { $count ->
        [one] هدیه: { $count } مهر
       *[other] هدیه: { $count } مهر
    }
history-given =
    { $count ->
        [one] اصلاح: { $count } مهر بیشتر
       *[other] اصلاح: { $count } مهر بیشتر
    }
history-taken =
    { $count ->
        [one] اصلاح: { $count } مهر کمتر
       *[other] اصلاح: { $count } مهر کمتر
    }
history-expired-stamps =
    { $count ->
        [one] { $count } مهر از بین رفت
       *[other] { $count } مهر از بین رفت
    }
history-earned = پاداش به دست آمد
history-redeemed = پاداش تحویل شد
history-redemption-voided = پاداش به کارت برگشت
history-reward-expired = پاداش منقضی شد

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = مهرها
pass-count = { $stamps } از { $required }
pass-reward = پاداش
pass-rewards = پاداش‌ها
card-rung = { $count }: { $reward }
pass-next-reward = پاداش بعدی
pass-rewards-waiting = پاداش‌های آماده
pass-reward-ready = پاداش آماده است
pass-change-stamps = حالا %@ مهر دارید
pass-change-reward = %@! کارت را پای صندوق نشان دهید.
pass-change-news = %@
pass-how = چطور کار می‌کند
pass-how-text = در هر مراجعه این کارت را نشان دهید و مهر بگیرید. وقتی پر شد، پاداش مال شماست. فروشنده می‌تواند کد کوتاه را هم تایپ کند.
pass-short-code = کد کوتاه
pass-news = خبرها
pass-no-news = فعلاً خبری نیست.
pass-links = پیوندها
pass-page = صفحهٔ کارت شما
pass-address = نشانی
pass-opening-hours = ساعت‌های کار
pass-telephone = تلفن
pass-website = وب‌سایت
pass-terms = شرایط
pass-terms-text = برای هر مراجعه یک مهر. پاداش‌ها ارزش نقدی ندارند. آنچه نگه می‌داریم: مراجعه‌ها، مهرها و پاداش‌های شما، زیر یک شمارهٔ تصادفی.
pass-member-since = عضو از
pass-expires = اعتبار تا
pass-tier = سطح
pass-next-stamp = مهر بعدی
pass-expiring = پایان مهرها
card-expiring-short =
    { $count ->
        [one] { $count } مهر در { $day }
       *[other] { $count } مهر در { $day }
    }
google-reward-label = پاداش
google-ready = آماده
google-program = کارت مهر
google-rewards-label = پاداش‌ها
google-stamps-picture = مهرهای روی کارت
google-logo = نشان فروشگاه

## Becoming a till

enrol-title = این گوشی «{ $till }» می‌شود
enrol-meaning = بعد از این می‌تواند به کارت‌های { $shop } مهر بزند. این کار را فقط روی گوشی فروشگاه انجام دهید.
enrol-button = از همین گوشی استفاده کن
enrol-once = این پیوند فقط یک بار کار می‌کند.
enrol-pin = یک پین انتخاب کنید، ۴ تا ۸ رقم
enrol-pin-hint = با پین، اسکنر پس از ۱۲ ساعت بی‌استفاده ماندن یا با دکمهٔ قفل، قفل می‌شود. بدون پین، هر کس این گوشی را در دست داشته باشد می‌تواند مهر بزند.
pin-invalid = پین ۴ تا ۸ رقم دارد.
pin-wrong =
    { $count ->
        [one] پین درست نیست. { $count } بار دیگر می‌توانید امتحان کنید؛ بعد از آن این گوشی دیگر صندوق نیست.
       *[other] پین درست نیست. { $count } بار دیگر می‌توانید امتحان کنید؛ بعد از آن این گوشی دیگر صندوق نیست.
    }
till-locked = اسکنر قفل است
till-locked-how = برای ادامه، پین این گوشی را وارد کنید. هیچ‌یک از چیزهای در انتظار گم نمی‌شود.
till-pin = پین
till-unlock = باز کردن قفل
till-revoked = این گوشی دیگر صندوق نیست
till-revoked-how = صاحب فروشگاه دسترسی آن را بسته است. از او پیوند یا کد QR تازه بگیرید و روی همین گوشی باز کنید.
till-failed = پنج پین نادرست، این صندوق را بست
till-failed-how = از صاحب فروشگاه پیوند یا کد QR تازه بگیرید و روی همین گوشی باز کنید. آن‌وقت می‌توانید پین تازه‌ای انتخاب کنید.
till-expired = مدت این صندوق تمام شده است
till-expired-how = هر گوشی ۱۸۰ روز صندوق می‌ماند. از صاحب فروشگاه پیوند یا کد QR تازه بگیرید و روی همین گوشی باز کنید.
enrol-expired = این پیوند دیگر کار نمی‌کند
enrol-expired-why = پیوندی که گوشی را به صندوق تبدیل می‌کند یک بار و تا ده دقیقه کار می‌کند.
enrol-expired-how = از صاحب فروشگاه پیوند تازه بگیرید و همین‌جا باز کنید.

## Scanner

scan-title = اسکن کارت
scan-till = { $shop }، { $till }
scan-not-enrolled = این گوشی هنوز صندوق نیست
scan-not-enrolled-how = پیوند ثبت یا کد QR آن را از صاحب فروشگاه بگیرید و روی همین گوشی باز کنید. فقط یک لمس است.
scan-no-script = اسکنر به جاوااسکریپت نیاز دارد. آن را در تنظیمات مرورگر روشن کنید و صفحه را دوباره باز کنید.
scan-type = کد را تایپ کنید
scan-type-hint = ۸ نویسه، زیر مربع روی کارت. اسکنر رومیزی هم همیشه کار می‌کند.
scan-stamp = مهر بزن
scan-camera-starting = دوربین روشن می‌شود…
scan-camera-live = مربع کارت را داخل کادر بگیرید
scan-camera-refused = دوربین خاموش است. کد را تایپ کنید، یا در تنظیمات مرورگر به دوربین اجازه دهید.
scan-camera-missing = اینجا دوربینی نیست. کد را تایپ کنید یا از اسکنر رومیزی استفاده کنید.
scan-closer = نزدیک‌تر بیایید، یا کد را پایین تایپ کنید
scan-working = یک لحظه…
scan-online = وصل است
scan-offline = اتصال قطع است
scan-added = مهر زده شد
scan-reward = پاداش به دست آمد!
scan-reward-ready = پاداش آماده است: { $reward }
scan-refused = مهر زده نشد
scan-refused-other = انجام نشد
scan-not-ours = این کارت ما نیست.
scan-wrong-poster = این مربع پوستر است و به مشتری کارت می‌دهد. خود کارت را اسکن کنید.
scan-wrong-link = این پیوند کارت است، نه خود کارت. از مشتری بخواهید بازش کند و مربع آنجا را اسکن کنید.
scan-wrong-web = این یک نشانی وب است، نه کارت.
scan-wrong-product = این بارکد یک کالا است، نه کارت.
scan-wrong-shop = این کارت مهر است، اما نه از این فروشگاه: یا از فروشگاه دیگری است یا حذف شده است.
scan-wrong-part = فقط بخشی از کد رسید. کارت را دوباره اسکن کنید، یا ۸ نویسهٔ زیر مربع را تایپ کنید.
scan-wrong-short = کوتاه است: کد ۸ نویسه دارد و اینجا فقط { $count } نویسه است.
scan-wrong-long = بلند است: کد ۸ نویسه دارد و اینجا { $count } نویسه است.
scan-wrong-sign = یکی از نویسه‌ها اشتباه تایپ شده است. کد را با کارت مقایسه کنید.
scan-wrong-unknown = هیچ کارتی از این فروشگاه این کد را ندارد. کد را با کارت مقایسه کنید.
scan-wrong-contact = صندوق کارت‌ها را فقط با کدشان پیدا می‌کند. با شمارهٔ تلفن یا ایمیل، صاحب فروشگاه می‌تواند کارت را پیدا کند.
scan-ask-title = دوباره مهر بزنم؟
scan-ask = کارت { $card } { $when } مهر خورده است. یکی دیگر بزنم؟
scan-yes = بله، یکی دیگر
scan-no = نه
scan-unsure-title = هنوز پاسخی نرسیده
scan-unsure = اتصال قطع شد و نمی‌دانیم انجام شد یا نه. دوباره امتحان کنید: دو بار حساب نمی‌شود.
scan-retry = دوباره امتحان کن
scan-server = مشکلی از سمت ما پیش آمد. چیزی تغییر نکرد. کد: { $code }
scan-undo = برگرداندن
scan-undone-title = برگردانده شد
scan-undone = کارت مثل قبل شد.
scan-redeem = پاداش را تحویل بده
scan-redeemed-title = پاداش تحویل شد
scan-redeemed = نوش جان! پاداش از کارت برداشته شد.
scan-next = مشتری بعدی
scan-amount = مبلغ
scan-amount-save = مبلغ را ذخیره کن
scan-amount-enter = مبلغ را وارد کن
scan-amount-back = پاک کردن آخرین رقم
scan-amount-missing = مبلغ آن ثبت نشد
scan-amount-earns = مبلغ پرداختی را وارد کنید: مهرها از آن حساب می‌شوند.
scan-no-stamp = بدون مهر
scan-below-minimum = کمتر از { $amount }، پس مهری نیست. مراجعه حساب می‌شود.
scan-last = آخرین: { $name }
scan-sound-on = صدا روشن است
scan-sound-off = صدا خاموش است
scan-torch = چراغ
scan-photo = عکس بگیر
scan-photo-nothing = مربع کارتی در این عکس پیدا نشد. از نزدیک‌تر عکس بگیرید یا کد را تایپ کنید.
scan-waiting = در انتظار: { $count }
scan-saved = روی این گوشی ذخیره شد
scan-saved-text = با برگشتن اتصال فرستاده می‌شود و فقط یک بار حساب می‌شود.
scan-saved-open = تا فرستاده شدن، این صفحه را باز نگه دارید: این مرورگر چیزی ذخیره نمی‌کند.
scan-unsaved = هنوز فرستاده نشده بود و از این گوشی برداشته شد.
scan-undo-later = شاید رسیده باشد. اگر رسیده باشد، با برگشتن اتصال برگردانده می‌شود.
scan-undo-gone = در این میان فرستاده شده است. از «تازه‌ها» آن را برگردانید.
scan-told = این کارت‌ها را نگاه کنید
scan-too-old = وقتی اتصال برگشت، بیش از ۷۲ ساعت گذشته بود
scan-other-till = شاید پیش از عوض شدن صندوق این گوشی مهر خورده باشد: کارت را نگاه کنید
scan-not-undone = مهر خورده است و برگردانده نشد: از صاحب فروشگاه بخواهید.
scan-dismiss = باشد
scan-lock = قفل
scan-test-title = اسکنر را آزمایش کنید
scan-test-lead = این مربع را با اسکنر رومیزی بخوانید. مهری زده نمی‌شود.
scan-test-field = یک بار هم با مکان‌نما در این خانه امتحان کنید
scan-test-waiting = در انتظار اسکن…
scan-test-right = اسکنر شما کار می‌کند. همهٔ نویسه‌ها درست رسید.
scan-test-other = کدی رسید، اما نه کد این صفحه. اگر کارت بود، درست است. اگر مربع بالا بود، بعضی نویسه‌ها غلط رسیده‌اند.
scan-test-wrong = آنچه رسید کد نیست. اسکنر را طبق دفترچه‌اش روی «صفحه‌کلید USB» با چیدمان آمریکایی بگذارید و دوباره اسکن کنید.
scan-test-layout = صفحه‌کلید این رایانه روی حروف دیگری است. جای کلیدها خوانده شد، پس مشکلی نیست.
scan-test-came = نویسه‌ها: { $count }
scan-test-ending = پایان: { $name }
scan-test-none = هیچ
scan-test-time = زمان: { $seconds } ثانیه
recent-title = تازه‌ها
recent-empty = هنوز روی این گوشی مهری زده نشده است.
recent-window = تا ۱۵ دقیقه می‌توانید برگردانید. بعد از آن صاحب فروشگاه می‌تواند.
recent-back = بازگشت به اسکنر
scan-reward-offline = پاداش به اتصال نیاز دارد. چیزی تحویل نشد: وقتی وصل شد دوباره امتحان کنید.
scan-camera-offline = اتصال قطع است: کد را تایپ کنید. همین‌جا ذخیره و بعداً فرستاده می‌شود.
scan-only = فقط تحویل پاداش
scan-only-how = کارت را اسکن کنید یا کدش را تایپ کنید: مهری زده نمی‌شود.
scan-only-on = کارت بعدی: فقط پاداش
scan-only-off = برگشت به مهر زدن
scan-only-go = نشان بده
scan-only-title = پاداش برای تحویل
scan-redeem-named = تحویل بده: { $reward }
scan-held = اینجا پاداشی آماده است. وقتی صاحب فروشگاه کارت را دوباره باز کند، تحویل می‌شود.
scan-saved-reward = پاداش‌ها با برگشتن اتصال تحویل می‌شوند.

## Owner: staff, tills and places

staff-empty = هنوز هیچ گوشی‌ای اینجا اسکن نمی‌کند. اولی را پایین اضافه کنید.
staff-tills = گوشی‌هایی که اسکن می‌کنند
staff-name = نام
staff-name-wrong = نامی تا ۴۰ نویسه بدهید، مثلاً صندوق ۱.
staff-state = وضعیت
staff-seen = آخرین بار
staff-never = هرگز
staff-visits = مراجعه‌ها، ۳۰ روز
staff-undone = برگردانده
staff-change = تغییر
staff-link = پیوند تازه
staff-link-meaning = برای گوشی گم‌شده یا تازه. گوشی کنونی این صندوق همین حالا از کار می‌افتد.
staff-revoke = خاموش کن
staff-revoke-meaning = گوشی همین حالا دیگر اسکن نمی‌کند. مهرهایی که زده است می‌مانند.
staff-amount-meaning = بعد از هر مراجعه فروشنده می‌تواند مبلغ پرداختی مشتری را وارد کند؛ رد شدن از آن یک لمس است. عددهای پول از همین به دست می‌آیند.
staff-amount-ask = مبلغ را بپرس
staff-amount-stop = دیگر مبلغ را نپرس
staff-add = افزودن گوشی
staff-add-button = کد QR را نشان بده
staff-place = شعبه
staff-no-place = بدون شعبه
staff-places = شعبه‌ها
staff-places-empty = هنوز شعبه‌ای نیست. فقط اگر بیش از یکی دارید لازم است.
staff-place-name = نام شعبه
staff-place-add = افزودن شعبه
staff-keys = برنامه‌هایی که اسکن می‌کنند کلید خودشان را دارند:
staff-waits = تا { $time } منتظر گوشی است
staff-unused = پیوند پیش از باز شدن روی گوشی تمام شد
staff-works = کار می‌کند
staff-locked = تا وارد کردن پین قفل است
staff-revoked = خاموش شده
staff-failed = با پنج پین نادرست بسته شد
staff-expired = پس از ۱۸۰ روز تمام شد
staff-link-title = یک گوشی «{ $till }» می‌شود
staff-link-how = این مربع را با دوربین گوشی بخوانید یا پیوند را روی آن باز کنید. یک بار کار می‌کند.
staff-link-until = ده دقیقه کار می‌کند، تا { $time }.
staff-link-more = زمان بیشتر: پیوند تازه بساز
staff-back = بازگشت به کارکنان
done-till-revoked = گوشی خاموش شد.
done-till-changed = صندوق تغییر کرد.
done-place-added = شعبه اضافه شد.

## Problem pages

problem-code = کد خطا
problem-request = درخواست
help-eyebrow = دربارهٔ یک خطا
help-all = همهٔ خطاها
help-all-meaning = هر پاسخی که چیزی را رد کند یکی از این کدها را دارد. هر کد به توضیح چارهٔ آن می‌رسد.
help-what = چه باید کرد
help-status = وضعیت HTTP
help-request = اگر باز هم پیش آمد، شمارهٔ درخواست را به ما بگویید: در request_id پاسخ و در سرآیند X-Request-Id است.
not-found-title = چنین صفحه‌ای نیست
not-found-how = شاید نشانی اشتباه تایپ شده یا صفحه برداشته شده است. اگر از روی پوستر یا کارت آمده‌اید، در فروشگاه بپرسید.
lost-card = این پیوند به کارتی نمی‌رسد
lost-card-how = شاید بخشی از پیوند جا افتاده باشد. دوباره از همان جایی بازش کنید که اول گرفتید، مثلاً کیف پولتان یا پیامی که برای خودتان فرستادید. اگر پیدایش نکردید، از صاحب فروشگاه بپرسید: اگر شمارهٔ تلفن یا ایمیل گذاشته باشید، می‌تواند کارت شما را پیدا کند.
lost-shop = در این نشانی فروشگاهی نیست
lost-shop-how = کد QR روی پوستر را دوباره اسکن کنید، یا نشانی درست را از فروشگاه بپرسید.

## نشانی اصلی، و راهنمای صاحب فروشگاه و کارکنان

front-title = کارت مهر در کیف پول گوشی
front-meaning = مشتری‌ها بدون برنامه و بدون گفتن نام مهر جمع می‌کنند. کارکنان در دو ثانیه مهر می‌زنند و صاحب فروشگاه می‌بیند که آیا مشتری‌ها برمی‌گردند.
front-title-of = کارت مهر { $shop }
front-meaning-of = با هر مراجعه یک مهر بگیرید. بدون برنامه، بدون فرم، بدون نام.
front-customer = مشتری هستید؟ کد روی پوستر فروشگاه را اسکن کنید؛ شما را به کارتتان می‌رساند.
front-no-shop = هنوز فروشگاهی اینجا نیست. پیوند ساختن نخستین فروشگاه همان‌جا نشان داده شد که این سرویس راه افتاد.
front-shop = برای فروشگاه
guide-title = راهنمای فروشگاه
guide-meaning = برای صاحب فروشگاه و کارکنان: چه باید کرد، گام به گام.
guide-day = روز اول شما
guide-day-1 = نام، پاداش و رنگ‌های کارت را تعیین کنید.
guide-day-2 = یکی از گوشی‌های فروشگاه را با پیوند یک‌بارمصرفش اسکنر کنید.
guide-day-3 = خودتان از صفحهٔ عضویت کارتی بگیرید و مهرش بزنید تا بدانید مشتری‌ها چه می‌بینند.
guide-day-4 = پوستر را چاپ کنید و جایی بزنید که مردم منتظر می‌مانند.
guide-day-5 = کلید صاحب فروشگاه را کنار گذرواژه‌هایتان نگه دارید. با آن دوباره وارد می‌شوید.
guide-phones = گوشی برای کارکنان
guide-phones-1 = گوشی را با یک نام اضافه کنید و کد QR را با آن اسکن کنید. پیوند ده دقیقه کار می‌کند.
guide-phones-2 = دکمهٔ روی گوشی را بزنید. پین نمی‌گذارد بیگانه‌ای با گوشی رهاشده مهر بزند.
guide-phones-3 = گوشی گم شده است؟ در فهرست خاموشش کنید تا دیگر نتواند مهر بزند. مهرهایی که زده است می‌مانند.
guide-lost = مشتری گوشی‌اش را گم کرده است
guide-lost-1 = مشتری با گوشی تازه پوستر را اسکن می‌کند و کارت تازه‌ای می‌گیرد.
guide-lost-2 = کارت قبلی را میان اعضا پیدا کنید: با کدش، با شمارهٔ تلفن یا ایمیل اگر می‌دانید، یا از روی آخرین مراجعه.
guide-lost-3 = در صفحهٔ آن عضو، با کد کارت تازه دو کارت را یکی کنید. از آن پس هر دو کارت مهرهای هر دو را نشان می‌دهند.
guide-lost-4 = پیدا نمی‌شود؟ مهرهای ازدست‌رفته را در صفحهٔ عضو به کارت تازه بدهید.
guide-wrong = مهر اشتباه
guide-wrong-1 = کارکنان آن را روی اسکنر برمی‌گردانند: همان لحظه، یا تا پانزده دقیقه در فهرست تازه‌ها.
guide-wrong-2 = بعد از آن، صاحب فروشگاه آن را در تاریخچهٔ صفحهٔ عضو برمی‌گرداند. مهر جاافتاده هم همان‌جا داده می‌شود.
guide-poster = پوستر
guide-poster-1 = اندازه و یک یا دو زبان را انتخاب کنید.
guide-poster-2 = آن را در اندازهٔ کامل و بدون حاشیه چاپ کنید، یا فایل SVG را به چاپخانه ببرید.
guide-poster-3 = پیش از نصب، برگهٔ چاپ‌شده را با گوشی خودتان اسکن کنید.
guide-numbers = عددها چه می‌گویند
guide-numbers-1 = نتیجه‌ها به یک پرسش پاسخ می‌دهند: آیا مشتری‌ها برمی‌گردند؟ زیر هر عدد، دورهٔ پیش از آن آمده است.
guide-numbers-2 = جایی که نوشته دادهٔ کافی نیست، صبر کنید: چند نفر کمتر یا بیشتر عدد را فوراً عوض می‌کند.
guide-numbers-3 = هر عدد باز می‌شود و کسانی را که پشت آن‌اند نشان می‌دهد.
guide-wallets = Apple Wallet و Google Wallet
guide-wallets-1 = هیچ کاری نباید منتظر آن‌ها بماند: بدون کیف پول، کارت صفحه‌ای روی گوشی است و مهرها همان‌طور شمرده می‌شوند.
guide-wallets-2 = کسی که سرویس را می‌گرداند آن‌ها را راه می‌اندازد. فهرست راه‌اندازی می‌گوید چه چیزی کم است.
guide-wallets-3 = گواهی اپل حدود یک سال اعتبار دارد. وقتی صفحهٔ راه‌اندازی گفت، بگویید تمدیدش کنند، وگرنه کارت‌ها دیگر به‌روز نمی‌شوند.
guide-scanner = اسکنر کارت را نمی‌خواند
guide-scanner-1 = در تنظیمات مرورگر به دوربین اجازه دهید. در تاریکی چراغ را روشن کنید یا روشنایی گوشی مشتری را بالا ببرید.
guide-scanner-2 = هشت نویسهٔ زیر مربع را تایپ کنید. این همیشه کار می‌کند.
guide-scanner-3 = بدون اتصال با تایپ کردن ادامه دهید: مراجعه‌ها روی گوشی می‌مانند و بعداً فرستاده می‌شوند.
guide-scanner-4 = اسکنر رومیزی نویسه‌های اشتباه می‌نویسد؟ آن را در صفحهٔ آزمایش امتحان کنید.
guide-in = نمی‌توانید وارد شوید
guide-in-1 = کلید صاحب فروشگاه را میان گذرواژه‌ها، فایل‌ها و کاغذهایتان بجویید.
guide-in-2 = از کسی که هنوز وارد است دعوت بخواهید، یا ببینید دستگاه دیگری از شما وارد است یا نه.
guide-in-3 = اگر هیچ‌کدام نیست، کسی که سرویس را می‌گرداند پیوندی می‌سازد که یک بار شما را وارد می‌کند.

## Results

results-title = آیا مشتری‌ها برمی‌گردند؟
results-too-few = دادهٔ کافی نیست
results-not-known = معلوم نیست
results-up = بیشتر از دورهٔ قبل: { $before }
results-down = کمتر از دورهٔ قبل: { $before }
results-before = پیش‌تر: { $before }
results-same = مانند دورهٔ قبل
results-no-previous = دورهٔ قبلی برای مقایسه نیست
results-what = این یعنی چه؟
results-compared = در مقایسه با:
results-members =
    { $count ->
        [one] تا امروز { $count } عضو پیوسته است.
       *[other] تا امروز { $count } عضو پیوسته‌اند.
    }
results-members-by = { $members } تا پایان { $period }.
results-few =
    { $count ->
        [one] { $count } عضو. با کمتر از { $enough } عضو، یک نفر بیشتر یا کمتر این عددها را بسیار تغییر می‌دهد.
       *[other] { $count } عضو. با کمتر از { $enough } عضو، یک نفر بیشتر یا کمتر این عددها را بسیار تغییر می‌دهد.
    }
results-empty = هنوز مراجعه‌ای نیست. پوستر را چاپ کنید و نخستین کارت را مهر بزنید.
results-empty-poster = چاپ پوستر
results-empty-till = راه‌اندازی صندوق
results-running = این دوره هنوز تمام نشده است: عددها بیشتر می‌شوند، پس هنوز مقایسه نمی‌شوند.
results-earlier = دورهٔ پیش
results-later = دورهٔ بعد
by-month = ماه
by-quarter = فصل
results-today-counts = امروز تا همین لحظه به حساب آمده است.
results-so-far = { $members }، { $visits }، آخرین مراجعه { $when }
results-count-members =
    { $count ->
        [one] { $count } عضو
       *[other] { $count } عضو
    }
results-count-visits =
    { $count ->
        [one] { $count } مراجعه
       *[other] { $count } مراجعه
    }
results-none-since = { $members }. در این دوره مراجعه‌ای نبود؛ آخرین مراجعه: { $when }
results-none-here = در این دوره مراجعه‌ای نبود.
results-says-came =
    { $count ->
        [one] از { $count } عضو شما { $came } نفر آمد.
       *[other] از { $count } عضو شما { $came } نفر آمدند.
    }
results-says-more = این بیشتر از دورهٔ پیش است.
results-says-fewer = این کمتر از دورهٔ پیش است.
results-says-same = تفاوت روشنی با دورهٔ پیش ندارد.
results-chance = پیش‌تر { $before }: تفاوت روشنی نیست
results-likely = به احتمال زیاد بین { $low } و { $high }
results-likely-few = افراد کم‌اند: به احتمال زیاد بین { $low } و { $high }
results-few-people = افراد کم‌اند
results-range = جایی که عدد به احتمال زیاد هست
results-cost-unknown = کسی ننوشته است که پاداش‌ها چقدر خرج داشته‌اند.
results-cost-enter = هزینهٔ هر پاداش را بنویسید
results-cost-left-out =
    { $count ->
        [one] { $count } پاداش از { $all } به حساب نیامده است: هزینهٔ آن معلوم نیست.
       *[other] { $count } پاداش از { $all } به حساب نیامده است: هزینهٔ آن‌ها معلوم نیست.
    }
results-amounts =
    { $count ->
        [one] { $known } مراجعه از { $count } مبلغ دارد.
       *[other] { $known } مراجعه از { $count } مبلغ دارند.
    }
results-no-amounts = هیچ مراجعه‌ای مبلغ ندارد. بگذارید کارکنان بنویسند مشتری چقدر پرداخت:
results-amounts-enter = برای یک صندوق روشن کنید
results-any-place = پاداش‌ها از هر جا که به دست آمده یا گرفته شده باشند به حساب می‌آیند.
results-first-figure = نخستین عدد در { $day } می‌آید، { $days } روز پس از پیوستن نخستین عضو شما.
by-this-month = این ماه
by-last-days =
    { $count ->
        [one] { $count } روز گذشته
       *[other] { $count } روز گذشته
    }
filters = فیلتر: شعبه و راه عضویت
filters-show = نمایش
filters-clear = نمایش همه
filter-all = همه
filter-visit-location = مراجعه در
filter-join-location = عضویت در
filter-join-channel = عضویت از راه
channel-counter-qr = کد کنار صندوق
channel-receipt-qr = کد روی رسید
channel-poster = پوستر
channel-table-tent = کارت روی میز
channel-website = وب‌سایت
channel-social = شبکه‌های اجتماعی
channel-referral = دعوت یک عضو
channel-staff = کارکنان
results-counted-active-rate = آمدند
results-counted-repeat-visit-rate = برگشتند
results-counted-reward-redemption-rate = گرفته شد
results-counted-reward-cost-ratio = پاداش
results-out-of-active-rate =
    { $count ->
        [one] عضو
       *[other] عضو
    }
results-out-of-repeat-visit-rate =
    { $count ->
        [one] نفر که { $days } روز نخستش در این دوره به پایان رسید
       *[other] نفر که { $days } روز نخستشان در این دوره به پایان رسید
    }
results-out-of-reward-redemption-rate =
    { $count ->
        [one] پاداش به‌دست‌آمده
       *[other] پاداش به‌دست‌آمده
    }
results-out-of-reward-cost-ratio = فروش به مشتریان برگشته
returns-title = مراجعهٔ کسانی که برگشتند
returns-meaning = هر مراجعه پس از نخستین روز یک عضو.
returns-now = اکنون
returns-before = یک سال پیش
returns-open = هنوز تمام نشده
when-title = مشتری‌ها چه وقت می‌آیند؟
when-meaning = مراجعه‌ها بر پایهٔ روز هفته و ساعت، به وقت فروشگاه شما:
when-hour = ساعت
when-sum = جمع
as-a-table = به شکل جدول
period = دوره
way-title = از پوستر تا پاداش
way-meaning = کسانی که در این روزها صفحهٔ عضویت شما را باز کردند، و تا پایان آن تا کجا پیش رفتند: { $days }.
way-opened = صفحه را باز کردند
way-joined = کارت گرفتند
way-returned = روزی دیگر آمدند
way-earned = پاداش به دست آوردند
way-redeemed = آن را گرفتند
way-carried-on = { $share } ادامه دادند
cohorts-title = آیا اعضای تازه برمی‌گردند؟
cohorts-meaning = از کسانی که در یک دوره عضو شدند، چند نفر در هر دورهٔ بعدی آمدند.
cohorts-months = +۱ ماهِ پس از ماه عضویت است.
cohorts-quarters = +۱ فصلِ پس از فصل عضویت است.
cohorts-joined = عضویت
cohorts-months-later =
    { $count ->
        [one] { $count } ماه بعد
       *[other] { $count } ماه بعد
    }
cohorts-quarters-later =
    { $count ->
        [one] { $count } فصل بعد
       *[other] { $count } فصل بعد
    }
money-title = هزینهٔ پاداش در برابر مراجعه‌های دوباره
money-rewards-in = با هزینهٔ پاداش‌ها
money-vouchers-in = درون سطر بالا
money-coverage = مبلغ { $share } از مراجعه‌ها معلوم است.
money-coverage-low = مبلغ تنها { $share } از مراجعه‌ها معلوم است: جمع‌ها بقیه را کنار می‌گذارند.
money-missing = معلوم نیست: حاشیهٔ سود خود را در صفحهٔ کارت بنویسید.
money-none = بنویسید هر پاداش چقدر برایتان خرج دارد تا این صفحه آن را کنار خرید مشتریان برگشته نشان دهد:
money-group = آنچه همهٔ فروشگاه می‌پردازد از آنِ هیچ گروهی از اعضا نیست، پس اینجا نیامده است.
money-assumes = فرض بر این است که همهٔ مراجعه‌های دوباره از برکت برنامه‌اند. این آن را ثابت نمی‌کند.
take-along = با خود ببرید
all-numbers = همهٔ عددها
export-numbers = عددها (CSV)
export-numbers-json = عددها (JSON)
export-events = همهٔ رویدادها (CSV)
export-scans = مراجعه‌ها (CSV)
share-title = به کسی نشان دهید
share-meaning = نشانی‌ای می‌سازد که ۳۰ روز نتیجه‌های هر ماه شما را به هر که آن را دارد نشان می‌دهد. هیچ عضوی را نشان نمی‌دهد و چیزی را تغییر نمی‌دهد.
share-button = ساختن نشانی
share-made = این نشانی را همین حالا کپی کنید، فقط همین یک بار نشان داده می‌شود:
share-end =
    { $count ->
        [one] پایان دادن به { $count } نشانی
       *[other] پایان دادن به هر { $count } نشانی
    }
done-sharing-ended = این نشانی‌ها دیگر چیزی نشان نمی‌دهند.
back-to-results = بازگشت به نتیجه‌ها
numbers-search = جست‌وجو در عددها
numbers-none = عددی پیدا نشد. واژهٔ کوتاه‌تری را بیازمایید.
numbers-count =
    { $count ->
        [one] { $count } عدد
       *[other] { $count } عدد
    }
numbers-of = { $num } از { $den }
count-days =
    { $count ->
        [one] { $count } روز
       *[other] { $count } روز
    }
part-days = { $number } روز
count-points =
    { $count ->
        [one] { $count } واحد درصد
       *[other] { $count } واحد درصد
    }
part-sides = شمرده‌شده
part-n = شمار موارد
part-visit-days = روزهای دارای مراجعه
part-member-days = روزهای عضویت
part-apple = در Apple Wallet
part-google = در Google Wallet
part-cost = هزینهٔ آن‌ها
part-previous = در دورهٔ پیش
part-current = در این دوره
part-spend-per-customer = خرید هر عضوی که آمد
part-churn-rate = نیامدند
part-distribution = عضوهای دارای
part-stars = نظرهای دارای ستاره
part-positive = مثبت
part-neutral = خنثی
part-negative = منفی
part-bands = عضوها بر پایهٔ امتیاز
part-none = هیچ
part-low = کم
part-medium = میانه
part-high = زیاد
part-members = عضوها
part-counts = سطح
part-stamps-required = مهرهای لازم برای پاداش
part-near-reward = یک یا دو مهر مانده
part-before = پیش از آن
part-after = پس از آن
part-relative = تغییر
part-ci95 = به احتمال زیاد بین
part-opening = عضوها در آغاز
part-joined = پیوستند
part-deleted = رفتند
part-closing = عضوها در پایان
part-growth-rate = رشد
part-joined-by-channel = پیوستند از راه
part-events-used = رویدادهای شمرده‌شده
part-duplicates-ignored = تکراری‌های کنارگذاشته
part-void-rate = مراجعه‌های پس‌گرفته
part-amount-coverage = مراجعه‌های دارای مبلغ
part-same-day-extra-visits = مراجعه‌های دیگر در همان روز
part-late-visits = مراجعه‌هایی که دیر رسیدند
part-baseline-coverage = شناخته‌شده پیش از عضویت
part-n-treatment = کسانی که دریافت کردند
part-n-control = کسانی که کنار ماندند
part-spend = خرید
part-treatment-mean = با آن
part-control-mean = بی آن
part-difference = تفاوت
part-incremental-revenue = فروش بیشتر
part-incremental-reward-cost = هزینهٔ بیشتر پاداش
part-incremental-return = آنچه آورد
part-programme-roi-incremental = بازده نسبت به هزینه
part-treatment-messaged = از آن‌ها، کسانی که پیام گرفتند
part-control-messaged = کنار ماندند اما پیام گرفتند
part-treatment-returned = برگشتند
part-control-returned = کنار ماندند و برگشتند
part-return-rate = سهم برگشته‌ها
part-incremental-cost = هزینهٔ بیشتر پاداش و بن
part-reading = چه می‌گوید
part-messages = پیام‌ها
part-day-mean = بیشترین در ۲۴ ساعت، به‌طور میانگین
part-day-max = بیشترین در ۲۴ ساعت، از میان همه
part-month-mean = بیشترین در یک ماه، به‌طور میانگین
part-month-max = بیشترین در یک ماه، از میان همه
part-visits = مراجعه‌ها
part-redemptions = پاداش‌های تحویل‌شده
part-voucher-redemptions = بن‌های استفاده‌شده
part-by-action = بازشده
lift-unclear = تفاوت روشنی نیست
lift-more = باعث بیشتر شدن شد
lift-less = باعث کمتر شدن شد
lift-changed = تغییری روشن؛ علّت آن معلوم نیست
lift-few = { $what }؛ مشتریان کم
people-total = روی هم:
people-unattributed = از آن، بی‌نام:
people-part = سهم
people-part-number = شمار
people-part-days = روزها
people-none = هنوز هیچ‌کس.
people-deleted = عضو حذف‌شده
people-next = بیشتر
people-counted = شمرده‌شده
people-out-of = از میان
family-adoption = عضویت
family-saved-cards = کارت‌های ذخیره‌شده
family-activity = مراجعه‌ها
family-coming-back = برگشتن
family-rewards = پاداش‌ها
family-keeping = ماندن و رفتن
family-money = پول
family-lift = آیا تفاوتی می‌سازد؟
family-referrals-reviews = دعوت‌ها و نظرها
family-messages = پیام‌ها
family-quality = آیا می‌توان به این عددها اعتماد کرد؟
family-vouchers = بن‌ها
family-links = پیوندهای کارت

## Owner: menu and signing in

menu = صفحه‌های فروشگاه
menu-results = نتیجه‌ها
menu-members = اعضا
menu-card = کارت
menu-poster = پوستر
menu-staff = کارکنان
menu-setup = راه‌اندازی
menu-developers = برنامه‌نویسان
menu-help = راهنما
sign-out = خروج
sign-in = ورود
sign-in-meaning = این صفحه‌ها برای صاحب فروشگاه است.
sign-in-key = کلید صاحب فروشگاه
sign-in-key-hint = با ⁦sw_live_⁩ یا ⁦sw_test_⁩ آغاز می‌شود و هنگام ساختن فروشگاه نشان داده شد.
sign-in-button = ورود
sign-in-unknown = این کلید را نمی‌شناسیم. ببینید همهٔ آن را کپی کرده‌اید، یا از یکی از راه‌های زیر وارد شوید.
sign-in-not-owner = این کلید، کلید صاحب فروشگاه نیست. کلید کارکنان و کلید خواندن این صفحه‌ها را باز نمی‌کنند.
sign-in-link-how = کلید در دسترس نیست؟
sign-in-link-meaning = کسی که سرویس را اداره می‌کند می‌تواند پیوندی بسازد که یک بار شما را وارد می‌کند:
sign-in-way-kept = کلید هنگام ساختن فروشگاه نشان داده شد. جایی را که گذرواژه‌ها را نگه می‌دارید، دانلودها و کاغذهایتان را ببینید.
sign-in-way-signed-in = شاید گوشی یا رایانهٔ دیگری از شما هنوز وارد باشد. آنجا «{ $page }» را در پایین هر صفحه باز کنید و خودتان را دعوت کنید یا کلید تازه‌ای بسازید.
sign-in-way-person = کس دیگری که وارد شده است می‌تواند در همان صفحه شما را دعوت کند. دعوت پیوندی است که یک بار کار می‌کند.
sign-in-as-owner = ورود به‌عنوان صاحب فروشگاه
sign-in-as-owner-meaning = این مرورگر از این پس نتیجه‌ها، اعضا و تنظیمات فروشگاه را باز می‌کند، تا وقتی خارج شوید یا ۳۰ روز نیایید. پس از ۱۸۰ روز دوباره وارد می‌شوید.
invited-title = خوش آمدید، { $name }
invited-meaning = شما به صفحه‌های { $shop } دعوت شده‌اید. آنجا هر کاری را که صاحب فروشگاه می‌تواند، شما هم می‌توانید.
owner-key-title = این کلید را نگه دارید
owner-key-meaning = با این کلید، با هر گوشی یا رایانه‌ای دوباره وارد می‌شوید. آن را کنار گذرواژه‌هایتان یا روی کاغذ نگه دارید. هر که آن را داشته باشد صاحب فروشگاه شمرده می‌شود.
owner-key-of = کلید صاحب فروشگاه: { $shop }
owner-key-use = با آن اینجا وارد شوید: { $address }
owner-key-save = ذخیره در یک فایل
owner-key-print = چاپ
owner-key-once = فقط همین یک بار نشان داده می‌شود. اگر گم شد و هنوز وارد هستید، کلید دیگری بسازید.
owner-key-kept = نگهش داشتم
owner-key-more = راه بازگشت شما
owner-key-more-meaning = وقتی دیگر هیچ مرورگری وارد نیست، کلید صاحب فروشگاه شما را وارد می‌کند. اگر ندارید یا شاید کس دیگری آن را بداند، یکی بسازید؛ کلیدهای قبلی تا وقتی پایانشان ندهید کار می‌کنند.
owner-key-make = ساختن کلید صاحب فروشگاه
owner-key-list = دیدن همهٔ کلیدها
first-shop = فروشگاه شما در یک دقیقه
first-shop-meaning = پنج پاسخ، و کارت مهر آماده است. همه چیز را بعداً می‌توان تغییر داد.
first-shop-name = نام فروشگاه شما چیست؟
first-shop-name-wrong = نامی تا ۶۰ حرف برای فروشگاه بنویسید.
first-shop-reward = کارت پر چه پاداشی دارد؟
first-shop-reward-hint = مثلاً: یک قهوهٔ رایگان
first-shop-reward-wrong = پاداش را در حداکثر ۶۰ حرف بنویسید.
first-shop-stamps = کارت با چند مهر پر می‌شود؟
first-shop-stamps-wrong = عددی از ۱ تا ۱۰۰ انتخاب کنید.
first-shop-zone = منطقهٔ زمانی
first-shop-zone-hint = مانند Asia/Tehran
first-shop-zone-wrong = این منطقهٔ زمانی را نمی‌شناسیم. آن را مانند Asia/Tehran بنویسید.
first-shop-currency = واحد پول
first-shop-currency-hint = سه حرف، مانند IRR
first-shop-currency-wrong = واحد پول را با سه حرف بنویسید، مانند IRR.
first-shop-slug-hint = خالی: از نام ساخته می‌شود. به هر خطی بنویسید؛ بعداً می‌توان تغییرش داد.
first-shop-button = فروشگاهم را بساز
first-shop-later = گام‌های بعدی پوستر، صندوق و کیف پول‌هاست، یکی پس از دیگری.

## Owner: how the card looks

look-title = ظاهر کارت
look-meaning = فیلدی را تغییر دهید و کارت را همان‌طور ببینید که مشتریان می‌بینند. تا نگویید چیزی ذخیره نمی‌شود.
look-name = نام فروشگاه
look-reward = پاداش کارت پر
look-stamps = تعداد مهر تا پر شدن کارت
look-colour = رنگ کارت
look-stamp-colour = رنگ مهرها
look-corrected = مهرها روی کارت به‌سختی دیده می‌شدند، برای همین رنگشان را کمی تغییر دادیم.
look-yours = رنگ شما
look-used = رنگی که به کار می‌بریم تا دیده شود
look-pictures = نشان و تصویر خودتان
look-pictures-hint = PNG یا JPEG، تا ۶ مگابایت. میانهٔ تصویر به کار می‌رود. تا نگویید چیزی ذخیره نمی‌شود.
look-logo = نشان
look-logo-hint = مربع، دست‌کم ۱۰۰ پیکسل. به جای مهر بالای کارت.
look-strip = تصویر پشت مهرها
look-strip-hint = دست‌کم ۳۷۵ در ۱۴۴ پیکسل. پرده‌ای از رنگ کارت مهرها را خوانا نگه می‌دارد.
look-picture-bytes = تصویر بزرگ‌تر از ۶ مگابایت است. آن را کوچک‌تر ذخیره کنید.
look-picture-pixels = تصویر بیش از ۱۶ میلیون پیکسل دارد. آن را کوچک کنید.
look-picture-small = تصویر برای کارت پیکسل کمی دارد. تصویر بزرگ‌تری انتخاب کنید.
look-picture-unreadable = این تصویر PNG یا JPEG خوانایی نیست. تصویر دیگری انتخاب کنید.
look-icon = تصویر روی مهر
look-other-languages = نام و پاداش به زبان‌های دیگر
look-other-hint = فیلد خالی همان متن بالا را نشان می‌دهد.
look-in-others = به زبان‌های دیگر
look-drop = حذف
look-steps = پاداش‌های میان راه
look-steps-hint = پاداشی کوچک‌تر پیش از پر شدن کارت. مهرها روی کارت می‌مانند.
look-step = پاداش میان راه { $number }
look-step-at = تعداد مهر برای آن
look-step-name = مشتری چه می‌گیرد
look-step-add = افزودن پاداش میان راه
look-shop = نشانی، ساعت‌ها، تلفن، پیوندها
look-shop-hint = پشت کارت در کیف پول و زیر آن در وب. آنچه خالی بماند نشان داده نمی‌شود.
look-address = نشانی فروشگاه
look-hours = ساعت‌های کار
look-telephone = تلفن
look-telephone-hint = با کد کشور، مانند ⁦+98 21 88887777⁩
look-website = وب‌سایت
look-links = پیوندهای پشت کارت
look-link = پیوند { $number }
look-link-name = متن آن
look-link-url = به کجا می‌رود
look-link-add = افزودن پیوند
look-earning = هر مراجعه چه می‌دهد
look-earning-hint = اگر اینجا چیزی ننویسید، هر مراجعه یک مهر دارد. تغییرها برای مراجعه‌های بعد از آن است.
look-per-amount = یک مهر برای هر مبلغ، به { $currency }
look-per-amount-hint = خالی: هر مراجعه یک مهر. وگرنه فروشنده مبلغ پرداختی را وارد می‌کند.
look-carry = باقی‌مانده برای مراجعهٔ بعد بماند؟
look-carry-yes = بله، حساب می‌شود
look-carry-no = نه
look-minimum = کمترین مبلغ یک مراجعه، به { $currency }
look-minimum-hint = مراجعهٔ کوچک‌تر حساب می‌شود، اما مهری ندارد. خالی: بدون حداقل.
look-stamp-days = روزهای اعتبار مهرها
look-stamp-days-hint = خالی: همیشه. زمان نو یا کوتاه‌تر برای مهرهای موجود از لحظهٔ تغییر شمرده می‌شود.
look-ask-amount = اسکنر مبلغ را بپرسد؟
look-ask-amount-optional = هر جا فروشنده روشنش کرده
look-ask-amount-always = همیشه
look-ask-amount-never = هرگز
look-more = بیشتر: هزینه، فاصله‌ها، هدیه‌ها
look-cost = هزینهٔ یک پاداش برای شما، به { $currency }
look-cost-hint = صفحهٔ نتیجه‌ها آن را با فروش دوباره می‌سنجد.
look-currency = واحد پول
look-currency-hint = سه حرف، مانند IRR. مبلغ‌های پیشین همان عددها می‌مانند: چیزی تبدیل نمی‌شود، پس نتیجه‌های زمان تغییر هر دو را با هم دارد.
look-margin = حاشیهٔ سود شما از فروش، به درصد
look-margin-hint = آنچه از هر فروش، پس از کم کردن هزینهٔ خرید، می‌ماند. خالی: صفحهٔ نتیجه‌ها آن را کنار می‌گذارد.
look-cooldown = دقیقه میان دو مهر
look-cooldown-hint = در این فاصله اسکنر پیش از مهر دوباره می‌پرسد.
look-confirm = آیا کارکنان در این فاصله می‌توانند دوباره مهر بزنند؟
look-confirm-yes = بله، اگر تأیید کنند
look-confirm-no = نه
look-welcome = مهر هدیه برای عضویت
look-daily = بیشترین مراجعهٔ هر عضو در روز
look-daily-hint = خالی: بدون محدودیت.
look-card-days = روزهای بدون مراجعه تا پایان کارت
look-card-days-hint = خالی: هرگز. هر کارت آن را با مراجعهٔ بعدی می‌گیرد.
look-reward-days = روزهایی که پاداش اعتبار دارد
look-reward-days-hint = خالی: همیشه. زمان نو یا کوتاه‌تر برای پاداش‌های منتظر از لحظهٔ تغییر شمرده می‌شود.
look-launched = نخستین روز کارت مهر
look-launched-hint = صفحهٔ نتیجه‌ها مراجعه‌های پیش و پس از آن را می‌سنجد.
look-tiers = سطح‌های مشتریان همیشگی
look-tiers-hint = مراجعه‌ها عضو را به سطحی می‌رسانند که روی کارت دیده می‌شود.
look-tier = سطح { $number }
look-tier-name = نام
look-tier-visits = تعداد مراجعه برای آن
look-tier-days = روزهایی که حساب می‌شوند
look-tier-days-hint = خالی: همهٔ مراجعه‌ها. هر کس کم بیاید از این سطح بیرون می‌رود.
look-tier-stamps = مهر برای هر مراجعه در این سطح
look-tier-stamps-hint = خالی: به اندازهٔ دیگران.
look-tier-add = افزودن سطح
look-to-settings = زبان‌ها، رقم‌ها، تقویم و منطقهٔ زمانی را اینجا تنظیم کنید
look-join = نشانی عضویت
look-join-meaning = پوسترها، کدها و پیوندها به این نشانی می‌رسند. هر زمان می‌توان آن را تغییر داد.
look-join-word = بخش پایانی نشانی
look-join-hint = به هر خطی بنویسید. با حرف‌های a تا z، رقم و خط تیره نوشته می‌شود.
look-join-save = همین نشانی را به کار ببر
look-join-former = این نشانی‌ها هم به آنجا می‌رسند، پس پوسترهای چاپ‌شده کار می‌کنند:
look-join-wrong = دست‌کم دو حرف یا رقم بنویسید.
look-join-taken = این نشانی از آنِ فروشگاه دیگری است. نشانی دیگری انتخاب کنید.
look-join-most = فروشگاه تاکنون بیست نشانی دارد. یکی از آن‌ها را انتخاب کنید.
look-preview = نشان بده
look-save = ذخیره
look-unchanged = هنوز چیزی تغییر نکرده است.
look-impossible = پیش از ذخیره باید یکی از فیلدها درست شود.
look-changes-none = هنوز کارتی داده نشده است، پس ذخیره هیچ کارتی را تغییر نمی‌دهد.
look-changes =
    { $count ->
        [one] ذخیره { $count } کارت را تغییر می‌دهد، در کیف پول‌ها هم.
       *[other] ذخیره { $count } کارت را تغییر می‌دهد، در کیف پول‌ها هم.
    }
look-changes-goals =
    { $count ->
        [one] راه { $count } عضو دورتر می‌شد؛ هدف کنونی‌اش تا رسیدن به آن می‌ماند.
       *[other] راه { $count } عضو دورتر می‌شد؛ هدف کنونی‌شان تا رسیدن به آن می‌ماند.
    }
look-ask = برای ادامه یک بار دیگر ذخیره را بزنید.
look-previews = آن‌طور که مشتریان می‌بینند
look-in = زبان پیش‌نمایش
look-apple = در Apple Wallet
look-google = در Google Wallet
look-web = به شکل صفحهٔ وب
look-updated = پیش‌نمایش تازه شد.
look-wrong-name = نامی تا ۶۰ حرف برای فروشگاه بنویسید.
look-wrong-reward = پاداش را در حداکثر ۶۰ حرف بنویسید.
look-wrong-stamps = عددی از ۱ تا ۱۰۰ بنویسید که از پاداش پیشین بیشتر باشد.
look-wrong-colour = رنگی مانند #0f766e انتخاب کنید.
look-wrong-stamp-colour = رنگی مانند #f2b33d انتخاب کنید.
look-wrong-icon = یکی از این تصویرها را انتخاب کنید.
look-wrong-cost = مبلغی مانند ۱٫۲۰ بنویسید یا خالی بگذارید.
look-wrong-margin = درصدی از ۰ تا ۱۰۰ بنویسید، یا خالی بگذارید.
look-wrong-cooldown = تعداد دقیقه را بنویسید، حداکثر ۴۴۶۴۰.
look-wrong-welcome = عددی از ۰ تا ۹۹ بنویسید.
look-wrong-daily = عددی از ۱ تا ۱۰۰۰ بنویسید یا خالی بگذارید.
look-wrong-step-at = عددی کمتر از کارت پر بنویسید، برای هر پاداش عددی دیگر.
look-wrong-tier-name = نامی تا ۴۰ حرف برای سطح بنویسید.
look-wrong-tier-visits = تعداد مراجعه را بنویسید، برای هر سطح عددی دیگر.
look-wrong-per-amount = مبلغی بیشتر از 0 مانند 5.00 وارد کنید یا خالی بگذارید.
look-wrong-tier-stamps = عددی از 1 تا 100 وارد کنید یا خالی بگذارید. جایی که مهر به مبلغ است، سطح‌ها مهر بیشتری نمی‌دهند.
look-wrong-link-name = در حداکثر ۶۰ حرف بنویسید پیوند به چه می‌رسد.
look-wrong-link-url = نشانی کامل را بنویسید که با ⁦https://⁩ آغاز شود.
look-wrong-address = حداکثر ۳۰۰ حرف در ۱۲ سطر بنویسید.
look-wrong-hours = حداکثر ۳۰۰ حرف در ۱۲ سطر بنویسید.
look-wrong-telephone = شماره‌ای ۳ تا ۱۵ رقمی بنویسید، مانند ⁦+98 21 88887777⁩.
look-wrong-currency = واحد پول را با سه حرف بنویسید، مانند IRR.
look-wrong-card-days = تعداد روز را از ۱ تا ۳۶۵۱ بنویسید یا خالی بگذارید.
look-wrong-launched = تاریخی مانند ⁦2026-01-31⁩ بنویسید یا خالی بگذارید.
look-versions = نسخه‌ها
look-version = نسخهٔ { $version }
look-version-now = در حال استفاده
look-from = نسخهٔ { $version } را می‌بینید. برای بازگشت به آن ذخیره کنید.
look-stale = تا این صفحه پیش شما باز بود، کس دیگری کارت را ذخیره کرد ({ $what }). از شما هنوز چیزی ذخیره نشده است. آنچه نوشتید پایین است؛ با ذخیرهٔ دوباره جای تغییر او را می‌گیرد.
look-stale-open = کارت را همان‌طور که اکنون هست نشان بده
look-lost = تصویرهای خودش دیگر نگه داشته نشده‌اند و تصویرهای کشیده‌شده جایشان را گرفته‌اند.
look-picture-gone = این تصویر دیگر نگه داشته نشده است. آن را دوباره انتخاب کنید.
look-picture-failed = تصویر فرستاده نشد. کمی بعد دوباره انتخابش کنید.
look-picture-choose = انتخاب تصویر
look-part-name = نام
look-part-reward = پاداش
look-part-stamps = مهرها
look-part-colours = رنگ‌ها
look-part-icon = تصویر
look-part-rules = قاعده‌ها
done-look-saved = ذخیره شد. کارت‌ها هم‌اکنون تغییر می‌کنند.
done-look-same = چیزی فرق نکرده بود، پس چیزی ذخیره نشد.
done-join-changed = نشانی تغییر کرد. نشانی‌های پیشین به آن می‌رسند.
icon-book = کتاب
icon-bowl = کاسه
icon-bread = نان
icon-car = خودرو
icon-coffee = قهوه
icon-flower = گل
icon-heart = قلب
icon-ice = بستنی
icon-leaf = برگ
icon-paw = پنجه
icon-pizza = برش پیتزا
icon-scissors = قیچی
icon-star = ستاره
icon-tick = تیک

## Owner: posters

poster-title = پوستر و کارت رومیزی
poster-meaning = با یک اسکن به کارت شما می‌رسند. آن را کنار در بیاویزید و کنار صندوق بگذارید.
poster-size = کاغذ
poster-a4 = پوستر، A4
poster-a5 = پوستر کوچک، A5
poster-tent = کارت رومیزی، A4 با یک تا
poster-first = زبان
poster-second = زبان دوم
poster-none = هیچ
poster-show = نشان بده
poster-print = چاپ
poster-svg = دریافت SVG
poster-print-hint = در اندازهٔ کامل و بدون حاشیه و سرصفحه چاپ کنید. فقط برگه چاپ می‌شود.
poster-fold = از دو نشان میانی تا بزنید. هر یک از دو زبان یک رو دارد.
poster-svg-hint = در SVG واژه‌ها متن‌اند و با قلم‌های دستگاهی که بازش می‌کند کشیده می‌شوند. برای چاپخانه، «stampwell poster --font» آن‌ها را به طرح خطی تبدیل می‌کند.
poster-scan = با دوربین گوشی اسکن کنید. برنامه‌ای لازم نیست.
poster-in-both = کارت شما در Apple Wallet یا Google Wallet می‌ماند.
poster-in-apple = کارت شما در Apple Wallet یا در وب می‌ماند.
poster-in-google = کارت شما در Google Wallet یا در وب می‌ماند.
poster-in-browser = کارت شما در مرورگر باز می‌شود.
poster-out-of-reach = هیچ تلفنی به این نشانی نمی‌رسد: { $address } فقط به همین رایانه می‌رسد. نخست STAMPWELL_PUBLIC_URL را نشانی سرویس خود بگذارید.
poster-along = با { $count } مهر: { $reward }

## Owner: members

members-search = یافتن عضو
members-search-hint = کد کارت، شمارهٔ تلفن، ایمیل یا شمارهٔ مشتری در فروشگاه شما
members-find = جست‌وجو
members-all = همهٔ اعضا
members-none = کسی پیدا نشد. کد یا شماره را دوباره نگاه کنید.
members-empty = هنوز کارتی اینجا ساخته نشده است. پوستر را چاپ کنید و نخستین کارت را مهر بزنید. کسانی که از گزارش واردشده آمده‌اند در نتیجه‌ها شمرده می‌شوند، ولی اینجا کارتی ندارند.
members-newest = تازه‌ترین اعضا اول
members-found = یافته‌ها
members-older = اعضای قدیمی‌تر
members-who = عضو
members-stamps = مهرها
members-visits = مراجعه‌ها
members-last = آخرین مراجعه
members-imported = مراجعه‌های پیشین از صندوق
members-imported-until = { $number }، آخرین در { $day }
members-never = هنوز نه
members-pairs = دو عضو با یک شمارهٔ مشتری
members-pairs-meaning = هر جفت در اینجا یک شمارهٔ مشتری دارد که هنگام ثبت به دو شکل نوشته شده بود. با آن عضو قدیمی‌تر پیدا می‌شود. اگر هر دو یک نفرند، یکی‌شان کنید؛ هیچ‌چیز خودبه‌خود ادغام نشده است.
members-pairs-older = قدیمی‌تر، با این شماره پیدا می‌شود
members-pairs-younger = تازه‌تر
member-card-of = کارت { $code }
member-email = ایمیل
member-phone = تلفن
member-external = شمارهٔ مشتری در فروشگاه شما
member-news = خبرها
member-news-yes = خبر می‌خواهد
member-news-no = خبر نمی‌خواهد
member-cards = کارت‌ها
member-no-card = این عضو هنوز کارتی ندارد.
member-state-active = در حال استفاده
member-state-paused = متوقف
member-state-ended = پایان‌یافته
member-state-expired = منقضی
member-pause = متوقف کردن
member-end = پایان دادن
member-reopen = باز کردن دوباره
member-correct = افزودن یا کم کردن مهر
member-how-many = چند تا؟
member-how-many-hint = یک عدد صحیح مانند ۲؛ با منها، مانند ‎-۲، مهر کم می‌شود.
member-how-many-wrong = این تعداد مهر را نمی‌شود داد.
member-reason = چرا؟
member-reason-correction = اصلاح
member-reason-bonus = هدیه
member-reason-birthday = تولد
member-reason-referral = دوستی را آورد
member-note = یادداشت
member-note-hint = اختیاری. اینجا و در داده‌های خود عضو دیده می‌شود و با او پاک می‌شود.
member-correct-button = تغییر مهرها
member-history = رویدادها
member-imported = مراجعه از صندوق، بدون مهر
member-imported-meaning = مراجعه‌هایی که از صندوق وارد کرده‌اید. مهری نمی‌دهند و در «مراجعه‌ها» شمرده نمی‌شوند؛ نتیجه‌ها آنچه را پس از کارت آمده با آن‌ها می‌سنجند.
member-merge = یک نفر، دو بار ثبت شده؟
member-merge-meaning = کد کارت دیگر را بنویسید، یا اگر دیگری کارت ندارد شمارهٔ مشتری خودتان را. سپس هر دو مهرهای هر دو را نشان می‌دهند.
member-merge-code = کد کارت یا شمارهٔ مشتری
member-merge-look = دیدن هر دو
member-merge-unknown = هیچ عضوی از این فروشگاه این کد یا شماره را ندارد
member-merge-same = این از پیش همین عضو است
member-merge-title = دو عضو یکی شوند؟
member-merge-sure = { $other } و { $this } یک عضو می‌شوند با همهٔ مهرها، مراجعه‌ها، پاداش‌ها و کارت‌های هر دو. این کار برگشت ندارد.
member-merge-button = یکی شوند
member-merge-no = نه، دو تا بمانند
member-profile = نام و راه تماس
member-profile-meaning = هر که شماره یا نشانی‌اش ثبت باشد، بالای صفحهٔ اعضا با آن پیدا می‌شود. خانه‌ای که خالی کنید پاک می‌شود.
member-name = نام
member-profile-save = ذخیره
told-wrong = این ذخیره نشد
told-phone-wrong = شمارهٔ تلفن دست‌کم پنج رقم دارد.
told-email-wrong = نشانی ایمیل مانند anna@example.com است.
told-name-wrong = نام حداکثر هشتاد حرف دارد و نویسهٔ کنترلی ندارد.
told-id-wrong = این شمارهٔ یک مشتری مشخص نیست. برای کسی که شماره ندارد، خانه را خالی بگذارید.
member-data = داده‌های او
member-export = دریافت همه‌چیز دربارهٔ این عضو
member-delete = این عضو را پاک کن
member-delete-meaning = نام، راه تماس و کارت‌ها برای همیشه پاک می‌شوند و به کیف پول‌ها خبر داده می‌شود. مراجعه‌ها و پاداش‌ها بی‌نام در جمع‌های شما می‌مانند. پشتیبان‌های قدیمی با جایگزین شدن عضو را از دست می‌دهند.
done-stamps = مهرها تغییر کردند.
done-card-changed = کارت تغییر کرد.
done-taken-back = پس گرفته شد.
done-handed-over = پاداش تحویل شد.
done-merged = آن دو اکنون یک عضوند.
done-member-saved = ذخیره شد.
done-member-deleted = عضو پاک شد.

## Owner: visits from the till

members-import = وارد کردن مراجعه‌ها از صندوق
results-empty-import = مراجعه‌ها را از صندوق بیاورید
import-title = مراجعه‌ها از صندوق
import-meaning = فایلی که برنامهٔ صندوق یا نوبت‌دهی شما می‌دهد. هر فروش به یک عضو به‌عنوان مراجعهٔ پیشین او و بدون مهر نگه داشته می‌شود: نتیجه‌ها آنچه را پس از کارت آمده با آن می‌سنجند و آن را جزو مراجعه‌های با کارت نمی‌شمارند. آنچه پیش‌تر وارد شده یک بار شمرده می‌شود. تا وارد نکنید چیزی نگه داشته نمی‌شود.
import-file = فایل صندوق
import-file-hint = CSV یا JSON، تا ۶۴ مبی‌بایت. اینجا بیندازید یا انتخاب کنید.
import-look = نگاهی بیندازید
import-look-again = دوباره نگاه کنید
import-begin = وارد کردن
import-choose-again = فایل را یک بار دیگر انتخاب کنید: فقط نگاه شد و نگه داشته نشد. انتخاب‌های زیر می‌مانند.
import-no-file = نخست فایلی انتخاب کنید.
import-updated = با انتخاب‌های شما دوباره خوانده شد
import-refused = فایل این‌گونه خوانده نمی‌شود
import-nothing = هیچ مراجعه‌ای این‌گونه خوانده نمی‌شود، پس هنوز چیزی برای وارد کردن نیست. دلیل‌های بالا و انتخاب‌های زیر را ببینید.
import-supposed = از خود فایل یافته شد:
import-needs-order = فایل نمی‌گوید روز نخست می‌آید یا ماه. آن را پایین در «{ $choice }» انتخاب کنید.
import-why-utf8 = حروف UTF-8 است و نه آنچه انتخاب شد. در «{ $choice }» UTF-8 را انتخاب کنید.
import-why-letters = حروف UTF-8 نیست. در «{ $choice }» گزینهٔ دیگری انتخاب کنید یا فایل را با UTF-8 بگیرید.
import-why-lost = هنگام ساختن فایل حرف‌هایی از دست رفته است. آن را دوباره با UTF-8 بگیرید.
import-why-workbook = این فایل صفحه‌گسترده یا برنامهٔ اداری است، نه جدول. آن را همان‌جا باز کنید، به صورت CSV (UTF-8) ذخیره کنید و آن فایل را انتخاب کنید.
import-why-packed = این فایل فشرده است. بازش کنید و جدول درون آن را انتخاب کنید.
import-why-no-table = این جدول نیست. فهرست را از برنامهٔ خود به صورت CSV بگیرید.
import-why-empty = فایل هیچ فروشی ندارد. آن را دوباره با سطرهایش بگیرید.
import-why-rounded = صفحه‌گسترده رقم‌های شماره‌ای را گرد کرده است. ستون را متن کنید و دوباره بگیرید.
import-why-currency = مبلغ به پولی جز پول فروشگاه است.
import-why-torn = سطر خانه‌های بیشتری از سرستون دارد، مانند وقتی ویرگول اعشار مبلغ را دو تکه می‌کند. میان ستون‌ها نقطه‌ویرگول بگذارید و در «{ $choice }» انتخابش کنید.
import-why-no-date = سطر تاریخ ندارد.
import-why-no-day = چنین روزی نیست.
import-why-future = تاریخ در آینده است. «{ $choice }»، منطقهٔ زمانی و ساعت صندوق را ببینید.
import-why-date = تاریخ با آنچه در «{ $choice }» انتخاب شده نمی‌خواند.
import-why-unshown = صفحه‌گسترده نتوانسته تاریخ یا ساعت را نشان دهد. ستون را پهن‌تر یا فرمولش را درست کنید و دوباره بگیرید.
import-why-time = ساعت خوانده نمی‌شود. آن را مانند 14:05 بنویسید.
import-why-amount = مبلغ به بیش از یک گونه خوانده می‌شود یا به هیچ گونه. در «{ $choice }» انتخاب کنید.
import-why-number = مبلغ عددی نیست که خوانده شود.
import-why-total = این سطر جمع سطرهای دیگر است، نه مراجعه.
import-why-place = سطر شعبه‌ای را نام می‌برد که به کار نمی‌آید. ببینید آیا آن ستون شعبه است.
import-why-member = سطر عضوی را نام می‌برد که فروشگاه شما ندارد.
import-why-receipt = همین رسید در سطری پیش‌تر برای عضو دیگری است.
import-needs-member = در زیر بگویید شمارهٔ عضو در کدام ستون است.
import-needs-date = در زیر بگویید تاریخ در کدام ستون است.
import-rows = آن‌گونه که خوانده می‌شود
import-part = فقط آغاز فایل نگاه شد.
import-line = سطر
import-at = تاریخ
import-time = ساعت
import-amount = مبلغ
import-member = شمارهٔ عضو
import-receipt = رسید
import-place = شعبهٔ فروش
import-bad-lines = سطرهایی که خوانده نمی‌شوند
import-questions = شعبه‌هایی که فروشگاه شما ندارد
import-questions-meaning = فایل نامشان را می‌برد. آنهایی که پایین‌تر فایل پیدا شوند کنار گذاشته و شمرده می‌شوند.
import-place-ignore = مراجعه‌ها بدون شعبه خوانده شوند
import-place-create = این شعبه به فروشگاه افزوده شود
import-place-is = همان { $place } است
import-columns = هر ستون چیست
import-columns-meaning = آنچه نادرست یافته شده درست کنید. جدول بالا هم عوض می‌شود.
import-ways = چگونه نوشته شده
import-found = یافته شد: { $column }
import-not-found = یافته نشد
import-find = خودش پیدا کند
import-none = هیچ ستونی
import-dates = ترتیب تاریخ
import-dates-iso = نخست سال: 2026-01-31
import-dates-dmy = نخست روز: 31.01.2026
import-dates-mdy = نخست ماه: 01/31/2026
import-dates-jalali = تقویم هجری شمسی: 1404/11/11
import-dates-excel = شمارهٔ روز صفحه‌گسترده: 46053
import-unit = یکای مبلغ‌ها
import-unit-major = همان که مشتری می‌پردازد، مانند 3.50
import-unit-minor = به کوچک‌ترین سکه، مانند 350
import-decimal = نشان اعشار
import-decimal-comma = ویرگول: 3,50
import-decimal-point = نقطه: 3.50
import-separator = میان ستون‌ها
import-separator-comma = ویرگول ,
import-separator-semicolon = نقطه‌ویرگول ;
import-separator-tab = تب
import-separator-bar = خط عمودی |
import-encoding = رمزگذاری حروف
import-encoding-utf = UTF-8، مانند بیشتر برنامه‌ها
import-encoding-west = اروپای غربی (windows-1252)
import-encoding-turkish = ترکی (windows-1254)
import-encoding-arabic = عربی و فارسی (windows-1256)
import-encoding-cyrillic = سیریلیک (windows-1251)
import-encoding-utf16 = «متن یونیکد» صفحه‌گسترده (UTF-16)
import-zone = منطقهٔ زمانی
import-place-of-others = شعبهٔ سطرهایی که شعبه ندارند
import-no-place = هیچ
import-earlier = واردکردن‌های پیشین
import-began = آغاز
import-state = وضعیت
import-running = در حال خواندن
import-done = همهٔ سطرها خوانده شد
import-done-some = فایل خوانده شد، ولی نه همهٔ سطرها
import-failed = رها شد
import-interrupted = قطع شد
import-failed-advice = آنچه خوانده شده می‌ماند. همان فایل را با همان انتخاب‌ها دوباره وارد کنید تا از همان‌جا ادامه یابد.
import-interrupted-advice = سرویس در این میان متوقف شد. همان فایل را با همان انتخاب‌ها دوباره وارد کنید تا از همان‌جا ادامه یابد.
import-job-title = وارد کردن از صندوق
import-look-at-job = ببینید تا کجا رسیده
import-count-stored = مراجعه‌های تازه
import-count-stored-meaning = مراجعه‌های پیشین، که در صفحهٔ هر عضو دیده می‌شوند. مهری نمی‌دهند و مراجعهٔ با کارت شمرده نمی‌شوند؛ نتیجه‌ها فقط با آن‌ها می‌سنجند.
import-count-known = پیش‌تر وارد شده
import-count-known-meaning = با همین فایل یا فایلی دیگر؛ هر مراجعه یک بار شمرده می‌شود.
import-count-without-member = فروش بدون عضو
import-count-without-member-meaning = کسی کارتی نشان نداده، پس مراجعهٔ کسی نیست.
import-count-refunds = بازگشت پول
import-count-refunds-meaning = پولی که برگشته و فروش‌هایی که لغو شده.
import-count-placeless = مراجعه‌هایی که شعبه‌شان کنار گذاشته شد
import-count-placeless-meaning = فایل شعبه‌ای را نام می‌برد که فروشگاه شما ندارد.
import-count-bad = سطرهای خوانده‌نشده
import-count-bad-meaning = دلیل هر یک در زیر است.
import-download = دریافت همهٔ آن‌ها (CSV)
import-another = وارد کردن فایلی دیگر
import-visits =
    { $count ->
        [one] { $count } مراجعه
       *[other] { $count } مراجعه
    }
import-without-member =
    { $count ->
        [one] { $count } فروش بدون عضو
       *[other] { $count } فروش بدون عضو
    }
import-refunds =
    { $count ->
        [one] { $count } بازگشت پول
       *[other] { $count } بازگشت پول
    }
import-bad =
    { $count ->
        [one] { $count } سطر ناخوانا
       *[other] { $count } سطر ناخوانا
    }
import-read =
    { $count ->
        [one] { $count } سطر خوانده شد
       *[other] { $count } سطر خوانده شد
    }

## Owner: what is still to do

setup-title = راه‌اندازی
setup-progress = { $done } از { $total } انجام شد
setup-done = انجام شد
setup-todo = مانده
setup-failing = کار نمی‌کند
setup-unseen = از اینجا دیده نمی‌شود
setup-yours = در فروشگاه شما
setup-operators = با کسی که این سرویس را می‌گرداند
setup-operators-meaning = اگر خودتان نیستید، این فهرست را نشانش دهید. همین بررسی‌ها با جزئیات بیشتر:
setup-test = ساختن کارت آزمایشی
setup-test-meaning = صفحهٔ عضویت شما باز می‌شود. کارت واقعی است و تا آن را در صفحهٔ خودش پاک نکنید، یک عضو شمرده می‌شود.
setup-to-card = رفتن به کارت
setup-to-staff = رفتن به صفحهٔ کارکنان
setup-to-poster = رفتن به پوستر

check-cost = هزینهٔ هر پاداش برای شما
check-cost-done = هزینهٔ همهٔ پاداش‌ها معلوم است. وقتی پاداشی داده شود، نتیجه‌ها می‌گویند هر فروش دوباره برایتان چقدر تمام می‌شود.
check-cost-todo = هزینهٔ یکی از پاداش‌ها معلوم نیست و صفحهٔ نتیجه‌ها نمی‌تواند بگوید هر فروش دوباره چقدر تمام می‌شود.
check-cost-todo-fix = در صفحهٔ کارت بنویسید هر پاداش برایتان چقدر تمام می‌شود.
check-till = گوشی‌ای که مهر می‌زند
check-till-done =
    { $count ->
        [one] { $count } گوشی می‌تواند مهر بزند.
       *[other] { $count } گوشی می‌توانند مهر بزنند.
    }
check-till-todo = هنوز هیچ گوشی‌ای نمی‌تواند مهر بزند.
check-till-todo-fix = در صفحهٔ کارکنان کد QR را نشان دهید و آن را با گوشی کنار صندوق اسکن کنید.
check-visit = نخستین مهر
check-visit-done = نخستین کارت مهر خورده است.
check-visit-todo = هنوز هیچ کارتی مهر نخورده است.
check-visit-todo-fix = یک کارت آزمایشی بسازید و مهر بزنید. بعد پوستر را به دیوار بزنید.
check-address = نشانی همگانی
check-address-done = گوشی‌ها سرویس را در { $address } پیدا می‌کنند.
check-address-plain = نشانی { $address } با https نیست و گوشی‌ها کارت را فقط با https به‌روز می‌کنند.
check-address-plain-fix = نشانی https پراکسی خود را در STAMPWELL_PUBLIC_URL بگذارید.
check-apple = Apple Wallet
check-apple-done = کارت‌های Apple Wallet امضا می‌شوند. گواهی تا { $day } اعتبار دارد.
check-apple-ending = گواهی اپل در { $day } به پایان می‌رسد. از آن پس کارت‌های روی گوشی به‌روز نمی‌شوند و کارت تازه پذیرفته نمی‌شود.
check-apple-ending-fix = آن را با همان شناسهٔ pass type تازه کنید.
check-apple-off = Apple Wallet راه‌اندازی نشده است؛ مشتری‌ها از کارت وب استفاده می‌کنند.
check-apple-off-fix = مقدارهای STAMPWELL_APPLE_CERTIFICATE و STAMPWELL_APPLE_KEY و STAMPWELL_APPLE_WWDR را تنظیم کنید.
check-apple-ended = گواهی اپل به پایان رسیده است. مهرها شمرده می‌شوند، ولی کارت‌های روی گوشی به‌روز نمی‌شوند و کارت تازه پذیرفته نمی‌شود.
check-apple-ended-fix = آن را با همان شناسهٔ pass type تازه کنید. کارت‌های روی گوشی آن‌وقت به‌روز می‌شوند.
check-apple-failing = گواهی اپل هست، ولی نمی‌شود از آن استفاده کرد: کارتی برای Apple Wallet ساخته نمی‌شود.
check-apple-failing-fix = دستور stampwell doctor را اجرا کنید. می‌گوید کدام پرونده و چه باید کرد.
check-google = Google Wallet
check-google-done = کارت‌های Google Wallet ساخته می‌شوند.
check-google-off = Google Wallet راه‌اندازی نشده است؛ مشتری‌ها از کارت وب استفاده می‌کنند.
check-google-off-fix = مقدارهای STAMPWELL_GOOGLE_ISSUER_ID و STAMPWELL_GOOGLE_SERVICE_ACCOUNT را تنظیم کنید.
check-google-failing = Google Wallet راه‌اندازی شده، ولی نمی‌شود از کلید آن استفاده کرد: کارتی برای آن ساخته نمی‌شود.
check-google-failing-fix = دستور stampwell google check را اجرا کنید. از گوگل می‌پرسد و می‌گوید چه کم است.
check-designs = طرح‌های کارت
check-designs-done =
    { $count ->
        [one] { $count } طرح آماده است.
       *[other] { $count } طرح آماده‌اند.
    }
check-designs-missing = طرح کارت شما نیست و طرح دیگری به جای آن نشان داده می‌شود.
check-designs-missing-fix = در صفحهٔ کارت طرح دیگری بردارید، یا پوشهٔ آن را به STAMPWELL_TEMPLATES_DIR برگردانید.
check-badges = دکمه‌های کیف پول
check-badges-done = دکمه‌های خود شرکت‌ها اینجا هستند.
check-badges-off = دکمه‌های کیف پول فقط نوشته‌اند، چون تصویرهای خود شرکت‌ها اینجا نیست.
check-badges-off-fix = آن‌ها را از اپل و گوگل بگیرید و پوشه‌شان را در STAMPWELL_BADGES_DIR بگذارید.
check-backup = پشتیبان
check-backup-done = آخرین پشتیبان در { $day } گرفته شد.
check-backup-old = آخرین پشتیبان در { $day } گرفته شد. هرچه پس از آن آمده، با خرابی دیسک از دست می‌رود.
check-backup-old-fix = هر شب stampwell backup را اجرا کنید.
check-backup-never = هنوز پشتیبانی نیست. اگر دیسک خراب شود، همهٔ مهرها از دست می‌روند.
check-backup-never-fix = هر شب stampwell backup را اجرا کنید و پرونده‌ها را روی دستگاه دیگری نگه دارید.
check-backup-unseen = از PostgreSQL ابزارهای خودش پشتیبان می‌گیرند که اینجا ردی نمی‌گذارند.
check-backup-unseen-fix = مطمئن شوید pg_dump یا میزبان شما هر شب نسخه می‌گیرد، و یک بار بازیابی را بیازمایید.

settings = زبان و عددها
settings-meaning = صفحه‌ها و کارت‌های شما به چه زبان‌هایی‌اند و هر کدام عدد و تاریخ را چگونه می‌نویسد.
settings-place = ترتیب
settings-not-offered = در فهرست نیست
settings-first = ۱، زبان خودتان
settings-region = کشور
settings-region-hint = دو حرف مانند IR یا US؛ خالی یعنی همان همیشگی.
settings-digits = رقم‌ها
settings-calendar = تقویم
settings-gregorian = ژانویه تا دسامبر
settings-persian = فروردین تا اسفند
settings-week = نخستین روز هفته
settings-week-from = هفته از { $day }
settings-usual = مانند همیشه
settings-none = دست‌کم یک زبان را در فهرست بگذارید.
settings-region-wrong = کشور دو حرف دارد، مانند IR یا US.
settings-save = ذخیره
settings-look = نشان‌دادن نمونه‌ها
done-settings = ذخیره شد. کارت‌های روی گوشی تا چند دقیقه به‌روز می‌شوند.
legal-title = مشخصات، حریم خصوصی و شرایط
legal-meaning = آنچه مشتری‌ها در پایین صفحهٔ عضویت می‌خوانند. قانون کشور شما می‌گوید چه باید در آن باشد؛ آنچه را نمی‌خواهد خالی بگذارید.
legal-stale = تا این صفحه پیش شما باز بود، کس دیگری این متن‌ها را تغییر داد. از شما هنوز چیزی ذخیره نشده است. با ذخیرهٔ دوباره آنچه پایین است جای متن‌های او را می‌گیرد.
legal-stale-open = متن‌ها را همان‌طور که اکنون هستند نشان بده
legal-open = نوشتن این متن‌ها
legal-imprint = مشخصات فروشگاه
legal-imprint-hint = چه کسی فروشگاه را اداره می‌کند: نام، نشانی و هر چه کشور شما می‌خواهد. تا ۱٬۰۰۰ حرف.
legal-imprint-wrong = مشخصات می‌تواند تا ۱٬۰۰۰ حرف در ۲۰ سطر باشد، بدون نشانه‌های نامعمول.
legal-contact = تماس دربارهٔ داده‌های شخصی
legal-contact-hint = یک نشانی ایمیل، یا صفحه‌ای که با ⁦https://⁩ آغاز می‌شود
legal-contact-wrong = یک نشانی ایمیل بنویسید، یا نشانی کامل صفحه‌ای را که با ⁦https://⁩ آغاز می‌شود.
legal-terms = شرایط
legal-terms-hint = نشانی صفحه‌ای که شرایط در آن است و با ⁦https://⁩ آغاز می‌شود
legal-terms-wrong = نشانی کامل صفحه‌ای را بنویسید که با ⁦https://⁩ آغاز می‌شود.
done-legal = ذخیره شد. صفحهٔ عضویت از این پس آن را نشان می‌دهد.

## Owner: for developers

dev-title = برای برنامه‌نویسان
dev-meaning = صندوق، فروشگاه اینترنتی یا هر چیزی را که HTTP می‌داند وصل کنید.
dev-docs = مرجع API
dev-try = مهر زدن از خط فرمان
dev-try-meaning = کلید کارکنان و کد یک کارت را بگذارید.
copy = کپی
copied = کپی شد
keys = کلیدها
key = کلید
key-may = اجازه
key-since = ساخته شده
key-used = آخرین استفاده
key-never = هرگز
key-owner = صاحب فروشگاه: همه چیز این فروشگاه
key-staff = کارکنان: مهر، تحویل پاداش، برگرداندن کار خود
key-reader = خواننده: عددها و رویدادها
key-operator = گرداننده
key-new = کلید تازه چه اجازه‌ای دارد؟
key-make = ساختن کلید
key-made = کلید تازهٔ شما
key-once = فقط همین یک بار نشان داده می‌شود. آن را کپی کنید و کنار گذرواژه‌هایتان نگه دارید.
key-end = پایان دادن
key-end-meaning = هر چیزی که از این کلید استفاده می‌کند فوراً از کار می‌افتد.
key-end-confirm = پایان این کلید
done-key-ended = کلید پایان یافت.
done-key-shown = آن کلید پیش‌تر ساخته شد و فقط یک بار نشان داده شد. اگر نگهش نداشته‌اید، یکی دیگر بسازید.
sessions-title = کجا وارد شده‌اید
sessions-meaning = مرورگرهایی که وارد شده‌اند و نشانی‌هایی که نتیجه‌ها را نشان می‌دهند. مرورگری که ۳۰ روز نیاید خارج می‌شود، و هر مرورگری ۱۸۰ روز پس از ورود.
session-what = چیست
session-by = آغاز با
session-here = همین مرورگر
session-browser = مرورگر
session-shared = نشانی نتیجه‌ها
session-link = پیوند ورود
session-ends = این‌ها هم پایان می‌یابند:
session-ends-keys =
    { $count ->
        [one] { $count } کلید
       *[other] { $count } کلید
    }
session-ends-browsers =
    { $count ->
        [one] { $count } ورود دیگر
       *[other] { $count } ورود دیگر
    }
session-ends-invitations =
    { $count ->
        [one] { $count } دعوت باز
       *[other] { $count } دعوت باز
    }
session-ends-shared =
    { $count ->
        [one] { $count } نشانی نتیجه‌ها
       *[other] { $count } نشانی نتیجه‌ها
    }
session-end-confirm = پایان همهٔ این‌ها
sessions-end-all = خروج از همه جا
sessions-end-all-meaning = همهٔ مرورگرها فوراً خارج می‌شوند، همین هم، و دعوت‌های باز پایان می‌یابند. کلیدها و نشانی‌های نتیجه‌ها که دعوت‌شدگان ساخته‌اند از کار می‌افتند. نشانی‌های دیگر نتیجه‌ها می‌مانند.
sessions-end-all-confirm = بله، خروج از همه جا
done-session-ended = پایان یافت.
session-invited = به دعوت
invitations-open = دعوت‌های باز
invitation-who = برای
invitation-ends = پایان
invitation-take-back = پس گرفتن
invitation-title = دعوت برای { $name }
invitation-how = این پیوند را فقط برای همین شخص بفرستید. فقط همین یک بار نشان داده می‌شود و هر که زودتر بازش کند وارد می‌شود.
invitation-until = یک بار کار می‌کند، تا { $time }.
invitation-back = بازگشت به فهرست
invite = دعوت از یک نفر
invite-meaning = شریک یا مدیر با یک پیوند و بدون کلید شما وارد می‌شود و هر کاری را که شما می‌توانید، می‌تواند. ورود او را اینجا می‌بینید و پایان می‌دهید: کلیدها، دعوت‌ها و نشانی‌هایی که ساخته است با آن پایان می‌یابند.
invite-name = چه کسی؟
invite-button = ساختن دعوت
invite-name-wrong = نامی تا ۴۰ حرف بنویسید.
invite-too-many = ۲۰ دعوت باز هست. آن‌هایی را که کسی لازم ندارد پس بگیرید.
done-invitation-taken-back = دعوت پایان یافت.
done-invitation-shown = آن دعوت پیش‌تر ساخته شد و پیوندش فقط یک بار نشان داده شد. اگر نگهش نداشته‌اید، دعوت را پس بگیرید و یکی دیگر بسازید.
key-maker = سازنده
key-maker-command = یک فرمان
key-end-made = کلیدها، ورودها و نشانی‌هایی که ساخته است هم پایان یابند
deliveries = آنچه به کیف پول‌ها فرستاده شد
deliveries-meaning = هر تغییر کارت به گوشی‌هایی که آن را دارند گفته می‌شود. تازه‌ترین‌ها اول‌اند.
deliveries-none = هنوز چیزی فرستاده نشده است. نخستین مهر روی کارتی در کیف پول اینجا پیدا می‌شود.
delivery-all = همه
delivery-pending = در انتظار
delivery-delivered = رسید
delivery-failed = پس از چند تلاش کنار گذاشته شد
delivery-gone = کارت دیگر آنجا نیست
delivery-when = زمان
delivery-what = چه چیز
delivery-state = وضعیت
delivery-answer = پاسخ
delivery-again = دوباره بفرست
delivery-shop = طرح فروشگاه
delivery-accepted = پذیرفته شد
delivery-unanswered = هنوز پاسخی نیامده
delivery-fetched = گوشی آن را گرفت:
done-delivery-again = دوباره فرستاده می‌شود.
events = رویدادها
events-meaning = هر اتفاقی یک سطر از گزارشی است که هرگز تغییر نمی‌کند. آن را بخوانید با
event-own = از گزارش خودتان
event-invented = نمونهٔ ساختگی: به‌تازگی از شما نبوده است
webhooks = وب‌هوک‌ها
webhooks-later = هنوز نیستند. تا آن زمان با نشانگر آخرین پاسخ، رویدادهای تازه را بپرسید.

## The demo’s phones

phone-title = گوشی‌ها
phone-headline = یک کارت، دو کیف پول
phone-meaning = یک آیفون و یک گوشی اندروید. هر کدام کارت را اضافه می‌کند، از تغییرها خبردار می‌شود و آن‌ها را نشان می‌دهد، مثل گوشی واقعی.
phone-empty = کیف پول خالی است. عضو فروشگاه شوید تا کارت اینجا پیدا شود.
phone-join = عضویت به‌عنوان مشتری
phone-scan = اسکن به‌عنوان فروشنده
phone-redeem = تحویل پاداش
phone-void = برگرداندن آخرین
phone-results = نتیجه‌ها
phone-staff = صفحهٔ فروشنده
phone-wire = آنچه روی شبکه گذشت
phone-wire-meaning = تازه‌ترین‌ها بالا. هر سطر یک درخواست واقعی میان سرویس و آیفون، یا میان سرویس و جانشین گوگل است.
phone-no-script = گوشی به جاوااسکریپت نیاز دارد. آن را در تنظیمات مرورگر روشن کنید و صفحه را دوباره باز کنید.
phone-now = اکنون
phone-scanned = مهر زده شد. کارت را ببینید.
phone-redeemed = تحویل شد. کارت را ببینید.
phone-voided = برگردانده شد. کارت را ببینید.
phone-failed = انجام نشد. سرویس هنوز در حال کار است؟
phone-lost = سرویس پاسخ نمی‌دهد. دوباره امتحان می‌کنیم…
phone-pass-voided = این کارت پایان یافته است
phone-more = بیشتر دربارهٔ این کارت
phone-less = بازگشت به روی کارت
phone-fold = کمتر دربارهٔ این کارت
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = این کارت هنوز در این کیف پول نیست.
phone-card-page = باز کردن صفحهٔ کارت
phone-remove = حذف از Google Wallet
phone-removed = حذف شد. مهرهای عضو می‌ماند.
phone-google-changed = موجودی تازه: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = کارتی با این کد نیست
help-card-not-found = کد ناشناخته است، اشتباه تایپ شده، یا از فروشگاه دیگری است. کارت را دوباره اسکن کنید یا هشت نویسهٔ زیر مربع را تایپ کنید.
error-too-soon = این کارت همین تازگی مهر خورده است
help-too-soon = میان دو مهر باید چند دقیقه فاصله باشد. به اندازهٔ ثانیه‌های retry_after_s صبر کنید، یا اگر فروشگاه اجازه می‌دهد دوباره با confirm برابر true بفرستید.
error-daily-limit = این کارت مهرهای امروزش را گرفته است
help-daily-limit = فروشگاه در روز به هر عضو تعداد محدودی مهر می‌دهد. مهر بعدی فردا ممکن است، به وقت فروشگاه.
error-card-ended = این کارت پایان یافته است
help-card-ended = فروشگاه آن را بسته یا صاحبش پاک کرده است و دیگر به کار نمی‌آید. مشتری می‌تواند دوباره عضو شود و کارت تازه بگیرد.
error-card-paused = این کارت متوقف است
help-card-paused = فروشگاه فعلاً این کارت را نگه داشته است. صاحب فروشگاه می‌تواند دوباره فعالش کند.
error-card-expired = این کارت منقضی شده است
help-card-expired = بیش از مهلت فروشگاه استفاده نشده است. مشتری می‌تواند دوباره عضو شود و کارت تازه بگیرد.
error-no-reward = پاداشی روی این کارت نیست
help-no-reward = همهٔ پاداش‌ها گرفته شده یا هنوز پاداشی به دست نیامده است. کارت نشان می‌دهد چند مهر مانده است.
error-reward-not-available = این پاداش را دیگر نمی‌شود گرفت
help-reward-not-available = گرفته شده، منقضی شده، یا با پس گرفتن یک مراجعه برداشته شده است. پاداش‌های آماده را در کارت ببینید.
error-reward-not-found = چنین پاداشی روی این کارت نیست
help-reward-not-found = پاداش از عضو دیگری است یا وجود ندارد. reward_id را نفرستید تا پاداشی که زودتر منقضی می‌شود انتخاب شود.
error-already-redeemed = با این مراجعه پاداشی تحویل شده است
help-already-redeemed = پس گرفتن مراجعه پاداش را بی‌مهر می‌گذارد، پس چیزی تغییر نکرد. اول پاداش را پس بگیرید.
error-already-voided = این پیش‌تر پس گرفته شده است
help-already-voided = کار دیگری لازم نیست: هر مراجعه یا پاداش فقط یک بار پس گرفته می‌شود.
error-void-window-over = برای پس گرفتن در اینجا دیر شده است
help-void-window-over = فروشنده تا پانزده دقیقه می‌تواند برگرداند. بعد از آن صاحب فروشگاه هنوز می‌تواند.
error-amount-window-over = برای وارد کردن این مبلغ در اینجا دیر شده است
help-amount-window-over = فروشنده تا پانزده دقیقه می‌تواند مبلغ مراجعه‌های خودش را وارد کند. بعد از آن صاحب فروشگاه هنوز می‌تواند.
error-not-enough-stamps = روی این کارت مهر کافی نیست
help-not-enough-stamps = این تغییر کارت را به زیر صفر می‌برد. مهر کمتری بردارید.
error-invalid-request = چیزی در درخواست درست نیست
help-invalid-request = هر مورد در errors با نشانگر JSON می‌گوید کجا و چه چیز اشتباه است. همان‌ها را درست کنید و دوباره بفرستید.
error-malformed-json = درخواست JSON خوانا نیست
help-malformed-json = جزئیات می‌گوید خواندن در کدام سطر و ستون متوقف شد. ویرگول‌ها، گیومه‌ها و UTF-8 بودن متن را بررسی کنید.
error-unauthorized = نمی‌دانیم چه کسی می‌پرسد
help-unauthorized = کلید معتبر را به شکل Authorization: Bearer … بفرستید. گوشی فروشنده باید به‌عنوان صندوق ثبت شده باشد.
error-forbidden = این کار در اینجا برای شما مجاز نیست
help-forbidden = کلید معتبر است اما نقش آن این کار را اجازه نمی‌دهد. کلیدی با نقشی به کار ببرید که در مرجع API آمده است.
error-merchant-suspended = این فروشگاه تعلیق شده است
help-merchant-suspended = گردانندهٔ سرویس این فروشگاه را تعلیق کرده است: تا پایان آن نه مهری زده می‌شود، نه کسی عضو می‌شود و نه چیزی تغییر می‌کند. کارت‌ها هرچه دارند نگه می‌دارند. از گردانندهٔ سرویس بپرسید.
error-not-found = در این نشانی چیزی نیست
help-not-found = شناسه یا نشانی وجود ندارد یا از فروشگاه دیگری است. ببینید اشتباه تایپی نباشد.
error-method-not-allowed = این نشانی چنین متدی را نمی‌پذیرد
help-method-not-allowed = سرآیند Allow متدهای پذیرفته را نام می‌برد.
error-payload-too-large = درخواست بیش از حد بزرگ است
help-payload-too-large = بیشتر درخواست‌ها تا ۲۵۶ کیبی‌بایت و ورود داده تا ۶۴ مبی‌بایت است. هر بار کمتر بفرستید.
error-unsupported-media-type = این نوع محتوا را نمی‌خوانیم
help-unsupported-media-type = JSON را با Content-Type: application/json بفرستید، یا نوعی که مرجع API برای این کار نام می‌برد.
error-rate-limited = درخواست‌ها بیش از حد پشت سر هم است
help-rate-limited = به اندازهٔ ثانیه‌های سرآیند Retry-After صبر کنید و بعد آهسته‌تر ادامه دهید.
error-idempotency-key-reused = این Idempotency-Key برای درخواست دیگری به کار رفته است
help-idempotency-key-reused = هر کلید از آنِ یک درخواست با یک متن است. برای هر درخواست تازه کلید تازه بسازید و آن را فقط برای تکرار همان درخواست نگه دارید.
error-idempotency-in-progress = همین درخواست هنوز در حال انجام است
help-idempotency-in-progress = کمی صبر کنید و با همان کلید دوباره بفرستید: پاسخ نخستین درخواست را می‌گیرید.
error-occurred-at-out-of-range = زمان این مراجعه بیش از حد دور است
help-occurred-at-out-of-range = occurred_at می‌تواند تا ۷۲ ساعت پیش و ۵ دقیقه بعد باشد. ساعت صندوق را بررسی کنید.
error-apple-not-configured = این فروشگاه هنوز Apple Wallet را راه نینداخته است
help-apple-not-configured = فعلاً از کارت وب استفاده کنید. گردانندهٔ سرویس می‌تواند گواهی اپل را اضافه کند؛ stampwell doctor می‌گوید چه کم است.
error-google-not-configured = این فروشگاه هنوز Google Wallet را راه نینداخته است
help-google-not-configured = فعلاً از کارت وب استفاده کنید. گردانندهٔ سرویس می‌تواند صادرکنندهٔ گوگل را اضافه کند؛ stampwell doctor می‌گوید چه کم است.
error-google-callback-refused = این پیام از گوگل نیست یا برای این فروشگاه نیست
help-google-callback-refused = فقط گوگل به این نشانی پیام می‌فرستد: امضا، کلیدها، تاریخ آن‌ها و صادرکننده باید همه درست باشند. چیزی تغییر نکرد.
error-google-key-unusable = حساب سرویس گوگل قابل استفاده نیست
help-google-key-unusable = گردانندهٔ سرویس STAMPWELL_GOOGLE_SERVICE_ACCOUNT و STAMPWELL_GOOGLE_ISSUER_ID را بررسی می‌کند؛ stampwell doctor می‌گوید چه چیزی نادرست است. کارت وب در این میان کار می‌کند.
error-google-keys-unavailable = کلیدهای امضای گوگل دریافت نشد
help-google-keys-unavailable = وقتی کلیدها دوباره در دسترس باشند پیام بررسی می‌شود. گوگل آن را تکرار می‌کند؛ چیزی گم نمی‌شود.
error-signing-certificate-expired = گواهی Apple Wallet پایان یافته است
help-signing-certificate-expired = تا گردانندهٔ سرویس آن را تازه نکند، کارت تازه امضا نمی‌شود؛ stampwell doctor راهش را می‌گوید. مهرها مثل همیشه ادامه دارد و کارت وب کار می‌کند.
error-signing-certificate-unusable = گواهی Apple Wallet قابل استفاده نیست
help-signing-certificate-unusable = گردانندهٔ سرویس علت را با stampwell doctor می‌یابد. مهرها مثل همیشه ادامه دارد و کارت وب کار می‌کند.
error-unavailable = سرویس فعلاً نمی‌تواند پاسخ دهد
help-unavailable = در حال روشن یا خاموش شدن است، یا بسیار شلوغ. بعد از ثانیه‌های سرآیند Retry-After و با همان Idempotency-Key دوباره بفرستید.
error-internal-error = مشکلی از سمت ما پیش آمد
help-internal-error = چیزی تغییر نکرد. با همان Idempotency-Key دوباره امتحان کنید؛ اگر باز هم ماند، شمارهٔ درخواست را به ما بگویید.
error-till-revoked = این گوشی دیگر صندوق نیست
help-till-revoked = صاحب فروشگاه دسترسی آن را پایان داده است. برای استفادهٔ دوباره پیوند ثبت تازه بگیرید.
error-till-expired = مدت این صندوق تمام شده است
help-till-expired = هر گوشی ۱۸۰ روز صندوق می‌ماند. از صاحب فروشگاه پیوند ثبت تازه بگیرید و روی گوشی باز کنید.
error-till-locked = این صندوق قفل است
help-till-locked = ۱۲ ساعت از آن استفاده نشده یا کسی آن را قفل کرده است. پین آن را در صفحهٔ اسکنر وارد کنید.
error-link-expired = این پیوند دیگر کار نمی‌کند
help-link-expired = پیوندهای یک‌بارمصرف یک بار و تا مدت کوتاهی کار می‌کنند. پیوند تازه بگیرید.
error-events-archived = این رویدادها در پرونده‌ای هستند که اینجا نیست
help-events-archived = گرداننده رویدادهای قدیمی را به پرونده‌ها برده است و یکی از آن‌ها اکنون خوانده نمی‌شود. رویدادهای تازه‌تر را بخواهید، یا بخواهید پرونده سر جایش برگردد.
error-slug-taken = این نشانی از آنِ فروشگاه دیگری است
help-slug-taken = هر فروشگاه نشانی کوتاه خودش را دارد. slug دیگری انتخاب کنید.
error-program-changed = برنامه در این میان تغییر کرده است
help-program-changed = پس از آنکه برنامه را گرفتید، کسی برنامهٔ دیگری را به اجرا گذاشت. آن را دوباره بگیرید، تغییرتان را در آن بدهید و همان نسخه را بفرستید؛ یا version را نفرستید تا هرچه در اجراست جایگزین شود.
error-external-id-taken = این شماره از آنِ عضو دیگری است
help-external-id-taken = اگر هر دو یک نفرند، آن‌ها را یک عضو کنید: همین شماره را پایین، در «یک نفر، دو بار ثبت شده؟»، بنویسید. وگرنه شمارهٔ دیگری انتخاب کنید.
error-storage-full = جایی برای نوشتن نمانده است
help-storage-full = چیزی تغییر نکرد. گردانندهٔ سرویس باید فضای دیسک را خالی کند؛ stampwell doctor دیسک را نام می‌برد.
error-request-timeout = درخواست به‌موقع نرسید
help-request-timeout = رسیدن بدنهٔ درخواست بیش از ۱۵ ثانیه طول کشید. چیزی تغییر نکرد؛ با اتصال بهتر و همان Idempotency-Key دوباره بفرستید.
