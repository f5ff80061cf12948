# The metrics: what each is called, what it asks, how it is counted, and what it cannot tell.
# A text that points at another metric quotes its name.

## adoption

new_members = Yangi aʼzolar
    .question = Necha kishi aʼzo boʻldi?
    .formula = Birinchi kartasi shu davrda berilgan aʼzolar.
    .caveat = Aʼzo boʻlishning oʻzi hech narsani isbotlamaydi: “Qaytib kelgan yangi aʼzolar” bilan birga oʻqing.

total_members = Davr oxiridagi aʼzolar
    .question = Davr oxirida nechta aʼzomiz bor?
    .formula = Davr tugaguncha aʼzo boʻlgan va shu vaqtgacha oʻchirilmagan aʼzolar.

member_growth = Aʼzolar soni oʻsishi
    .question = Dastur oʻsyaptimi va qaysi kanal orqali?
    .formula = Davr boshidagi aʼzolar + aʼzo boʻlganlar − oʻchirilganlar = davr oxiridagi aʼzolar. Oʻsish darajasi oxiridagi sondan boshidagisini ayirib, davr boshidagi aʼzolarga boʻlishdan chiqadi; aʼzo boʻlganlar birinchi kartasining kanali boʻyicha ajratiladi.
    .caveat = Kanal soni odamlar qayerda aʼzo boʻlganini aytadi, ularni nima aʼzo qilganini emas.

enrolment_rate = Sahifani koʻrib aʼzo boʻlganlar
    .question = Aʼzolik sahifasini koʻrganlardan nechtasi aʼzo boʻldi?
    .formula = Shu davrda aʼzolik sahifasini koʻrib, birinchi koʻrishda yoki undan keyin va davr tugaguncha karta olganlar, shu davrda sahifani koʻrgan va undan oldin kartasi boʻlmagan barcha kishilarga nisbatan.
    .caveat = Odamlarni emas, brauzerlarni kunma-kun sanaydi: bir kuni koʻrib, boshqa kuni aʼzo boʻlganlar va ikkinchi telefon sonni pasaytiradi. Sahifani koʻrmasdan sotuvchi aʼzo qilganlar ikkala sonda ham yoʻq.


## saved_cards

saved_cards = Hamyondagi kartalar
    .question = Nechta kartaga hali ham yoza olamiz?
    .formula = Davr oxiridagi aʼzolarning oʻsha paytda kamida bitta hamyonda turgan kartalari. Ikkala hamyondagi karta bitta karta boʻladi va har bir hamyonda alohida sanaladi.
    .caveat = Signallar boʻyicha taxmin: avtomatik yangilanishni oʻchirish kartani olib tashlashdek koʻrinadi, yoʻqolgan telefon esa hech qachon xabar bermaydi.

card_save_rate = Hamyonga saqlangan kartalar
    .question = Biz bergan kartalardan nechtasi hamyonga yetdi?
    .formula = Shu davrda berilib, davr tugaguncha hamyonga saqlangan kartalar, shu davrda berilgan barcha kartalarga nisbatan.

active_saved_cards = Ishlatilgan saqlangan kartalar
    .question = Saqlangan kartalardan nechtasi chindan ishlatildi?
    .formula = Davr oxirida hamyonda turgan va davrda shu karta bilan kamida bitta tashrif boʻlgan kartalar.

saved_card_usage_rate = Ishlatilgan saqlangan kartalar ulushi
    .question = Saqlangan kartalarning qanchasi ishlatildi?
    .formula = Davr oxirida hamyonda turgan va davrda shu karta bilan kamida bitta tashrif boʻlgan kartalar, davr oxirida hamyonda turgan barcha kartalarga nisbatan.

card_removal_rate = Hamyondan olib tashlangan kartalar
    .question = Hamyonda boʻlgan kartalardan nechtasi olib tashlandi?
    .formula = Davr oxirida hech bir hamyonda yoʻq kartalar, davr boshida hamyonda boʻlgan yoki davrda saqlangan barcha kartalarga nisbatan.
    .caveat = Tashriflar toʻxtashidan oldingi erta belgi; lekin avtomatik yangilanishni oʻchirish ham shunday koʻrinadi va kartasini olib tashlagan kishi aʼzo boʻlib qoladi.


## activity

