# Türkçe

## The language itself

-language = Türkçe
    .direction = ltr
    .region = TR
    .calendar = gregory
    .first-weekday = mon
    .digits = latn
    .percent = %0
    .place = 4
    .shop-place = 4
    .time-zone = Europe/Istanbul
    .currency = TRY
    .reward = Bedava kahve

## Every page

skip = İçeriğe geç
language = Dil
demo = Deneme sürümü.
demo-meaning = Buradaki hiçbir şey bu bilgisayardan dışarı çıkmaz ve gerçek bir cüzdan kullanılmaz.
made-with = Altyapı:

moment-today = bugün { $time }
moment-yesterday = dün { $time }
moment-day = { $day }, { $time }
months-from-to = { $first } – { $last }

## Join page

join-benefit =
    { $count ->
        [one] { $count } damga, ardından: { $reward }
       *[other] { $count } damga, ardından: { $reward }
    }
join-welcome =
    { $count ->
        [one] İlk damganız bizden hediye
       *[other] İlk { $count } damganız bizden hediye
    }
join-button = Kartımı al
join-here = Kartı bu bilgisayarda aç
join-own-card = Kartımı aç
join-next-apple = Form yok. Sonraki sayfada tek dokunuşla Apple Wallet’a eklenir.
join-next-google = Form yok. Sonraki sayfada tek dokunuşla Google Wallet’a eklenir.
join-next-web = Form yok, uygulama yok: kart, telefonunuzda bir sayfadır.
join-in-app-iphone = Cüzdanlar kendi tarayıcınızı ister. Bir dokunuş bu sayfayı orada açar. Bir şey olmazsa bu uygulamanın menüsünden (•••) tarayıcınızı seçin ya da adresi kopyalayın.
join-in-app-android = Cüzdanlar kendi tarayıcınızı ister. Bir dokunuş bu sayfayı orada açar.
join-in-app-here = Kartı burada al, cüzdan olmadan
join-open-browser = Tarayıcımda aç
join-open-safari = Safari ile dene
join-address = Bu sayfanın adresi
join-copy = Adresi kopyala
join-copied = Kopyalandı. Şimdi tarayıcınıza yapıştırın.
join-problem-busy = Şu anda buradan çok kişi katılıyor. Bir dakika bekleyip yeniden dokunun.
join-problem-elsewhere = Bu istek bu sayfadan gelmedi, bu yüzden kart oluşturulmadı. Buradaki düğmeye dokunun.
join-problem-later = Hizmet yoğun ya da yer kalmadığı için kart oluşturulmadı. Birkaç dakika sonra yeniden deneyin.
join-scan = Bunu telefonunuzla okutun
join-scan-meaning = Kart telefonunuzda durur. Kamerayı kareye tutun.
join-how = Nasıl işler
join-step-1 = Kartı alın. Tek dokunuş yeter, adınızı sormayız.
join-step-2 = Her { $shop } ziyaretinizde gösterin, bir damga toplayın.
join-step-3 =
    { $count ->
        [one] { $count } damgadan sonra keyfini çıkarın: { $reward }
       *[other] { $count } damgadan sonra keyfini çıkarın: { $reward }
    }
join-keep = Neleri saklarız
join-keep-1 = Ziyaretleriniz, damgalarınız ve ödülleriniz; rastgele bir numara altında.
join-keep-2 = Adınız, telefon numaranız ya da e-posta adresiniz; yalnızca dükkâna siz verirseniz ya da dükkân kartı yeniden bulabilsin diye kartınızın sayfasına siz bırakırsanız.
join-keep-3 = Kartınızın sayfası damgalarınızı, ziyaretlerinizi ve ödüllerinizi her zaman gösterir.
join-keep-cookie = Kartı aldıktan sonra: bu tarayıcının onu yeniden bulması için bir çerez. Bir dil seçerseniz: onun için de bir çerez. Bu sayfanın kaç kez açıldığı çerezsiz sayılır.
join-keep-wallet = Kartı bir cüzdana eklerseniz: Apple’ın ya da Google’ın güncellemeler için bize verdiği adres.
join-keep-invite = Sizi kimin davet ettiği, rastgele bir numara olarak.
join-behind = Bu dükkân hakkında
join-contact = Verilerinizle ilgili sorular:
join-terms = Bu kartın koşulları

## The card

card-title = Damga kartı
card-welcome = Kartınız hazır
card-count =
    { $required ->
        [one] { $stamps } / { $required } damga
       *[other] { $stamps } / { $required } damga
    }
card-to-go =
    { $count ->
        [one] { $count } damga daha, ardından: { $reward }
       *[other] { $count } damga daha, ardından: { $reward }
    }
card-rest = Sonraki damgaya { $amount } kaldı
card-expiring =
    { $count ->
        [one] { $day } gününe kadar ödüle ulaşmazsanız { $count } damga silinir.
       *[other] { $day } gününe kadar ödüle ulaşmazsanız { $count } damga silinir.
    }
card-reward-ready = Ödül hazır: { $reward }
card-reward-show = Almak için bu kartı kasada gösterin.
card-reward-until = { $day } gününe kadar geçerli.
card-short-code = Yazılacak kod:
card-show = Damga toplamak için bu kodu kasada gösterin.
card-no-wallet = Bu sayfayı saklayın: ana ekranınıza ya da yer imlerine ekleyin ve kasada gösterin.
card-handover = Telefonunuza alın
card-handover-meaning = Telefonunuzun kamerasını bu kareye tutun. Kart, damgalarıyla orada açılır.
card-wallet-meaning = Cüzdanınızda kart hep elinizin altındadır, yeni damgalar kendiliğinden görünür.
card-other-wallet = Başka bir cüzdan
card-in-apple = Apple Wallet’ınızda
card-in-google = Google Wallet’ınızda
card-add-again = Yeniden ekle
card-paused = Bu kart duraklatıldı. Kasada sorun.
card-ended = Bu kart sona erdi ve artık damga toplayamaz.
card-expired = Bu kart uzun süre kullanılmadı ve süresi doldu.
card-safe = Bu kartı güvende tutun
card-safe-meaning = Bağlantısını kendinize gönderin. Telefon kaybolunca ve başka her tarayıcıda kart onunla yeniden açılır.
card-safe-send = Bağlantıyı kendime gönder
card-safe-mail = Kendime e-posta at
card-safe-copied = Bağlantı kopyalandı.
card-safe-contact = Dükkân onu telefon numaranızla ya da e-postanızla bulsun
card-safe-contact-kept = Dükkân bu kartı bıraktığınız bilgiyle bulur
card-safe-consent = İkisi de isteğe bağlı. Dükkân bunları yalnızca siz isteyince kartınızı bulmak için kullanır ve size hiçbir şey göndermez. Şifreli saklanır; burada istediğiniz zaman değiştirebilir ya da silebilirsiniz.
card-safe-save = Kaydet
card-safe-remove = İkisini de sil
card-safe-done = Kaydedildi. Kartı bir gün kaybederseniz dükkân sahibine sorun.
card-safe-removed = Silindi.
card-yours = Verileriniz
card-yours-meaning = Bu sayfanın adresi kartınızın anahtarıdır. Kimseyle paylaşmayın.
card-join-page = Katılma sayfasını gör
card-about = Dükkân
card-news-off = Dükkân size haber göndermiyor.
card-news-on = Dükkân size haber ve teklif gönderebilir.
card-news-no = Artık haber istemiyorum
card-news-done = Kaydedildi.
card-export = Bu kart hakkında sakladığımız her şeyi indir
card-delete = Kartımı sil
card-delete-meaning = Damgalarınız ve ödülleriniz tamamen yok olur.
card-delete-confirm = Kalıcı olarak sil
deleted-title = Kartınız silindi
deleted-meaning = Sizi gösteren her şey silindi. Cüzdanlarınıza kartın sona erdiği bildirilir; sonra, en geç üç gün içinde, onların adreslerini de unuturuz. Kartı oradan kaldırabilirsiniz.
deleted-again = Yeni kart al
wallet-apple = Apple Wallet’a ekle
wallet-google = Google Wallet’a ekle

history = Son hareketler
history-empty = Henüz ziyaret yok. Bir sonraki gelişinizde kartı gösterin.
history-all = Daha öncekiler
history-joined = Kart oluşturuldu
history-visit =
    { $count ->
        [one] Ziyaret: { $count } damga
       *[other] Ziyaret: { $count } damga
    }
history-visit-voided = Ziyaret geri alındı
history-bonus =
    { $count ->
        [one] Hediye: { $count } damga
       *[other] Hediye: { $count } damga
    }
history-given =
    { $count ->
        [one] Düzeltme: { $count } damga eklendi
       *[other] Düzeltme: { $count } damga eklendi
    }
history-taken =
    { $count ->
        [one] Düzeltme: { $count } damga düşüldü
       *[other] Düzeltme: { $count } damga düşüldü
    }
history-expired-stamps =
    { $count ->
        [one] { $count } damganın süresi doldu
       *[other] { $count } damganın süresi doldu
    }
history-earned = Ödül kazanıldı
history-redeemed = Ödül alındı
history-redemption-voided = Ödül karta geri verildi
history-reward-expired = Ödülün süresi doldu

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = Damgalar
pass-count = { $stamps } / { $required }
pass-reward = Ödül
pass-rewards = Ödüller
card-rung = { $count }: { $reward }
pass-next-reward = Sıradaki ödül
pass-rewards-waiting = Bekleyen ödüller
pass-reward-ready = Ödül hazır
pass-change-stamps = Artık %@ damganız var
pass-change-reward = %@! Kartınızı kasada gösterin.
pass-change-news = %@
pass-how = Nasıl işler
pass-how-text = Her ziyarette bu kartı gösterin ve bir damga toplayın. Dolduğunda ödül sizindir. Çalışanlar kısa kodu da yazabilir.
pass-short-code = Kısa kod
pass-news = Haberler
pass-no-news = Şu anda haber yok.
pass-links = Bağlantılar
pass-page = Kartınızın sayfası
pass-address = Adres
pass-opening-hours = Çalışma saatleri
pass-telephone = Telefon
pass-website = Web sitesi
pass-terms = Koşullar
pass-terms-text = Her ziyarete bir damga. Ödüllerin nakit değeri yoktur. Sakladıklarımız: ziyaretleriniz, damgalarınız ve ödülleriniz; rastgele bir numara altında.
pass-member-since = Üyelik başlangıcı
pass-expires = Son geçerlilik
pass-tier = Seviye
pass-next-stamp = Sonraki damga
pass-expiring = Damgaların sonu
card-expiring-short =
    { $count ->
        [one] { $day } günü { $count } damga
       *[other] { $day } günü { $count } damga
    }
google-reward-label = Ödül
google-ready = Hazır
google-program = Damga kartı
google-rewards-label = Ödüller
google-stamps-picture = Karttaki damgalar
google-logo = Dükkânın işareti

## Becoming a till

enrol-title = Bu telefonun yeni görevi: { $till }
enrol-meaning = Bundan sonra { $shop } kartlarını damgalayabilir. Bunu yalnızca dükkâna ait bir telefonda yapın.
enrol-button = Bu telefonu kullan
enrol-once = Bağlantı bir kez çalışır.
enrol-pin = 4 ila 8 haneli bir PIN seçin
enrol-pin-hint = PIN varsa okuyucu 12 saat kullanılmayınca ya da Kilitle’ye basınca kilitlenir. PIN yoksa bu telefonu eline alan herkes damgalayabilir.
pin-invalid = PIN 4 ila 8 hanelidir.
pin-wrong =
    { $count ->
        [one] PIN bu değil. { $count } deneme kaldı; ondan sonra bu telefon kasa olmaktan çıkar.
       *[other] PIN bu değil. { $count } deneme kaldı; ondan sonra bu telefon kasa olmaktan çıkar.
    }
