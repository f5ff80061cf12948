# العربية

## The language itself

-language = العربية
    .direction = rtl
    .region = EG
    .calendar = gregory
    .first-weekday = sat
    .digits = arab
    .percent = 0%
    .weekdays = ن ث ر خ ج س ح
    .place = 3
    .shop-place = 2
    .time-zone = Asia/Riyadh
    .currency = SAR
    .reward = قهوة مجانية

## Every page

skip = انتقل إلى المحتوى
language = اللغة
demo = نسخة تجريبية.
demo-meaning = لا يغادر شيء من هنا هذا الجهاز، ولا تُستخدم أي محفظة حقيقية.
made-with = تعمل بواسطة

moment-today = اليوم { $time }
moment-yesterday = أمس { $time }
moment-day = { $day }، { $time }
months-from-to = { $first } – { $last }

## Join page

join-benefit =
    { $count ->
        [zero] بلا أختام: { $reward }
        [one] ختم واحد، ثم: { $reward }
        [two] ختمان، ثم: { $reward }
        [few] { $count } أختام، ثم: { $reward }
        [many] { $count } ختمًا، ثم: { $reward }
       *[other] { $count } ختم، ثم: { $reward }
    }
join-welcome =
    { $count ->
        [zero] تبدأ بطاقتك بلا أختام
        [one] ختمك الأول هدية منا
        [two] أول ختمين هدية منا
        [few] أول { $count } أختام هدية منا
        [many] أول { $count } ختمًا هدية منا
       *[other] أول { $count } ختم هدية منا
    }
join-button = أريد بطاقتي
join-here = افتح البطاقة على هذا الحاسوب
join-own-card = افتح بطاقتي
join-next-apple = بلا استمارة. في الصفحة التالية تضيفها لمسة واحدة إلى Apple Wallet.
join-next-google = بلا استمارة. في الصفحة التالية تضيفها لمسة واحدة إلى Google Wallet.
join-next-web = بلا استمارة ولا تطبيق: البطاقة صفحة على هاتفك.
join-in-app-iphone = تعمل المحافظ في متصفحك فقط. لمسة واحدة تفتح هذه الصفحة فيه. إن لم يحدث شيء فاختر متصفحك من قائمة هذا التطبيق (•••)، أو انسخ العنوان.
join-in-app-android = تعمل المحافظ في متصفحك فقط. لمسة واحدة تفتح هذه الصفحة فيه.
join-in-app-here = أريد البطاقة هنا، من دون محفظة
join-open-browser = افتح في متصفحي
join-open-safari = جرّب Safari
join-address = عنوان هذه الصفحة
join-copy = انسخ العنوان
join-copied = تم النسخ. الصقه الآن في متصفحك.
join-problem-busy = ينضم كثيرون من هنا في هذه اللحظة. انتظر دقيقة ثم اضغط مرة أخرى.
join-problem-elsewhere = لم يأتِ هذا الطلب من هذه الصفحة، فلم تُنشأ بطاقة. اضغط الزر هنا.
join-problem-later = لم تُنشأ بطاقة لأن الخدمة مشغولة أو لا مكان فيها. حاول مرة أخرى بعد بضع دقائق.
join-scan = امسح هذا بهاتفك
join-scan-meaning = مكان البطاقة هاتفك. وجّه الكاميرا إلى المربع.
join-how = كيف تعمل
join-step-1 = خذ البطاقة. لمسة واحدة تكفي، ولا نسأل عن اسمك.
join-step-2 = أظهرها عند كل زيارة إلى { $shop } واجمع ختمًا.
join-step-3 =
    { $count ->
        [zero] بلا أختام، استمتع: { $reward }
        [one] بعد ختم واحد، استمتع: { $reward }
        [two] بعد ختمين، استمتع: { $reward }
        [few] بعد { $count } أختام، استمتع: { $reward }
        [many] بعد { $count } ختمًا، استمتع: { $reward }
       *[other] بعد { $count } ختم، استمتع: { $reward }
    }
join-keep = ما نحتفظ به
join-keep-1 = زياراتك وأختامك ومكافآتك، تحت رقم عشوائي.
join-keep-2 = اسمك أو رقم هاتفك أو بريدك الإلكتروني، فقط إذا أعطيته أنت للمتجر أو تركته في صفحة بطاقتك ليجد المتجر البطاقة من جديد.
join-keep-3 = صفحة بطاقتك تعرض أختامك وزياراتك ومكافآتك في أي وقت.
join-keep-cookie = بعد أن تأخذ البطاقة: ملف تعريف ارتباط ليجدها هذا المتصفح من جديد. وإذا اخترت لغة: ملف آخر لها. أما كم مرة فُتحت هذه الصفحة فيُحسب من دونه.
join-keep-wallet = إذا أضفت البطاقة إلى محفظة: العنوان الذي تعطينا إياه Apple أو Google للتحديثات.
join-keep-invite = من دعاك، كرقم عشوائي.
join-behind = عن هذا المتجر
join-contact = أسئلة عن بياناتك:
join-terms = شروط هذه البطاقة

## The card

card-title = بطاقة الأختام
card-welcome = بطاقتك جاهزة
card-count =
    { $required ->
        [zero] { $stamps } من { $required } ختم
        [one] { $stamps } من ختم واحد
        [two] { $stamps } من ختمين
        [few] { $stamps } من { $required } أختام
        [many] { $stamps } من { $required } ختمًا
       *[other] { $stamps } من { $required } ختم
    }
card-to-go =
    { $count ->
        [zero] لم يبق أي ختم: { $reward }
        [one] بقي ختم واحد، ثم: { $reward }
        [two] بقي ختمان، ثم: { $reward }
        [few] بقيت { $count } أختام، ثم: { $reward }
        [many] بقي { $count } ختمًا، ثم: { $reward }
       *[other] بقي { $count } ختم، ثم: { $reward }
    }
card-rest = يتبقى { $amount } للختم التالي
card-expiring =
    { $count ->
        [zero] ينتهي { $count } ختم إن لم تحصل على المكافأة حتى { $day }.
        [one] ينتهي ختم واحد إن لم تحصل على المكافأة حتى { $day }.
        [two] ينتهي ختمان إن لم تحصل على المكافأة حتى { $day }.
        [few] تنتهي { $count } أختام إن لم تحصل على المكافأة حتى { $day }.
        [many] ينتهي { $count } ختمًا إن لم تحصل على المكافأة حتى { $day }.
       *[other] ينتهي { $count } ختم إن لم تحصل على المكافأة حتى { $day }.
    }
card-reward-ready = المكافأة جاهزة: { $reward }
card-reward-show = أظهر هذه البطاقة عند الصندوق لتستلمها.
card-reward-until = صالحة حتى { $day }.
card-short-code = الرمز للكتابة:
card-show = أظهر هذا الرمز عند الصندوق لتجمع ختمًا.
card-no-wallet = احتفظ بهذه الصفحة: أضفها إلى الشاشة الرئيسية أو إلى المفضلة، وأظهرها عند الصندوق.
card-handover = خذها إلى هاتفك
card-handover-meaning = وجّه كاميرا هاتفك إلى هذا المربع. تُفتح البطاقة هناك مع أختامها.
card-wallet-meaning = في محفظة الهاتف تبقى البطاقة في متناول يدك، وتظهر الأختام الجديدة من تلقاء نفسها.
card-other-wallet = محفظة أخرى
card-in-apple = في Apple Wallet لديك
card-in-google = في Google Wallet لديك
card-add-again = أضفها من جديد
card-paused = هذه البطاقة موقوفة مؤقتًا. اسأل عند الصندوق.
card-ended = انتهت هذه البطاقة ولم تعد تجمع الأختام.
card-expired = لم تُستخدم هذه البطاقة منذ وقت طويل فانتهت صلاحيتها.
card-safe = احفظ هذه البطاقة
card-safe-meaning = أرسل رابطها إلى نفسك. به تُفتح البطاقة من جديد إذا ضاع الهاتف، وفي أي متصفح آخر.
card-safe-send = أرسل الرابط إلى نفسي
card-safe-mail = أرسله إلى بريدي
card-safe-copied = نُسخ الرابط.
card-safe-contact = دع المتجر يجدها برقم هاتفك أو بريدك
card-safe-contact-kept = يجد المتجر هذه البطاقة بما تركته
card-safe-consent = كلاهما اختياري. لا يستعملهما المتجر إلا ليجد بطاقتك عندما تطلب ذلك، ولا يرسل إليك شيئًا. نحتفظ بهما مشفّرين، ويمكنك تغييرهما أو حذفهما هنا في أي وقت.
card-safe-save = احفظ
card-safe-remove = احذف كليهما
card-safe-done = تم الحفظ. إذا ضاعت البطاقة يومًا فاسأل صاحب المتجر.
card-safe-removed = تم الحذف.
card-yours = بياناتك
card-yours-meaning = عنوان هذه الصفحة هو مفتاح بطاقتك. لا تشاركه مع أحد.
card-join-page = انظر صفحة الانضمام
card-about = المتجر
card-news-off = لا يرسل إليك المتجر أخبارًا.
card-news-on = يجوز للمتجر أن يرسل إليك أخبارًا وعروضًا.
card-news-no = لا أخبار بعد الآن
card-news-done = سُجّل ذلك.
card-export = تنزيل كل ما نحتفظ به عن هذه البطاقة
card-delete = احذف بطاقتي
card-delete-meaning = ستزول أختامك ومكافآتك إلى الأبد.
card-delete-confirm = احذفها نهائيًا
deleted-title = حُذفت بطاقتك
deleted-meaning = زال كل ما يدل عليك. نُخبر محافظك بأن البطاقة انتهت، ثم ننسى عناوينها أيضًا، بعد ثلاثة أيام على الأكثر. يمكنك إزالة البطاقة هناك.
deleted-again = خذ بطاقة جديدة
wallet-apple = أضف إلى Apple Wallet
wallet-google = أضف إلى Google Wallet

history = مؤخرًا
history-empty = لا زيارات بعد. أظهر البطاقة في زيارتك القادمة.
history-all = كل ما سبق
history-joined = أُنشئت البطاقة
history-visit =
    { $count ->
        [zero] زيارة: بلا ختم
        [one] زيارة: ختم واحد
        [two] زيارة: ختمان
        [few] زيارة: { $count } أختام
        [many] زيارة: { $count } ختمًا
       *[other] زيارة: { $count } ختم
    }
history-visit-voided = أُلغيت الزيارة
history-bonus =
    { $count ->
        [zero] هدية: بلا ختم
        [one] هدية: ختم واحد
        [two] هدية: ختمان
        [few] هدية: { $count } أختام
        [many] هدية: { $count } ختمًا
       *[other] هدية: { $count } ختم
    }
history-given =
    { $count ->
        [zero] تصحيح: لا تغيير
        [one] تصحيح: زيادة ختم واحد
        [two] تصحيح: زيادة ختمين
        [few] تصحيح: زيادة { $count } أختام
        [many] تصحيح: زيادة { $count } ختمًا
       *[other] تصحيح: زيادة { $count } ختم
    }
history-taken =
    { $count ->
        [zero] تصحيح: لا تغيير
        [one] تصحيح: نقص ختم واحد
        [two] تصحيح: نقص ختمين
        [few] تصحيح: نقص { $count } أختام
        [many] تصحيح: نقص { $count } ختمًا
       *[other] تصحيح: نقص { $count } ختم
    }
history-expired-stamps =
    { $count ->
        [zero] انتهى { $count } ختم
        [one] انتهى ختم واحد
        [two] انتهى ختمان
        [few] انتهت { $count } أختام
        [many] انتهى { $count } ختمًا
       *[other] انتهى { $count } ختم
    }
history-earned = كُسبت مكافأة
history-redeemed = استُلمت المكافأة
history-redemption-voided = عادت المكافأة إلى البطاقة
history-reward-expired = انتهت صلاحية المكافأة

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = الأختام
pass-count = { $stamps } من { $required }
pass-reward = المكافأة
pass-rewards = المكافآت
card-rung = { $count }: { $reward }
pass-next-reward = المكافأة القادمة
pass-rewards-waiting = مكافآت بانتظارك
pass-reward-ready = المكافأة جاهزة
pass-change-stamps = عدد أختامك الآن: %@
pass-change-reward = %@! أظهر بطاقتك عند الصندوق.
pass-change-news = %@
pass-how = كيف تعمل
pass-how-text = أظهر هذه البطاقة في كل زيارة واجمع ختمًا. حين تمتلئ تصبح المكافأة لك. ويمكن للموظفين كتابة الرمز القصير أيضًا.
pass-short-code = الرمز القصير
pass-news = الأخبار
pass-no-news = لا أخبار الآن.
pass-links = الروابط
pass-page = صفحة بطاقتك
pass-address = العنوان
pass-opening-hours = ساعات العمل
pass-telephone = الهاتف
pass-website = الموقع
pass-terms = الشروط
pass-terms-text = ختم واحد لكل زيارة. ليس للمكافآت قيمة نقدية. ما نحتفظ به: زياراتك وأختامك ومكافآتك، تحت رقم عشوائي.
pass-member-since = عضو منذ
pass-expires = صالحة حتى
pass-tier = المستوى
pass-next-stamp = الختم التالي
pass-expiring = انتهاء الأختام
card-expiring-short =
    { $count ->
        [zero] { $count } ختم في { $day }
        [one] ختم واحد في { $day }
        [two] ختمان في { $day }
        [few] { $count } أختام في { $day }
        [many] { $count } ختمًا في { $day }
       *[other] { $count } ختم في { $day }
    }
google-reward-label = المكافأة
google-ready = جاهزة
google-program = بطاقة الأختام
google-rewards-label = المكافآت
google-stamps-picture = الأختام على البطاقة
google-logo = شعار المتجر

## Becoming a till