active_members = Faol aʼzolar
    .question = Aʼzolarimizdan nechtasi keldi?
    .formula = Davr oxiridagi aʼzolardan davrda kamida bitta tashrifi borlari.
    .caveat = Kelib, davr tugaguncha oʻchirilganlar sanalmaydi.

active_rate = Kelgan aʼzolar
    .question = Aʼzolarimizdan nechtasi shu davrda chindan keldi?
    .formula = Davr oxiridagi aʼzolardan davrda kamida bitta tashrifi borlari, davr oxiridagi barcha aʼzolarga nisbatan.
    .caveat = Davr uzunligiga bogʻliq; faqat teng uzunlikdagi davrlarni solishtiring.

participation_rate = Qatnashgan aʼzolar
    .question = Nechta aʼzo dastur bilan umuman biror ish qildi?
    .formula = Davrda tashrifi, mukofot olishi, sharhi, saqlagan kartasi yoki olib kelgan doʻsti bor aʼzolar, davrning biror vaqtida aʼzo boʻlgan barchaga nisbatan.

visits = Tashriflar
    .question = Nechta tashrif boʻldi?
    .formula = Aʼzolarning davrdagi tasdiqlangan tashriflari, bekor qilinganlarisiz.
    .caveat = Aʼzo boʻlgandan keyin import qilingan tashriflar sanalmaydi, aks holda har bir skanerlash ikki marta sanalardi.

visits_per_active_member = Bir mijozga tashriflar
    .question = Kelganlar qanchalik tez-tez keldi?
    .formula = Davrdagi tashriflar soni davrda kamida bitta tashrifi bor aʼzolar soniga boʻlinadi.
    .caveat = Faqat hali kelayotganlar bor; adolatli oʻlchov — “30 kunda tashrif kunlari”.

visit_rate_30d = 30 kunda tashrif kunlari
    .question = Aʼzo aʼzoligining har 30 kunida qanchalik tez-tez keladi?
    .formula = 30 × davrdagi tashrif kunlari aʼzolik kunlariga boʻlinadi (har bir aʼzo uchun davrning u aʼzo boʻlgan kunlari, hammasi qoʻshilgan).
    .caveat = Jim aʼzolarni ham sanaydi, shuning uchun kelmay qoʻyganlar uni chiroyli koʻrsata olmaydi.

visit_gap_days = Ikki tashrif orasidagi kunlar
    .question = Ikki tashrif orasida necha kun oʻtadi?
    .formula = Davrda ikki yoki undan koʻp tashrif kuni bor har bir aʼzo uchun bir kundan keyingisigacha oʻrtacha oraliq; soʻng shu aʼzolar boʻyicha oʻrtacha, har biri teng vaznda.
    .caveat = Ikki marta kelmaganlarni koʻrmaydi; “30 kunda tashrif kunlari” bilan birga oʻqing.

repeat_purchase_rate = Ikki marta xarid qilgan mijozlar
    .question = Shu davr mijozlaridan nechtasi kamida ikki marta xarid qildi?
    .formula = Davrda ikki yoki undan koʻp tashrif kuni bor aʼzolar, kamida bitta tashrif kuni bor barcha aʼzolarga nisbatan.

engagement_score = Faollik bali
    .question = Aʼzolar 0 dan 100 gacha qanchalik faol?
    .formula = Davr oxiridagi har bir aʼzo uchun: tashrif kunlariga 40 ballgacha (davrdagi toʻliq haftalar soniga teng, kamida bir kun, 40 ballning hammasini beradi), mukofot olishga 30, davr oxirida hamyonda turgan kartaga 20, sharh yoki olib kelingan doʻstga 10 ball; soʻng hammasining oʻrtachasi.
    .caveat = Vaznlar — kelishuv; u bilan aʼzolarni saralang, dasturga baho bermang.


## coming_back

one_and_done_rate = Boshqa koʻrinmagan yangi aʼzolar
    .question = Necha kishi aʼzo boʻlib, boshqa koʻrinmadi?
    .formula = Kuzatuv muddatida (aʼzo boʻlgan kundan keyingi 60 kun, boshqa son tanlanmasa) tashrifi yoʻq aʼzolar, kuzatuv muddati shu davrda tugagan barcha aʼzolarga nisbatan.
    .caveat = Shu orada oʻchirilgan aʼzolar maxrajda qoladi.