till-locked = Okuyucu kilitli
till-locked-how = Devam etmek için bu telefonun PIN’ini girin. Burada bekleyen hiçbir şey kaybolmaz.
till-pin = PIN kodu
till-unlock = Kilidi aç
till-revoked = Bu telefon artık kasa değil
till-revoked-how = Dükkân sahibi erişimini kapattı. Ondan yeni bir bağlantı ya da QR kodu isteyin ve bu telefonda açın.
till-failed = Beş yanlış PIN bu kasayı kapattı
till-failed-how = Dükkân sahibinden yeni bir bağlantı ya da QR kodu isteyin ve bu telefonda açın. O zaman yeni bir PIN seçebilirsiniz.
till-expired = Bu kasanın süresi doldu
till-expired-how = Bir telefon 180 gün kasa olarak kalır. Dükkân sahibinden yeni bir bağlantı ya da QR kodu isteyin ve bu telefonda açın.
enrol-expired = Bu bağlantı sona erdi
enrol-expired-why = Bir telefonu kasaya dönüştüren bağlantılar bir kez ve on dakika boyunca çalışır.
enrol-expired-how = Dükkân sahibinden yenisini isteyin ve burada açın.

## Scanner

scan-title = Kart okut
scan-till = { $shop }, { $till }
scan-not-enrolled = Bu telefon henüz kasa değil
scan-not-enrolled-how = Dükkân sahibinden kayıt bağlantısını ya da QR kodunu isteyin ve bu telefonda açın. Tek dokunuş yeter.
scan-no-script = Okuyucu için JavaScript gerekir. Tarayıcının ayarlarında açın, sonra bu sayfayı yeniden yükleyin.
scan-type = Kodu yazın
scan-type-hint = 8 karakter, karttaki karenin altında. Kasa okuyucusu her zaman çalışır.
scan-stamp = Damgala
scan-camera-starting = Kamera açılıyor…
scan-camera-live = Kartın karesini çerçevenin içine tutun
scan-camera-refused = Kamera kapalı. Onun yerine kodu yazın ya da tarayıcının ayarlarında kameraya izin verin.
scan-camera-missing = Burada kamera yok. Kodu yazın ya da kasa okuyucusu kullanın.
scan-closer = Yaklaştırın ya da kodu aşağıya yazın
scan-working = Bir saniye…
scan-online = Bağlı
scan-offline = Bağlantı yok
scan-added = Damga eklendi
scan-reward = Ödül kazanıldı!
scan-reward-ready = Ödül hazır: { $reward }
scan-refused = Damgalanmadı
scan-refused-other = Bu olmadı
scan-not-ours = Bu, kartlarımızdan biri değil.
scan-wrong-poster = Bu, afişin karesi: müşterilere kart verir. Kartın kendisini okutun.
scan-wrong-link = Bu bir kart bağlantısı, kartın kendisi değil. Müşteriden açmasını isteyin ve oradaki kareyi okutun.
scan-wrong-web = Bu bir web adresi, kart değil.
scan-wrong-product = Bu bir ürün barkodu, kart değil.
scan-wrong-shop = Bu bir damga kartı, ama bu dükkânın değil: başka bir dükkânın ya da silinmiş.
scan-wrong-part = Kodun yalnızca bir bölümü geldi. Kartı yeniden okutun ya da karenin altındaki 8 karakteri yazın.
scan-wrong-short = Çok kısa: kodda 8 karakter vardır, burada yalnızca { $count } var.
scan-wrong-long = Çok uzun: kodda 8 karakter vardır, burada { $count } var.
scan-wrong-sign = Karakterlerden biri yanlış yazılmış. Kodu kartla karşılaştırın.
scan-wrong-unknown = Bu dükkânın hiçbir kartında bu kod yok. Kartla karşılaştırın.
scan-wrong-contact = Kasa, kartları yalnızca kodlarıyla bulur. Telefon numarası ya da e-posta ile kartı dükkân sahibi bulabilir.
scan-ask-title = Yeniden damgalansın mı?
scan-ask = { $card } kartı damgalandı: { $when }. Bir tane daha eklensin mi?
scan-yes = Evet, bir tane daha ekle
scan-no = Hayır
scan-unsure-title = Henüz yanıt yok
scan-unsure = Bağlantı koptu, bu yüzden olup olmadığını bilmiyoruz. Yeniden deneyin: iki kez sayılamaz.
scan-retry = Yeniden dene
scan-server = Bizim tarafımızda bir şey ters gitti. Hiçbir şey değişmedi. Kod: { $code }
scan-undo = Geri al
scan-undone-title = Geri alındı
scan-undone = Kart önceki durumunda.
scan-redeem = Ödülü ver
scan-redeemed-title = Ödül verildi
scan-redeemed = Keyfini çıkarın! Ödül karttan düşüldü.
scan-next = Sıradaki müşteri
scan-amount = Tutar
scan-amount-save = Tutarı kaydet
scan-amount-enter = Tutarı gir
scan-amount-back = Son rakamı sil
scan-amount-missing = tutarı kaydedilemedi
scan-amount-earns = Ödenen tutarı gir: damgalar ona göre verilir.
scan-no-stamp = Damga yok
scan-below-minimum = { $amount } altında, damga yok. Ziyaret sayılır.
scan-last = Son: { $name }
scan-sound-on = Ses açık
scan-sound-off = Ses kapalı
scan-torch = Işık
scan-photo = Fotoğraf çek
scan-photo-nothing = Bu fotoğrafta kart karesi bulunamadı. Daha yakından çekin ya da kodu yazın.
scan-waiting = Bekleyen: { $count }
scan-saved = Bu telefona kaydedildi
scan-saved-text = Bağlantı gelince gönderilir ve bir kez sayılır.
scan-saved-open = Gönderilene kadar bu sayfayı açık tutun: bu tarayıcı hiçbir şey saklamıyor.
scan-unsaved = Henüz gönderilmemişti, bu telefondan silindi.
scan-undo-later = Ulaşmış olabilir. Ulaştıysa bağlantı gelir gelmez geri alınır.
scan-undo-gone = Bu arada gönderildi. “Son işlemler” sayfasından geri alın.
scan-told = Bu kartlara bakın
scan-too-old = bağlantı geldiğinde 72 saatten eskiydi
scan-other-till = bu telefonun kasası değişmeden önce damgalanmış olabilir: karta bakın
scan-not-undone = damgalandı ve geri alınamadı: dükkân sahibine söyleyin.
scan-dismiss = Tamam
scan-lock = Kilitle
scan-test-title = Okuyucunuzu deneyin
scan-test-lead = Bu kareyi kasa okuyucunuzla okutun. Damga vurulmaz.
scan-test-field = İmleç bu alandayken de deneyin
scan-test-waiting = Okutma bekleniyor…
scan-test-right = Okuyucunuz çalışıyor. Bütün işaretler doğru geldi.
scan-test-other = Bir kod geldi, ama bu sayfadaki değil. Bir kartsa sorun yok. Yukarıdaki kareyse bazı işaretler yanlış geldi.
scan-test-wrong = Gelen bir kod değil. Okuyucuyu kılavuzundaki gibi ABD düzeninde “USB klavye” olarak ayarlayıp yeniden okutun.
scan-test-layout = Bu bilgisayarın klavyesi başka harflere ayarlı. Onun yerine tuşların yerleri okundu, sorun yok.
scan-test-came = İşaret: { $count }
scan-test-ending = Bitiş: { $name }
scan-test-none = yok
scan-test-time = Süre: { $seconds } sn
recent-title = Son işlemler
recent-empty = Bu telefonda henüz damga yok.
recent-window = 15 dakika içinde geri alabilirsiniz. Ondan sonra dükkân sahibi alabilir.
recent-back = Okuyucuya dön
scan-reward-offline = Ödüller için bağlantı gerekir. Hiçbir şey verilmedi: bağlantı gelince yeniden deneyin.
scan-camera-offline = Bağlantı yok: kodu yazın. Burada saklanır, sonra gönderilir.
scan-only = Yalnızca ödül ver
scan-only-how = Kartı okutun ya da kodunu yazın: damga eklenmez.
scan-only-on = Sıradaki kart: yalnızca ödül
scan-only-off = Damgalamaya dön
scan-only-go = Göster
scan-only-title = Verilecek ödül
scan-redeem-named = Ver: { $reward }
scan-held = Burada bir ödül bekliyor. Dükkân sahibi kartı yeniden açınca verilebilir.
scan-saved-reward = Ödüller bağlantı gelince verilebilir.

## Owner: staff, tills and places

staff-empty = Burada henüz okuyan telefon yok. İlkini aşağıda ekleyin.
staff-tills = Okuyan telefonlar
staff-name = Ad
staff-name-wrong = En çok 40 karakterlik bir ad verin, örneğin Kasa 1.
staff-state = Durum
staff-seen = Son görülme
staff-never = Hiç
staff-visits = Ziyaret, 30 gün
staff-undone = Geri alınan
staff-change = Değiştir
staff-link = Yeni bağlantı
staff-link-meaning = Kaybolan ya da yeni telefon için. Bu kasanın şimdiki telefonu hemen durur.
staff-revoke = Kapat
staff-revoke-meaning = Telefon hemen okumayı bırakır. Vurduğu damgalar kalır.
staff-amount-meaning = Her ziyaretten sonra çalışanlar müşterinin ne ödediğini yazabilir; atlamak tek dokunuştur. Para sayıları bundan oluşur.
staff-amount-ask = Tutarı sor
staff-amount-stop = Tutarı artık sorma
staff-add = Telefon ekle
staff-add-button = QR kodunu göster
staff-place = Şube
staff-no-place = Şube yok
staff-places = Şubeler
staff-places-empty = Henüz şube yok. Yalnızca birden fazla şubeniz varsa gerekir.
staff-place-name = Şubenin adı
staff-place-add = Şube ekle
staff-keys = Okuyan programların kendi anahtarları vardır:
staff-waits = Telefonunu bekliyor: { $time } saatine kadar
staff-unused = Bağlantı, bir telefon açmadan sona erdi
staff-works = Çalışıyor
staff-locked = PIN girilene kadar kilitli
staff-revoked = Kapatıldı
staff-failed = Beş yanlış PIN ile kapandı
staff-expired = 180 gün sonra sona erdi
staff-link-title = Bir telefonun yeni görevi: { $till }
staff-link-how = Bu kareyi telefonun kamerasıyla okutun ya da bağlantıyı telefonda açın. Bir kez çalışır.
staff-link-until = On dakika çalışır, bitiş: { $time }.
staff-link-more = Daha çok süre: yeni bağlantı oluştur
staff-back = Çalışanlara dön
done-till-revoked = Telefon kapatıldı.
done-till-changed = Kasa değişti.
done-place-added = Şube eklendi.

## Problem pages

problem-code = Hata kodu
problem-request = İstek
help-eyebrow = Bir hata hakkında
help-all = Bütün hatalar
help-all-meaning = Bir şeyi geri çeviren her yanıt bu kodlardan birini taşır. Her kod, ne yapılacağını anlatan sayfaya götürür.
help-what = Ne yapmalı
help-status = HTTP durumu
help-request = Yine olursa bize isteğin numarasını söyleyin: yanıtın request_id alanında ve X-Request-Id başlığındadır.
not-found-title = Böyle bir sayfa yok
not-found-how = Adres yanlış yazılmış ya da sayfa kaldırılmış olabilir. Adres bir afişten ya da karttan geldiyse dükkânda sorun.
lost-card = Bu bağlantı bir karta götürmüyor
lost-card-how = Bağlantının bir kısmı eksik olabilir. Onu ilk aldığınız yerden, örneğin cüzdanınızdan ya da kendinize gönderdiğiniz iletiden yeniden açın. Bulamazsanız dükkân sahibine sorun: telefon numarası ya da e-posta bıraktıysanız kartınızı bulabilir.
lost-shop = Bu adreste bir dükkân yok
lost-shop-how = Afişteki QR kodunu yeniden okutun ya da doğru adresi dükkânda sorun.

## Ana adres, sahipler ve çalışanlar için yardım