enrol-title = يصبح هذا الهاتف { $till }
enrol-meaning = يمكنه بعد ذلك ختم بطاقات { $shop }. افعل هذا على هاتف يخص المتجر فقط.
enrol-button = استخدم هذا الهاتف
enrol-once = يعمل الرابط مرة واحدة.
enrol-pin = اختر رقمًا سريًا من 4 إلى 8 أرقام
enrol-pin-hint = مع الرقم السري يُقفل الماسح بعد 12 ساعة بلا استعمال، أو عند الضغط على «قفل». وبدونه يستطيع كل من يمسك هذا الهاتف أن يختم.
pin-invalid = الرقم السري من 4 إلى 8 أرقام.
pin-wrong =
    { $count ->
        [zero] الرقم السري غير صحيح. لم تبقَ محاولات، ولم يعد هذا الهاتف صندوقًا.
        [one] الرقم السري غير صحيح. بقيت محاولة واحدة، وبعدها لا يعود هذا الهاتف صندوقًا.
        [two] الرقم السري غير صحيح. بقيت محاولتان، وبعدهما لا يعود هذا الهاتف صندوقًا.
        [few] الرقم السري غير صحيح. بقيت { $count } محاولات، وبعدها لا يعود هذا الهاتف صندوقًا.
        [many] الرقم السري غير صحيح. بقيت { $count } محاولة، وبعدها لا يعود هذا الهاتف صندوقًا.
       *[other] الرقم السري غير صحيح. بقيت { $count } محاولة، وبعدها لا يعود هذا الهاتف صندوقًا.
    }
till-locked = الماسح مقفل
till-locked-how = أدخل الرقم السري لهذا الهاتف للمتابعة. لا يضيع شيء مما ينتظر هنا.
till-pin = الرقم السري
till-unlock = افتح القفل
till-revoked = لم يعد هذا الهاتف صندوقًا
till-revoked-how = أنهى صاحب المتجر صلاحيته. اطلب منه رابطًا أو رمز QR جديدًا وافتحه على هذا الهاتف.
till-failed = خمسة أرقام سرية خاطئة أنهت هذا الصندوق
till-failed-how = اطلب من صاحب المتجر رابطًا أو رمز QR جديدًا وافتحه على هذا الهاتف. يمكنك عندها اختيار رقم سري جديد.
till-expired = انتهت مدة هذا الصندوق
till-expired-how = يبقى الهاتف صندوقًا لمدة 180 يومًا. اطلب من صاحب المتجر رابطًا أو رمز QR جديدًا وافتحه على هذا الهاتف.
enrol-expired = انتهى هذا الرابط
enrol-expired-why = الروابط التي تحوّل هاتفًا إلى صندوق تعمل مرة واحدة ولعشر دقائق.
enrol-expired-how = اطلب رابطًا جديدًا من صاحب المتجر وافتحه هنا.

## Scanner

scan-title = مسح البطاقات
scan-till = { $shop }، { $till }
scan-not-enrolled = هذا الهاتف ليس صندوقًا بعد
scan-not-enrolled-how = اطلب رابط التسجيل أو رمز QR من صاحب المتجر وافتحه على هذا الهاتف. لمسة واحدة تكفي.
scan-no-script = يحتاج الماسح إلى JavaScript. فعّله في إعدادات المتصفح ثم أعد تحميل الصفحة.
scan-type = اكتب الرمز
scan-type-hint = ثمانية أحرف وأرقام تحت المربع على البطاقة. يعمل ماسح الصندوق في أي وقت.
scan-stamp = اختم
scan-camera-starting = يجري تشغيل الكاميرا…
scan-camera-live = ضع مربع البطاقة داخل الإطار
scan-camera-refused = الكاميرا متوقفة. اكتب الرمز بدلًا من ذلك، أو اسمح بالكاميرا في إعدادات المتصفح.
scan-camera-missing = لا توجد كاميرا هنا. اكتب الرمز، أو استخدم ماسح الصندوق.
scan-closer = اقترب أكثر، أو اكتب الرمز في الأسفل
scan-working = لحظة…
scan-online = متصل
scan-offline = لا اتصال
scan-added = أُضيف الختم
scan-reward = كُسبت مكافأة!
scan-reward-ready = المكافأة جاهزة: { $reward }
scan-refused = لم تُختم
scan-refused-other = لم ينجح ذلك
scan-not-ours = هذه ليست من بطاقاتنا.
scan-wrong-poster = هذا مربع الملصق الذي يعطي الزبائن بطاقة. امسح البطاقة نفسها.
scan-wrong-link = هذا رابط إلى بطاقة، لا البطاقة نفسها. اطلب من الزبون فتحه وامسح المربع هناك.
scan-wrong-web = هذا عنوان ويب، لا بطاقة.
scan-wrong-product = هذا رمز شريطي لمنتج، لا بطاقة.
scan-wrong-shop = هذه بطاقة أختام، لكنها ليست من هذا المتجر: هي لمتجر آخر، أو حُذفت.
scan-wrong-part = لم يصل سوى جزء من الرمز. امسح البطاقة مرة أخرى، أو اكتب الأحرف والأرقام الثمانية تحت المربع.
scan-wrong-short = قصير: الرمز من ثمانية أحرف وأرقام، وهنا { $count } فقط.
scan-wrong-long = طويل: الرمز من ثمانية أحرف وأرقام، وهنا { $count }.
scan-wrong-sign = أحد الأحرف أو الأرقام مكتوب خطأً. قارن الرمز بالبطاقة.
scan-wrong-unknown = لا بطاقة في هذا المتجر بهذا الرمز. قارنه بالبطاقة.
scan-wrong-contact = يجد الصندوق البطاقات برمزها فقط. أما برقم الهاتف أو البريد الإلكتروني فيستطيع صاحب المتجر أن يجدها.
scan-ask-title = هل تختم مرة أخرى؟
scan-ask = خُتمت البطاقة { $card } { $when }. هل تضيف ختمًا آخر؟
scan-yes = نعم، أضف ختمًا
scan-no = لا
scan-unsure-title = لا جواب بعد
scan-unsure = انقطع الاتصال، فلا نعرف هل نجح الأمر. حاول مرة أخرى: لا يمكن أن يُحسب مرتين.
scan-retry = حاول مرة أخرى
scan-server = حدث خطأ من جهتنا. لم يتغير شيء. الرمز: { $code }
scan-undo = تراجع
scan-undone-title = تم التراجع
scan-undone = عادت البطاقة كما كانت.
scan-redeem = سلّم المكافأة
scan-redeemed-title = سُلّمت المكافأة
scan-redeemed = بالهناء! لم تعد المكافأة على البطاقة.
scan-next = الزبون التالي
scan-amount = المبلغ
scan-amount-save = احفظ المبلغ
scan-amount-enter = أدخل المبلغ
scan-amount-back = احذف الرقم الأخير
scan-amount-missing = تعذّر تسجيل مبلغها
scan-amount-earns = أدخل المبلغ المدفوع، فالأختام تُحسب منه.
scan-no-stamp = بلا ختم
scan-below-minimum = أقل من { $amount }، فلا ختم. الزيارة محسوبة.
scan-last = الأخير: { $name }
scan-sound-on = الصوت مفعّل
scan-sound-off = الصوت متوقف
scan-torch = الضوء
scan-photo = التقط صورة
scan-photo-nothing = لم يُعثر على مربع بطاقة في هذه الصورة. التقطها من مسافة أقرب، أو اكتب الرمز.
scan-waiting = في الانتظار: { $count }
scan-saved = حُفظت على هذا الهاتف
scan-saved-text = تُرسل عند عودة الاتصال، وتُحسب مرة واحدة.
scan-saved-open = أبقِ هذه الصفحة مفتوحة حتى تُرسل: هذا المتصفح لا يحفظ شيئًا.
scan-unsaved = لم تكن قد أُرسلت بعد، وأُزيلت من هذا الهاتف.
scan-undo-later = ربما وصلت. إن كان ذلك، يتم التراجع عنها فور عودة الاتصال.
scan-undo-gone = أُرسلت في هذه الأثناء. تراجع عنها من «الأحدث».
scan-told = انظر إلى هذه البطاقات
scan-too-old = مضى أكثر من 72 ساعة حين عاد الاتصال
scan-other-till = ربما خُتمت قبل أن يتغيّر صندوق هذا الهاتف: انظر إلى البطاقة
scan-not-undone = خُتمت وتعذّر التراجع عنها: اطلب ذلك من صاحب المتجر.
scan-dismiss = حسنًا
scan-lock = قفل
scan-test-title = اختبر ماسح الصندوق
scan-test-lead = امسح هذا المربع بماسح الصندوق. لن يُضاف أي ختم.
scan-test-field = جرّبه أيضًا والمؤشر في هذا الحقل
scan-test-waiting = في انتظار المسح…
scan-test-right = ماسحك يعمل. وصلت كل العلامات سليمة.
scan-test-other = وصل رمز، لكنه ليس الرمز الذي في هذه الصفحة. إن كانت بطاقة فلا بأس. وإن كان المربع أعلاه فقد وصلت بعض العلامات خطأً.
scan-test-wrong = ما وصل ليس رمزًا. اضبط الماسح على «لوحة مفاتيح USB» بالتخطيط الأمريكي كما في دليله، ثم امسح مرة أخرى.
scan-test-layout = لوحة مفاتيح هذا الحاسوب مضبوطة على حروف أخرى. قُرئت مواضع المفاتيح بدلًا منها، فلا بأس.
scan-test-came = العلامات: { $count }
scan-test-ending = النهاية: { $name }
scan-test-none = لا شيء
scan-test-time = المدة: { $seconds } ث
recent-title = الأحدث
recent-empty = لم يُختم شيء على هذا الهاتف بعد.
recent-window = يمكنك التراجع خلال 15 دقيقة. بعد ذلك يستطيع صاحب المتجر.
recent-back = العودة إلى الماسح
scan-reward-offline = المكافآت تحتاج إلى الاتصال. لم يُسلَّم شيء: حاول مرة أخرى عند عودته.
scan-camera-offline = لا اتصال: اكتب الرمز. يُحفظ هنا ويُرسل لاحقًا.
scan-only = تسليم مكافأة فقط
scan-only-how = امسح البطاقة أو اكتب رمزها: لن يُضاف ختم.
scan-only-on = البطاقة التالية: مكافأة فقط
scan-only-off = العودة إلى الختم
scan-only-go = اعرض
scan-only-title = مكافأة للتسليم
scan-redeem-named = سلّم: { $reward }
scan-held = هنا مكافأة تنتظر. يمكن تسليمها بعد أن يعيد صاحب المتجر فتح البطاقة.
scan-saved-reward = تُسلَّم المكافآت عند عودة الاتصال.

## Owner: staff, tills and places

staff-empty = لا يمسح أي هاتف هنا بعد. أضف الأول في الأسفل.
staff-tills = الهواتف التي تمسح
staff-name = الاسم
staff-name-wrong = أعطه اسمًا من 40 حرفًا على الأكثر، مثل الصندوق 1.
staff-state = الحالة
staff-seen = آخر ظهور
staff-never = أبدًا
staff-visits = الزيارات، 30 يومًا
staff-undone = تم التراجع
staff-change = تغيير
staff-link = رابط جديد
staff-link-meaning = لهاتف ضائع أو جديد. يتوقف الهاتف الحالي لهذا الصندوق فورًا.
staff-revoke = إيقاف
staff-revoke-meaning = يتوقف الهاتف عن المسح فورًا. وما ختمه يبقى.
staff-amount-meaning = بعد كل زيارة يمكن للموظفين كتابة ما دفعه الزبون، ويكفي للتخطي لمسة واحدة. منه تُحسب أرقام المال.
staff-amount-ask = اسأل عن المبلغ
staff-amount-stop = لا تسأل عن المبلغ
staff-add = إضافة هاتف
staff-add-button = أظهر رمز QR
staff-place = الفرع
staff-no-place = بلا فرع
staff-places = الفروع
staff-places-empty = لا فروع بعد. تحتاج إليها فقط إن كان لديك أكثر من واحد.
staff-place-name = اسم الفرع
staff-place-add = إضافة فرع
staff-keys = للبرامج التي تمسح مفاتيح خاصة بها:
staff-waits = ينتظر هاتفه حتى { $time }
staff-unused = انتهى الرابط قبل أن يفتحه هاتف
staff-works = يعمل
staff-locked = مقفل حتى إدخال الرقم السري
staff-revoked = موقوف
staff-failed = أُنهي بعد خمسة أرقام سرية خاطئة
staff-expired = انتهى بعد 180 يومًا
staff-link-title = هاتف يصبح { $till }
staff-link-how = امسح هذا المربع بكاميرا الهاتف، أو افتح الرابط عليه. يعمل مرة واحدة.
staff-link-until = يعمل لعشر دقائق، حتى { $time }.
staff-link-more = وقت أطول: أنشئ رابطًا جديدًا
staff-back = العودة إلى الموظفين
done-till-revoked = أُوقف الهاتف.
done-till-changed = تغيّر الصندوق.
done-place-added = أُضيف الفرع.

## Problem pages

problem-code = رمز الخطأ
problem-request = الطلب
help-eyebrow = عن خطأ
help-all = كل الأخطاء
help-all-meaning = كل جواب يرفض شيئًا يحمل أحد هذه الرموز. وكل رمز يقود إلى ما يجب فعله.
help-what = ما العمل
help-status = حالة HTTP
help-request = إذا تكرر ذلك فأخبرنا برقم الطلب: تجده في request_id من الجواب وفي الترويسة X-Request-Id.
not-found-title = لا توجد صفحة كهذه
not-found-how = ربما كُتب العنوان خطأ، أو أُزيلت الصفحة. إذا جئت من ملصق أو بطاقة فاسأل في المتجر.
lost-card = هذا الرابط لا يؤدي إلى بطاقة
lost-card-how = ربما ينقص جزء من الرابط. افتحه من جديد من المكان الذي حصلت عليه فيه أولًا، مثل محفظتك أو رسالة أرسلتها إلى نفسك. وإن لم تجده فاسأل صاحب المتجر: يستطيع أن يجد بطاقتك إذا كنت قد تركت رقم هاتف أو بريدًا إلكترونيًا.
lost-shop = لا متجر في هذا العنوان
lost-shop-how = امسح رمز QR على الملصق من جديد، أو اسأل في المتجر عن العنوان الصحيح.