repeat_visit_rate = Qaytib kelgan yangi aʼzolar
    .question = Aʼzo boʻlganlardan nechtasi boshqa kuni qaytib keldi?
    .formula = Kuzatuv muddatida (aʼzo boʻlgan kundan keyingi 60 kun, boshqa son tanlanmasa) tashrifi bor aʼzolar, kuzatuv muddati shu davrda tugagan barcha aʼzolarga nisbatan.
    .caveat = Bir kuzatuv muddati oldin aʼzo boʻlganlar haqida: shunda qaytish uchun hammaning vaqti teng boʻladi.

days_to_return_median = Qaytguncha oʻtgan kunlar
    .question = Ikkinchi kungacha qancha vaqt oʻtadi?
    .formula = Aʼzo boʻlgan kundan boshqa kundagi birinchi tashrifgacha oʻtgan kunlar medianasi; kuzatuv muddati shu davrda tugagan va shu muddat ichida qaytgan aʼzolar boʻyicha.
    .caveat = Faqat qaytganlarni biladi; “Qaytib kelgan yangi aʼzolar” bilan birga oʻqing.

ladder_completion_rate = Zinapoyani tugatgan yangi aʼzolar
    .question = Yangi aʼzolar mukofot zinapoyasini oxirigacha bosib oʻtdimi?
    .formula = Kuzatuv muddati oxirigacha muhr evaziga mukofot qoʻlga kiritgan aʼzolar, kuzatuv muddati shu davrda tugagan barcha aʼzolarga nisbatan.
    .caveat = Sovgʻalar va oraliqdagi, muhr sarflamaydigan mukofotlar sanalmaydi.

visit_gap_join_change = Aʼzolikdan keyin oraliq oʻzgarishi
    .question = Odamlar aʼzo boʻlishdan oldingiga qaraganda koʻproq kelyaptimi?
    .formula = Har bir aʼzo uchun aʼzo boʻlgan kundan keyingi muddatda tashrif kunlari orasidagi oʻrtacha oraliqdan undan oldingi muddatdagi oʻrtacha oraliq ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. Kuzatuv muddati shu davrda tugagan, shu vaqtgacha oʻchirilmagan va ikkala muddatda ikki yoki undan koʻp kuni bor aʼzolar kiradi.
    .caveat = Faqat kuzatuv: oʻsha odamlarning oʻzi solishtiriladi, lekin fasl, narxlar va tasodif taʼsiri qoladi. “Aʼzo boʻlgandan keyin” deng, hech qachon “aʼzolik tufayli” demang. Manfiy son qisqaroq oraliqni bildiradi.

visit_gap_launch_change = Dastur boshlangach oraliq oʻzgarishi
    .question = Odamlar dastur boshlanishidan oldingiga qaraganda koʻproq kelyaptimi?
    .formula = Har bir aʼzo uchun davrdagi (dastur boshlanishidan oldingi kunlarsiz) tashrif kunlari orasidagi oʻrtacha oraliqdan dastur boshlanishidan oldingi muddatdagi oʻrtacha oraliq ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. Ikkalasida ham ikki yoki undan koʻp kuni bor aʼzolar kiradi.
    .caveat = Faqat kuzatuv, ikki muddatning fasllari ham har xil. Boshlanish sanasi kiritilmaguncha boʻsh.


## rewards

rewards_earned = Qoʻlga kiritilgan mukofotlar
    .question = Aʼzolar nechta mukofot qoʻlga kiritdi?
    .formula = Aʼzolar davrda qoʻlga kiritgan mukofotlar, qaytarib olinganlarisiz.

rewards_redeemed = Topshirilgan mukofotlar
    .question = Nechta mukofot topshirildi?
    .formula = Davrdagi mukofot olishlar, bekor qilinganlarisiz.

reward_redemption_rate = Ishlatilgan mukofotlar
    .question = Qoʻlga kiritilgan mukofotlardan nechtasi ishlatildi?
    .formula = Davrda qoʻlga kiritilib, davr tugaguncha, qaysi joyda boʻlmasin, olingan mukofotlar, davrda qoʻlga kiritilgan barcha mukofotlarga nisbatan. Muddati oʻtgan mukofotlar kiradi, qaytarib olinganlari kirmaydi.
    .caveat = Soʻnggi kunlardagi mukofotlarga vaqt kam boʻldi; oldingi davr bilan solishtiring yoki chorakni koʻring.