front-title = Telefonun cüzdanında damga kartı
front-meaning = Müşteriler uygulamasız ve ad vermeden damga toplar. Çalışanlar iki saniyede damgalar, dükkân sahibi insanların geri gelip gelmediğini görür.
front-title-of = Damga kartı: { $shop }
front-meaning-of = Her ziyarette bir damga toplayın. Uygulama yok, form yok, ad yok.
front-customer = Müşteri misiniz? Dükkândaki afişin kodunu okutun; sizi kartınıza götürür.
front-no-shop = Burada henüz dükkân yok. İlk dükkânı oluşturan bağlantı, bu hizmetin başlatıldığı yerde gösterildi.
front-shop = Dükkân için
guide-title = Dükkân için yardım
guide-meaning = Sahipler ve çalışanlar için: ne yapmalı, adım adım.
guide-day = İlk gününüz
guide-day-1 = Karta adını, ödülünü ve renklerini verin.
guide-day-2 = Dükkânın bir telefonunu, bir kez çalışan bağlantısıyla okuyucu yapın.
guide-day-3 = Katılma sayfasından kendinize bir kart alın ve damgalayın; müşterilerin ne gördüğünü bilirsiniz.
guide-day-4 = Afişi yazdırın ve insanların beklediği yere asın.
guide-day-5 = Sahip anahtarınızı parolalarınızı sakladığınız yerde saklayın. Onunla yeniden giriş yaparsınız.
guide-phones = Çalışanlar için telefon
guide-phones-1 = Telefonu bir adla ekleyin ve QR kodunu onunla okutun. Bağlantı on dakika çalışır.
guide-phones-2 = Telefonda düğmeye dokunun. Telefon ortada kalırsa PIN yabancıları uzak tutar.
guide-phones-3 = Telefon mu kayboldu? Listede kapatın; artık damga basamaz. Bastığı damgalar kalır.
guide-lost = Müşteri telefonunu kaybetti
guide-lost-1 = Müşteri yeni telefonuyla afişi okutur ve yeni bir kart alır.
guide-lost-2 = Eski kartı üyeler arasında bulun: koduyla, biliyorsanız telefon numarası ya da e-postayla ya da son ziyaretiyle.
guide-lost-3 = Üyenin sayfasında, yeni kartın koduyla iki kartı birleştirin. Sonra ikisi de ikisinin damgalarını gösterir.
guide-lost-4 = Bulamıyor musunuz? Eksik damgaları, üyesinin sayfasında yeni karta verin.
guide-wrong = Yanlış damga
guide-wrong-1 = Çalışanlar onu okuyucuda geri alır: hemen ya da on beş dakika içinde son işlemler listesinde.
guide-wrong-2 = Daha sonra dükkân sahibi onu üye sayfasındaki geçmişte geri alır. Eksik bir damga da orada eklenir.
guide-poster = Afiş
guide-poster-1 = Boyutu ve bir ya da iki dili seçin.
guide-poster-2 = Tam boyutta ve kenar boşluğu olmadan yazdırın ya da SVG dosyasını matbaaya götürün.
guide-poster-3 = Asmadan önce yazdırılanı kendi telefonunuzla okutun.
guide-numbers = Sayılar ne söylüyor
guide-numbers-1 = Sonuçlar tek bir soruyu yanıtlar: insanlar geri geliyor mu? Her sayının altında önceki dönem durur.
guide-numbers-2 = Yeterli veri yok yazıyorsa bekleyin: birkaç kişi fazla ya da eksik, sayıyı hemen değiştirir.
guide-numbers-3 = Her sayı, arkasındaki kişilere açılır.
guide-wallets = Apple Wallet ve Google Wallet
guide-wallets-1 = Hiçbir şey onları beklemez: cüzdan olmadan kart telefonda bir sayfadır ve damgalar yine sayılır.
guide-wallets-2 = Onları hizmeti işleten kişi kurar. Kurulumdaki liste neyin eksik olduğunu söyler.
guide-wallets-3 = Apple’ın sertifikası yaklaşık bir yıl geçerlidir. Kurulum söylediğinde yeniletin, yoksa kartlar güncellenmez.
guide-scanner = Okuyucu kartı okumuyor
guide-scanner-1 = Tarayıcının ayarlarında kameraya izin verin. Karanlıkta ışığı yakın ya da müşterinin telefonunun parlaklığını artırın.
guide-scanner-2 = Karenin altındaki sekiz karakteri yazın. Bu her zaman çalışır.
guide-scanner-3 = Bağlantı yoksa yazarak devam edin: ziyaretler telefonda saklanır ve sonra gönderilir.
guide-scanner-4 = Kasa okuyucusu yanlış karakterler mi yazıyor? Onu sınama sayfasında deneyin.
guide-in = Giriş yapamıyorsanız
guide-in-1 = Sahip anahtarınızı parolalarınızın, dosyalarınızın ve kâğıtlarınızın arasında arayın.
guide-in-2 = Oturumu hâlâ açık olan birinden davet isteyin ya da başka bir cihazınızda açık mı diye bakın.
guide-in-3 = İkisi de yoksa, hizmeti işleten kişi sizi bir kez içeri alan bir bağlantı oluşturur.

## Results

results-title = İnsanlar geri geliyor mu?
results-too-few = Yeterli veri yok
results-not-known = Bilinmiyor
results-up = Arttı; önceki: { $before }
results-down = Azaldı; önceki: { $before }
results-before = Önceki: { $before }
results-same = Önceki dönemle aynı
results-no-previous = Karşılaştırılacak önceki dönem yok
results-what = Bu ne demek?
results-compared = Karşılaştırılan dönem:
results-members =
    { $count ->
        [one] Bugüne kadar { $count } üye katıldı.
       *[other] Bugüne kadar { $count } üye katıldı.
    }
results-members-by = { $period } sonunda { $members }.
results-few =
    { $count ->
        [one] { $count } üye. { $enough } üyeden azken bir kişi bile bu sayıları çok değiştirir.
       *[other] { $count } üye. { $enough } üyeden azken bir kişi bile bu sayıları çok değiştirir.
    }
results-empty = Henüz ziyaret yok. Afişi yazdırın ve ilk kartınızı damgalayın.
results-empty-poster = Afişi yazdır
results-empty-till = Kasa kur
results-running = Bu dönem bitmedi: sayılar hâlâ artıyor, bu yüzden henüz karşılaştırılmıyor.
results-earlier = Önceki dönem
results-later = Sonraki dönem
by-month = Ay
by-quarter = Çeyrek
results-today-counts = Bugün, şu ana kadar geçtiği kadarıyla sayılır.
results-so-far = { $members }, { $visits }, son ziyaret { $when }
results-count-members =
    { $count ->
        [one] { $count } üye
       *[other] { $count } üye
    }
results-count-visits =
    { $count ->
        [one] { $count } ziyaret
       *[other] { $count } ziyaret
    }
results-none-since = { $members }. Bu dönemde ziyaret yok; sonuncusu: { $when }
results-none-here = Bu dönemde ziyaret yok.
results-says-came =
    { $count ->
        [one] { $count } üyenizden { $came } kişi geldi.
       *[other] { $count } üyenizden { $came } kişi geldi.
    }
results-says-more = Bu, önceki dönemden fazla.
results-says-fewer = Bu, önceki dönemden az.
results-says-same = Önceki dönemden belirgin bir farkı yok.
results-chance = Önceki: { $before }, belirgin fark yok
results-likely = Büyük olasılıkla { $low } ile { $high } arasında
results-likely-few = Az kişi: büyük olasılıkla { $low } ile { $high } arasında
results-few-people = az kişi
results-range = Sayının büyük olasılıkla bulunduğu yer
results-cost-unknown = Ödüllerin maliyetini kimse yazmadı.
results-cost-enter = Bir ödülün maliyetini yazın
results-cost-left-out =
    { $count ->
        [one] { $all } ödülden { $count } tanesi hesaba katılmadı: maliyeti bilinmiyor.
       *[other] { $all } ödülden { $count } tanesi hesaba katılmadı: maliyetleri bilinmiyor.
    }
results-amounts =
    { $count ->
        [one] { $count } ziyaretten { $known } tanesinin tutarı var.
       *[other] { $count } ziyaretten { $known } tanesinin tutarı var.
    }
results-no-amounts = Hiçbir ziyaretin tutarı yok. Müşterinin ödediğini çalışanlar yazsın:
results-amounts-enter = Bir kasa için açın
results-any-place = Ödüller nerede kazanılmış ya da kullanılmış olursa olsun sayılır.
results-first-figure = İlk sayı { $day } günü, ilk üyenizin katılmasından { $days } gün sonra gelir.
by-this-month = Bu ay
by-last-days =
    { $count ->
        [one] Son { $count } gün
       *[other] Son { $count } gün
    }
filters = Filtre: şube ve katılım yolu
filters-show = Göster
filters-clear = Herkesi göster
filter-all = Hepsi
filter-visit-location = Ziyaret yeri
filter-join-location = Katılım yeri
filter-join-channel = Katılım yolu
channel-counter-qr = Kasadaki kod
channel-receipt-qr = Fişteki kod
channel-poster = Afiş
channel-table-tent = Masa kartı
channel-website = Web sitesi
channel-social = Sosyal medya
channel-referral = Bir üyenin daveti
channel-staff = Çalışanlar
results-counted-active-rate = geldi
results-counted-repeat-visit-rate = geri geldi
results-counted-reward-redemption-rate = kullanıldı
results-counted-reward-cost-ratio = ödül
results-out-of-active-rate =
    { $count ->
        [one] üye
       *[other] üye
    }
results-out-of-repeat-visit-rate =
    { $count ->
        [one] ilk { $days } günü bu dönemde biten kişi
       *[other] ilk { $days } günü bu dönemde biten kişi
    }
results-out-of-reward-redemption-rate =
    { $count ->
        [one] kazanılan ödül
       *[other] kazanılan ödül
    }
results-out-of-reward-cost-ratio = geri gelenlere satış
returns-title = Geri gelenlerin ziyaretleri
returns-meaning = Üyenin ilk gününden sonraki her ziyaret.
returns-now = Şimdi
returns-before = Bir yıl önce
returns-open = henüz bitmedi
when-title = İnsanlar ne zaman geliyor?
when-meaning = Haftanın gününe ve saatine göre ziyaretler, dükkânınızın saatiyle:
when-hour = Saat
when-sum = Toplam
as-a-table = Tablo olarak
period = Dönem
way-title = Afişten ödüle
way-meaning = Bu günlerde katılma sayfanızı açanlar ve sonuna kadar nereye geldikleri: { $days }.
way-opened = Sayfayı açtı
way-joined = Kartı aldı
way-returned = Başka bir gün yine geldi
way-earned = Ödül kazandı
way-redeemed = Ödülü kullandı
way-carried-on = { $share } devam etti
cohorts-title = Yeni üyeler geri geliyor mu?
cohorts-meaning = Bir dönemde katılanlardan kaçı sonraki her dönemde geldi.
cohorts-months = +1, katıldıkları aydan sonraki aydır.
cohorts-quarters = +1, katıldıkları çeyrekten sonraki çeyrektir.
cohorts-joined = Katılım
cohorts-months-later =
    { $count ->
        [one] { $count } ay sonra
       *[other] { $count } ay sonra
    }
cohorts-quarters-later =
    { $count ->
        [one] { $count } çeyrek sonra
       *[other] { $count } çeyrek sonra
    }
money-title = Tekrar ziyaretlere karşı ödül maliyeti
money-rewards-in = ödüllerin maliyeti dâhil
money-vouchers-in = yukarıdaki satırın içinde
money-coverage = Ziyaretlerin { $share } kadarının tutarı biliniyor.
money-coverage-low = Ziyaretlerin yalnızca { $share } kadarının tutarı biliniyor: toplamlarda geri kalanı yok.
money-missing = Bilinmiyor: kâr marjınızı kart sayfasına yazın.
money-none = Bir ödülün size maliyetini yazın; bu sayfa onu geri gelen üyelerin harcamasının yanında gösterir:
money-group = Bütün dükkânın ödedikleri hiçbir üye grubuna ait değildir, bu yüzden burada yer almaz.
money-assumes = Burada her tekrar ziyaretin program sayesinde olduğu varsayılır. Bu bunu kanıtlamaz.
take-along = Yanınıza alın
all-numbers = Bütün sayılar
export-numbers = Sayılar (CSV)
export-numbers-json = Sayılar (JSON)
export-events = Olan her şey (CSV)
export-scans = Ziyaretler (CSV)
share-title = Birine gösterin
share-meaning = Sonuçlarınızı, hangi ay olursa olsun, 30 gün boyunca elinde bulunana gösteren bir adres oluşturur. Üyeleri göstermez, hiçbir şeyi değiştirmez.
share-button = Adres oluştur
share-made = Bu adresi şimdi kopyalayın, yalnızca bu kez gösterilir:
share-end =
    { $count ->
        [one] { $count } adresi kapat
       *[other] { $count } adresin hepsini kapat
    }