## العنوان الرئيسي، ومساعدة أصحاب المتاجر والموظفين

front-title = بطاقات أختام في محفظة الهاتف
front-meaning = يجمع الزبائن الأختام دون تطبيق ودون ذكر اسم. ويختم الموظفون في ثانيتين، ويرى صاحب المتجر هل يعود الناس.
front-title-of = بطاقة أختام { $shop }
front-meaning-of = اجمع ختمًا في كل زيارة. لا تطبيق ولا استمارة ولا اسم.
front-customer = هل أنت زبون؟ امسح الرمز على ملصق المتجر، فهو يقودك إلى بطاقتك.
front-no-shop = لا يوجد متجر هنا بعد. ظهر رابط إنشاء المتجر الأول حيث شُغّلت هذه الخدمة.
front-shop = للمتجر
guide-title = مساعدة المتجر
guide-meaning = لصاحب المتجر والموظفين: ما العمل، خطوة بعد خطوة.
guide-day = يومك الأول
guide-day-1 = حدّد اسم البطاقة ومكافأتها وألوانها.
guide-day-2 = اجعل أحد هواتف المتجر ماسحًا برابطه الذي يعمل مرة واحدة.
guide-day-3 = خذ بطاقة لنفسك من صفحة الانضمام واختمها، لتعرف ما يراه الزبائن.
guide-day-4 = اطبع الملصق وعلّقه حيث ينتظر الناس.
guide-day-5 = احفظ مفتاح المالك حيث تحفظ كلمات السر. به تسجّل الدخول من جديد.
guide-phones = هاتف للموظفين
guide-phones-1 = أضف الهاتف باسم، وامسح به رمز QR. يعمل الرابط لعشر دقائق.
guide-phones-2 = اضغط الزر على الهاتف. رقم سري يمنع الغرباء إن تُرك الهاتف جانبًا.
guide-phones-3 = ضاع هاتف؟ أوقفه في القائمة فلا يستطيع الختم بعد ذلك. وتبقى الأختام التي أعطاها.
guide-lost = زبون فقد هاتفه
guide-lost-1 = يمسح الزبون الملصق بهاتفه الجديد ويأخذ بطاقة جديدة.
guide-lost-2 = ابحث عن البطاقة القديمة بين الأعضاء: برمزها، أو برقم الهاتف أو البريد الإلكتروني إن عرفته، أو بآخر زيارة.
guide-lost-3 = في صفحة العضو اجمع البطاقتين برمز البطاقة الجديدة. تعرض كلتاهما بعدها أختام الاثنتين.
guide-lost-4 = لم تجدها؟ أعطِ البطاقة الجديدة الأختام الناقصة في صفحة عضوها.
guide-wrong = ختم خاطئ
guide-wrong-1 = يتراجع الموظفون عنه في الماسح: فورًا، أو خلال خمس عشرة دقيقة في قائمة الأحدث.
guide-wrong-2 = بعد ذلك يتراجع عنه صاحب المتجر في السجل على صفحة العضو. وهناك يُضاف أيضًا ختم ناقص.
guide-poster = الملصق
guide-poster-1 = اختر الحجم ولغة أو لغتين.
guide-poster-2 = اطبعه بالحجم الكامل دون هوامش، أو خذ ملف SVG إلى مطبعة.
guide-poster-3 = امسح النسخة المطبوعة بهاتفك قبل أن تعلّقها.
guide-numbers = ماذا تقول الأرقام
guide-numbers-1 = تجيب النتائج عن سؤال واحد: هل يعود الناس؟ وتحت كل رقم الفترة التي قبله.
guide-numbers-2 = حيث يُكتب أن البيانات غير كافية فانتظر: بضعة أشخاص زيادة أو نقصانًا يغيّرون الرقم فورًا.
guide-numbers-3 = كل رقم يُفتح على الأشخاص الذين وراءه.
guide-wallets = ⁦Apple Wallet⁩ و⁦Google Wallet⁩
guide-wallets-1 = لا شيء ينتظرهما: دون محفظة تكون البطاقة صفحة على الهاتف، وتُحسب الأختام كذلك.
guide-wallets-2 = يُعدّهما من يشغّل الخدمة. وقائمة الإعداد تقول ما الناقص.
guide-wallets-3 = شهادة Apple صالحة لنحو سنة. اطلب تجديدها حين تقول صفحة الإعداد ذلك، وإلا توقف تحديث البطاقات.
guide-scanner = الماسح لا يقرأ البطاقة
guide-scanner-1 = اسمح بالكاميرا في إعدادات المتصفح. في الظلام شغّل الضوء أو ارفع سطوع هاتف الزبون.
guide-scanner-2 = اكتب الأحرف والأرقام الثمانية تحت المربع. هذا يعمل دائمًا.
guide-scanner-3 = دون اتصال واصل بالكتابة: تُحفظ الزيارات على الهاتف وتُرسل لاحقًا.
guide-scanner-4 = يكتب ماسح الصندوق علامات خاطئة؟ اختبره في صفحة الاختبار.
guide-in = لا تستطيع تسجيل الدخول
guide-in-1 = ابحث عن مفتاح المالك بين كلمات السر والملفات والأوراق.
guide-in-2 = اطلب دعوة ممن ما زال مسجَّل الدخول، أو انظر هل جهاز آخر لك كذلك.
guide-in-3 = إن لم يوجد أي منهما فمن يشغّل الخدمة ينشئ رابطًا يسجّل دخولك مرة واحدة.

## Results

results-title = هل يعود الناس؟
results-too-few = البيانات غير كافية
results-not-known = غير معروف
results-up = ارتفع من { $before }
results-down = انخفض من { $before }
results-before = من قبل: { $before }
results-same = كما كان من قبل
results-no-previous = لا فترة سابقة للمقارنة
results-what = ما معنى هذا؟
results-compared = بالمقارنة مع:
results-members =
    { $count ->
        [zero] لم ينضم أي عضو حتى الآن.
        [one] انضم عضو واحد حتى الآن.
        [two] انضم عضوان حتى الآن.
        [few] انضم { $count } أعضاء حتى الآن.
        [many] انضم { $count } عضوًا حتى الآن.
       *[other] انضم { $count } عضو حتى الآن.
    }
results-members-by = { $members } حتى نهاية { $period }.
results-few =
    { $count ->
        [zero] لا أعضاء. مع أقل من { $enough } يغيّر شخص واحد هذه الأرقام كثيرًا.
        [one] عضو واحد. مع أقل من { $enough } يغيّر شخص واحد هذه الأرقام كثيرًا.
        [two] عضوان. مع أقل من { $enough } يغيّر شخص واحد هذه الأرقام كثيرًا.
        [few] { $count } أعضاء. مع أقل من { $enough } يغيّر شخص واحد هذه الأرقام كثيرًا.
        [many] { $count } عضوًا. مع أقل من { $enough } يغيّر شخص واحد هذه الأرقام كثيرًا.
       *[other] { $count } عضو. مع أقل من { $enough } يغيّر شخص واحد هذه الأرقام كثيرًا.
    }
results-empty = لا زيارات بعد. اطبع الملصق واختم أول بطاقة.
results-empty-poster = اطبع الملصق
results-empty-till = جهّز صندوقًا
results-running = لم تنتهِ هذه الفترة بعد: أرقامها ما زالت تنمو، لذلك لا تُقارن بعد.
results-earlier = الفترة السابقة
results-later = الفترة التالية
by-month = شهر
by-quarter = ربع سنة
results-today-counts = اليوم محسوب بقدر ما مضى منه.
results-so-far = { $members }، { $visits }، آخر زيارة { $when }
results-count-members =
    { $count ->
        [zero] لا أعضاء
        [one] عضو واحد
        [two] عضوان
        [few] { $count } أعضاء
        [many] { $count } عضوًا
       *[other] { $count } عضو
    }
results-count-visits =
    { $count ->
        [zero] لا زيارات
        [one] زيارة واحدة
        [two] زيارتان
        [few] { $count } زيارات
        [many] { $count } زيارة
       *[other] { $count } زيارة
    }
results-none-since = { $members }. لا زيارة في هذه الفترة؛ آخر زيارة: { $when }
results-none-here = لا زيارة في هذه الفترة.
results-says-came =
    { $count ->
        [zero] جاء { $came } من أعضائك ({ $count }).
        [one] جاء { $came } من عضو واحد.
        [two] جاء { $came } من عضوين.
        [few] جاء { $came } من { $count } أعضاء.
        [many] جاء { $came } من { $count } عضوًا.
       *[other] جاء { $came } من { $count } عضو.
    }
results-says-more = وهذا أكثر من الفترة السابقة.
results-says-fewer = وهذا أقل من الفترة السابقة.
results-says-same = لا فرق واضحًا عن الفترة السابقة.
results-chance = كان { $before }: لا فرق واضحًا
results-likely = على الأرجح بين { $low } و{ $high }
results-likely-few = عدد قليل: على الأرجح بين { $low } و{ $high }
results-few-people = عدد قليل
results-range = حيث يقع الرقم على الأرجح
results-cost-unknown = لم يذكر أحد كم كلّفت المكافآت.
results-cost-enter = اكتب تكلفة المكافأة
results-cost-left-out =
    { $count ->
        [zero] لم تُترك أي مكافأة من { $all }.
        [one] تُركت مكافأة واحدة من { $all }: تكلفتها غير معروفة.
        [two] تُركت مكافأتان من { $all }: تكلفتهما غير معروفة.
        [few] تُركت { $count } مكافآت من { $all }: تكلفتها غير معروفة.
        [many] تُركت { $count } مكافأة من { $all }: تكلفتها غير معروفة.
       *[other] تُركت { $count } مكافأة من { $all }: تكلفتها غير معروفة.
    }
results-amounts =
    { $count ->
        [zero] { $known } من الزيارات ({ $count }) لها مبلغ.
        [one] { $known } من زيارة واحدة لها مبلغ.
        [two] { $known } من زيارتين لها مبلغ.
        [few] { $known } من { $count } زيارات لها مبلغ.
        [many] { $known } من { $count } زيارة لها مبلغ.
       *[other] { $known } من { $count } زيارة لها مبلغ.
    }
results-no-amounts = لا زيارة لها مبلغ. دع الموظفين يكتبون ما دفعه الزبون:
results-amounts-enter = فعّل ذلك لصندوق
results-any-place = تُحسب المكافآت أينما اكتُسبت أو استُخدمت.
results-first-figure = يأتي أول رقم في { $day }، بعد { $days } يومًا من انضمام أول عضو.
by-this-month = هذا الشهر
by-last-days =
    { $count ->
        [zero] آخر الأيام ({ $count })
        [one] آخر يوم
        [two] آخر يومين
        [few] آخر { $count } أيام
        [many] آخر { $count } يومًا
       *[other] آخر { $count } يوم
    }
filters = تصفية: الفرع وطريق الانضمام
filters-show = اعرض
filters-clear = اعرض الجميع
filter-all = الكل
filter-visit-location = الزيارات في
filter-join-location = انضموا في
filter-join-channel = انضموا عن طريق
channel-counter-qr = رمز عند الصندوق
channel-receipt-qr = رمز على الإيصال
channel-poster = ملصق
channel-table-tent = بطاقة على الطاولة
channel-website = موقعك
channel-social = شبكات التواصل
channel-referral = دعوة من عضو
channel-staff = الموظفون
results-counted-active-rate = جاؤوا
results-counted-repeat-visit-rate = عادوا
results-counted-reward-redemption-rate = استُخدمت
results-counted-reward-cost-ratio = مكافآت
results-out-of-active-rate =
    { $count ->
        [zero] عضو
        [one] عضو
        [two] عضوان
        [few] أعضاء
        [many] عضوًا
       *[other] عضو
    }
results-out-of-repeat-visit-rate =
    { $count ->
        [zero] شخص انتهت أيامه الأولى ({ $days }) في هذه الفترة
        [one] شخص انتهت أيامه الأولى ({ $days }) في هذه الفترة
        [two] شخصان انتهت أيامهما الأولى ({ $days }) في هذه الفترة
        [few] أشخاص انتهت أيامهم الأولى ({ $days }) في هذه الفترة
        [many] شخصًا انتهت أيامهم الأولى ({ $days }) في هذه الفترة
       *[other] شخص انتهت أيامهم الأولى ({ $days }) في هذه الفترة
    }
results-out-of-reward-redemption-rate =
    { $count ->
        [zero] مكافأة مكتسبة
        [one] مكافأة مكتسبة
        [two] مكافأتان مكتسبتان
        [few] مكافآت مكتسبة
        [many] مكافأة مكتسبة
       *[other] مكافأة مكتسبة
    }
results-out-of-reward-cost-ratio = من مبيعات العائدين
returns-title = زيارات من عادوا
returns-meaning = كل زيارة بعد اليوم الأول للعضو.
returns-now = الآن
returns-before = قبل سنة
returns-open = لم تنتهِ بعد
when-title = متى يأتي الناس؟
when-meaning = الزيارات حسب اليوم والساعة، بتوقيت متجرك:
when-hour = الساعة
when-sum = المجموع
as-a-table = في جدول
period = الفترة
way-title = من الملصق إلى المكافأة
way-meaning = من فتحوا صفحة الانضمام في هذه الأيام، وإلى أين وصلوا حتى نهايتها: { $days }.
way-opened = فتحوا الصفحة
way-joined = حصلوا على البطاقة
way-returned = جاؤوا في يوم آخر
way-earned = كسبوا مكافأة
way-redeemed = استخدموها
way-carried-on = { $share } واصلوا
cohorts-title = هل يعود الأعضاء الجدد؟
cohorts-meaning = ممن انضموا في فترة، كم جاء في كل فترة بعدها.
cohorts-months = +١ هو الشهر الذي يلي شهر الانضمام.
cohorts-quarters = +١ هو ربع السنة الذي يلي ربع الانضمام.
cohorts-joined = الانضمام
cohorts-months-later =
    { $count ->
        [zero] في الشهر نفسه ({ $count })
        [one] بعد شهر
        [two] بعد شهرين
        [few] بعد { $count } أشهر
        [many] بعد { $count } شهرًا
       *[other] بعد { $count } شهر
    }