redemption_participation = Mukofot olgan aʼzolar
    .question = Nechta turli aʼzo mukofot oldi?
    .formula = Davrda kamida bitta mukofot olishi bor aʼzolar.

redemption_rate = Mukofot olgan aʼzolar ulushi
    .question = Aʼzo boʻlganlarning barchasidan nechtasi mukofot oldi?
    .formula = Davrda kamida bitta mukofot olishi bor aʼzolar, davrning biror vaqtida aʼzo boʻlgan barchaga nisbatan.

redemptions_per_redeemer = Bir oluvchiga mukofot olishlar
    .question = Mukofot oladiganlar qanchalik tez-tez oladi?
    .formula = Davrdagi mukofot olishlar soni davrda kamida bitta mukofot olishi bor aʼzolar soniga boʻlinadi.

rewards_outstanding = Berishimiz kerak boʻlgan mukofotlar
    .question = Hali nimadan qarzdormiz?
    .formula = Davr oxiridagi aʼzolarning davr tugaguncha qoʻlga kiritilgan va shu vaqtgacha olinmagan ham, muddati oʻtmagan ham mukofotlari va ularning taxminiy xarajatlari yigʻindisi.
    .caveat = Taxminiy xarajati yoʻq mukofot xarajatga 0 qoʻshadi.

ladder_progress = Zinapoyadagi oʻrinlar
    .question = Aʼzolar mukofot zinapoyasining qayerida turibdi?
    .formula = Har bir muhr qoldigʻi uchun (olingan muhrlar − mukofotlarga sarflangan muhrlar, hech qachon 0 dan kam emas) davr oxirida nechta aʼzoda shunday qoldiq borligi. Mukofotga yaqinlar — bir yoki ikki muhri kam qolganlar.
    .caveat = Kerakli muhrlar soni kiritilmaguncha, mukofotga yaqinlar soni boʻsh.

tier_distribution = Darajalar boʻyicha aʼzolar
    .question = Har bir darajada aʼzolarning qancha ulushi bor?
    .formula = Har bir daraja uchun davr oxiridagi aʼzolardan oxirgi darajasi shu boʻlganlari, davr oxiridagi barcha aʼzolarga nisbatan; `none` — darajasi yoʻqlar.
    .caveat = Hech kim yetmagan darajalar roʻyxatda yoʻq.


## retention

churn_rate = Yoʻqotilgan mijozlar
    .question = Oldingi davr mijozlaridan nechtasi shu davrda kelmadi?
    .formula = Oldingi davrda tashrifi boʻlib, shu davrda tashrifi yoʻq aʼzolar, oldingi davrda tashrifi bor barcha aʼzolarga nisbatan. Oʻchirilgan aʼzolar yoʻqotilgan deb sanaladi.
    .caveat = Tashriflar orasidagi odatdagi oraliqdan kamida uch baravar uzun davr tanlang.

customer_retention_rate = Saqlab qolingan mijozlar
    .question = Oldingi davr mijozlaridan nechtasi yana keldi?
    .formula = Ikkala davrda ham tashrifi bor aʼzolar, oldingi davrda tashrifi bor barcha aʼzolarga nisbatan.
    .caveat = Tashriflar orasidagi odatdagi oraliqdan kamida uch baravar uzun davr tanlang.

churn_reduction = Yoʻqotish kamayishi
    .question = Avvalgidan kamroq yoʻqotdikmi?
    .formula = Oldingi davrning yoʻqotish darajasi − shu davrning yoʻqotish darajasi; musbat boʻlsa yaxshi.
    .caveat = Oldingi ikki davrning birida hech kim kelmagan boʻlsa, boʻsh.

customer_count_ratio = Mijozlar avvalgiga nisbatan
    .question = Oldingi davrga qaraganda koʻproq kishi keldimi yoki kamroq?
    .formula = Shu davrda tashrifi bor aʼzolar soni oldingi davrda tashrifi bor aʼzolar soniga boʻlinadi.
    .caveat = Saqlab qolish darajasi emas: yangi mijozlar yoʻqotilganlarni yashiradi.