done-sharing-ended = Bu adresler artık hiçbir şey göstermiyor.
back-to-results = Sonuçlara dön
numbers-search = Sayılarda ara
numbers-none = Uyan bir sayı yok. Daha kısa bir sözcük deneyin.
numbers-count =
    { $count ->
        [one] { $count } sayı
       *[other] { $count } sayı
    }
numbers-of = { $den } içinden { $num }
count-days =
    { $count ->
        [one] { $count } gün
       *[other] { $count } gün
    }
part-days = { $number } gün
count-points =
    { $count ->
        [one] { $count } yüzde puan
       *[other] { $count } yüzde puan
    }
part-sides = Sayılan
part-n = Kaç kayıttan
part-visit-days = Ziyaret edilen günler
part-member-days = Üyelik günleri
part-apple = Apple Wallet’ta
part-google = Google Wallet’ta
part-cost = Maliyeti
part-previous = Önceki dönemde
part-current = Bu dönemde
part-spend-per-customer = Gelen üye başına harcama
part-churn-rate = Gelmeyenler
part-distribution = Dağılım
part-stars = Yıldıza göre yorumlar
part-positive = Olumlu
part-neutral = Tarafsız
part-negative = Olumsuz
part-bands = Puana göre üyeler
part-none = Hiç
part-low = Düşük
part-medium = Orta
part-high = Yüksek
part-members = Üyeler
part-counts = Seviye
part-stamps-required = Ödül için damga
part-near-reward = Bir iki damgası kalanlar
part-before = Öncesi
part-after = Sonrası
part-relative = Değişim
part-ci95 = Büyük olasılıkla
part-opening = Başlangıçtaki üyeler
part-joined = Katılanlar
part-deleted = Ayrılanlar
part-closing = Sondaki üyeler
part-growth-rate = Büyüme
part-joined-by-channel = Katılım yolu
part-events-used = Sayılan kayıtlar
part-duplicates-ignored = Sayılmayan tekrarlar
part-void-rate = Geri alınan ziyaretler
part-amount-coverage = Tutarı bilinen ziyaretler
part-same-day-extra-visits = Aynı gün yapılan ek ziyaretler
part-late-visits = Geç gelen ziyaret kayıtları
part-baseline-coverage = Katılmadan önce bilinenler
part-n-treatment = Alan kişiler
part-n-control = Dışarıda bırakılanlar
part-spend = Harcama
part-treatment-mean = Onunla
part-control-mean = Onsuz
part-difference = Fark
part-incremental-revenue = Ek satış
part-incremental-reward-cost = Ek ödül maliyeti
part-incremental-return = Getirisi
part-programme-roi-incremental = Maliyetine göre getiri
part-treatment-messaged = Onlardan mesaj alanlar
part-control-messaged = Dışarıda bırakılıp mesaj alanlar
part-treatment-returned = Geri gelenler
part-control-returned = Dışarıda bırakılıp geri gelenler
part-return-rate = Geri gelenlerin payı
part-incremental-cost = Ek ödül ve kupon maliyeti
part-reading = Ne söylüyor
part-messages = Mesajlar
part-day-mean = 24 saatte en çok, ortalama
part-day-max = 24 saatte en çok, herkes içinde
part-month-mean = Bir ayda en çok, ortalama
part-month-max = Bir ayda en çok, herkes içinde
part-visits = Ziyaretler
part-redemptions = Verilen ödüller
part-voucher-redemptions = Kullanılan kuponlar
part-by-action = Açılan
lift-unclear = Belirgin bir fark yok
lift-more = Artışa neden oldu
lift-less = Azalışa neden oldu
lift-changed = Belirgin bir değişim; nedeni bilinmiyor
lift-few = { $what }; az müşteri
people-total = Toplam:
people-unattributed = Bunun kimseye ait olmayanı:
people-part = Pay
people-part-number = Sayı
people-part-days = Gün
people-none = Henüz kimse yok.
people-deleted = Silinmiş üye
people-next = Devamı
people-counted = Sayılanlar
people-out-of = Kaçtan
family-adoption = Katılım
family-saved-cards = Kaydedilen kartlar
family-activity = Ziyaretler
family-coming-back = Geri gelme
family-rewards = Ödüller
family-keeping = Kalma ve ayrılma
family-money = Para
family-lift = Fark yaratıyor mu?
family-referrals-reviews = Davetler ve yorumlar
family-messages = Mesajlar
family-quality = Bu sayılara güvenilir mi?
family-vouchers = Kuponlar
family-links = Karttaki bağlantılar

## Owner: menu and signing in

menu = Dükkânın sayfaları
menu-results = Sonuçlar
menu-members = Üyeler
menu-card = Kart
menu-poster = Afiş
menu-staff = Çalışanlar
menu-setup = Kurulum
menu-developers = Geliştiriciler
menu-help = Yardım
sign-out = Çıkış yap
sign-in = Giriş yap
sign-in-meaning = Bu sayfalar dükkân sahibi içindir.
sign-in-key = Sahip anahtarı
sign-in-key-hint = sw_live_ veya sw_test_ ile başlar ve dükkân oluşturulurken gösterilmişti.
sign-in-button = Giriş yap
sign-in-unknown = Bu anahtarı tanımıyoruz. Tamamını kopyaladığınızdan emin olun ya da aşağıdaki yollardan biriyle girin.
sign-in-not-owner = Bu, sahip anahtarı değil. Çalışan ve okuma anahtarları bu sayfaları açamaz.
sign-in-link-how = Anahtar yanınızda değil mi?
sign-in-link-meaning = Hizmeti işleten kişi, sizi bir kez içeri alan bir bağlantı oluşturabilir:
sign-in-way-kept = Anahtar, dükkân oluşturulurken gösterilmişti. Parolalarınızı sakladığınız yere, indirilenlere ve kâğıtlarınıza bakın.
sign-in-way-signed-in = Başka bir telefonunuzda ya da bilgisayarınızda oturum hâlâ açık olabilir. Orada, her sayfanın altındaki “{ $page }” sayfasını açın ve kendinizi davet edin ya da yeni bir anahtar oluşturun.
sign-in-way-person = Oturumu açık olan başka biri sizi o sayfadan davet edebilir. Davet, bir kez çalışan bir bağlantıdır.
sign-in-as-owner = Sahip olarak giriş yap
sign-in-as-owner-meaning = Bu tarayıcı, siz çıkış yapana ya da 30 gün gelmeyene kadar dükkânın sonuçlarını, üyelerini ve ayarlarını açar. 180 gün sonra yeniden giriş yaparsınız.
invited-title = Hoş geldiniz, { $name }
invited-meaning = { $shop } sayfalarına davet edildiniz. Orada dükkân sahibinin yapabildiği her şeyi yapabilirsiniz.
owner-key-title = Bu anahtarı saklayın
owner-key-meaning = Bu anahtarla herhangi bir telefondan ya da bilgisayardan yeniden giriş yaparsınız. Parolalarınızı sakladığınız yerde ya da kâğıt üzerinde saklayın. Anahtar kimdeyse dükkânın sahibi odur.
owner-key-of = Sahip anahtarı: { $shop }
owner-key-use = Onunla burada giriş yapın: { $address }
owner-key-save = Dosya olarak kaydet
owner-key-print = Yazdır
owner-key-once = Yalnızca bu kez gösterilir. Oturumunuz açıkken kaybolursa yenisini oluşturun.
owner-key-kept = Sakladım
owner-key-more = Geri dönüş yolunuz
owner-key-more-meaning = Hiçbir tarayıcıda oturum açık kalmadığında sahip anahtarı sizi içeri alır. Anahtarınız yoksa ya da başkası biliyor olabilirse bir tane oluşturun; eski anahtarlar siz sonlandırana kadar çalışır.
owner-key-make = Sahip anahtarı oluştur
owner-key-list = Bütün anahtarları gör
first-shop = Dükkânınız bir dakikada hazır
first-shop-meaning = Beş yanıt verin, damga kartı çalışsın. Her şey sonradan değiştirilebilir.
first-shop-name = Dükkânınızın adı ne?
first-shop-name-wrong = Dükkâna en çok 60 harflik bir ad verin.
first-shop-reward = Dolu kart ne kazandırıyor?
first-shop-reward-hint = Örneğin: bedava kahve
first-shop-reward-wrong = Ödülü en çok 60 harfle yazın.
first-shop-stamps = Kart kaç damgayla dolar?
first-shop-stamps-wrong = 1 ile 100 arasında bir sayı seçin.
first-shop-zone = Saat dilimi
first-shop-zone-hint = Europe/Istanbul gibi
first-shop-zone-wrong = Bu saat dilimini tanımıyoruz. Europe/Istanbul gibi yazın.
first-shop-currency = Para birimi
first-shop-currency-hint = Üç harf, TRY gibi
first-shop-currency-wrong = Para birimini üç harfle yazın, TRY gibi.
first-shop-slug-hint = Boş: addan oluşturulur. Hangi yazıyla isterseniz yazın; sonra değiştirilebilir.
first-shop-button = Dükkânımı oluştur
first-shop-later = Sırada afiş, kasa ve cüzdanlar var; adım adım.

## Owner: how the card looks