cohorts-quarters-later =
    { $count ->
        [zero] في ربع السنة نفسه ({ $count })
        [one] بعد ربع سنة
        [two] بعد ربعي سنة
        [few] بعد { $count } أرباع سنة
        [many] بعد { $count } ربع سنة
       *[other] بعد { $count } ربع سنة
    }
money-title = تكلفة المكافآت مقابل الزيارات المتكررة
money-rewards-in = بما فيها تكلفة المكافآت
money-vouchers-in = ضمن السطر السابق
money-coverage = المبالغ معروفة لنسبة { $share } من الزيارات.
money-coverage-low = المبالغ معروفة لنسبة { $share } فقط من الزيارات: المجاميع تترك الباقي.
money-missing = غير معروف: اكتب هامش ربحك في صفحة البطاقة.
money-none = اكتب تكلفة المكافأة عليك، فتعرضها هذه الصفحة بجانب ما ينفقه الأعضاء العائدون:
money-group = ما يدفعه المتجر كله لا يخص مجموعة من الأعضاء، لذلك تُرك هنا.
money-assumes = يُفترض هنا أن كل زيارة متكررة بفضل البرنامج. وهذا لا يثبته.
take-along = خذها معك
all-numbers = كل الأرقام
export-numbers = الأرقام (CSV)
export-numbers-json = الأرقام (JSON)
export-events = كل ما حدث (CSV)
export-scans = الزيارات (CSV)
share-title = اعرضها على أحد
share-meaning = ينشئ عنوانًا يعرض نتائجك، لأي شهر، مدة ٣٠ يومًا لمن يملكه. لا يعرض أعضاءً ولا يغيّر شيئًا.
share-button = أنشئ عنوانًا
share-made = انسخ هذا العنوان الآن، فهو يُعرض هذه المرة فقط:
share-end =
    { $count ->
        [zero] لا عناوين لإنهائها ({ $count })
        [one] أنهِ العنوان ({ $count })
        [two] أنهِ العنوانين ({ $count })
        [few] أنهِ { $count } عناوين
        [many] أنهِ { $count } عنوانًا
       *[other] أنهِ { $count } عنوان
    }
done-sharing-ended = لم تعد هذه العناوين تعرض شيئًا.
back-to-results = العودة إلى النتائج
numbers-search = ابحث في الأرقام
numbers-none = لا رقم يطابق. جرّب كلمة أقصر.
numbers-count =
    { $count ->
        [zero] لا أرقام
        [one] رقم واحد
        [two] رقمان
        [few] { $count } أرقام
        [many] { $count } رقمًا
       *[other] { $count } رقم
    }