recovered_lapsed_members = Qaytarilgan jim aʼzolar
    .question = Kimnidir qaytara oldikmi?
    .formula = Davr boshidagi aʼzolardan maʼlum oxirgi tashrifi davrning birinchi kunidan 90 kun (boshqa son tanlanmasa) yoki undan koʻp oldin boʻlib, davrda kelganlari, shunday jim aʼzolarning barchasiga nisbatan.
    .caveat = Baʼzilar oʻzi qaytadi; kampaniyaning hissasini bilish uchun taqqoslash guruhi kerak.


## money

sales_coverage_rate = Summasi maʼlum tashriflar
    .question = Pulning qancha qismini bilamiz?
    .formula = Davrdagi summasi maʼlum tashriflar, undagi barcha tashriflarga nisbatan.
    .caveat = Har bir pul yigʻindisi qolganlarini hisobga olmaydi.

member_revenue_minor = Aʼzolar xaridi
    .question = Aʼzolar qancha sarfladi?
    .formula = Aʼzolarning davrdagi tashriflari summalari yigʻindisi.
    .caveat = Summasi yoʻq tashriflar kirmaydi; avval “Summasi maʼlum tashriflar” sonini koʻring.

average_spend_per_visit = Bir tashrifdagi xarid
    .question = Bir tashrif qancha keltiradi?
    .formula = Davrdagi tashriflar summalari yigʻindisi davrdagi summasi bor tashriflar soniga boʻlinadi.

refunds_minor = Qaytarilgan pullar
    .question = Qancha pulni qaytardik?
    .formula = Davrdagi har bir tashrif uchun uning cheklaridan birining aytilgan eng katta summadan oxirgi summagacha eng katta pasayishi; soʻng hammasining yigʻindisi. Savdo oʻzi shusiz hisoblangan.
    .caveat = Pul qachon qaytarilganidan qatʼi nazar, tashrifda hisoblanadi, shuning uchun oldingi oylar oʻzgaradi. Pastga tuzatilgan summa qaytarilgan pulga oʻxshab koʻrinadi.

repeat_revenue_minor = Qaytishlardan savdo
    .question = Qaytishlar qancha keltirdi?
    .formula = Aʼzolarning davrdagi, shu aʼzoning maʼlum birinchi tashrifidan (aʼzolikdan oldin yoki keyin) keyingi kunlardagi tashriflari summalari yigʻindisi.
    .caveat = Har bir qaytish bor, doim kelib yurganlarniki ham.

repeat_margin_minor = Qaytishlar marjasi
    .question = Qaytishlardan savdodan nima qoladi?
    .formula = Qaytishlardan savdo × davr oxirida amalda boʻlgan yalpi marja.
    .caveat = Marja kiritilmaguncha boʻsh.

reward_cost_minor = Mukofotlar va vaucherlar xarajati
    .question = Qancha mukofot va vaucher berdik?
    .formula = Davrdagi mukofot olishlar va ishlatilgan vaucherlar xarajatlari yigʻindisi; xarajati yoʻgʻi 0 qoʻshadi.
    .caveat = Doʻkonga tushgan narxi, menyudagi narx emas.

programme_cost_minor = Dastur xarajati
    .question = Butun dastur bizga qanchaga tushdi?
    .formula = Mukofotlar va vaucherlar xarajati + davrda yozilgan boshqa xarajatlar.
    .caveat = Faqat yozib qoʻyilgan xarajatlarni biladi.

reward_cost_ratio = Qaytish savdosiga mukofot xarajati
    .question = Qaytishlardan har 1,00 savdoga qancha mukofot va vaucher berdik?
    .formula = Mukofotlar va vaucherlar xarajati qaytishlardan savdoga boʻlinadi.
    .caveat = Savdoga dastur sabab boʻlganini isbotlamaydi.

reward_cost_margin_ratio = Marjadagi mukofot xarajati
    .question = Mukofotlar va vaucherlar qaytishlar marjasining qanchasini oladi?
    .formula = Mukofotlar va vaucherlar xarajati qaytishlardan savdo marjasiga boʻlinadi.
    .caveat = 1 dan oshsa, mukofotlar va vaucherlar marjani yeydi. Marja kiritilmaguncha boʻsh.

margin_impact_minor = Xarajatdan keyingi marja
    .question = Qaytishlar marjasi dastur xarajatini qoplaydimi?
    .formula = Qaytishlardan savdo marjasi − dastur xarajati.
    .caveat = Har bir qaytish dastur sharofati bilan boʻlganida: sabab-oqibat emas. Marja kiritilmaguncha boʻsh. Begonalar ishlatgan vaucherlar ham shu yerda hisoblanadi: uni “Vaucherlar xarajati” bilan birga oʻqing.