look-title = Kartın görünümü
look-meaning = Bir alanı değiştirin ve kartı müşterilerinizin gözüyle görün. Siz istemeden hiçbir şey kaydedilmez.
look-name = Dükkânın adı
look-reward = Dolu kartın ödülü
look-stamps = Kartı dolduran damga sayısı
look-colour = Kartın rengi
look-stamp-colour = Damgaların rengi
look-corrected = Damgalar karttan zor ayırt ediliyordu, bu yüzden renklerini biraz kaydırdık.
look-yours = Sizin renginiz
look-used = Okunabilsin diye kullandığımız
look-pictures = Kendi logonuz ve resminiz
look-pictures-hint = PNG ya da JPEG, en çok 6 MB. Resmin ortası kullanılır. Siz söyleyene kadar hiçbir şey kaydedilmez.
look-logo = Logonuz
look-logo-hint = Kare, en az 100 piksel. Kartın üstündeki damganın yerine.
look-strip = Damgaların arkasındaki resim
look-strip-hint = En az 375’e 144 piksel. Kartın renginden bir tül damgaları okunur tutar.
look-picture-bytes = Resim 6 MB’tan büyük. Daha küçük kaydedin.
look-picture-pixels = Resimde 16 milyondan çok piksel var. Küçültün.
look-picture-small = Resmin pikseli bir kart için çok az. Daha büyük bir resim seçin.
look-picture-unreadable = Bu, okunabilen bir PNG ya da JPEG resmi değil. Başka bir resim seçin.
look-icon = Damgadaki resim
look-other-languages = Diğer dillerde ad ve ödül
look-other-hint = Boş bırakılan alanda yukarıdaki yazı görünür.
look-in-others = Diğer dillerde
look-drop = Kaldır
look-steps = Yoldaki ödüller
look-steps-hint = Kart dolmadan önce daha küçük bir ödül. Damgalar kartta kalır.
look-step = Yoldaki ödül { $number }
look-step-at = Gereken damga
look-step-name = Müşterinin aldığı
look-step-add = Yolda bir ödül ekle
look-shop = Adres, saatler, telefon, bağlantılar
look-shop-hint = Cüzdanlarda kartın arkasında, web’de altında. Boş bıraktığınız gösterilmez.
look-address = Dükkânın adresi
look-hours = Çalışma saatleri
look-telephone = Telefon
look-telephone-hint = Ülke koduyla, +90 212 1234567 gibi
look-website = Web sitesi
look-links = Kartın arkasındaki bağlantılar
look-link = Bağlantı { $number }
look-link-name = Yazısı
look-link-url = Götürdüğü adres
look-link-add = Bağlantı ekle
look-earning = Bir ziyaret ne kazandırır
look-earning-hint = Burayı boş bırakırsanız her ziyaret bir damga kazandırır. Değişiklikler sonraki ziyaretler için geçerlidir.
look-per-amount = Her bu tutara bir damga, { $currency }
look-per-amount-hint = Boş: ziyaret başına bir damga. Doluysa çalışanlar ödenen tutarı girer.
look-carry = Kalan, sonraki ziyarete aktarılsın mı?
look-carry-yes = Evet, ona eklenir
look-carry-no = Hayır
look-minimum = Ziyaretin en az tutarı, { $currency }
look-minimum-hint = Daha küçük bir ziyaret sayılır ama damga kazandırmaz. Boş: alt sınır yok.
look-stamp-days = Damgaların süresi, gün
look-stamp-days-hint = Boş: süresiz. Yeni ya da kısalan süre, var olan damgalar için değişiklikten başlar.
look-ask-amount = Kart okutulunca tutar sorulsun mu?
look-ask-amount-optional = Çalışanların açtığı yerde
look-ask-amount-always = Her zaman
look-ask-amount-never = Hiçbir zaman
look-more = Daha fazla: maliyet, aralar, hediyeler
look-cost = Bir ödülün size maliyeti, { $currency }
look-cost-hint = Sonuçlar sayfası bunu yinelenen satışlarla karşılaştırır.
look-currency = Para birimi
look-currency-hint = Üç harf, TRY gibi. Önceki tutarlar rakamlarını korur: hiçbir şey çevrilmez, bu yüzden değişiklik döneminin sonuçları ikisini karıştırır.
look-margin = Satıştaki kâr marjınız, yüzde
look-margin-hint = Bir satıştan, onun için aldıklarınız düşüldükten sonra kalan. Boşsa sonuçlar sayfası bunu atlar.
look-cooldown = İki damga arasındaki dakika
look-cooldown-hint = Bu süre içinde okuyucu yeniden damgalamadan önce sorar.
look-confirm = Çalışanlar bu süre içinde yeniden damgalayabilir mi?
look-confirm-yes = Evet, onaylarlarsa
look-confirm-no = Hayır
look-welcome = Katılım hediyesi damga
look-daily = Üye başına günde en çok ziyaret
look-daily-hint = Boş: sınır yok.
look-card-days = Ziyaretsiz kaç gün sonra kart sona erer
look-card-days-hint = Boş: hiçbir zaman. Her kart bunu sonraki ziyaretiyle alır.
look-reward-days = Ödül kaç gün sonra geçersiz olur
look-reward-days-hint = Boş: hiçbir zaman. Yeni ya da kısalan süre, bekleyen ödüller için değişiklikten başlar.
look-launched = Damga kartının ilk günü
look-launched-hint = Sonuçlar sayfası öncesi ve sonrasındaki ziyaretleri karşılaştırır.
look-tiers = Müdavimler için seviyeler
look-tiers-hint = Ziyaretler üyeyi kartta görünen bir seviyeye çıkarır.
look-tier = Seviye { $number }
look-tier-name = Ad
look-tier-visits = Gereken ziyaret
look-tier-days = Sayılan günler
look-tier-days-hint = Boş: bütün ziyaretler. Çok seyrek gelen seviyeden çıkar.
look-tier-stamps = Bu seviyede ziyaret başına damga
look-tier-stamps-hint = Boş: ötekiler kadar.
look-tier-add = Seviye ekle
look-to-settings = Diller, rakamlar, takvim ve saat dilimi burada ayarlanır
look-join = Katılım adresi
look-join-meaning = Afişler, kodlar ve bağlantılar bu adrese götürür. İstediğiniz zaman değiştirilebilir.
look-join-word = Adresin son parçası
look-join-hint = Hangi yazıyla isterseniz yazın. a’dan z’ye harfler, rakamlar ve tirelerle yazılır.
look-join-save = Bu adresi kullan
look-join-former = Bu adresler de oraya götürür, böylece basılı afişler çalışmaya devam eder:
look-join-wrong = En az iki harf ya da rakam yazın.
look-join-taken = Bu adres başka bir dükkânın. Başka bir adres seçin.
look-join-most = Dükkânın şimdiden yirmi adresi var. Onlardan birini seçin.
look-preview = Göster
look-save = Kaydet
look-unchanged = Henüz bir şey değişmedi.
look-impossible = Kaydetmeden önce bir alanın düzeltilmesi gerekiyor.
look-changes-none = Henüz verilmiş kart yok, kaydetmek hiçbirini değiştirmez.
look-changes =
    { $count ->
        [one] Kaydetmek { $count } kartı değiştirir, cüzdanlarda da.
       *[other] Kaydetmek { $count } kartı değiştirir, cüzdanlarda da.
    }
look-changes-goals =
    { $count ->
        [one] { $count } üyenin yolu uzardı; ulaşana kadar şimdiki hedefi geçerli kalır.
       *[other] { $count } üyenin yolu uzardı; ulaşana kadar şimdiki hedefleri geçerli kalır.
    }
look-ask = Devam etmek için bir kez daha kaydedin.
look-previews = Müşterilerinizin göreceği gibi
look-in = Önizleme dili
look-apple = Apple Wallet’ta
look-google = Google Wallet’ta
look-web = Web sayfası olarak
look-updated = Önizleme güncellendi.
look-wrong-name = Dükkâna en çok 60 harflik bir ad verin.
look-wrong-reward = Ödülü en çok 60 harfle yazın.
look-wrong-stamps = 1 ile 100 arasında, önceki ödülünkinden büyük bir sayı seçin.
look-wrong-colour = #0f766e gibi bir renk seçin.
look-wrong-stamp-colour = #f2b33d gibi bir renk seçin.
look-wrong-icon = Bu resimlerden birini seçin.
look-wrong-cost = 1,20 gibi bir tutar yazın ya da boş bırakın.
look-wrong-margin = 0 ile 100 arasında bir yüzde yazın ya da boş bırakın.
look-wrong-cooldown = En çok 44640 olan tam bir dakika sayısı yazın.
look-wrong-welcome = 0 ile 99 arasında bir sayı yazın.
look-wrong-daily = 1 ile 1000 arasında bir sayı yazın ya da boş bırakın.
look-wrong-step-at = Dolu karttan küçük bir tam sayı seçin, her ödül için başka bir sayı.
look-wrong-tier-name = Seviyeye en çok 40 harflik bir ad verin.
look-wrong-tier-visits = Her seviye için başka bir ziyaret sayısı seçin.
look-wrong-per-amount = 0’dan büyük bir tutar girin, örneğin 5,00, ya da boş bırakın.
look-wrong-tier-stamps = 1 ile 100 arası bir sayı girin ya da boş bırakın. Damgalar tutara göre verilirken seviyeler fazladan damga kazandırmaz.
look-wrong-link-name = Bağlantının nereye götürdüğünü en çok 60 harfle yazın.
look-wrong-link-url = https:// ile başlayan tam bir adres yazın.
look-wrong-address = En çok 12 satırda 300 harf yazın.
look-wrong-hours = En çok 12 satırda 300 harf yazın.
look-wrong-telephone = 3 ile 15 rakamlı bir numara yazın, +90 212 1234567 gibi.
look-wrong-currency = Para birimini üç harfle yazın, TRY gibi.
look-wrong-card-days = 1 ile 3651 arasında bir gün sayısı yazın ya da boş bırakın.
look-wrong-launched = 2026-01-31 gibi bir tarih yazın ya da boş bırakın.
look-versions = Sürümler
look-version = Sürüm { $version }
look-version-now = kullanımda
look-from = { $version }. sürüme bakıyorsunuz. Ona dönmek için kaydedin.
look-stale = Bu sayfa sizde açıkken başka biri kartı kaydetti ({ $what }). Sizden henüz bir şey kaydedilmedi. Yazdıklarınız aşağıda; yeniden kaydederseniz onunkinin yerine geçer.
look-stale-open = Kartı şimdiki hâliyle göster
look-lost = Kendi resimleri artık saklanmıyor; yerlerinde çizilenler var.
look-picture-gone = Bu resim artık saklanmıyor. Yeniden seçin.
look-picture-failed = Resim gönderilemedi. Birazdan yeniden seçin.
look-picture-choose = Resim seç
look-part-name = ad
look-part-reward = ödül
look-part-stamps = damgalar
look-part-colours = renkler
look-part-icon = resim
look-part-rules = kurallar
done-look-saved = Kaydedildi. Kartlar şimdi değişiyor.
done-look-same = Bir fark yoktu, bu yüzden bir şey kaydedilmedi.
done-join-changed = Adres değişti. Öncekiler oraya götürüyor.
icon-book = Kitap
icon-bowl = Kâse
icon-bread = Ekmek
icon-car = Araba
icon-coffee = Kahve
icon-flower = Çiçek
icon-heart = Kalp
icon-ice = Dondurma
icon-leaf = Yaprak
icon-paw = Pati
icon-pizza = Dilim
icon-scissors = Makas
icon-star = Yıldız
icon-tick = Onay

## Owner: posters

poster-title = Afiş ve masa kartı
poster-meaning = Bir kez okutmak kartınıza götürür. Afişi kapıya asın, kasanın yanına koyun.
poster-size = Kâğıt
poster-a4 = Afiş, A4
poster-a5 = Küçük afiş, A5
poster-tent = Masa kartı, bir kez katlanan A4
poster-first = Dil
poster-second = İkinci dil
poster-none = Yok
poster-show = Göster
poster-print = Yazdır
poster-svg = SVG olarak indir
poster-print-hint = Tam boyutta, kenar boşluğu ve üst bilgi olmadan yazdırın. Yalnızca sayfa basılır.
poster-fold = Ortadaki iki işaretten katlayın. İki dilin birer yüzü vardır.
poster-svg-hint = SVG’de yazılar metindir ve açan kişinin yazı tipleriyle çizilir. Matbaa için “stampwell poster --font” onları çizgiye çevirir.
poster-scan = Telefonunuzun kamerasıyla okutun. Uygulama gerekmez.
poster-in-both = Kartınız Apple Wallet’ta ya da Google Wallet’ta durur.
poster-in-apple = Kartınız Apple Wallet’ta ya da web’de durur.
poster-in-google = Kartınız Google Wallet’ta ya da web’de durur.
poster-in-browser = Kartınız tarayıcıda açılır.
poster-out-of-reach = Hiçbir telefon bu adrese ulaşamaz: { $address } yalnızca bu bilgisayara götürür. Önce STAMPWELL_PUBLIC_URL ayarını hizmetinizin adresi yapın.
poster-along = { $count } damgada: { $reward }

## Owner: members