numbers-of = { $num } من { $den }
count-days =
    { $count ->
        [zero] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
part-days = { $number } يوم
count-points =
    { $count ->
        [zero] لا فرق بالنقاط المئوية
        [one] نقطة مئوية واحدة
        [two] نقطتان مئويتان
        [few] { $count } نقاط مئوية
        [many] { $count } نقطة مئوية
       *[other] { $count } نقطة مئوية
    }
part-sides = المحسوب
part-n = محسوب على
part-visit-days = أيام فيها زيارة
part-member-days = أيام العضوية
part-apple = في Apple Wallet
part-google = في Google Wallet
part-cost = تكلفتها
part-previous = في الفترة السابقة
part-current = في هذه الفترة
part-spend-per-customer = إنفاق كل عضو جاء
part-churn-rate = لم يعودوا
part-distribution = عدد من لديهم
part-stars = التقييمات حسب النجوم
part-positive = إيجابية
part-neutral = محايدة
part-negative = سلبية
part-bands = الأعضاء حسب الدرجة
part-none = لا شيء
part-low = منخفضة
part-medium = متوسطة
part-high = مرتفعة
part-members = الأعضاء
part-counts = المستوى
part-stamps-required = أختام المكافأة
part-near-reward = ينقصهم ختم أو ختمان
part-before = قبل
part-after = بعد
part-relative = التغيّر
part-ci95 = على الأرجح بين
part-opening = الأعضاء في البداية
part-joined = انضموا
part-deleted = غادروا
part-closing = الأعضاء في النهاية
part-growth-rate = النمو
part-joined-by-channel = انضموا عن طريق
part-events-used = السجلات المحسوبة
part-duplicates-ignored = المكررات المستبعدة
part-void-rate = زيارات أُلغيت
part-amount-coverage = زيارات لها مبلغ
part-same-day-extra-visits = زيارات أخرى في اليوم نفسه
part-late-visits = زيارات وصلت متأخرة
part-baseline-coverage = معروفون قبل الانضمام
part-n-treatment = من حصلوا عليه
part-n-control = من لم يحصلوا عليه
part-spend = الإنفاق
part-treatment-mean = معه
part-control-mean = دونه
part-difference = الفرق
part-incremental-revenue = مبيعات إضافية
part-incremental-reward-cost = تكلفة مكافآت إضافية
part-incremental-return = ما جلبه
part-programme-roi-incremental = العائد على تكلفته
part-treatment-messaged = منهم من كُتب إليه
part-control-messaged = لم يشملهم وكُتب إليهم
part-treatment-returned = عادوا
part-control-returned = لم يشملهم وعادوا
part-return-rate = نسبة من عادوا
part-incremental-cost = تكلفة إضافية للمكافآت والقسائم
part-reading = ماذا يقول
part-messages = الرسائل
part-day-mean = الأكثر خلال 24 ساعة، في المتوسط
part-day-max = الأكثر خلال 24 ساعة، لأي عضو
part-month-mean = الأكثر في شهر، في المتوسط
part-month-max = الأكثر في شهر، لأي عضو
part-visits = الزيارات
part-redemptions = المكافآت المسلَّمة
part-voucher-redemptions = القسائم المستخدمة
part-by-action = فُتح
lift-unclear = لا فرق واضح
lift-more = سبّب زيادة
lift-less = سبّب نقصًا
lift-changed = تغيّر واضح، وسببه غير معروف
lift-few = { $what }؛ زبائن قليلون
people-total = المجموع:
people-unattributed = منه بلا صاحب:
people-part = النصيب
people-part-number = العدد
people-part-days = الأيام
people-none = لا أحد بعد.
people-deleted = عضو محذوف
people-next = المزيد
people-counted = المحسوبون
people-out-of = من أصل
family-adoption = الانضمام
family-saved-cards = البطاقات المحفوظة
family-activity = الزيارات
family-coming-back = العودة
family-rewards = المكافآت
family-keeping = البقاء والرحيل
family-money = المال
family-lift = هل يُحدث فرقًا؟
family-referrals-reviews = الدعوات والتقييمات
family-messages = الرسائل
family-quality = هل يمكن الوثوق بهذه الأرقام؟
family-vouchers = القسائم
family-links = روابط البطاقة

## Owner: menu and signing in

menu = صفحات المتجر
menu-results = النتائج
menu-members = الأعضاء
menu-card = البطاقة
menu-poster = الملصق
menu-staff = الموظفون
menu-setup = الإعداد
menu-developers = المطوّرون
menu-help = مساعدة
sign-out = تسجيل الخروج
sign-in = تسجيل الدخول
sign-in-meaning = هذه الصفحات لصاحب المتجر.
sign-in-key = مفتاح المالك
sign-in-key-hint = يبدأ بـ ⁦sw_live_⁩ أو ⁦sw_test_⁩ وقد عُرض عند إنشاء المتجر.
sign-in-button = تسجيل الدخول
sign-in-unknown = لا نعرف هذا المفتاح. تأكد من أنك نسخته كاملًا، أو ادخل بإحدى الطرق أدناه.
sign-in-not-owner = هذا ليس مفتاح المالك. مفاتيح الموظفين والقراءة لا تفتح هذه الصفحات.
sign-in-link-how = ليس لديك المفتاح؟
sign-in-link-meaning = يستطيع من يشغّل الخدمة إنشاء رابط يسجّل دخولك مرة واحدة:
sign-in-way-kept = عُرض المفتاح عند إنشاء المتجر. ابحث حيث تحفظ كلمات السر، وبين التنزيلات والأوراق.
sign-in-way-signed-in = قد يكون هاتف أو حاسوب آخر لك ما زال مسجَّل الدخول. افتح فيه «{ $page }» في أسفل كل صفحة، وادعُ نفسك أو أنشئ مفتاحًا جديدًا.
sign-in-way-person = يستطيع شخص آخر مسجَّل الدخول أن يدعوك من تلك الصفحة. الدعوة رابط يعمل مرة واحدة.
sign-in-as-owner = تسجيل الدخول بصفتك المالك
sign-in-as-owner-meaning = يفتح هذا المتصفح نتائج المتجر وأعضاءه وإعداداته حتى تسجّل الخروج أو لا تأتي مدة ٣٠ يومًا. بعد ١٨٠ يومًا تسجّل الدخول من جديد.
invited-title = أهلًا { $name }
invited-meaning = أنت مدعوّ إلى صفحات { $shop }. تستطيع فيها كل ما يستطيعه صاحب المتجر.
owner-key-title = احفظ هذا المفتاح
owner-key-meaning = بهذا المفتاح تسجّل الدخول من جديد من أي هاتف أو حاسوب. احفظه حيث تحفظ كلمات السر أو على ورق. من كان معه فهو صاحب المتجر.
owner-key-of = مفتاح المالك لمتجر { $shop }
owner-key-use = سجّل الدخول به هنا: { $address }
owner-key-save = احفظه في ملف
owner-key-print = اطبعه
owner-key-once = يظهر هذه المرة فقط. إن ضاع وأنت مسجَّل الدخول فأنشئ مفتاحًا آخر.
owner-key-kept = حفظته
owner-key-more = طريق عودتك
owner-key-more-meaning = مفتاح المالك يسجّل دخولك حين لا يبقى أي متصفح مسجَّل الدخول. أنشئ واحدًا إن لم يكن لديك، أو إن كان غيرك قد يعرفه؛ وتبقى المفاتيح السابقة تعمل حتى تنهيها.
owner-key-make = أنشئ مفتاح المالك
owner-key-list = اعرض كل المفاتيح
first-shop = متجرك في دقيقة واحدة
first-shop-meaning = خمس إجابات وتعمل بطاقة الأختام. يمكن تغيير كل شيء لاحقًا.
first-shop-name = ما اسم متجرك؟
first-shop-name-wrong = اكتب اسمًا للمتجر لا يزيد على ٦٠ حرفًا.
first-shop-reward = ماذا تمنح البطاقة المكتملة؟
first-shop-reward-hint = مثلًا: قهوة مجانية
first-shop-reward-wrong = اكتب المكافأة في ٦٠ حرفًا على الأكثر.
first-shop-stamps = كم ختمًا يملأ البطاقة؟
first-shop-stamps-wrong = اختر عددًا من ١ إلى ١٠٠.
first-shop-zone = المنطقة الزمنية
first-shop-zone-hint = مثل Asia/Riyadh
first-shop-zone-wrong = لا نعرف هذه المنطقة الزمنية. اكتبها مثل Asia/Riyadh.
first-shop-currency = العملة
first-shop-currency-hint = ثلاثة أحرف مثل SAR
first-shop-currency-wrong = اكتب العملة بثلاثة أحرف مثل SAR.
first-shop-slug-hint = إن تُرك فارغًا صُنع من الاسم. اكتبه بأي خط، ويمكن تغييره لاحقًا.
first-shop-button = أنشئ متجري
first-shop-later = بعد ذلك الملصق والصندوق والمحافظ، خطوة بعد خطوة.

## Owner: how the card looks

look-title = شكل البطاقة
look-meaning = غيّر حقلًا وشاهد البطاقة كما سيراها زبائنك. لا يُحفظ شيء قبل أن تطلب ذلك.
look-name = اسم المتجر
look-reward = مكافأة البطاقة المكتملة
look-stamps = عدد الأختام لإكمال البطاقة
look-colour = لون البطاقة
look-stamp-colour = لون الأختام
look-corrected = كان من الصعب تمييز الأختام عن البطاقة، فعدّلنا لونها قليلًا.
look-yours = لونك
look-used = ما نستخدمه ليسهل تمييزه
look-pictures = شعارك وصورتك
look-pictures-hint = PNG أو JPEG حتى ٦ ميغابايت. يُستخدم وسط الصورة. ولا يُحفظ شيء قبل أن تطلب ذلك.
look-logo = الشعار
look-logo-hint = مربع، عرضه ١٠٠ بكسل على الأقل. بدل الختم في أعلى البطاقة.
look-strip = صورة خلف الأختام
look-strip-hint = ٣٧٥ × ١٤٤ بكسل على الأقل. وتُبقي غلالة من لون البطاقة الأختام واضحة.
look-picture-bytes = الصورة أكبر من ٦ ميغابايت. احفظها أصغر.
look-picture-pixels = في الصورة أكثر من ١٦ مليون بكسل. صغّرها.
look-picture-small = الصورة قليلة البكسلات فلا تحسن على بطاقة. اختر صورة أكبر.
look-picture-unreadable = ليست هذه صورة PNG أو JPEG مقروءة. اختر غيرها.
look-icon = الصورة على الختم
look-other-languages = الاسم والمكافأة بلغات أخرى
look-other-hint = اترك الحقل فارغًا ليظهر النص أعلاه.
look-in-others = بلغات أخرى
look-drop = إزالة
look-steps = مكافآت في الطريق
look-steps-hint = مكافأة أصغر قبل أن تكتمل البطاقة. وتبقى الأختام عليها.
look-step = مكافأة في الطريق { $number }
look-step-at = عدد أختامها
look-step-name = ما يناله الزبون
look-step-add = إضافة مكافأة في الطريق
look-shop = العنوان والساعات والهاتف والروابط
look-shop-hint = على ظهر البطاقة في المحافظ، وتحتها على الويب. وما يُترك فارغًا لا يظهر.
look-address = عنوان المتجر
look-hours = ساعات العمل
look-telephone = الهاتف
look-telephone-hint = مع رمز بلدك، مثل ⁦+966 11 1234567⁩
look-website = الموقع
look-links = روابط على ظهر البطاقة
look-link = الرابط { $number }
look-link-name = نصّه
look-link-url = إلى أين يقود
look-link-add = إضافة رابط
look-earning = ما تكسبه الزيارة
look-earning-hint = إن لم تُجب هنا، تكسب كل زيارة ختمًا واحدًا. تسري التغييرات على الزيارات بعدها.
look-per-amount = ختم لكل مبلغ قدره، بعملة { $currency }
look-per-amount-hint = فارغ: ختم لكل زيارة. وإلا يُدخل الموظفون المبلغ المدفوع.
look-carry = هل يُحفظ الباقي للزيارة التالية؟
look-carry-yes = نعم، يُحسب معها
look-carry-no = لا
look-minimum = أقل مبلغ للزيارة، بعملة { $currency }
look-minimum-hint = الزيارة الأصغر تُحسب زيارة، لكنها لا تكسب ختمًا. فارغ: بلا حد أدنى.
look-stamp-days = أيام قبل انتهاء الأختام
look-stamp-days-hint = فارغ: أبدًا. المدة الجديدة أو الأقصر تبدأ من التغيير للأختام الموجودة.
look-ask-amount = هل يسأل الماسح عن المبلغ؟
look-ask-amount-optional = حيث فعّله الموظفون
look-ask-amount-always = دائمًا
look-ask-amount-never = أبدًا
look-more = المزيد: التكلفة والمهل والهدايا
look-cost = كم تكلّفك المكافأة الواحدة بعملة { $currency }
look-cost-hint = تقارنها صفحة النتائج بالمبيعات المتكررة.
look-currency = العملة
look-currency-hint = ثلاثة أحرف مثل SAR. تبقى المبالغ السابقة بأرقامها ولا يُحوَّل شيء، فتجمع نتائج فترة التغيير العملتين معًا.
look-margin = هامش ربحك من المبيعات بالمئة
look-margin-hint = ما يبقى من البيع بعد تكلفة المشتريات. إن تُرك فارغًا أغفلته صفحة النتائج.
look-cooldown = الدقائق بين ختمين
look-cooldown-hint = خلال هذه المدة يسأل الماسح قبل أن يختم ثانية.
look-confirm = هل يجوز للموظفين الختم ثانية خلال هذه المدة؟
look-confirm-yes = نعم، إن أكّدوا ذلك
look-confirm-no = لا
look-welcome = أختام هدية عند الانضمام
look-daily = أقصى عدد زيارات للعضو في اليوم
look-daily-hint = فارغ: بلا حد.
look-card-days = أيام بلا زيارة تنتهي بعدها البطاقة
look-card-days-hint = فارغ: أبدًا. تأخذ كل بطاقة بذلك مع زيارتها القادمة.
look-reward-days = أيام تنتهي بعدها صلاحية المكافأة
look-reward-days-hint = فارغ: أبدًا. المدة الجديدة أو الأقصر تبدأ من التغيير للمكافآت المنتظرة.
look-launched = أول يوم لبطاقة الأختام
look-launched-hint = تقارن صفحة النتائج الزيارات قبله وبعده.
look-tiers = مستويات للزبائن الدائمين
look-tiers-hint = ترفع الزيارات العضو إلى مستوى يظهر على البطاقة.
look-tier = المستوى { $number }
look-tier-name = الاسم
look-tier-visits = عدد زياراته
look-tier-days = الأيام المحسوبة
look-tier-days-hint = فارغ: كل الزيارات. من يأتي نادرًا يخرج من المستوى.
look-tier-stamps = أختام لكل زيارة في هذا المستوى
look-tier-stamps-hint = فارغ: مثل غيرهم.
look-tier-add = إضافة مستوى
look-to-settings = تُضبط اللغات والأرقام والتقويم والمنطقة الزمنية هنا
look-join = عنوان الانضمام
look-join-meaning = تقود الملصقات والرموز والروابط إلى هذا العنوان. ويمكن تغييره في أي وقت.
look-join-word = الجزء الأخير من العنوان
look-join-hint = اكتبه بأي خط. يُكتب بالأحرف من a إلى z والأرقام والشرطات.
look-join-save = استخدم هذا العنوان
look-join-former = تقود هذه العناوين إليه أيضًا، فتبقى الملصقات المطبوعة صالحة:
look-join-wrong = اكتب حرفين أو رقمين على الأقل.
look-join-taken = هذا العنوان لمتجر آخر. اختر عنوانًا غيره.
look-join-most = للمتجر عشرون عنوانًا بالفعل. اختر واحدًا منها.
look-preview = اعرض
look-save = احفظ
look-unchanged = لم يتغير شيء بعد.
look-impossible = يحتاج أحد الحقول إلى إجابة أخرى قبل الحفظ.
look-changes-none = لم تصدر أي بطاقة بعد، فلن يغيّر الحفظ شيئًا منها.
look-changes =
    { $count ->
        [zero] لن يغيّر الحفظ أي بطاقة.
        [one] سيغيّر الحفظ بطاقة واحدة، في المحافظ أيضًا.
        [two] سيغيّر الحفظ بطاقتين، في المحافظ أيضًا.
        [few] سيغيّر الحفظ { $count } بطاقات، في المحافظ أيضًا.
        [many] سيغيّر الحفظ { $count } بطاقة، في المحافظ أيضًا.
       *[other] سيغيّر الحفظ { $count } بطاقة، في المحافظ أيضًا.
    }
look-changes-goals =
    { $count ->
        [zero] { $count } عضو كان هدفهم سيبتعد، فيبقى لهم هدفهم الحالي حتى يبلغوه.
        [one] عضو واحد كان هدفه سيبتعد، فيبقى له هدفه الحالي حتى يبلغه.
        [two] عضوان كان هدفهما سيبتعد، فيبقى لهما هدفهما الحالي حتى يبلغاه.
        [few] { $count } أعضاء كان هدفهم سيبتعد، فيبقى لهم هدفهم الحالي حتى يبلغوه.
        [many] { $count } عضوًا كان هدفهم سيبتعد، فيبقى لهم هدفهم الحالي حتى يبلغوه.
       *[other] { $count } عضو كان هدفهم سيبتعد، فيبقى لهم هدفهم الحالي حتى يبلغوه.
    }
look-ask = احفظ مرة أخرى للمتابعة.
look-previews = كما سيراها زبائنك
look-in = لغة المعاينة
look-apple = في Apple Wallet
look-google = في Google Wallet
look-web = كصفحة على الويب
look-updated = حُدّثت المعاينة.
look-wrong-name = اكتب اسمًا للمتجر لا يتجاوز ٦٠ حرفًا.
look-wrong-reward = اكتب المكافأة في ٦٠ حرفًا على الأكثر.
look-wrong-stamps = اختر عددًا من ١ إلى ١٠٠ أكبر من عدد المكافأة السابقة.
look-wrong-colour = اختر لونًا مثل #0f766e.
look-wrong-stamp-colour = اختر لونًا مثل #f2b33d.
look-wrong-icon = اختر إحدى هذه الصور.
look-wrong-cost = اكتب مبلغًا مثل 1.20 أو اتركه فارغًا.
look-wrong-margin = اكتب نسبة من ٠ إلى ١٠٠ أو اتركها فارغة.
look-wrong-cooldown = اكتب عددًا صحيحًا من الدقائق لا يتجاوز ٤٤٦٤٠.
look-wrong-welcome = اكتب عددًا من ٠ إلى ٩٩.
look-wrong-daily = اكتب عددًا من ١ إلى ١٠٠٠ أو اتركه فارغًا.
look-wrong-step-at = اختر عددًا أقل من عدد البطاقة المكتملة، ومختلفًا لكل مكافأة.
look-wrong-tier-name = اكتب اسمًا للمستوى لا يتجاوز ٤٠ حرفًا.
look-wrong-tier-visits = اختر عدد زيارات مختلفًا لكل مستوى.
look-wrong-per-amount = أدخل مبلغًا أكبر من 0 مثل 5.00، أو اتركه فارغًا.
look-wrong-tier-stamps = أدخل رقمًا من 1 إلى 100، أو اتركه فارغًا. لا أختام إضافية للمستويات حيث تتبع الأختام المبلغ.
look-wrong-link-name = اكتب في ٦٠ حرفًا على الأكثر ما يقود إليه الرابط.
look-wrong-link-url = اكتب عنوانًا كاملًا يبدأ بـ ⁦https://⁩.
look-wrong-address = اكتب ٣٠٠ حرف على الأكثر في ١٢ سطرًا.
look-wrong-hours = اكتب ٣٠٠ حرف على الأكثر في ١٢ سطرًا.
look-wrong-telephone = اكتب رقمًا من ٣ إلى ١٥ خانة، مثل ⁦+966 11 1234567⁩.
look-wrong-currency = اكتب العملة بثلاثة أحرف مثل SAR.
look-wrong-card-days = اكتب عدد أيام من ١ إلى ٣٦٥١ أو اتركه فارغًا.
look-wrong-launched = اكتب تاريخًا مثل ⁦2026-01-31⁩ أو اتركه فارغًا.
look-versions = النسخ
look-version = النسخة { $version }
look-version-now = مستخدمة الآن
look-from = أنت تشاهد النسخة { $version }. احفظ للعودة إليها.
look-stale = حفظ شخص آخر هذه البطاقة بينما كانت مفتوحة لديك ({ $what }). لم يُحفظ شيء منك بعد. ما كتبته موجود أدناه؛ احفظ مرة أخرى ليحل محل ما حفظه.
look-stale-open = أظهر البطاقة كما هي الآن
look-lost = صورها الخاصة لم تعد محفوظة، فحلت الصور المرسومة مكانها.
look-picture-gone = لم تعد هذه الصورة محفوظة. اخترها من جديد.
look-picture-failed = تعذر إرسال الصورة. اخترها من جديد بعد قليل.
look-picture-choose = اختر صورة
look-part-name = الاسم
look-part-reward = المكافأة
look-part-stamps = الأختام
look-part-colours = الألوان
look-part-icon = الصورة
look-part-rules = القواعد
done-look-saved = حُفظ ذلك. البطاقات تتغير الآن.
done-look-same = لم يختلف شيء، فلم يُحفظ شيء.
done-join-changed = تغيّر العنوان. والعناوين السابقة تقود إليه.
icon-book = كتاب
icon-bowl = وعاء
icon-bread = خبز
icon-car = سيارة
icon-coffee = قهوة
icon-flower = زهرة
icon-heart = قلب
icon-ice = مثلجات
icon-leaf = ورقة شجر
icon-paw = مخلب
icon-pizza = شريحة
icon-scissors = مقص
icon-star = نجمة
icon-tick = علامة صح

## Owner: posters

poster-title = ملصق وبطاقة طاولة
poster-meaning = مسحة واحدة تقود إلى بطاقتك. علّقه عند الباب وضعه قرب الصندوق.
poster-size = الورق
poster-a4 = ملصق، A4
poster-a5 = ملصق صغير، A5
poster-tent = بطاقة طاولة، A4 مطوية مرة
poster-first = اللغة
poster-second = لغة ثانية
poster-none = لا شيء
poster-show = اعرض
poster-print = اطبع
poster-svg = نزّل بصيغة SVG
poster-print-hint = اطبع بالحجم الكامل دون هوامش أو رأس صفحة. لا يُطبع إلا الورقة.
poster-fold = اطوها عند العلامتين في الوسط. لكل لغة جهة.
poster-svg-hint = الكلمات في SVG نص يُرسم بخطوط من يفتحه. للمطبعة يحوّلها «stampwell poster --font» إلى مسارات.
poster-scan = امسح بكاميرا هاتفك. لا حاجة إلى تطبيق.
poster-in-both = تبقى بطاقتك في Apple Wallet أو Google Wallet.
poster-in-apple = تبقى بطاقتك في Apple Wallet أو على الويب.
poster-in-google = تبقى بطاقتك في Google Wallet أو على الويب.
poster-in-browser = تُفتح بطاقتك في المتصفح.
poster-out-of-reach = لا يصل أي هاتف إلى هذا العنوان: { $address } يقود إلى هذا الحاسوب وحده. اضبط أولًا STAMPWELL_PUBLIC_URL على عنوان خدمتك.
poster-along = عند { $count }: { $reward }

## Owner: members

members-search = ابحث عن عضو
members-search-hint = رمز البطاقة أو رقم الهاتف أو البريد الإلكتروني أو رقم الزبون لديك
members-find = ابحث
members-all = كل الأعضاء
members-none = لم يُعثر على أحد. تحقّق من كتابة الرمز أو الرقم.
members-empty = لم تُنشأ هنا أي بطاقة بعد. اطبع الملصق واختم بطاقتك الأولى. من جاؤوا من سجل مستورد يُحسبون في النتائج، لكن لا بطاقة لهم هنا.
members-newest = الأعضاء الأحدث أولًا
members-found = من عُثر عليهم
members-older = الأعضاء الأقدم
members-who = العضو
members-stamps = الأختام
members-visits = الزيارات
members-last = آخر زيارة
members-imported = زيارات سابقة من الصندوق
members-imported-until = { $number }، آخرها في { $day }
members-never = ليس بعد
members-pairs = عضوان برقم زبون واحد
members-pairs-meaning = لكل زوج هنا رقم زبون واحد لديك كان مكتوبًا بطريقتين حين حُفظ. يُعثر به على العضو الأقدم. إن كان الاثنان شخصًا واحدًا فاجعلهما عضوًا واحدًا؛ لم يُدمج شيء تلقائيًا.
members-pairs-older = الأقدم، ويُعثر عليه بالرقم
members-pairs-younger = الأحدث
member-card-of = البطاقة { $code }
member-email = البريد الإلكتروني
member-phone = الهاتف
member-external = رقم الزبون لديك
member-news = الأخبار
member-news-yes = وافق على الأخبار
member-news-no = لا يريد أخبارًا
member-cards = البطاقات
member-no-card = ليس لهذا العضو بطاقة بعد.
member-state-active = قيد الاستخدام
member-state-paused = موقوفة مؤقتًا
member-state-ended = انتهت
member-state-expired = انتهت صلاحيتها
member-pause = إيقاف مؤقت
member-end = إنهاء
member-reopen = إعادة الفتح
member-correct = أضف أختامًا أو خذها
member-how-many = كم عددها؟
member-how-many-hint = عدد صحيح مثل 2؛ ومع علامة ناقص مثل -2 تُؤخذ الأختام.
member-how-many-wrong = هذا ليس عددًا يمكن إعطاؤه من الأختام.
member-reason = لماذا؟
member-reason-correction = تصحيح
member-reason-bonus = هدية
member-reason-birthday = عيد ميلاد
member-reason-referral = أحضر صديقًا
member-note = ملاحظة
member-note-hint = اختيارية. تظهر هنا وفي بيانات العضو، وتُحذف معه.
member-correct-button = غيّر الأختام
member-history = ما حدث
member-imported = زيارة من الصندوق بلا ختم
member-imported-meaning = زيارات استوردتها من صندوقك. لا تعطي أختامًا ولا تُعدّ في «الزيارات»؛ تقارن بها النتائج ما جاء بعد البطاقة.
member-merge = شخص واحد مسجّل مرتين؟
member-merge-meaning = اكتب رمز البطاقة الأخرى، أو رقم الزبون لديك إن لم تكن للآخر بطاقة. بعدها يُظهر الاثنان أختامهما معًا.
member-merge-code = رمز البطاقة أو رقم الزبون
member-merge-look = انظر إليهما
member-merge-unknown = لا عضو لهذا المتجر بهذا الرمز أو الرقم
member-merge-same = هذا هو العضو نفسه أصلًا
member-merge-title = جعل العضوين عضوًا واحدًا؟
member-merge-sure = يصبح { $other } و{ $this } عضوًا واحدًا له كل أختامهما وزياراتهما ومكافآتهما وبطاقاتهما. لا يمكن التراجع عن ذلك.
member-merge-button = اجعلهما واحدًا
member-merge-no = لا، أبقهما اثنين
member-profile = الاسم ووسيلة الاتصال
member-profile-meaning = من عُرف رقمه أو عنوانه يُعثر عليه به أعلى صفحة الأعضاء. والحقل الذي تفرغه يُحذف.
member-name = الاسم
member-profile-save = احفظ
told-wrong = تعذّر حفظ ذلك
told-phone-wrong = رقم الهاتف فيه خمسة أرقام على الأقل.
told-email-wrong = يبدو عنوان البريد الإلكتروني هكذا: anna@example.com.
told-name-wrong = الاسم لا يزيد على ثمانين حرفًا ولا يحوي محارف تحكم.
told-id-wrong = ليس هذا رقم زبون بعينه. اترك الحقل فارغًا لمن لا رقم له.
member-data = بيانات العضو
member-export = تنزيل كل شيء عن هذا العضو
member-delete = احذف هذا العضو
member-delete-meaning = يزول الاسم وبيانات الاتصال والبطاقات نهائيًا، وتُخبر المحافظ. تبقى الزيارات والمكافآت في مجاميعك بلا اسم. وتفقد النسخ الاحتياطية القديمة العضو عند استبدالها.
done-stamps = تغيّرت الأختام.
done-card-changed = تغيّرت البطاقة.
done-taken-back = أُلغي ذلك.
done-handed-over = سُلّمت المكافأة.
done-merged = صار الاثنان عضوًا واحدًا.
done-member-saved = تم الحفظ.
done-member-deleted = حُذف العضو.

## Owner: visits from the till

members-import = استورد الزيارات من صندوقك
results-empty-import = أحضر الزيارات من صندوقك
import-title = زيارات من صندوقك
import-meaning = ملف يصدّره صندوقك أو برنامج الحجز. تُحفظ كل عملية بيع لعضو زيارةً سابقة له بلا أختام: تقارن بها النتائج ما جاء بعد البطاقة، ولا تعدّها بين الزيارات بالبطاقة. ما استُورد من قبل يُحسب مرة واحدة. لا يُحفظ شيء قبل أن تستورد.
import-file = ملف من الصندوق
import-file-hint = ‏CSV أو JSON، حتى 64 MiB. اسحبه إلى هنا أو اختره.
import-look = ألقِ نظرة عليه
import-look-again = انظر مرة أخرى
import-begin = استورد
import-choose-again = اختر الملف مرة أخرى: أُلقيت عليه نظرة ولم يُحفظ. اختياراتك أدناه باقية.
import-no-file = اختر ملفًا أولًا.
import-updated = قُرئ من جديد بحسب اختياراتك
import-refused = لا يمكن قراءة الملف هكذا
import-nothing = لا تُقرأ أي زيارة هكذا، فلا شيء يُستورد بعد. انظر الأسباب أعلاه والخيارات أدناه.
import-supposed = وُجد في الملف نفسه:
import-needs-order = لا يدل الملف على أيهما أولًا: اليوم أم الشهر. اختر ذلك أدناه في «{ $choice }».
import-why-utf8 = الحروف UTF-8 وليست ما اختير. اختر UTF-8 في «{ $choice }».
import-why-letters = الحروف ليست UTF-8. اختر غيره في «{ $choice }» أو صدّر الملف بترميز UTF-8.
import-why-lost = ضاعت حروف عند إنشاء الملف. صدّره ثانية بترميز UTF-8.
import-why-workbook = هذا مصنف برنامج جداول أو مكتب، لا جدول. افتحه هناك واحفظه بصيغة CSV (UTF-8) ثم اختر ذلك الملف.
import-why-packed = هذا ملف مضغوط. فك ضغطه واختر الجدول الذي فيه.
import-why-no-table = هذا ليس جدولًا. صدّر القائمة من برنامجك بصيغة CSV.
import-why-empty = لا مبيعات في الملف. صدّره ثانية مع أسطره.
import-why-rounded = قرّب برنامج جداول أرقام رقمٍ ما. نسّق العمود نصًا وصدّر ثانية.
import-why-currency = المبلغ بعملة غير عملة المتجر.
import-why-torn = في السطر خلايا أكثر من العناوين، كأن تقسم فاصلة عشرية مبلغًا. استعمل الفاصلة المنقوطة بين الأعمدة واخترها في «{ $choice }».
import-why-no-date = لا تاريخ في السطر.
import-why-no-day = لا يوم كهذا.
import-why-future = التاريخ في المستقبل. راجع «{ $choice }» والمنطقة الزمنية وساعة الصندوق.
import-why-date = لا يوافق التاريخ ما اختير في «{ $choice }».
import-why-unshown = لم يستطع برنامج الجداول عرض التاريخ أو الوقت. وسّع العمود أو صحّح صيغته وصدّر ثانية.
import-why-time = لا تُقرأ الساعة. اكتبها مثل 14:05.
import-why-amount = يُقرأ المبلغ بأكثر من وجه أو لا يُقرأ. اختر في «{ $choice }».
import-why-number = المبلغ ليس عددًا يمكن قراءته.
import-why-total = السطر مجموع أسطر أخرى، لا زيارة.
import-why-place = يذكر السطر فرعًا لا يصلح. تحقق من أن ذلك العمود للفروع.
import-why-member = يذكر السطر عضوًا ليس لمتجرك.
import-why-receipt = الإيصال نفسه لعضو آخر في سطر سابق.
import-needs-member = حدّد أدناه العمود الذي فيه رقم العضو لديك.
import-needs-date = حدّد أدناه العمود الذي فيه التاريخ.
import-rows = كما سيُقرأ
import-part = نُظر في بداية الملف فقط.
import-line = السطر
import-at = التاريخ
import-time = الوقت
import-amount = المبلغ
import-member = رقم العضو
import-receipt = الإيصال
import-place = فرع البيع
import-bad-lines = أسطر لا يمكن قراءتها
import-questions = فروع ليست في متجرك
import-questions-meaning = يذكرها الملف. وما يظهر منها لاحقًا في الملف يُترك ويُعدّ.
import-place-ignore = اقرأ الزيارات بلا فرع
import-place-create = أضف هذا الفرع إلى متجري
import-place-is = هو { $place }
import-columns = ما هو كل عمود
import-columns-meaning = صحّح ما لم يُعرف على وجهه. ويتبعك الجدول أعلاه.
import-ways = كيف كُتب
import-found = وُجد: { $column }
import-not-found = غير موجود
import-find = اكتشفه تلقائيًا
import-none = بلا عمود
import-dates = ترتيب التاريخ
import-dates-iso = السنة أولًا: 2026-01-31
import-dates-dmy = اليوم أولًا: 31.01.2026
import-dates-mdy = الشهر أولًا: 01/31/2026
import-dates-jalali = التقويم الفارسي: 1404/11/11
import-dates-excel = أرقام أيام من جدول حسابي: 46053
import-unit = وحدة المبالغ
import-unit-major = كما يدفعه الزبائن، مثل 3.50
import-unit-minor = بأصغر عملة، مثل 350
import-decimal = العلامة العشرية
import-decimal-comma = فاصلة: 3,50
import-decimal-point = نقطة: 3.50
import-separator = بين الأعمدة
import-separator-comma = فاصلة ,
import-separator-semicolon = فاصلة منقوطة ;
import-separator-tab = علامة جدولة
import-separator-bar = خط عمودي |
import-encoding = ترميز الحروف
import-encoding-utf = ‏UTF-8، كما تكتب أغلب البرامج
import-encoding-west = أوروبا الغربية (windows-1252)
import-encoding-turkish = التركية (windows-1254)
import-encoding-arabic = العربية والفارسية (windows-1256)
import-encoding-cyrillic = السيريلية (windows-1251)
import-encoding-utf16 = «نص Unicode» من جدول حسابي (UTF-16)
import-zone = المنطقة الزمنية
import-place-of-others = فرع الأسطر التي لا تذكر فرعًا
import-no-place = لا شيء
import-earlier = استيرادات سابقة
import-began = بدأ
import-state = الحالة
import-running = قيد القراءة
import-done = قُرئت كل الأسطر
import-done-some = قُرئ الملف، لكن ليس كل أسطره
import-failed = تُرك
import-interrupted = انقطع
import-failed-advice = ما قُرئ يبقى. استورد الملف نفسه بالاختيارات نفسها فيكمل من حيث توقف.
import-interrupted-advice = توقفت الخدمة في الأثناء. استورد الملف نفسه بالاختيارات نفسها فيكمل من حيث توقف.
import-job-title = استيراد من الصندوق
import-look-at-job = انظر إلى أين وصل
import-count-stored = زيارات جديدة
import-count-stored-meaning = زيارات سابقة تظهر في صفحة كل عضو. لا تعطي أختامًا ولا تُعدّ زيارات بالبطاقة؛ النتائج تقارن بها فقط.
import-count-known = استُوردت من قبل
import-count-known-meaning = بهذا الملف أو غيره؛ كل زيارة تُحسب مرة.
import-count-without-member = مبيعات بلا عضو
import-count-without-member-meaning = لم يُبرز أحد بطاقة، فليست زيارات لأحد.
import-count-refunds = مبالغ مستردة
import-count-refunds-meaning = مال أُعيد، ومبيعات أُلغيت.
import-count-placeless = زيارات تُرك فرعها
import-count-placeless-meaning = يذكر الملف فرعًا ليس في متجرك.
import-count-bad = أسطر لم تُقرأ
import-count-bad-meaning = لكل منها سببه أدناه.
import-download = نزّلها كلها (CSV)
import-another = استورد ملفًا آخر
import-visits =
    { $count ->
        [zero] لا زيارات
        [one] زيارة واحدة
        [two] زيارتان
        [few] { $count } زيارات
        [many] { $count } زيارة
       *[other] { $count } زيارة
    }
import-without-member =
    { $count ->
        [zero] لا مبيعات بلا عضو
        [one] عملية بيع واحدة بلا عضو
        [two] عمليتا بيع بلا عضو
        [few] { $count } عمليات بيع بلا عضو
        [many] { $count } عملية بيع بلا عضو
       *[other] { $count } عملية بيع بلا عضو
    }
import-refunds =
    { $count ->
        [zero] لا مبالغ مستردة
        [one] عملية استرداد واحدة
        [two] عمليتا استرداد
        [few] { $count } عمليات استرداد
        [many] { $count } عملية استرداد
       *[other] { $count } عملية استرداد
    }
import-bad =
    { $count ->
        [zero] لا أسطر معيبة
        [one] سطر واحد لا يُقرأ
        [two] سطران لا يُقرآن
        [few] { $count } أسطر لا تُقرأ
        [many] { $count } سطرًا لا يُقرأ
       *[other] { $count } سطر لا يُقرأ
    }
import-read =
    { $count ->
        [zero] لم يُقرأ أي سطر
        [one] قُرئ سطر واحد
        [two] قُرئ سطران
        [few] قُرئت { $count } أسطر
        [many] قُرئ { $count } سطرًا
       *[other] قُرئ { $count } سطر
    }

## Owner: what is still to do

setup-title = الإعداد
setup-progress = أُنجز { $done } من { $total }
setup-done = تم
setup-todo = لم يتم بعد
setup-failing = لا يعمل
setup-unseen = لا يُرى من هنا
setup-yours = في متجرك
setup-operators = على من يشغّل هذه الخدمة
setup-operators-meaning = إن لم تكن أنت فأره هذه القائمة. الفحوص نفسها بتفصيل أكثر:
setup-test = إنشاء بطاقة تجريبية
setup-test-meaning = تُفتح صفحة الانضمام. البطاقة حقيقية وتُحسب عضوًا حتى تحذفها من صفحتها.
setup-to-card = إلى البطاقة
setup-to-staff = إلى صفحة الموظفين
setup-to-poster = إلى الملصق

check-cost = كم تكلّفك المكافأة
check-cost-done = لكل مكافأة تكلفتها. متى سُلّمت مكافأة قالت النتائج كم يكلّفك كل بيع متكرر.
check-cost-todo = هناك مكافأة بلا تكلفة، فلا تستطيع النتائج أن تقول كم يكلّفك كل بيع متكرر.
check-cost-todo-fix = اكتب في صفحة بطاقتك كم تكلّفك المكافأة الواحدة.
check-till = هاتف يختم
check-till-done =
    { $count ->
        [zero] لا هاتف يمكنه الختم.
        [one] يمكن لهاتف واحد أن يختم.
        [two] يمكن لهاتفين أن يختما.
        [few] يمكن لـ { $count } هواتف أن تختم.
        [many] يمكن لـ { $count } هاتفًا أن يختم.
       *[other] يمكن لـ { $count } هاتف أن يختم.
    }
check-till-todo = لا يمكن لأي هاتف أن يختم حتى الآن.
check-till-todo-fix = أظهر رمز QR في صفحة الموظفين وامسحه بالهاتف الذي عند الصندوق.
check-visit = الختم الأول
check-visit-done = خُتمت البطاقة الأولى.
check-visit-todo = لم تُختم أي بطاقة بعد.
check-visit-todo-fix = أنشئ بطاقة تجريبية واختمها، ثم علّق الملصق.
check-address = العنوان العام
check-address-done = تصل الهواتف إلى الخدمة على { $address }.
check-address-plain = العنوان { $address } ليس https، والهواتف لا تحدّث البطاقات إلا عبر https.
check-address-plain-fix = ضع عنوان https للوكيل في STAMPWELL_PUBLIC_URL.
check-apple = Apple Wallet
check-apple-done = تُوقَّع بطاقات Apple Wallet. الشهادة صالحة حتى { $day }.
check-apple-ending = تنتهي شهادة Apple في { $day }. بعدها لا تتحدّث البطاقات على الهواتف وتُرفض الجديدة.
check-apple-ending-fix = جدّدها بمعرّف نوع البطاقة نفسه.
check-apple-off = لم يُعدّ Apple Wallet؛ يستخدم الزبائن بطاقة الويب.
check-apple-off-fix = اضبط STAMPWELL_APPLE_CERTIFICATE وSTAMPWELL_APPLE_KEY وSTAMPWELL_APPLE_WWDR.
check-apple-ended = انتهت شهادة Apple. الأختام تُحسب، لكن البطاقات على الهواتف لا تتحدّث وتُرفض الجديدة.
check-apple-ended-fix = جدّدها بمعرّف نوع البطاقة نفسه، فتلحق البطاقات على الهواتف بما فاتها.
check-apple-failing = توجد شهادة Apple لكن لا يمكن استخدامها: لا تُصنع بطاقات Apple Wallet.
check-apple-failing-fix = شغّل stampwell doctor، فهو يسمّي الملف ويقول ما العمل.
check-google = Google Wallet
check-google-done = تُصنع بطاقات Google Wallet.
check-google-off = لم يُعدّ Google Wallet؛ يستخدم الزبائن بطاقة الويب.
check-google-off-fix = اضبط STAMPWELL_GOOGLE_ISSUER_ID وSTAMPWELL_GOOGLE_SERVICE_ACCOUNT.
check-google-failing = أُعدّ Google Wallet لكن لا يمكن استخدام مفتاحه: لا تُصنع له بطاقات.
check-google-failing-fix = شغّل stampwell google check، فهو يسأل Google ويقول ما الناقص.
check-designs = تصاميم البطاقة
check-designs-done =
    { $count ->
        [zero] لا تصاميم جاهزة.
        [one] تصميم واحد جاهز.
        [two] تصميمان جاهزان.
        [few] { $count } تصاميم جاهزة.
        [many] { $count } تصميمًا جاهزًا.
       *[other] { $count } تصميم جاهز.
    }
check-designs-missing = تصميم بطاقتك غير موجود، فيظهر غيره مكانه.
check-designs-missing-fix = اختر تصميمًا آخر في صفحة بطاقتك، أو أعد مجلده إلى STAMPWELL_TEMPLATES_DIR.
check-badges = أزرار المحفظة
check-badges-done = أزرار الشركتين موجودة هنا.
check-badges-off = أزرار المحفظة نص عادي، لأن رسوم الشركتين غير موجودة هنا.
check-badges-off-fix = نزّلها من Apple وGoogle وضع مجلدها في STAMPWELL_BADGES_DIR.
check-backup = النسخة الاحتياطية
check-backup-done = أُخذت آخر نسخة احتياطية في { $day }.
check-backup-old = أُخذت آخر نسخة احتياطية في { $day }. ما جاء بعدها يضيع إذا تلف القرص.
check-backup-old-fix = شغّل stampwell backup كل ليلة.
check-backup-never = لا توجد نسخة احتياطية بعد. إذا تلف القرص ضاعت كل الأختام.
check-backup-never-fix = شغّل stampwell backup كل ليلة واحفظ الملفات على جهاز آخر.
check-backup-unseen = تُنسخ PostgreSQL بأدواتها التي لا تترك أثرًا هنا.
check-backup-unseen-fix = تأكّد أن pg_dump أو مستضيفك ينسخها كل ليلة، وجرّب الاستعادة مرة.

settings = اللغة والأرقام
settings-meaning = بأي لغات تتكلم صفحاتك وبطاقاتك، وكيف تكتب كل لغة الأرقام والتواريخ.
settings-place = الترتيب
settings-not-offered = غير معروضة
settings-first = الأولى، لغتك
settings-region = البلد
settings-region-hint = حرفان مثل IR أو US؛ اتركه فارغًا للمعتاد.
settings-digits = الأرقام
settings-calendar = التقويم
settings-gregorian = من يناير إلى ديسمبر
settings-persian = من فروردين إلى إسفند
settings-week = أول أيام الأسبوع
settings-week-from = الأسبوع من { $day }
settings-usual = كالمعتاد هناك
settings-none = اعرض لغة واحدة على الأقل.
settings-region-wrong = البلد حرفان، مثل IR أو US.
settings-save = حفظ
settings-look = عرض أمثلة
done-settings = حُفظ. تلحق البطاقات على الهواتف خلال دقائق.
legal-title = بيانات المتجر والخصوصية والشروط
legal-meaning = ما يقرؤه الزبائن في أسفل صفحة الانضمام. قانون بلدك يقول ما يجب أن يكون فيها؛ اترك فارغًا ما لا يطلبه.
legal-stale = غيّر شخص آخر هذه النصوص بينما كانت مفتوحة لديك. لم يُحفظ شيء منك بعد. احفظ مرة أخرى ليحل ما هو أدناه محل نصوصه.
legal-stale-open = أظهر النصوص كما هي الآن
legal-open = اكتب هذه النصوص
legal-imprint = بيانات المتجر
legal-imprint-hint = من يدير المتجر: الاسم والعنوان وما يطلبه بلدك غير ذلك. حتى ١٠٠٠ حرف.
legal-imprint-wrong = قد تكون البيانات حتى ١٠٠٠ حرف في ٢٠ سطرًا، دون علامات غير مألوفة.
legal-contact = التواصل بشأن البيانات الشخصية
legal-contact-hint = بريد إلكتروني، أو صفحة تبدأ بـ ⁦https://⁩
legal-contact-wrong = اكتب بريدًا إلكترونيًا، أو عنوان صفحة كاملًا يبدأ بـ ⁦https://⁩
legal-terms = الشروط
legal-terms-hint = عنوان الصفحة التي فيها الشروط، ويبدأ بـ ⁦https://⁩
legal-terms-wrong = اكتب عنوان صفحة كاملًا يبدأ بـ ⁦https://⁩
done-legal = حُفظ. تعرضه صفحة الانضمام من الآن.

## Owner: for developers

dev-title = للمطورين
dev-meaning = اربط صندوقًا أو متجرًا إلكترونيًا أو أي شيء يتحدث HTTP.
dev-docs = مرجع API
dev-try = اختم بطاقة من سطر الأوامر
dev-try-meaning = ضع مفتاح موظف ورمز بطاقة.
copy = انسخ
copied = نُسخ
keys = المفاتيح
key = المفتاح
key-may = يسمح بـ
key-since = أُنشئ
key-used = آخر استخدام
key-never = لم يُستخدم
key-owner = المالك: كل شيء في هذا المتجر
key-staff = الموظفون: ختم وتسليم وتراجع عن أعمالهم
key-reader = القارئ: الأرقام والأحداث
key-operator = المشغّل
key-new = بماذا يسمح المفتاح الجديد؟
key-make = أنشئ مفتاحًا
key-made = مفتاحك الجديد
key-once = يظهر هذه المرة فقط. انسخه واحفظه حيث تحفظ كلمات السر.
key-end = إنهاء
key-end-meaning = كل ما يستخدم هذا المفتاح يتوقف فورًا.
key-end-confirm = أنهِ هذا المفتاح
done-key-ended = انتهى المفتاح.
done-key-shown = أُنشئ ذلك المفتاح من قبل وعُرض مرة واحدة فقط. إن لم تحفظه فأنشئ غيره.
sessions-title = أين سجّلت الدخول
sessions-meaning = المتصفحات التي سُجّل الدخول فيها والعناوين التي تعرض النتائج. المتصفح الذي لا يعود خلال 30 يومًا يُسجَّل خروجه، وكل متصفح بعد 180 يومًا من دخوله.
session-what = ما هو
session-by = بدأ بواسطة
session-here = هذا المتصفح
session-browser = متصفح
session-shared = عنوان النتائج
session-link = رابط دخول
session-ends = ينتهي معه أيضًا:
session-ends-keys =
    { $count ->
        [zero] لا مفاتيح
        [one] مفتاح واحد
        [two] مفتاحان
        [few] { $count } مفاتيح
        [many] { $count } مفتاحًا
       *[other] { $count } مفتاح
    }
session-ends-browsers =
    { $count ->
        [zero] لا جلسات أخرى
        [one] جلسة أخرى واحدة
        [two] جلستان أخريان
        [few] { $count } جلسات أخرى
        [many] { $count } جلسة أخرى
       *[other] { $count } جلسة أخرى
    }
session-ends-invitations =
    { $count ->
        [zero] لا دعوات مفتوحة
        [one] دعوة مفتوحة واحدة
        [two] دعوتان مفتوحتان
        [few] { $count } دعوات مفتوحة
        [many] { $count } دعوة مفتوحة
       *[other] { $count } دعوة مفتوحة
    }
session-ends-shared =
    { $count ->
        [zero] لا عناوين للنتائج
        [one] عنوان واحد للنتائج
        [two] عنوانان للنتائج
        [few] { $count } عناوين للنتائج
        [many] { $count } عنوانًا للنتائج
       *[other] { $count } عنوان للنتائج
    }
session-end-confirm = أنهِ كل ذلك
sessions-end-all = تسجيل الخروج من كل مكان
sessions-end-all-meaning = يُسجَّل خروج كل متصفح فورًا، وهذا أيضًا، وتنتهي الدعوات المفتوحة. وتتوقف المفاتيح وعناوين النتائج التي أنشأها المدعوون. وتبقى عناوين النتائج الأخرى.
sessions-end-all-confirm = نعم، سجّل الخروج من كل مكان
done-session-ended = انتهى.
session-invited = بدعوة من
invitations-open = دعوات مفتوحة
invitation-who = لمن
invitation-ends = تنتهي
invitation-take-back = اسحب الدعوة
invitation-title = دعوة إلى { $name }
invitation-how = أرسل هذا الرابط إلى هذا الشخص وحده. يظهر هذه المرة فقط، ومن يفتحه أولًا يُسجَّل دخوله.
invitation-until = يعمل مرة واحدة، حتى { $time }.
invitation-back = العودة إلى القائمة
invite = ادعُ شخصًا
invite-meaning = يدخل شريك أو مدير برابط دون مفتاحك، ويستطيع كل ما تستطيعه. ترى دخوله هنا وتنهيه: وينتهي معه ما أنشأه من مفاتيح ودعوات وعناوين.
invite-name = من هو؟
invite-button = أنشئ دعوة
invite-name-wrong = اكتب اسمًا لا يزيد على ٤٠ حرفًا.
invite-too-many = توجد ٢٠ دعوة مفتوحة. اسحب ما لا يحتاجه أحد.
done-invitation-taken-back = انتهت الدعوة.
done-invitation-shown = أُنشئت تلك الدعوة من قبل وعُرض رابطها مرة واحدة فقط. إن لم تحفظه فاسحب الدعوة وأنشئ غيرها.
key-maker = أنشأه
key-maker-command = أمر
key-end-made = أنهِ أيضًا ما أنشأه من مفاتيح وجلسات وعناوين
deliveries = ما أُرسل إلى المحافظ
deliveries-meaning = يُبلَّغ كل تغيير في البطاقة للهواتف التي تحملها. الأحدث أولًا.
deliveries-none = لم يُرسل شيء بعد. يظهر هنا أول ختم على بطاقة في محفظة.
delivery-all = الكل
delivery-pending = بالانتظار
delivery-delivered = وصل
delivery-failed = نُحّي بعد محاولات عدة
delivery-gone = لم تعد البطاقة هناك
delivery-when = متى
delivery-what = ماذا
delivery-state = الحالة
delivery-answer = الرد
delivery-again = أرسل ثانية
delivery-shop = تصميم المتجر
delivery-accepted = قُبل
delivery-unanswered = لا رد بعد
delivery-fetched = جلبه الهاتف:
done-delivery-again = يُرسل ثانية الآن.
events = الأحداث
events-meaning = كل ما يحدث سطر في سجل لا يتغير أبدًا. اقرأه عبر
event-own = من سجلك
event-invented = مثال مختلق: لا شيء منك مؤخرًا
webhooks = خطافات الويب
webhooks-later = ليست متاحة بعد. حتى ذلك الحين اطلب الأحداث الجديدة بمؤشر آخر رد.

## The demo’s phones

phone-title = الهواتف
phone-headline = بطاقة واحدة، محفظتان
phone-meaning = هاتف iPhone وهاتف Android. كل منهما يضيف البطاقة ويعلم بالتغييرات ويعرضها، كما تفعل الهواتف الحقيقية.
phone-empty = المحفظة فارغة. انضم إلى المتجر فتظهر البطاقة هنا.
phone-join = انضم بصفة زبون
phone-scan = امسح بصفة موظف
phone-redeem = سلّم المكافأة
phone-void = تراجع عن الأخير
phone-results = النتائج
phone-staff = صفحة الموظفين
phone-wire = ما مر عبر الشبكة
phone-wire-meaning = الأحدث أولًا. كل سطر طلب حقيقي بين الخدمة وهاتف iPhone، أو بين الخدمة وبديل Google.
phone-no-script = يحتاج الهاتف إلى JavaScript. فعّله في إعدادات المتصفح ثم أعد تحميل الصفحة.
phone-now = الآن
phone-scanned = خُتمت. راقب البطاقة.
phone-redeemed = سُلّمت. راقب البطاقة.
phone-voided = تم التراجع. راقب البطاقة.
phone-failed = لم ينجح ذلك. هل ما زالت الخدمة تعمل؟
phone-lost = الخدمة لا تجيب. نحاول مرة أخرى…
phone-pass-voided = انتهت هذه البطاقة
phone-more = المزيد عن هذه البطاقة
phone-less = العودة إلى وجه البطاقة
phone-fold = إخفاء تفاصيل هذه البطاقة
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = البطاقة ليست في هذه المحفظة بعد.
phone-card-page = افتح صفحة البطاقة
phone-remove = أزل من Google Wallet
phone-removed = أُزيلت. تبقى الأختام للعضو.
phone-google-changed = الرصيد الجديد: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = لا توجد بطاقة بهذا الرمز
help-card-not-found = الرمز غير معروف، أو كُتب خطأ، أو يخص متجرًا آخر. امسح البطاقة مرة أخرى، أو اكتب الأحرف الثمانية تحت مربعها.
error-too-soon = خُتمت هذه البطاقة قبل لحظات
help-too-soon = يجب أن تفصل بين الختمين بضع دقائق. انتظر عدد الثواني في retry_after_s، أو أرسل المسح مرة أخرى مع confirm بقيمة true إن كان المتجر يسمح بذلك.
error-daily-limit = أخذت هذه البطاقة كل أختام اليوم
help-daily-limit = يعطي المتجر كل عضو عددًا محدودًا من الأختام في اليوم. الختم التالي ممكن غدًا، بتوقيت المتجر.
error-card-ended = انتهت هذه البطاقة
help-card-ended = أنهاها المتجر أو حذفها صاحبها، ولا يمكن استخدامها بعد ذلك. يمكن للزبون أن ينضم من جديد ويأخذ بطاقة جديدة.
error-card-paused = هذه البطاقة موقوفة مؤقتًا
help-card-paused = أوقف المتجر هذه البطاقة الآن. يمكن لصاحب المتجر تفعيلها من جديد.
error-card-expired = انتهت صلاحية هذه البطاقة
help-card-expired = لم تُستخدم مدة أطول مما يسمح به المتجر. يمكن للزبون أن ينضم من جديد ويأخذ بطاقة جديدة.
error-no-reward = لا مكافأة تنتظر على هذه البطاقة
help-no-reward = استُلمت كل المكافآت، أو لم تُكسب أي مكافأة بعد. تعرض البطاقة كم ختمًا ينقص.
error-reward-not-available = لم يعد ممكنًا استلام هذه المكافأة
help-reward-not-available = استُلمت، أو انتهت صلاحيتها، أو سُحبت مع زيارة أُلغيت. اقرأ البطاقة لترى المكافآت المنتظرة.
error-reward-not-found = لا توجد مكافأة كهذه على هذه البطاقة
help-reward-not-found = المكافأة تخص عضوًا آخر أو غير موجودة. اترك reward_id لتُؤخذ المكافأة التي تنتهي أولًا.
error-already-redeemed = سُلّمت مكافأة مقابل هذه الزيارة
help-already-redeemed = إلغاء الزيارة يترك مكافأة بلا أختامها، لذلك لم يتغير شيء. تراجع عن المكافأة أولًا.
error-already-voided = أُلغي هذا من قبل
help-already-voided = لا حاجة إلى شيء آخر: لا تُلغى الزيارة أو المكافأة إلا مرة واحدة.
error-void-window-over = فات وقت التراجع هنا
help-void-window-over = يمكن للموظفين التراجع خلال خمس عشرة دقيقة. بعدها ما زال ذلك ممكنًا لصاحب المتجر.
error-amount-window-over = فات وقت إدخال هذا المبلغ هنا
help-amount-window-over = يمكن للموظفين إدخال مبلغ زياراتهم خلال خمس عشرة دقيقة. بعدها ما زال ذلك ممكنًا لصاحب المتجر.
error-not-enough-stamps = لا توجد أختام كافية على هذه البطاقة
help-not-enough-stamps = هذا التغيير ينزل بالبطاقة تحت الصفر. خذ أختامًا أقل.
error-invalid-request = شيء في الطلب غير صحيح
help-invalid-request = كل مدخل في errors يسمّي الموضع بمؤشر JSON ويقول ما الخطأ فيه. صحّح هذه المواضع وأرسل الطلب مرة أخرى.
error-malformed-json = الطلب ليس JSON مقروءًا
help-malformed-json = يسمّي detail السطر والعمود اللذين توقفت عندهما القراءة. راجع الفواصل وعلامات الاقتباس وترميز الأحرف، ويجب أن يكون UTF-8.
error-unauthorized = لا نعرف من يسأل
help-unauthorized = أرسل مفتاحًا صالحًا على شكل Authorization: Bearer … ويجب أن يكون هاتف الموظف مسجلًا صندوقًا.
error-forbidden = لا يُسمح لك بذلك هنا
help-forbidden = المفتاح صالح، لكن دوره لا يسمح بهذا الاستدعاء. استخدم مفتاحًا بالدور الذي يسمّيه مرجع API.
error-merchant-suspended = هذا المتجر معلّق
help-merchant-suspended = علّق مشغّل الخدمة هذا المتجر: لا يمكن الختم ولا الانضمام ولا التغيير حتى ينتهي ذلك. تحتفظ البطاقات بما فيها. اسأل المشغّل.
error-not-found = لا شيء في هذا العنوان
help-not-found = المعرّف أو العنوان غير موجود، أو يخص متجرًا آخر. تأكد من عدم وجود خطأ في الكتابة.
error-method-not-allowed = لا يقبل هذا العنوان تلك الطريقة
help-method-not-allowed = تعدد الترويسة Allow الطرق التي يقبلها.
error-payload-too-large = الطلب أكبر من اللازم
help-payload-too-large = تقبل معظم الاستدعاءات حتى 256 KiB، والاستيراد حتى 64 MiB. أرسل أقل في كل مرة.
error-unsupported-media-type = لا نستطيع قراءة هذا النوع من المحتوى
help-unsupported-media-type = أرسل JSON مع Content-Type: application/json، أو النوع الذي يسمّيه مرجع API لهذا الاستدعاء.
error-rate-limited = طلبات كثيرة دفعة واحدة
help-rate-limited = انتظر عدد الثواني في الترويسة Retry-After، ثم تابع بسرعة أقل.
error-idempotency-key-reused = استُخدم هذا Idempotency-Key لطلب آخر
help-idempotency-key-reused = المفتاح يخص طلبًا واحدًا بمحتوى واحد. أنشئ مفتاحًا جديدًا لكل طلب جديد، واحتفظ به لإعادة محاولات ذلك الطلب فقط.
error-idempotency-in-progress = الطلب نفسه ما زال قيد التنفيذ
help-idempotency-in-progress = انتظر لحظة وأرسله مرة أخرى بالمفتاح نفسه: ستحصل على جواب الأول.
error-occurred-at-out-of-range = وقت هذه الزيارة بعيد جدًا
help-occurred-at-out-of-range = يمكن أن يكون occurred_at قبل ثلاثة أيام أو بعد خمس دقائق على الأكثر. تأكد من ساعة الصندوق.
error-apple-not-configured = لم يفعّل هذا المتجر Apple Wallet بعد
help-apple-not-configured = استخدم بطاقة الويب في هذه الأثناء. يمكن للمشغّل إضافة شهادة Apple؛ والأمر stampwell doctor يقول ما الناقص.
error-google-not-configured = لم يفعّل هذا المتجر Google Wallet بعد
help-google-not-configured = استخدم بطاقة الويب في هذه الأثناء. يمكن للمشغّل إضافة جهة الإصدار لدى Google؛ والأمر stampwell doctor يقول ما الناقص.
error-google-callback-refused = هذا الاستدعاء ليس من Google، أو ليس لهذا المتجر
help-google-callback-refused = لا يرسل إلى هذا العنوان إلا Google: يجب أن يصح التوقيع ومفاتيحه وتواريخها وجهة الإصدار جميعًا. لم يتغير شيء.
error-google-key-unusable = لا يمكن استخدام حساب خدمة Google
help-google-key-unusable = يراجع المشغّل STAMPWELL_GOOGLE_SERVICE_ACCOUNT و STAMPWELL_GOOGLE_ISSUER_ID؛ والأمر stampwell doctor يقول ما الخطأ. بطاقة الويب تعمل في هذه الأثناء.
error-google-keys-unavailable = تعذر جلب مفاتيح التوقيع من Google
help-google-keys-unavailable = يمكن فحص الاستدعاء حين تعود المفاتيح. تكرره Google؛ فلا يضيع شيء.
error-signing-certificate-expired = انتهت شهادة Apple Wallet
help-signing-certificate-expired = لا يمكن توقيع بطاقات جديدة حتى يجددها المشغّل؛ والأمر stampwell doctor يبيّن كيف. تستمر الأختام كالمعتاد، وبطاقة الويب تعمل.
error-signing-certificate-unusable = لا يمكن استخدام شهادة Apple Wallet
help-signing-certificate-unusable = يجد المشغّل السبب بالأمر stampwell doctor. تستمر الأختام كالمعتاد، وبطاقة الويب تعمل.
error-unavailable = لا تستطيع الخدمة الإجابة الآن
help-unavailable = هي تبدأ أو تتوقف أو مشغولة جدًا. حاول مرة أخرى بعد عدد الثواني في الترويسة Retry-After، بنفس Idempotency-Key.
error-internal-error = حدث خطأ من جهتنا
help-internal-error = لم يتغير شيء. حاول مرة أخرى بنفس Idempotency-Key؛ وإن بقي الخطأ فأخبرنا برقم الطلب.
error-till-revoked = لم يعد هذا الهاتف صندوقًا
help-till-revoked = أنهى صاحب المتجر صلاحيته. اطلب رابط تسجيل جديدًا لتستخدمه من جديد.
error-till-expired = انتهت مدة هذا الصندوق
help-till-expired = يبقى الهاتف صندوقًا لمدة 180 يومًا. اطلب من صاحب المتجر رابط تسجيل جديدًا وافتحه على الهاتف.
error-till-locked = هذا الصندوق مقفل
help-till-locked = لم يُستعمل منذ 12 ساعة، أو قفله أحد. أدخل رقمه السري في صفحة الماسح.
error-link-expired = انتهى هذا الرابط
help-link-expired = روابط المرة الواحدة تعمل مرة واحدة ولوقت قصير. اطلب رابطًا جديدًا.
error-events-archived = هذه الأحداث في ملف غير موجود هنا
help-events-archived = نقل المشغّل الأحداث القديمة إلى ملفات، ولا يمكن قراءة أحدها الآن. اطلب أحداثًا أحدث، أو اطلب إعادة الملف إلى مكانه.
error-slug-taken = يوجد متجر آخر في هذا العنوان
help-slug-taken = لكل متجر عنوانه القصير. اختر slug آخر.
error-program-changed = تغيّر البرنامج في هذه الأثناء
help-program-changed = وضع أحدهم برنامجًا آخر موضع التنفيذ بعد أن جلبت برنامجك. اجلبه من جديد وأجرِ تغييرك فيه وأرسل تلك النسخة، أو لا ترسل version ليُستبدل البرنامج الساري أيًّا كان.
error-external-id-taken = هذا الرقم لعضو آخر
help-external-id-taken = إن كان الاثنان شخصًا واحدًا فاجعلهما عضوًا واحدًا: اكتب هذا الرقم أدناه تحت «شخص واحد مسجّل مرتين؟». وإلا فاختر رقمًا آخر.
error-storage-full = لم يبق مكان للكتابة
help-storage-full = لم يتغير شيء. على المشغّل أن يفرّغ مساحة على القرص؛ والأمر stampwell doctor يسمّي القرص.
error-request-timeout = لم يصل الطلب في الوقت المناسب
help-request-timeout = استغرق وصول المحتوى أكثر من خمس عشرة ثانية. لم يتغير شيء؛ أرسله مرة أخرى عبر اتصال أفضل، بنفس Idempotency-Key.