programme_roi_observed = Dastur samarasi
    .question = Dasturga sarflangan har 1,00 nima keltiradi?
    .formula = (Qaytishlardan savdo marjasi − dastur xarajati) dastur xarajatiga boʻlinadi.
    .caveat = Har bir qaytish dastur sharofati bilan boʻlganida: sabab-oqibat emas va odatda juda yuqori chiqadi. Marja kiritilmaguncha boʻsh.

clv_observed_minor = Hozirgacha bir aʼzo xaridi
    .question = Bir aʼzo hozirgacha oʻrtacha qancha sarfladi?
    .formula = Davr oxirigacha boʻlgan barcha tashriflar summalari yigʻindisi shu vaqtgacha aʼzo boʻlganlarning barchasi soniga boʻlinadi, oʻchirilgan aʼzolar ham kiradi.
    .caveat = Bu fakt, lekin yosh dasturlar kambagʻal koʻrinadi.

clv_projected_minor = Aʼzoning taxminiy qiymati
    .question = Bir aʼzo qanchaga arzishi mumkin?
    .formula = Davrda bir mijoz xaridi × kutilgan davrlar soni, yaʼni 1 ning yoʻqotish darajasiga boʻlinmasi.
    .caveat = Hech narsa oʻzgarmasa: bu model, oʻlchov emas. Xarid va yoʻqotish oʻzgarmas deb olinadi; foiz va marja hisobga olinmaydi. Hech kim yoʻqotilmagan boʻlsa, boʻsh.


## lift

member_lift_visits = Oldingi va keyingi tashrif kunlari
    .question = Aʼzolar aʼzo boʻlgandan keyin oldingidan koʻproq kun kelyaptimi?
    .formula = Har bir aʼzo uchun aʼzo boʻlgan kundan keyingi muddatdagi tashrif kunlaridan undan oldingi muddatda import qilingan tashrifi bor kunlar ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. Kuzatuv muddati shu davrda tugagan, shu vaqtgacha oʻchirilmagan va oldingi muddatda tashrifi bor aʼzolar kiradi.
    .caveat = Faqat kuzatuv: odamlar koʻproq tez-tez kelib yurgan paytida aʼzo boʻladi, fasl va narxlar oʻzgaradi, faqat tarixi bor mijozlar kiradi. “Aʼzo boʻlgandan keyin” deng, hech qachon “aʼzolik tufayli” demang.

member_lift_spend = Oldingi va keyingi xarid
    .question = Aʼzolar aʼzo boʻlgandan keyin oldingidan koʻproq sarflayaptimi?
    .formula = Har bir aʼzo uchun aʼzo boʻlgan kundan keyingi muddatdagi xariddan undan oldingi muddatdagi xarid ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. Tashrif kunlari solishtiruvidagi aʼzolar kiradi, faqat bir muddatdagi tashriflarining beshdan biridan koʻpida summa yoʻqlari kirmaydi; kamroq yetishmagan summalar oʻrtacha bilan toʻldiriladi.
    .caveat = Faqat kuzatuv: odamlar koʻproq tez-tez kelib yurgan paytida aʼzo boʻladi, fasl va narxlar oʻzgaradi, faqat tarixi bor mijozlar kiradi. “Aʼzo boʻlgandan keyin” deng, hech qachon “aʼzolik tufayli” demang.

holdout_lift = Taqqoslash guruhi bilan farq
    .question = Karta yoki xabar, tasodifan olmaganlarga qaraganda, nima keltirdi?
    .formula = Har bir tajriba uchun tajriba guruhiga ajratilgan barchaning oʻrtacha xaridi va oʻrtacha tashrif kunlaridan taqqoslash guruhiga ajratilgan barchaniki ayiriladi, ajratishdan keyingi muddat boʻyicha. Kuzatuv muddati shu davrda tugagan hamma kiradi, kartani olganmi yoki yoʻqmi.
    .caveat = Ajratish tasodifiy va oldindan qilingan boʻlsa, sababni koʻrsatadi. 0 ni oʻz ichiga olgan oraliq aniq farqni koʻrsatmaydi.