members-search = Üye bul
members-search-hint = Kart kodu, telefon numarası, e-posta ya da kendi müşteri numaranız
members-find = Bul
members-all = Tüm üyeler
members-none = Kimse bulunamadı. Kodu ya da numarayı doğru yazdığınıza bakın.
members-empty = Burada henüz kart oluşturulmadı. Afişi yazdırın ve ilk kartınızı damgalayın. İçe aktarılan bir kayıttan gelenler sonuçlarda sayılır, ama burada kartları yoktur.
members-newest = Önce en yeni üyeler
members-found = Bulunanlar
members-older = Daha eski üyeler
members-who = Üye
members-stamps = Damga
members-visits = Ziyaret
members-last = Son ziyaret
members-imported = Kasadan eski ziyaretler
members-imported-until = { $number }, sonuncusu { $day }
members-never = Henüz yok
members-pairs = İki üye, tek müşteri numarası
members-pairs-meaning = Buradaki her çiftin müşteri numarası aynı; kaydedilirken iki türlü yazılmış. Numarayla eski üye bulunur. İkisi aynı kişiyse tek üye yapın; kendiliğinden hiçbir şey birleştirilmedi.
members-pairs-older = Eski üye, numarayla bulunur
members-pairs-younger = Yeni üye
member-card-of = Kart { $code }
member-email = E-posta
member-phone = Telefon
member-external = Kendi müşteri numaranız
member-news = Haberler
member-news-yes = Haber almayı kabul etti
member-news-no = Haber istemiyor
member-cards = Kartlar
member-no-card = Bu üyenin henüz kartı yok.
member-state-active = Kullanımda
member-state-paused = Duraklatıldı
member-state-ended = Sona erdi
member-state-expired = Süresi doldu
member-pause = Duraklat
member-end = Sonlandır
member-reopen = Yeniden aç
member-correct = Damga ekle ya da al
member-how-many = Kaç tane?
member-how-many-hint = 2 gibi bir tam sayı; eksiyle, örneğin -2, damga alınır.
member-how-many-wrong = Bu, verilebilecek bir damga sayısı değil.
member-reason = Neden?
member-reason-correction = Düzeltme
member-reason-bonus = Hediye
member-reason-birthday = Doğum günü
member-reason-referral = Arkadaşını getirdi
member-note = Not
member-note-hint = İsteğe bağlı. Burada ve üyenin kendi verilerinde görünür; üyeyle birlikte silinir.
member-correct-button = Damgaları değiştir
member-history = Neler oldu
member-imported = Kasadan ziyaret, damgasız
member-imported-meaning = Kasanızdan içe aktardığınız ziyaretler. Damga vermez ve “Ziyaret” altında sayılmazlar; sonuçlar karttan sonra geleni onlarla karşılaştırır.
member-merge = Bir kişi, iki kayıt mı?
member-merge-meaning = Öbür kartın kodunu, öbürünün kartı yoksa sizdeki müşteri numarasını yazın. Sonra ikisi de ikisinin damgalarını gösterir.
member-merge-code = Kart kodu ya da müşteri numarası
member-merge-look = İkisine bak
member-merge-unknown = Bu dükkânın bu kodlu ya da numaralı bir üyesi yok
member-merge-same = Bu zaten aynı üye
member-merge-title = İki üye bir mi olsun?
member-merge-sure = { $other } ve { $this }; ikisinin tüm damgaları, ziyaretleri, ödülleri ve kartlarıyla tek üye olur. Bu geri alınamaz.
member-merge-button = Tek üye yap
member-merge-no = Hayır, iki kalsın
member-profile = Ad ve iletişim
member-profile-meaning = Numarası ya da adresi bilinen üye, üyeler sayfasının üstünde bununla bulunur. Boşalttığınız alan silinir.
member-name = Ad
member-profile-save = Kaydet
told-wrong = Bu kaydedilemedi
told-phone-wrong = Bir telefon numarasında en az beş rakam vardır.
told-email-wrong = Bir e-posta adresi anna@example.com gibi görünür.
told-name-wrong = Bir ad en çok 80 harflidir ve denetim karakteri içermez.
told-id-wrong = Bu, tek bir müşterinin numarası değil. Numarası olmayan biri için alanı boş bırakın.
member-data = Verileri
member-export = Bu üye hakkındaki her şeyi indir
member-delete = Bu üyeyi sil
member-delete-meaning = Ad, iletişim ve kartlar tamamen silinir, cüzdanlara bildirilir. Ziyaretler ve ödüller toplamlarınızda adsız kalır. Eski yedekler yenilendikçe üyeyi unutur.
done-stamps = Damgalar değişti.
done-card-changed = Kart değişti.
done-taken-back = Geri alındı.
done-handed-over = Ödül verildi.
done-merged = İkisi artık tek üye.
done-member-saved = Kaydedildi.
done-member-deleted = Üye silindi.

## Owner: visits from the till

members-import = Ziyaretleri kasadan içe aktar
results-empty-import = Ziyaretleri kasanızdan getirin
import-title = Kasanızdan ziyaretler
import-meaning = Kasa ya da randevu programınızın verdiği dosya. Bir üyeye yapılan her satış, onun damgasız eski ziyareti olarak saklanır: sonuçlar karttan sonra geleni bununla karşılaştırır ve onu kartlı ziyaretler arasında saymaz. Daha önce aktarılanlar bir kez sayılır. Siz aktarana kadar hiçbir şey saklanmaz.
import-file = Kasadan gelen dosya
import-file-hint = CSV ya da JSON, en çok 64 MiB. Buraya bırakın ya da seçin.
import-look = Dosyaya bak
import-look-again = Yeniden bak
import-begin = İçe aktar
import-choose-again = Dosyayı bir kez daha seçin: yalnızca bakıldı, saklanmadı. Aşağıdaki seçimleriniz kalır.
import-no-file = Önce bir dosya seçin.
import-updated = Seçimlerinizle yeniden okundu
import-refused = Dosya böyle okunamıyor
import-nothing = Böyle hiçbir ziyaret okunamıyor, bu yüzden henüz içe aktarılacak bir şey yok. Yukarıdaki nedenlere ve aşağıdaki seçeneklere bakın.
import-supposed = Dosyanın kendisinden bulundu:
import-needs-order = Dosya, günün mü ayın mı önce geldiğini göstermiyor. Aşağıda “{ $choice }” bölümünden seçin.
import-why-utf8 = Harfler seçilenle değil, UTF-8 ile yazılmış. “{ $choice }” bölümünde UTF-8 seçin.
import-why-letters = Harfler UTF-8 değil. “{ $choice }” bölümünde başka bir seçenek seçin ya da dosyayı UTF-8 olarak dışa aktarın.
import-why-lost = Dosya oluşturulurken harfler kaybolmuş. UTF-8 olarak yeniden dışa aktarın.
import-why-workbook = Bu bir tablo değil, bir hesap tablosu ya da ofis programının çalışma kitabı. Orada açıp CSV (UTF-8) olarak kaydedin ve o dosyayı seçin.
import-why-packed = Bu sıkıştırılmış bir dosya. Açın ve içindeki tabloyu seçin.
import-why-no-table = Bu bir tablo değil. Listeyi programınızdan CSV olarak dışa aktarın.
import-why-empty = Dosyada satış yok. Satırlarıyla birlikte yeniden dışa aktarın.
import-why-rounded = Bir hesap tablosu bir numaranın rakamlarını yuvarlamış. Sütunu metin olarak biçimleyip yeniden dışa aktarın.
import-why-currency = Tutar, dükkânınkinden başka bir para biriminde.
import-why-torn = Satırda başlıktan çok hücre var; ondalık virgülü tutarı bölmüş olabilir. Sütunların arasında noktalı virgül kullanın ve “{ $choice }” bölümünde seçin.
import-why-no-date = Satırda tarih yok.
import-why-no-day = Böyle bir gün yok.
import-why-future = Tarih gelecekte. “{ $choice }” seçimini, saat dilimini ve kasanın saatini kontrol edin.
import-why-date = Tarih, “{ $choice }” bölümünde seçilene uymuyor.
import-why-unshown = Hesap tablosu tarihi ya da saati gösterememiş. Sütunu genişletin ya da formülünü düzeltip yeniden dışa aktarın.
import-why-time = Saat okunamıyor. 14:05 gibi yazın.
import-why-amount = Tutar birden çok biçimde okunabiliyor ya da hiç okunamıyor. “{ $choice }” bölümünden seçin.
import-why-number = Tutar okunabilir bir sayı değil.
import-why-total = Satır bir ziyaret değil, öbür satırların toplamı.
import-why-place = Satır, kullanılamayan bir şube adı veriyor. O sütunda şubeler mi var, kontrol edin.
import-why-member = Satır, dükkânınızda olmayan bir üyeyi adlandırıyor.
import-why-receipt = Aynı fiş, önceki bir satırda başka bir üyenin.
import-needs-member = Üyenin sizdeki numarasının hangi sütunda olduğunu aşağıda seçin.
import-needs-date = Tarihin hangi sütunda olduğunu aşağıda seçin.
import-rows = Nasıl okunacağı
import-part = Dosyanın yalnızca başına bakıldı.
import-line = Satır
import-at = Tarih
import-time = Saat
import-amount = Tutar
import-member = Üye numarası
import-receipt = Fiş
import-place = Satışın şubesi
import-bad-lines = Okunamayan satırlar
import-questions = Dükkânınızda olmayan şubeler
import-questions-meaning = Dosyada adları geçiyor. Yalnızca daha aşağıda çıkanlar atlanır ve sayılır.
import-place-ignore = Ziyaretleri şubesiz oku
import-place-create = Bu şubeyi dükkânıma ekle
import-place-is = Bu: { $place }
import-columns = Hangi sütun nedir
import-columns-meaning = Yanlış bulunanı düzeltin. Yukarıdaki tablo da değişir.
import-ways = Nasıl yazıldığı
import-found = Bulundu: { $column }
import-not-found = Bulunamadı
import-find = Kendisi bulsun
import-none = Sütun yok
import-dates = Tarihin sırası
import-dates-iso = Önce yıl: 2026-01-31
import-dates-dmy = Önce gün: 31.01.2026
import-dates-mdy = Önce ay: 01/31/2026
import-dates-jalali = İran takvimi: 1404/11/11
import-dates-excel = Hesap tablosunun gün numarası: 46053
import-unit = Tutarların birimi
import-unit-major = Müşterinin ödediği gibi, örneğin 3.50
import-unit-minor = En küçük para biriminde, örneğin 350
import-decimal = Ondalık işareti
import-decimal-comma = Virgül: 3,50
import-decimal-point = Nokta: 3.50
import-separator = Sütunlar arasında
import-separator-comma = Virgül ,
import-separator-semicolon = Noktalı virgül ;
import-separator-tab = Sekme
import-separator-bar = Dikey çizgi |
import-encoding = Harf kodlaması
import-encoding-utf = UTF-8, çoğu programın yazdığı gibi
import-encoding-west = Batı Avrupa (windows-1252)
import-encoding-turkish = Türkçe (windows-1254)
import-encoding-arabic = Arapça ve Farsça (windows-1256)
import-encoding-cyrillic = Kiril (windows-1251)
import-encoding-utf16 = Hesap tablosunun “Unicode metni” (UTF-16)
import-zone = Saat dilimi
import-place-of-others = Şube belirtmeyen satırların şubesi
import-no-place = Hiçbiri
import-earlier = Önceki içe aktarmalar
import-began = Başladı
import-state = Durum
import-running = Okunuyor
import-done = Bütün satırlar okundu
import-done-some = Dosya okundu, ama her satırı değil
import-failed = Vazgeçildi
import-interrupted = Yarıda kaldı
import-failed-advice = Okunanlar kalır. Aynı dosyayı aynı seçimlerle yeniden aktarın, kaldığı yerden sürer.
import-interrupted-advice = Bu sırada hizmet durduruldu. Aynı dosyayı aynı seçimlerle yeniden aktarın, kaldığı yerden sürer.
import-job-title = Kasadan içe aktarma
import-look-at-job = Ne kadar ilerlediğine bak
import-count-stored = Yeni ziyaretler
import-count-stored-meaning = Her üyenin sayfasında görünen eski ziyaretler. Damga vermez ve kartlı ziyaret sayılmazlar; sonuçlar onlarla yalnızca karşılaştırır.
import-count-known = Daha önce aktarıldı
import-count-known-meaning = Bu dosyayla ya da başkasıyla; her ziyaret bir kez sayılır.
import-count-without-member = Üyesiz satışlar
import-count-without-member-meaning = Kimse kart göstermedi, bu yüzden kimsenin ziyareti değil.
import-count-refunds = İadeler
import-count-refunds-meaning = Geri verilen para ve iptal edilen satışlar.
import-count-placeless = Şubesi atlanan ziyaretler
import-count-placeless-meaning = Dosyada dükkânınızda olmayan bir şube geçiyor.
import-count-bad = Okunmayan satırlar
import-count-bad-meaning = Her birinin nedeni aşağıda.
import-download = Hepsini indir (CSV)
import-another = Başka bir dosya aktar
import-visits =
    { $count ->
        [one] { $count } ziyaret
       *[other] { $count } ziyaret
    }
import-without-member =
    { $count ->
        [one] { $count } üyesiz satış
       *[other] { $count } üyesiz satış
    }
import-refunds =
    { $count ->
        [one] { $count } iade
       *[other] { $count } iade
    }
import-bad =
    { $count ->
        [one] { $count } okunamayan satır
       *[other] { $count } okunamayan satır
    }
import-read =
    { $count ->
        [one] { $count } satır okundu
       *[other] { $count } satır okundu
    }

## Owner: what is still to do

setup-title = Kurulum
setup-progress = { $done } / { $total } tamam
setup-done = Tamam
setup-todo = Yapılacak
setup-failing = Çalışmıyor
setup-unseen = Buradan görülemez
setup-yours = Dükkânınızda
setup-operators = Bu hizmeti işleten kişide
setup-operators-meaning = Siz değilseniz bu listeyi ona gösterin. Aynı denetimler daha ayrıntılı olarak:
setup-test = Deneme kartı oluştur
setup-test-meaning = Katılma sayfanız açılır. Kart gerçektir ve kendi sayfasından silene kadar üye sayılır.
setup-to-card = Karta git
setup-to-staff = Çalışanlar sayfasına git
setup-to-poster = Afişe git

check-cost = Ödülün size maliyeti
check-cost-done = Her ödülün maliyeti belli. Bir ödül verilince sonuçlar yinelenen satışın size kaça geldiğini gösterir.
check-cost-todo = Bir ödülün maliyeti yok; sonuçlar yinelenen satışın size kaça geldiğini söyleyemez.
check-cost-todo-fix = Bir ödülün size kaça geldiğini kart sayfasına yazın.
check-till = Damga vuran telefon
check-till-done =
    { $count ->
        [one] { $count } telefon damga vurabilir.
       *[other] { $count } telefon damga vurabilir.
    }
check-till-todo = Henüz hiçbir telefon damga vuramıyor.
check-till-todo-fix = Çalışanlar sayfasında QR kodunu gösterin ve kasadaki telefonla okutun.
check-visit = İlk damga
check-visit-done = İlk kart damgalandı.
check-visit-todo = Henüz hiçbir kart damgalanmadı.
check-visit-todo-fix = Bir deneme kartı oluşturup damgalayın. Sonra afişi asın.
check-address = Genel adres
check-address-done = Telefonlar hizmete { $address } adresinden ulaşır.
check-address-plain = { $address } https değil; telefonlar kartları yalnızca https ile günceller.
check-address-plain-fix = STAMPWELL_PUBLIC_URL için vekil sunucunuzun https adresini girin.
check-apple = Apple Wallet
check-apple-done = Apple Wallet kartları imzalanıyor. Sertifika { $day } tarihine kadar geçerli.
check-apple-ending = Apple sertifikası { $day } tarihinde bitiyor. Sonrasında telefonlardaki kartlar güncellenmez, yenileri reddedilir.
check-apple-ending-fix = Aynı kart türü kimliğiyle (pass type) yenileyin.
check-apple-off = Apple Wallet kurulmamış; müşteriler web kartını kullanıyor.
check-apple-off-fix = STAMPWELL_APPLE_CERTIFICATE, STAMPWELL_APPLE_KEY ve STAMPWELL_APPLE_WWDR değerlerini girin.
check-apple-ended = Apple sertifikasının süresi doldu. Damgalar sayılır, ama telefonlardaki kartlar güncellenmez ve yenileri reddedilir.
check-apple-ended-fix = Aynı kart türü kimliğiyle (pass type) yenileyin. Telefonlardaki kartlar o zaman güncellenir.
check-apple-failing = Apple sertifikası var ama kullanılamıyor: Apple Wallet kartı oluşturulmuyor.
check-apple-failing-fix = stampwell doctor komutunu çalıştırın. Dosyayı ve yapılacağı söyler.
check-google = Google Wallet
check-google-done = Google Wallet kartları oluşturuluyor.
check-google-off = Google Wallet kurulmamış; müşteriler web kartını kullanıyor.
check-google-off-fix = STAMPWELL_GOOGLE_ISSUER_ID ve STAMPWELL_GOOGLE_SERVICE_ACCOUNT değerlerini girin.
check-google-failing = Google Wallet kurulu ama anahtarı kullanılamıyor: Google Wallet kartı oluşturulmuyor.
check-google-failing-fix = stampwell google check komutunu çalıştırın. Google’a sorar ve eksik olanı söyler.
check-designs = Kart tasarımları
check-designs-done =
    { $count ->
        [one] { $count } tasarım hazır.
       *[other] { $count } tasarım hazır.
    }
check-designs-missing = Kartınızın tasarımı bulunamadı; yerine başka biri gösteriliyor.
check-designs-missing-fix = Kart sayfasında başka bir tasarım seçin ya da klasörünü STAMPWELL_TEMPLATES_DIR içine geri koyun.
check-badges = Cüzdan düğmeleri
check-badges-done = Şirketlerin kendi düğmeleri burada.
check-badges-off = Cüzdan düğmeleri düz yazı, çünkü şirketlerin kendi görselleri burada değil.
check-badges-off-fix = Apple ve Google’dan indirin, klasörünü STAMPWELL_BADGES_DIR değerine yazın.
check-backup = Yedek
check-backup-done = Son yedek { $day } tarihinde alındı.
check-backup-old = Son yedek { $day } tarihinde alındı. Sonrasında olanlar disk bozulursa kaybolur.
check-backup-old-fix = Her gece stampwell backup komutunu çalıştırın.
check-backup-never = Henüz yedek yok. Disk bozulursa bütün damgalar kaybolur.
check-backup-never-fix = Her gece stampwell backup komutunu çalıştırın ve dosyaları başka bir makinede saklayın.
check-backup-unseen = PostgreSQL kendi araçlarıyla yedeklenir; bunlar burada iz bırakmaz.
check-backup-unseen-fix = pg_dump ya da sunucunuzun her gece yedek aldığından emin olun ve geri yüklemeyi bir kez deneyin.

settings = Dil ve sayılar
settings-meaning = Sayfalarınız ve kartlarınız hangi dilleri konuşur, her biri sayı ve tarihleri nasıl yazar.
settings-place = Sıra
settings-not-offered = Sunulmuyor
settings-first = 1, kendi diliniz
settings-region = Ülke
settings-region-hint = IR ya da US gibi iki harf; olağan olan için boş bırakın.
settings-digits = Rakamlar
settings-calendar = Takvim
settings-gregorian = Ocaktan aralığa
settings-persian = Ferverdinden isfenda
settings-week = Haftanın ilk günü
settings-week-from = hafta başı { $day }
settings-usual = Oradaki gibi
settings-none = En az bir dil sunun.
settings-region-wrong = Ülke iki harftir, IR ya da US gibi.
settings-save = Kaydet
settings-look = Örnekleri göster
done-settings = Kaydedildi. Telefonlardaki kartlar birkaç dakikada güncellenir.
legal-title = Künye, gizlilik ve koşullar
legal-meaning = Müşterilerin katılma sayfasının altında okudukları. İçinde ne olması gerektiğini ülkenizin yasası söyler; istemediğini boş bırakın.
legal-stale = Bu sayfa sizde açıkken başka biri bu metinleri değiştirdi. Sizden henüz bir şey kaydedilmedi. Yeniden kaydederseniz aşağıdakiler onunkinin yerine geçer.
legal-stale-open = Metinleri şimdiki hâliyle göster
legal-open = Bu metinleri yazın
legal-imprint = Künye
legal-imprint-hint = Dükkânı kim işletiyor: ad, adres ve ülkenizin istediği diğer bilgiler. En çok 1.000 harf.
legal-imprint-wrong = Künye en çok 20 satırda 1.000 harf olabilir, alışılmadık işaretler olmadan.
legal-contact = Kişisel veriler için iletişim
legal-contact-hint = Bir e-posta adresi ya da https:// ile başlayan bir sayfa
legal-contact-wrong = Bir e-posta adresi ya da https:// ile başlayan tam bir sayfa adresi yazın.
legal-terms = Koşullar
legal-terms-hint = Koşulların bulunduğu sayfanın https:// ile başlayan adresi
legal-terms-wrong = https:// ile başlayan tam bir sayfa adresi yazın.
done-legal = Kaydedildi. Katılma sayfası artık bunu gösteriyor.

## Owner: for developers

dev-title = Geliştiriciler için
dev-meaning = Bir kasayı, web mağazasını ya da HTTP konuşan herhangi bir şeyi bağlayın.
dev-docs = API başvurusu
dev-try = Komut satırından damga vurun
dev-try-meaning = Bir çalışan anahtarı ve bir kartın kodunu koyun.
copy = Kopyala
copied = Kopyalandı
keys = Anahtarlar
key = Anahtar
key-may = Yapabildiği
key-since = Oluşturuldu
key-used = Son kullanım
key-never = hiç
key-owner = Sahip: bu dükkândaki her şey
key-staff = Çalışan: damga, ödül, kendi işini geri alma
key-reader = Okuma: sayılar ve olaylar
key-operator = Hizmeti işleten kişi
key-new = Yeni anahtar ne yapabilsin?
key-make = Anahtar oluştur
key-made = Yeni anahtarınız
key-once = Yalnızca bu kez gösterilir. Kopyalayın ve parolalarınızı sakladığınız yerde saklayın.
key-end = Sonlandır
key-end-meaning = Bu anahtarı kullanan her şey hemen durur.
key-end-confirm = Bu anahtarı sonlandır
done-key-ended = Anahtar sona erdi.
done-key-shown = O anahtar zaten oluşturuldu ve yalnızca bir kez gösterildi. Saklamadıysanız başka bir tane oluşturun.
sessions-title = Oturum açtığınız yerler
sessions-meaning = Oturum açmış tarayıcılar ve sonuçları gösteren adresler. 30 gün gelmeyen tarayıcının oturumu kapanır; her tarayıcınınki de girişten 180 gün sonra.
session-what = Ne
session-by = Başlatan
session-here = Bu tarayıcı
session-browser = Tarayıcı
session-shared = Sonuçların adresi
session-link = giriş bağlantısı
session-ends = Bununla birlikte sona erer:
session-ends-keys =
    { $count ->
        [one] { $count } anahtar
       *[other] { $count } anahtar
    }
session-ends-browsers =
    { $count ->
        [one] { $count } başka oturum
       *[other] { $count } başka oturum
    }
session-ends-invitations =
    { $count ->
        [one] { $count } açık davet
       *[other] { $count } açık davet
    }
session-ends-shared =
    { $count ->
        [one] { $count } sonuç adresi
       *[other] { $count } sonuç adresi
    }
session-end-confirm = Hepsini sonlandır
sessions-end-all = Her yerde oturumu kapat
sessions-end-all-meaning = Bu dahil her tarayıcının oturumu hemen kapanır ve açık davetler sona erer. Davet edilenlerin oluşturduğu anahtarlar ve sonuç adresleri çalışmaz olur. Sonuçların öbür adresleri kalır.
sessions-end-all-confirm = Evet, her yerde kapat
done-session-ended = Sona erdi.
session-invited = davet eden:
invitations-open = Açık davetler
invitation-who = Kime
invitation-ends = Bitiş
invitation-take-back = Geri al
invitation-title = { $name } için davet
invitation-how = Bu bağlantıyı yalnızca bu kişiye gönderin. Bir kez gösterilir; ilk açan kişinin oturumu açılır.
invitation-until = Bir kez çalışır, son: { $time }.
invitation-back = Listeye dön
invite = Birini davet et
invite-meaning = Bir ortak ya da yönetici, anahtarınız olmadan bir bağlantıyla girer ve sizin yapabildiğiniz her şeyi yapabilir. Oturumunu burada görür ve sonlandırırsınız: oluşturduğu anahtarlar, davetler ve adresler de onunla sona erer.
invite-name = Kim?
invite-button = Davet oluştur
invite-name-wrong = En çok 40 harflik bir ad yazın.
invite-too-many = 20 açık davet var. Kimsenin gerek duymadıklarını geri alın.
done-invitation-taken-back = Davet sona erdi.
done-invitation-shown = O davet zaten oluşturuldu ve bağlantısı yalnızca bir kez gösterildi. Saklamadıysanız daveti geri alıp başka bir tane oluşturun.
key-maker = Oluşturan
key-maker-command = bir komut
key-end-made = Oluşturduğu anahtarları, oturumları ve adresleri de sonlandır
deliveries = Cüzdanlara gönderilenler
deliveries-meaning = Karttaki her değişiklik onu tutan telefonlara bildirilir. En yeniler üstte.
deliveries-none = Henüz bir şey gönderilmedi. Cüzdandaki bir kartın ilk damgası burada görünür.
delivery-all = Hepsi
delivery-pending = Bekliyor
delivery-delivered = Ulaştı
delivery-failed = Birçok denemeden sonra bekletildi
delivery-gone = Kart artık orada değil
delivery-when = Ne zaman
delivery-what = Ne
delivery-state = Durum
delivery-answer = Yanıt
delivery-again = Yeniden gönder
delivery-shop = Dükkânın tasarımı
delivery-accepted = Kabul edildi
delivery-unanswered = Henüz yanıt yok
delivery-fetched = Telefon aldı:
done-delivery-again = Yeniden gönderiliyor.
events = Olaylar
events-meaning = Olan her şey, hiç değişmeyen bir günlükte bir satırdır. Okumak için
event-own = Kendi günlüğünüzden
event-invented = Uydurma örnek: son zamanlarda sizde böyle bir olay yok
webhooks = Web kancaları
webhooks-later = Henüz yoklar. O zamana kadar yeni olayları son yanıtınızın imleciyle sorun.

## The demo’s phones