campaign_lift = Kampaniyalar taqqoslanishi
    .question = Har bir kampaniya, tasodifan chetda qolganlarga qaraganda, nima keltirdi?
    .formula = Har bir kampaniya uchun tajriba guruhiga ajratilgan barchaning qaytish ulushi va oʻrtacha xarididan taqqoslash guruhiga ajratilgan barchaniki ayiriladi, uning birinchi xabari bilan boshlangan muddat boʻyicha. Kuzatuv muddati shu davrda tugagan hamma kiradi, xabar olganmi yoki yoʻqmi.
    .caveat = Ajratish tasodifiy va oldindan qilingan boʻlsa, sababni koʻrsatadi. 0 ni oʻz ichiga olgan oraliq aniq farqni koʻrsatmaydi; 30 kishidan kami kam mijozdir.


## referrals

referral_conversion_rate = Aʼzo boʻlgan taklif qilinganlar
    .question = Taklifni ochgan doʻstlardan nechtasi aʼzo boʻldi?
    .formula = Davrda aʼzoning taklifini ochib, shundan keyin va davr tugaguncha tavsiya bilan karta olganlar, davrda taklif ochgan barchaga nisbatan.
    .caveat = Odamlarni emas, brauzerlarni sanaydi.

referral_joins = Aʼzolar olib kelgan aʼzolar
    .question = Aʼzolar nechta aʼzo olib keldi?
    .formula = Davrda aʼzo boʻlgan va birinchi kartasida tavsiya qilgan deb boshqa aʼzo koʻrsatilgan aʼzolar.

referral_qualified_rate = Kelgan tavsiyali aʼzolar
    .question = Ular haqiqiy mijozmidi?
    .formula = Tavsiya bilan kelib, aʼzo boʻlgan kundan kuzatuv muddati oxirigacha tashrifi bor aʼzolar, tavsiya bilan kelib, kuzatuv muddati shu davrda tugagan barcha aʼzolarga nisbatan.

review_request_rate = Sharh soʻralgan tashriflar
    .question = Nechta tashrifdan keyin soʻradik?
    .formula = Davrdagi tashriflardan davr tugaguncha sharh soʻralganlari, davrdagi barcha tashriflarga nisbatan.

review_response_rate = Javob berilgan sharh soʻrovlari
    .question = Soʻraganlarimizdan nechtasi javob berdi?
    .formula = Davrdagi sharh soʻrovlaridan davr tugaguncha javob berilganlari, davrdagi barcha sharh soʻrovlariga nisbatan.

review_rating_average = Oʻrtacha yulduz
    .question = Nechta yulduz olyapmiz?
    .formula = Aʼzolar davrda yuborgan sharhlarning oʻrtacha bahosi, 1 dan 5 gacha.
    .caveat = Javob beradiganlar hamma emas; “Javob berilgan sharh soʻrovlari” bilan birga oʻqing.

sentiment_score = Sharhlar muvozanati
    .question = Fikrlar umuman yaxshimi yoki yomonmi?
    .formula = (Ijobiy − salbiy sharhlar) davrda yuborilgan barcha sharhlar soniga boʻlinadi, −1 dan +1 gacha. Oʻz kayfiyati yozilmagan boʻlsa, 4 yoki 5 yulduzli sharh ijobiy, 1 yoki 2 yulduzlisi salbiy.
    .caveat = Javob beradiganlar hamma emas; “Javob berilgan sharh soʻrovlari” bilan birga oʻqing.


## messages

messages_sent = Yuborilgan xabarlar
    .question = Nechta xabar yubordik?
    .formula = Davrda hamyonlarga topshirilgan xabarlar va karta yangilanishlari, oʻsha paytda aʼzo boʻlganlarga. Taqqoslash uchun ushlab qolinganlari yuborilgan emas.
    .caveat = Yetib borganini aytmaydi: buni hech bir hamyon xabar qilmaydi.

message_return_rate = Tashrif bilan tugagan eslatmalar
    .question = Eslatmalardan nechtasidan keyin bir hafta ichida tashrif boʻldi?
    .formula = Davrdagi kampaniya xabarlari va eslatmalaridan keyin shu aʼzo yetti kun ichida kelganlari, yetti kuni davr ichida tugaganlarning barchasiga nisbatan.
    .caveat = Faqat kuzatuv: koʻplari baribir kelardi.

update_reach_rate = iPhone olgan yangilanishlar
    .question = Karta yangilanishlari iPhonelarga yetadimi?
    .formula = Davrda Apple Wallet kartalariga yuborilgan xabarlardan keyin 24 soat ichida karta yuklab olinganlari, davr tugashidan 24 soatdan koʻproq oldin yuborilgan barcha shunday xabarlarga nisbatan.
    .caveat = Googleda bunday signal yoʻq: u xabarlar umuman sanalmaydi.

messages_per_member = Aʼzoga xabarlar
    .question = Qanchalik bezor qilamiz?
    .formula = Davrda kampaniya xabari yoki eslatma olgan har bir aʼzo uchun 24 soat ichidagi eng koʻp soni va bir taqvim oyida oʻsha paytgacha eng koʻp soni; soʻng har birining shu aʼzolar boʻyicha oʻrtachasi va eng kattasi.
    .caveat = Google 24 soatda 3 tasiga ruxsat beradi, Apple son aytmaydi, lekin bezor qiladigan karta tashlab yuboriladi.


## quality

data_quality = Maʼlumot sifati
    .question = Bu sonlarga ishonsam boʻladimi?
    .formula = Ishlatilgan yozuvlar va hisobga olinmagan takrorlar, butun vaqt boʻyicha. Davrda: bekor qilingan skanerlashlar ulushi, summasi bor tashriflar ulushi, aʼzoning bir kundagi ortiqcha tashriflari, 24 soatdan kech kelgan tashriflar va kuzatuv muddati davrda tugagan, aʼzolikdan oldingi muddatda tashrifi bor aʼzolar ulushi.

till_balance = Kassalar taqqoslanishi
    .question = Biror kassa boshqalardan ajralib turadimi?
    .formula = Davrda har bir kassa uchun: tashriflar, undagi skanerlashlardan bekor qilinganlari ulushi, aʼzoning oʻsha kundagi birinchisi boʻlmagan tashriflar va u yerda berilgan mukofotlar va vaucherlar.
    .caveat = Bu isbot emas, soʻraladigan savol: kam tashrif, ertalabki navbat yoki eshik yonidagi kassa koʻp farqlarni tushuntiradi.


## vouchers

vouchers_issued = Berilgan vaucherlar
    .question = Nechta vaucher berdik?
    .formula = Davrda aʼzolarga yoki nomaʼlum kishilarga berilgan vaucherlar, qaytarib olinganlarisiz.

voucher_redemption_rate = Ishlatilgan vaucherlar
    .question = Berilgan vaucherlardan nechtasi oʻz vaqtida ishlatildi?
    .formula = Oʻz muddatida (boshqa son tanlanmasa, berilgan kundan keyingi 60 kun), qayerda va kim tomonidan boʻlmasin ishlatilgan vaucherlar, muddati davrda tugaganlarning barchasiga nisbatan. Muddati oʻtgan vaucherlar kiradi, qaytarib olinganlari kirmaydi.

voucher_cost_minor = Vaucherlar xarajati
    .question = Ishlatilgan vaucherlar bizga qanchaga tushdi?
    .formula = Davrda ishlatilgan vaucherlar xarajatlari yigʻindisi; oʻz xarajati yoʻgʻi berilgandagi taxmin bilan hisoblanadi, u ham boʻlmasa 0 qoʻshadi.
    .caveat = Bu “Mukofotlar va vaucherlar xarajati” sonining bir qismi.


## links

action_taps = Ochilgan havolalar
    .question = Kartadagi havolalar ishlatiladimi?
    .formula = Aʼzolar davrda kartasidagi havolani necha marta ochgani, har bir havola uchun.
    .caveat = Odamlarni emas, ochilishlarni sanaydi; oldindan qaraydigan brauzer ham havolani ochadi.

action_tap_rate = Havola ochgan karta egalari
    .question = Kartani olib yuradiganlardan nechtasi havola ochdi?
    .formula = Davr oxirida hamyonida kartasi bor va davrda oʻz kartalaridan birida havola ochgan aʼzolar, oʻsha paytda hamyonida kartasi bor barcha aʼzolarga nisbatan.
    .caveat = Havola ochib, keyin kartani tashlagan yoki uni hech saqlamagan kishi ikkala sonda ham yoʻq.