phone-title = Telefonlar
phone-headline = Bir kart, iki cüzdan
phone-meaning = Bir iPhone ve bir Android telefon. Her biri kartı ekler, değişiklikleri öğrenir ve gösterir; gerçekleri nasıl yapıyorsa öyle.
phone-empty = Cüzdan boş. Dükkâna üye olun, kart burada görünsün.
phone-join = Müşteri olarak katıl
phone-scan = Çalışan olarak okut
phone-redeem = Ödülü ver
phone-void = Sonuncuyu geri al
phone-results = Sonuçlar
phone-staff = Çalışanlar sayfası
phone-wire = Ağdan geçenler
phone-wire-meaning = En yenisi üstte. Her satır, hizmet ile iPhone ya da hizmet ile Google’ın vekili arasında gerçek bir istektir.
phone-no-script = Telefon için JavaScript gerekir. Tarayıcının ayarlarında açın, sonra bu sayfayı yeniden yükleyin.
phone-now = şimdi
phone-scanned = Damgalandı. Kartı izleyin.
phone-redeemed = Verildi. Kartı izleyin.
phone-voided = Geri alındı. Kartı izleyin.
phone-failed = Bu olmadı. Hizmet hâlâ çalışıyor mu?
phone-lost = Hizmet yanıt vermiyor. Yeniden deneniyor…
phone-pass-voided = Bu kart sona erdi
phone-more = Bu kart hakkında daha fazlası
phone-less = Ön yüze dön
phone-fold = Bu kart hakkında daha azı
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = Kart henüz bu cüzdanda değil.
phone-card-page = Kartın sayfasını aç
phone-remove = Google Wallet’tan kaldır
phone-removed = Kaldırıldı. Damgalar üyede kalır.
phone-google-changed = Yeni bakiye: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = Bu kodla bir kart yok
help-card-not-found = Kod bilinmiyor, yanlış yazılmış ya da başka bir dükkânın. Kartı yeniden okutun ya da karesinin altındaki sekiz karakteri yazın.
error-too-soon = Bu kart az önce damgalandı
help-too-soon = İki damganın arasında birkaç dakika olmalı. retry_after_s içindeki saniye kadar bekleyin ya da dükkân izin veriyorsa okutmayı confirm değeri true olarak yeniden gönderin.
error-daily-limit = Bu kart bugünkü bütün damgalarını aldı
help-daily-limit = Dükkân her üyeye günde sınırlı sayıda damga verir. Sıradaki damga yarın, dükkânın saatine göre verilebilir.
error-card-ended = Bu kart sona erdi
help-card-ended = Dükkân onu sona erdirdi ya da sahibi sildi; artık kullanılamaz. Müşteri yeniden katılıp yeni bir kart alabilir.
error-card-paused = Bu kart duraklatıldı
help-card-paused = Dükkân bu kartı şimdilik bekletiyor. Dükkân sahibi onu yeniden etkinleştirebilir.
error-card-expired = Bu kartın süresi doldu
help-card-expired = Dükkânın izin verdiğinden daha uzun süre kullanılmadı. Müşteri yeniden katılıp yeni bir kart alabilir.
error-no-reward = Bu kartta bekleyen ödül yok
help-no-reward = Bütün ödüller alınmış ya da henüz ödül kazanılmamış. Kart, kaç damganın eksik olduğunu gösterir.
error-reward-not-available = Bu ödül artık alınamaz
help-reward-not-available = Alınmış, süresi dolmuş ya da bir ziyaretle birlikte geri alınmış. Bekleyen ödülleri görmek için kartı okuyun.
error-reward-not-found = Bu kartta böyle bir ödül yok
help-reward-not-found = Ödül başka bir üyenin ya da hiç yok. reward_id göndermezseniz süresi en önce dolacak ödül alınır.
error-already-redeemed = Bu ziyaretle kazanılan bir ödül verilmiş
help-already-redeemed = Ziyareti geri almak bir ödülü damgasız bırakırdı, bu yüzden hiçbir şey değişmedi. Önce ödülü geri alın.
error-already-voided = Bu daha önce geri alındı
help-already-voided = Başka bir şey gerekmez: bir ziyaret ya da ödül yalnızca bir kez geri alınabilir.
error-void-window-over = Burada geri almak için artık geç
help-void-window-over = Çalışanlar on beş dakika içinde geri alabilir. Sonrasında dükkân sahibi hâlâ yapabilir.
error-amount-window-over = Bu tutarı burada girmek için artık geç
help-amount-window-over = Çalışanlar kendi ziyaretlerinin tutarını on beş dakika içinde girebilir. Sonrasında dükkân sahibi hâlâ yapabilir.
error-not-enough-stamps = Bu kartta yeterince damga yok
help-not-enough-stamps = Bu değişiklik kartı sıfırın altına düşürürdü. Daha az damga alın.
error-invalid-request = İstekte doğru olmayan bir şey var
help-invalid-request = errors içindeki her kayıt, yeri bir JSON işaretçisiyle gösterir ve orada neyin yanlış olduğunu söyler. Bu yerleri düzeltip isteği yeniden gönderin.
error-malformed-json = İstek, okuyabildiğimiz bir JSON değil
help-malformed-json = detail, okumanın hangi satır ve sütunda durduğunu söyler. Virgülleri, tırnakları ve UTF-8 olması gereken karakter kümesini denetleyin.
error-unauthorized = Kimin sorduğunu bilmiyoruz
help-unauthorized = Geçerli bir anahtarı Authorization: Bearer … olarak gönderin. Çalışan telefonu kasa olarak kayıtlı olmalıdır.
error-forbidden = Bunu burada yapamazsınız
help-forbidden = Anahtar geçerli, ama rolü bu çağrıya izin vermiyor. API başvurusunda adı geçen role sahip bir anahtar kullanın.
error-merchant-suspended = Bu dükkân askıya alındı
help-merchant-suspended = Hizmeti işleten kişi bu dükkânı askıya aldı: bu sona erene kadar damga basılamaz, katılınamaz, hiçbir şey değiştirilemez. Kartlar üzerlerindekini korur. Hizmeti işleten kişiye sorun.
error-not-found = Bu adreste bir şey yok
help-not-found = Kimlik ya da adres yok veya başka bir dükkânın. Yazım hatası olup olmadığına bakın.
error-method-not-allowed = Bu adres o yöntemi kabul etmez
help-method-not-allowed = Kabul ettiği yöntemler Allow başlığında sıralanır.
error-payload-too-large = İstek çok büyük
help-payload-too-large = Çağrıların çoğu 256 KiB’ye, içe aktarmalar 64 MiB’ye kadar kabul eder. Her seferinde daha az gönderin.
error-unsupported-media-type = Bu içerik türünü okuyamıyoruz
help-unsupported-media-type = Content-Type: application/json ile JSON ya da API başvurusunun bu çağrı için belirttiği türü gönderin.
error-rate-limited = Bir anda çok fazla istek
help-rate-limited = Retry-After başlığındaki saniye kadar bekleyin, sonra daha yavaş sürdürün.
error-idempotency-key-reused = Bu Idempotency-Key başka bir istekte kullanıldı
help-idempotency-key-reused = Bir anahtar, tek bir gövdesi olan tek bir isteğe aittir. Her yeni istek için yeni bir anahtar üretin ve onu yalnızca o isteğin yinelemelerinde kullanın.
error-idempotency-in-progress = Aynı istek hâlâ işleniyor
help-idempotency-in-progress = Biraz bekleyip aynı anahtarla yeniden gönderin: ilkinin yanıtını alırsınız.
error-occurred-at-out-of-range = Bu ziyaretin zamanı çok uzak
help-occurred-at-out-of-range = occurred_at en çok 72 saat geride ve 5 dakika ileride olabilir. Kasanın saatini denetleyin.
error-apple-not-configured = Bu dükkân Apple Wallet’ı henüz açmadı
help-apple-not-configured = Bu arada web kartını kullanın. Hizmeti işleten kişi Apple sertifikasını ekleyebilir; stampwell doctor neyin eksik olduğunu söyler.
error-google-not-configured = Bu dükkân Google Wallet’ı henüz açmadı
help-google-not-configured = Bu arada web kartını kullanın. Hizmeti işleten kişi Google düzenleyicisini ekleyebilir; stampwell doctor neyin eksik olduğunu söyler.
error-google-callback-refused = Bu geri çağrı Google’dan değil ya da bu dükkân için değil
help-google-callback-refused = Bu adrese yalnızca Google gönderir: imza, anahtarları, tarihleri ve düzenleyici doğru olmalıdır. Hiçbir şey değişmedi.
error-google-key-unusable = Google hizmet hesabı kullanılamıyor
help-google-key-unusable = Hizmeti işleten kişi STAMPWELL_GOOGLE_SERVICE_ACCOUNT ve STAMPWELL_GOOGLE_ISSUER_ID değerlerine bakar; stampwell doctor neyin yanlış olduğunu söyler. Web kartı bu arada çalışır.
error-google-keys-unavailable = Google’ın imza anahtarları alınamadı
help-google-keys-unavailable = Anahtarlar yeniden alınabildiğinde geri çağrı denetlenebilir. Google onu yineler; hiçbir şey kaybolmaz.
error-signing-certificate-expired = Apple Wallet sertifikası sona erdi
help-signing-certificate-expired = Hizmeti işleten kişi onu yenileyene kadar yeni kartlar imzalanamaz; nasıl yapılacağını stampwell doctor söyler. Damgalar her zamanki gibi sürer, web kartı çalışır.
error-signing-certificate-unusable = Apple Wallet sertifikası kullanılamıyor
help-signing-certificate-unusable = Hizmeti işleten kişi nedenini stampwell doctor ile bulur. Damgalar her zamanki gibi sürer, web kartı çalışır.
error-unavailable = Hizmet şu anda yanıt veremiyor
help-unavailable = Açılıyor, kapanıyor ya da çok yoğun. Retry-After başlığındaki saniyeden sonra aynı Idempotency-Key ile yeniden deneyin.
error-internal-error = Bizim tarafımızda bir şey ters gitti
help-internal-error = Hiçbir şey değişmedi. Aynı Idempotency-Key ile yeniden deneyin; sürerse bize isteğin numarasını söyleyin.
error-till-revoked = Bu telefon artık kasa değil
help-till-revoked = Dükkân sahibi erişimini sona erdirdi. Yeniden kullanmak için yeni bir kayıt bağlantısı isteyin.
error-till-expired = Bu kasanın süresi doldu
help-till-expired = Bir telefon 180 gün kasa olarak kalır. Dükkân sahibinden yeni bir kayıt bağlantısı isteyin ve telefonda açın.
error-till-locked = Bu kasa kilitli
help-till-locked = 12 saat kullanılmadı ya da biri kilitledi. PIN’ini okuyucu sayfasında girin.
error-link-expired = Bu bağlantı sona erdi
help-link-expired = Tek kullanımlık bağlantılar bir kez ve kısa bir süre çalışır. Yenisini isteyin.
error-events-archived = Bu olaylar burada olmayan bir dosyada
help-events-archived = İşletmen eski olayları dosyalara taşıdı ve biri şu anda okunamıyor. Daha yeni olayları isteyin ya da dosyayı yerine koydurun.
error-slug-taken = Bu adreste başka bir dükkân var
help-slug-taken = Her dükkânın kendi kısa adresi vardır. Başka bir slug seçin.
error-program-changed = Program bu arada değiştirildi
help-program-changed = Siz programı aldıktan sonra biri başka bir programı yürürlüğe koydu. Yeniden alın, değişikliğinizi onda yapıp o sürümü gönderin; ya da yürürlükteki program hangisi olursa olsun yerine geçmesi için version göndermeyin.
error-external-id-taken = Bu numara başka bir üyenin
help-external-id-taken = İkisi aynı kişiyse onları tek üye yapın: bu numarayı aşağıda, “Bir kişi, iki kayıt mı?” bölümüne yazın. Değilse başka bir numara seçin.
error-storage-full = Yazacak yer kalmadı
help-storage-full = Hiçbir şey değişmedi. Hizmeti işleten kişinin diskte yer açması gerekir; stampwell doctor diski söyler.
error-request-timeout = İstek zamanında ulaşmadı
help-request-timeout = Gövdenin gelmesi 15 saniyeden uzun sürdü. Hiçbir şey değişmedi; daha iyi bir bağlantıyla, aynı Idempotency-Key ile yeniden gönderin.
