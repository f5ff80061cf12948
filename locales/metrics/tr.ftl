# The metrics: what each is called, what it asks, how it is counted, and what it cannot tell.
# A text that points at another metric quotes its name.

## adoption

new_members = Yeni üyeler
    .question = Kaç kişi üye oldu?
    .formula = İlk kartı bu dönemde verilen üyeler.
    .caveat = Üye sayısı tek başına bir şey kanıtlamaz: “Geri gelen yeni üyeler” ile birlikte okuyun.

total_members = Dönem sonundaki üyeler
    .question = Dönem sonunda kaç üyemiz var?
    .formula = Dönem bitmeden üye olan ve o ana kadar silinmemiş üyeler.

member_growth = Üye artışı
    .question = Program büyüyor mu, hangi kanaldan?
    .formula = Dönem başındaki üyeler + üye olanlar − silinenler = dönem sonundaki üyeler. Büyüme oranı, sondaki sayıdan baştaki sayının çıkarılıp dönem başındaki üyelere bölünmesidir; üye olanlar ilk kartlarının kanalına göre ayrılır.
    .caveat = Bir kanalın sayısı insanların nerede üye olduğunu söyler, onları üye olmaya neyin yönelttiğini değil.

enrolment_rate = Üye olan sayfa ziyaretçileri
    .question = Üyelik sayfasını görenlerden kaçı üye oldu?
    .formula = Bu dönemde üyelik sayfasını görüp ilk görüntülemede ya da sonrasında ve dönem bitmeden kart alan ziyaretçilerin, bu dönemde sayfayı gören ve o görüntülemeden önce kartı olmayan bütün ziyaretçilere oranı.
    .caveat = Kişileri değil, gün gün tarayıcıları sayar: bir gün bakıp başka gün üye olanlar ve ikinci telefonlar oranı düşürür. Sayfayı görmeden çalışanların üye yaptıkları iki sayıda da yoktur.


## saved_cards

saved_cards = Cüzdandaki kartlar
    .question = Hâlâ kaç karta yazabiliyoruz?
    .formula = Dönem sonundaki üyelerin, o anda en az bir cüzdanda bulunan kartları. İki cüzdanda da bulunan kart tek karttır ve her cüzdanda ayrıca sayılır.
    .caveat = Sinyallerden bir tahmindir: otomatik güncellemeyi kapatmak kartı silmek gibi görünür, kaybolan telefon ise hiç haber vermez.

card_save_rate = Cüzdana eklenen kartlar
    .question = Verdiğimiz kartlardan kaçı bir cüzdana ulaştı?
    .formula = Bu dönemde verilip dönem bitmeden bir cüzdana eklenen kartların, bu dönemde verilen bütün kartlara oranı.

active_saved_cards = Kullanılan cüzdan kartları
    .question = Cüzdandaki kartlardan kaçı gerçekten kullanıldı?
    .formula = Dönem sonunda cüzdanda bulunan ve dönemde o kartla en az bir ziyareti olan kartlar.

saved_card_usage_rate = Kullanılan cüzdan kartlarının payı
    .question = Cüzdandaki kartların kaçı kullanıldı?
    .formula = Dönem sonunda cüzdanda bulunan ve dönemde o kartla en az bir ziyareti olan kartların, dönem sonunda cüzdanda bulunan bütün kartlara oranı.

card_removal_rate = Cüzdandan çıkarılan kartlar
    .question = Cüzdanda bulunan kartlardan kaçı çıkarıldı?
    .formula = Dönem sonunda hiçbir cüzdanda olmayan kartların, dönem başında cüzdanda bulunan ya da dönemde cüzdana eklenen bütün kartlara oranı.
    .caveat = Ziyaretler kesilmeden gelen erken bir işarettir; ama otomatik güncellemeyi kapatmak da aynı görünür, kartını çıkaran da üye kalır.


## activity

active_members = Etkin üyeler
    .question = Üyelerimizden kaçı geldi?
    .formula = Dönem sonundaki üyelerden dönemde en az bir ziyareti olanlar.
    .caveat = Gelip de dönem bitmeden silinenler sayılmaz.

active_rate = Gelen üyeler
    .question = Üyelerimizden kaçı bu dönemde gerçekten geldi?
    .formula = Dönem sonundaki üyelerden dönemde en az bir ziyareti olanların, dönem sonundaki bütün üyelere oranı.
    .caveat = Dönemin uzunluğuna bağlıdır; yalnızca eşit uzunluktaki dönemleri karşılaştırın.

participation_rate = Katılan üyeler
    .question = Kaç üye programla herhangi bir şey yaptı?
    .formula = Dönemde ziyareti, ödül kullanımı, yorumu, cüzdana eklediği kartı ya da getirdiği arkadaşı olan üyelerin, dönemin herhangi bir anında üye olan herkese oranı.

visits = Ziyaretler
    .question = Kaç ziyaret oldu?
    .formula = Üyelerin dönemdeki onaylanmış ziyaretleri, geri alınanlar hariç.
    .caveat = Üyelikten sonraki içe aktarılmış ziyaretler sayılmaz, yoksa her okutma iki kez sayılırdı.

visits_per_active_member = Müşteri başına ziyaret
    .question = Gelenler ne sıklıkta geldi?
    .formula = Dönemdeki ziyaret sayısının, dönemde en az bir ziyareti olan üye sayısına bölümü.
    .caveat = Yalnızca hâlâ gelenleri içerir; adil sıklık “30 günde ziyaret günü” sayısıdır.

visit_rate_30d = 30 günde ziyaret günü
    .question = Bir üye, üyeliğinin her 30 gününde ne sıklıkta geliyor?
    .formula = 30 × dönemdeki ziyaret günlerinin üyelik günlerine bölümü (üyelik günleri: her üye için dönemin üye olduğu günleri, hepsi toplanarak).
    .caveat = Sessiz üyeleri de sayar, bu yüzden gelmeyi bırakanlar sayıyı güzelleştiremez.

visit_gap_days = İki ziyaret arası gün
    .question = İki ziyaret arasında kaç gün geçiyor?
    .formula = Dönemde iki ya da daha çok ziyaret günü olan her üye için bir günden sonrakine ortalama ara; sonra bu üyelerin ortalaması, her üye eşit ağırlıkla.
    .caveat = İki kez gelmeyenleri görmez; “30 günde ziyaret günü” ile birlikte okuyun.

repeat_purchase_rate = İki kez alışveriş eden müşteriler
    .question = Bu dönemin müşterilerinden kaçı en az iki kez alışveriş etti?
    .formula = Dönemde iki ya da daha çok ziyaret günü olan üyelerin, en az bir ziyaret günü olan bütün üyelere oranı.

engagement_score = Bağlılık puanı
    .question = Üyeler 0 ile 100 arasında ne kadar bağlı?
    .formula = Dönem sonundaki her üye için: ziyaret günlerine 40 puana kadar (dönemdeki tam hafta sayısı kadar, en az bir gün, 40 puanın hepsini getirir), ödül kullanımına 30, dönem sonunda cüzdanda olan karta 20, yoruma ya da getirilen arkadaşa 10 puan; sonra hepsinin ortalaması.
    .caveat = Ağırlıklar bir uzlaşmadır; üyeleri sıralamak için kullanın, programı yargılamak için değil.


## coming_back

one_and_done_rate = Bir daha görülmeyen yeni üyeler
    .question = Kaç kişi üye oldu ve bir daha görülmedi?
    .formula = Takip süresinde (üyelik gününden sonraki 60 gün, başka bir sayı seçilmedikçe) hiç ziyareti olmayan üyelerin, takip süresi bu dönemde biten bütün üyelere oranı.
    .caveat = Bu arada silinen üyeler paydada kalır.

repeat_visit_rate = Geri gelen yeni üyeler
    .question = Üye olanlardan kaçı başka bir gün geri geldi?
    .formula = Takip süresinde (üyelik gününden sonraki 60 gün, başka bir sayı seçilmedikçe) ziyareti olan üyelerin, takip süresi bu dönemde biten bütün üyelere oranı.
    .caveat = Bir takip süresi önce üye olanları anlatır; böylece herkesin geri gelmek için eşit zamanı olmuştur.

days_to_return_median = Geri gelene kadar geçen gün
    .question = İkinci güne kadar ne kadar geçiyor?
    .formula = Üyelik gününden başka bir gündeki ilk ziyarete kadar geçen günlerin medyanı; takip süresi bu dönemde biten ve süre içinde geri gelen üyeler için.
    .caveat = Yalnızca geri gelenleri bilir; “Geri gelen yeni üyeler” ile birlikte okuyun.

ladder_completion_rate = Merdiveni tamamlayan yeni üyeler
    .question = Yeni üyeler ödül merdivenini sonuna kadar çıktı mı?
    .formula = Takip süresinin sonuna kadar damga karşılığı bir ödül kazanan üyelerin, takip süresi bu dönemde biten bütün üyelere oranı.
    .caveat = Hediyeler ve yol üstündeki, damga harcamayan ödüller sayılmaz.

visit_gap_join_change = Üyelikten sonra aranın değişimi
    .question = İnsanlar üye olmadan öncesine göre daha sık mı geliyor?
    .formula = Her üye için, üyelik gününden sonraki sürede ziyaret günleri arasındaki ortalama aradan önceki süredeki ortalama ara çıkarılır; sonra bu farkların ortalaması alınır. Takip süresi bu dönemde biten, o ana kadar silinmemiş ve her iki sürede iki ya da daha çok günü olan üyeler içindedir.
    .caveat = Yalnızca gözlemdir: aynı kişileri karşılaştırır, ama mevsim, fiyatlar ve rastlantı içinde kalır. “Üyelikten sonra” deyin, asla “üyelik sayesinde” demeyin. Eksi sayı daha kısa ara demektir.

visit_gap_launch_change = Başlangıçtan beri aranın değişimi
    .question = İnsanlar program başlamadan öncesine göre daha sık mı geliyor?
    .formula = Her üye için, dönemde (başlangıçtan önceki günler hariç) ziyaret günleri arasındaki ortalama aradan başlangıçtan önceki süredeki ortalama ara çıkarılır; sonra bu farkların ortalaması alınır. Her ikisinde de iki ya da daha çok günü olan üyeler içindedir.
    .caveat = Yalnızca gözlemdir ve iki sürenin mevsimleri farklıdır. Başlangıç tarihi girilmedikçe boştur.


## rewards

rewards_earned = Kazanılan ödüller
    .question = Üyeler kaç ödül kazandı?
    .formula = Üyelerin dönemde kazandığı ödüller, iptal edilenler hariç.

rewards_redeemed = Teslim edilen ödüller
    .question = Kaç ödül teslim edildi?
    .formula = Dönemdeki ödül kullanımları, geri alınanlar hariç.

reward_redemption_rate = Kullanılan ödüller
    .question = Kazanılan ödüllerden kaçı kullanıldı?
    .formula = Dönemde kazanılıp dönem bitmeden, hangi yerde olursa olsun, kullanılan ödüllerin, dönemde kazanılan bütün ödüllere oranı. Süresi dolan ödüller içindedir, iptal edilenler değildir.
    .caveat = Son günlerde kazanılan ödüllerin az zamanı oldu; önceki dönemle karşılaştırın ya da çeyrek yıla bakın.

redemption_participation = Ödül kullanan üyeler
    .question = Kaç farklı üye ödül kullandı?
    .formula = Dönemde en az bir ödül kullanımı olan üyeler.

redemption_rate = Ödül kullanan üyelerin payı
    .question = Üye olan herkesten kaçı ödül kullandı?
    .formula = Dönemde en az bir ödül kullanımı olan üyelerin, dönemin herhangi bir anında üye olan herkese oranı.

redemptions_per_redeemer = Kullanan başına ödül kullanımı
    .question = Ödül kullananlar ne sıklıkta kullanıyor?
    .formula = Dönemdeki ödül kullanımı sayısının, dönemde en az bir ödül kullanımı olan üye sayısına bölümü.

rewards_outstanding = Borcumuz olan ödüller
    .question = Hâlâ ne borcumuz var?
    .formula = Dönem sonundaki üyelerin, dönem bitmeden kazanılan ve o ana kadar ne kullanılan ne de süresi dolan ödülleri ve bunların tahmini maliyetlerinin toplamı.
    .caveat = Tahmini maliyeti olmayan ödül maliyete 0 ekler.

ladder_progress = Merdivendeki yerler
    .question = Üyeler ödül merdiveninin neresinde?
    .formula = Her damga bakiyesi için (alınan damgalar − ödüllere harcanan damgalar, hiçbir zaman 0’ın altında değil) dönem sonunda kaç üyenin bu bakiyede olduğu. Ödüle yakın olanlar, bir ya da iki damgası eksik olanlardır.
    .caveat = Gereken damga sayısı girilmedikçe ödüle yakın olanların sayısı boştur.

tier_distribution = Seviyelere göre üyeler
    .question = Üyelerin hangi payı hangi seviyede?
    .formula = Her seviye için, dönem sonundaki üyelerden son seviyesi o olanların, dönem sonundaki bütün üyelere oranı; `none` seviyesi olmayanlardır.
    .caveat = Kimsenin ulaşmadığı seviyeler listede yoktur.


## retention

churn_rate = Kaybedilen müşteriler
    .question = Önceki dönemin müşterilerinden kaçı bu dönemde gelmedi?
    .formula = Önceki dönemde ziyareti olup bu dönemde olmayan üyelerin, önceki dönemde ziyareti olan bütün üyelere oranı. Silinen üyeler kaybedilmiş sayılır.
    .caveat = Ziyaretler arasındaki alışılmış aranın en az üç katı uzunlukta bir dönem seçin.

customer_retention_rate = Elde tutulan müşteriler
    .question = Önceki dönemin müşterilerinden kaçı yine geldi?
    .formula = Her iki dönemde de ziyareti olan üyelerin, önceki dönemde ziyareti olan bütün üyelere oranı.
    .caveat = Ziyaretler arasındaki alışılmış aranın en az üç katı uzunlukta bir dönem seçin.

churn_reduction = Kaybın azalması
    .question = Öncekinden daha az mı kaybettik?
    .formula = Önceki dönemin kayıp oranı − bu dönemin kayıp oranı; artı değer daha iyidir.
    .caveat = Önceki iki dönemden birinde kimse gelmediyse boştur.

customer_count_ratio = Öncekine göre müşteriler
    .question = Önceki döneme göre daha çok mu, daha az mı kişi geldi?
    .formula = Bu dönemde ziyareti olan üye sayısının, önceki dönemde ziyareti olan üye sayısına bölümü.
    .caveat = Elde tutma oranı değildir: yeni müşteriler kaybedilenleri gizler.

recovered_lapsed_members = Geri kazanılan sessiz üyeler
    .question = Birilerini geri kazandık mı?
    .formula = Dönem başındaki üyelerden, bilinen son ziyareti dönemin ilk gününden 90 gün (başka bir sayı seçilmedikçe) ya da daha önce olup dönemde gelenlerin, böyle sessiz kalan bütün üyelere oranı.
    .caveat = Bazıları kendiliğinden döner; bir kampanyanın payı için karşılaştırma grubu gerekir.


## money

sales_coverage_rate = Tutarı bilinen ziyaretler
    .question = Paranın ne kadarını biliyoruz?
    .formula = Dönemde tutarı bilinen ziyaretlerin, dönemdeki bütün ziyaretlere oranı.
    .caveat = Para toplamlarının hiçbirinde geri kalanı yoktur.

member_revenue_minor = Üyelerin harcaması
    .question = Üyeler ne kadar harcadı?
    .formula = Üyelerin dönemdeki ziyaretlerinin tutarları toplamı.
    .caveat = Tutarı olmayan ziyaretler içinde yoktur; önce “Tutarı bilinen ziyaretler” sayısına bakın.

average_spend_per_visit = Ziyaret başına harcama
    .question = Bir ziyaret ne kadar getiriyor?
    .formula = Dönemdeki ziyaretlerin tutarları toplamının, dönemde tutarı olan ziyaret sayısına bölümü.

refunds_minor = İadeler
    .question = Ne kadarını geri verdik?
    .formula = Dönemdeki her ziyaret için, fişlerinden birinin söylenen en yüksek tutardan son tutara en büyük düşüşü; sonra hepsinin toplamı. Satışlar zaten bunsuz hesaplanır.
    .caveat = Para ne zaman geri verilmiş olursa olsun ziyarete yazılır, bu yüzden önceki aylar değişir. Aşağı doğru düzeltilen bir tutar iade gibi görünür.

repeat_revenue_minor = Geri gelişlerden satış
    .question = Geri gelişler ne kadar getirdi?
    .formula = Üyelerin dönemdeki ziyaretlerinden, o üyenin üyelikten önce ya da sonra bilinen ilk ziyaretinden daha geç bir gündekilerin tutarları toplamı.
    .caveat = Her geri gelişi içerir, zaten hep gelenlerinkini de.

repeat_margin_minor = Geri gelişlerin kâr marjı
    .question = Geri gelişlerden yapılan satıştan ne kalıyor?
    .formula = Geri gelişlerden satış × dönem sonunda geçerli brüt kâr marjı.
    .caveat = Kâr marjı girilmedikçe boştur.

reward_cost_minor = Ödüllerin ve kuponların maliyeti
    .question = Ne kadarlık ödül ve kupon verdik?
    .formula = Dönemdeki ödül kullanımlarının ve kullanılan kuponların maliyetleri toplamı; maliyeti olmayan 0 ekler.
    .caveat = Dükkâna maliyetidir, menüdeki fiyat değil.

programme_cost_minor = Programın maliyeti
    .question = Bütün program bize kaça mal oldu?
    .formula = Ödüllerin ve kuponların maliyeti + dönemde kaydedilen diğer maliyetler.
    .caveat = Yalnızca kaydedilen maliyetleri bilir.

reward_cost_ratio = Geri geliş satışına düşen ödül maliyeti
    .question = Geri gelişlerden gelen her 1,00 satış için ne kadar ödül ve kupon verdik?
    .formula = Ödüllerin ve kuponların maliyetinin geri gelişlerden satışa bölümü.
    .caveat = Satışın sebebinin program olduğunu kanıtlamaz.

reward_cost_margin_ratio = Kâr marjında ödül maliyeti
    .question = Ödüller ve kuponlar geri gelişlerin kâr marjının ne kadarını alıyor?
    .formula = Ödüllerin ve kuponların maliyetinin geri gelişlerden yapılan satışın kâr marjına bölümü.
    .caveat = 1’in üzerinde ödüller ve kuponlar kâr marjını yer. Kâr marjı girilmedikçe boştur.

margin_impact_minor = Maliyetten sonra kâr marjı
    .question = Geri gelişlerin kâr marjı programı karşılıyor mu?
    .formula = Geri gelişlerden yapılan satışın kâr marjı − programın maliyeti.
    .caveat = Her geri geliş program sayesinde olsaydı: neden-sonuç değildir. Kâr marjı girilmedikçe boştur. Yabancıların kullandığı kuponlar da buraya yazılır: “Kuponların maliyeti” ile birlikte okuyun.

programme_roi_observed = Programın getirisi
    .question = Programa harcanan her 1,00 ne getiriyor?
    .formula = (Geri gelişlerden yapılan satışın kâr marjı − programın maliyeti) ÷ programın maliyeti.
    .caveat = Her geri geliş program sayesinde olsaydı: neden-sonuç değildir ve çoğunlukla fazlasıyla yüksektir. Kâr marjı girilmedikçe boştur.

clv_observed_minor = Bugüne kadar üye başına harcama
    .question = Bir üye bugüne kadar ortalama ne kadar harcadı?
    .formula = Dönem sonundan önceki bütün ziyaretlerin tutarları toplamının, o ana kadar üye olmuş herkesin sayısına bölümü; silinen üyeler dâhil.
    .caveat = Bir gerçektir, ama genç programlar zayıf görünür.

clv_projected_minor = Bir üyenin öngörülen değeri
    .question = Bir üye ne kadar değerli olabilir?
    .formula = Dönemde müşteri başına harcama × beklenen dönem sayısı, yani 1 ÷ kayıp oranı.
    .caveat = Hiçbir şey değişmezse: bir modeldir, ölçüm değil. Harcama ve kayıp sabit sayılır; faiz ve kâr marjı hesaba katılmaz. Kimse kaybedilmediyse boştur.


## lift

member_lift_visits = Önce ve sonra ziyaret günleri
    .question = Üyeler üyelikten sonra öncekinden daha çok günde geliyor mu?
    .formula = Her üye için, üyelik gününden sonraki süredeki ziyaret günlerinden önceki sürede içe aktarılmış ziyareti olan günler çıkarılır; sonra bu farkların ortalaması alınır. Takip süresi bu dönemde biten, o ana kadar silinmemiş ve önceki sürede ziyareti olan üyeler içindedir.
    .caveat = Yalnızca gözlemdir: insanlar sık geldikleri günlerde üye olmaya yatkındır, mevsim ve fiyatlar değişir ve yalnızca geçmişi bilinen müşteriler içindedir. “Üyelikten sonra” deyin, asla “üyelik sayesinde” demeyin.

member_lift_spend = Önce ve sonra harcama
    .question = Üyeler üyelikten sonra öncekinden daha çok harcıyor mu?
    .formula = Her üye için, üyelik gününden sonraki süredeki harcamadan önceki süredeki harcama çıkarılır; sonra bu farkların ortalaması alınır. Ziyaret günü karşılaştırmasındaki üyeler içindedir; ancak bir süredeki ziyaretlerinin beşte birinden çoğunda tutar bulunmayanlar çıkarılır, daha az eksik tutar ortalamayla tamamlanır.
    .caveat = Yalnızca gözlemdir: insanlar sık geldikleri günlerde üye olmaya yatkındır, mevsim ve fiyatlar değişir ve yalnızca geçmişi bilinen müşteriler içindedir. “Üyelikten sonra” deyin, asla “üyelik sayesinde” demeyin.

holdout_lift = Karşılaştırma grubuyla fark
    .question = Kart ya da mesaj, kurayla almayanlara göre ne getirdi?
    .formula = Her deney için, deney grubuna ayrılan herkesin ortalama harcamasından ve ortalama ziyaret günlerinden karşılaştırma grubuna ayrılan herkesinkiler çıkarılır; hepsi ayrılmadan sonraki sürede. Takip süresi bu dönemde biten herkes içindedir, kartı alsın almasın.
    .caveat = Ayırma rastgele ve önceden yapıldıysa neden-sonuç gösterir. 0’ı içeren bir aralık belirgin bir fark göstermez.

campaign_lift = Kampanya karşılaştırması
    .question = Her kampanya, kurayla dışarıda bırakılanlara göre ne getirdi?
    .formula = Her kampanya için, deney grubuna ayrılan herkesin geri gelme oranından ve ortalama harcamasından karşılaştırma grubuna ayrılan herkesinkiler çıkarılır; hepsi ilk mesajıyla başlayan sürede. Takip süresi bu dönemde biten herkes içindedir, mesaj almış olsun olmasın.
    .caveat = Ayırma rastgele ve önceden yapıldıysa neden-sonuç gösterir. 0’ı içeren bir aralık belirgin bir fark göstermez; 30 kişiden azı az müşteridir.


## referrals

referral_conversion_rate = Üye olan davetliler
    .question = Daveti açan arkadaşlardan kaçı üye oldu?
    .formula = Dönemde bir üyenin davetini açıp sonrasında ve dönem bitmeden tavsiyeyle kart alan ziyaretçilerin, dönemde davet açan bütün ziyaretçilere oranı.
    .caveat = Kişileri değil tarayıcıları sayar.

referral_joins = Üyelerin getirdiği üyeler
    .question = Üyeler kaç üye getirdi?
    .formula = Dönemde üye olan ve ilk kartında tavsiye eden olarak başka bir üyenin adı geçen üyeler.

referral_qualified_rate = Gelen tavsiyeli üyeler
    .question = Gerçek müşteri miydiler?
    .formula = Tavsiyeyle gelen ve üyelik gününden takip süresinin sonuna kadar ziyareti olan üyelerin, tavsiyeyle gelip takip süresi bu dönemde biten bütün üyelere oranı.

review_request_rate = Yorum istenen ziyaretler
    .question = Kaç ziyaretten sonra sorduk?
    .formula = Dönemdeki ziyaretlerden dönem bitmeden yorum istenenlerin, dönemdeki bütün ziyaretlere oranı.

review_response_rate = Yanıtlanan yorum istekleri
    .question = Sorduklarımızdan kaçı yanıt verdi?
    .formula = Dönemdeki yorum isteklerinden dönem bitmeden yanıtlananların, dönemdeki bütün yorum isteklerine oranı.

review_rating_average = Ortalama yıldız
    .question = Kaç yıldız alıyoruz?
    .formula = Üyelerin dönemde gönderdiği yorumların ortalama puanı, 1 ile 5 arası.
    .caveat = Yanıt verenler herkes değildir; “Yanıtlanan yorum istekleri” ile birlikte okuyun.

sentiment_score = Yorumların dengesi
    .question = Geri bildirim genel olarak iyi mi, kötü mü?
    .formula = (Olumlu − olumsuz yorumlar) ÷ dönemde gönderilen bütün yorumlar, −1 ile +1 arası. Kendi duygu kaydı yoksa 4 ya da 5 yıldızlı yorum olumlu, 1 ya da 2 yıldızlı yorum olumsuzdur.
    .caveat = Yanıt verenler herkes değildir; “Yanıtlanan yorum istekleri” ile birlikte okuyun.


## messages

messages_sent = Gönderilen mesajlar
    .question = Kaç mesaj gönderdik?
    .formula = Dönemde cüzdanlara teslim edilen mesajlar ve kart güncellemeleri, o anda üye olanlara. Karşılaştırma için tutulanlar gönderilmiş sayılmaz.
    .caveat = Ulaşıp ulaşmadığını söylemez: hiçbir cüzdan bunu bildirmez.

message_return_rate = Ziyaretle sonuçlanan hatırlatmalar
    .question = Hatırlatmalardan kaçının ardından bir hafta içinde ziyaret oldu?
    .formula = Dönemdeki kampanya mesajları ve hatırlatmalardan, ardından o üyenin yedi gün içinde geldiklerinin, yedi günü dönem içinde biten bütün bu mesajlara oranı.
    .caveat = Yalnızca gözlemdir: birçoğu zaten gelecekti.

update_reach_rate = iPhone’ların aldığı güncellemeler
    .question = Kart güncellemeleri iPhone’lara ulaşıyor mu?
    .formula = Dönemde Apple Wallet kartlarına gönderilen mesajlardan, ardından 24 saat içinde kartın indirildiklerinin, dönem bitiminden 24 saatten daha önce gönderilen bütün bu mesajlara oranı.
    .caveat = Google’da böyle bir sinyal yoktur: o mesajlar hiç sayılmaz.

messages_per_member = Üye başına mesaj
    .question = Ne kadar rahatsız ediyoruz?
    .formula = Dönemde kampanya mesajı ya da hatırlatma alan her üye için, 24 saat içindeki en yüksek sayıları ve bir takvim ayında o ana kadarki en yüksek sayıları; sonra her birinin bu üyeler üzerinden ortalaması ve en büyüğü.
    .caveat = Google 24 saatte 3 tanesine izin verir, Apple sayı söylemez; ama rahatsız eden kart atılır.


## quality

data_quality = Veri kalitesi
    .question = Bu sayılara güvenebilir miyim?
    .formula = Bütün zamanlarda kullanılan kayıtlar ve yok sayılan yinelemeler. Dönemde: geri alınan okutmaların payı, tutarı olan ziyaretlerin payı, bir üyenin aynı gündeki fazladan ziyaretleri, 24 saatten geç ulaşan ziyaretler ve takip süresi dönemde bitenlerden üyelikten önceki sürede ziyareti olan üyelerin payı.

till_balance = Kasaların karşılaştırması
    .question = Bir kasa diğerlerinden ayrılıyor mu?
    .formula = Dönemde her kasa için: ziyaretler, okutmalarından geri alınanların payı, üyenin o günkü ilk ziyareti olmayan ziyaretler ve orada verilen ödüller ve kuponlar.
    .caveat = Sorulacak bir sorudur, kanıt değildir: az ziyaret, erken vardiya ya da kapının yanındaki kasa çoğu farkı açıklar.


## vouchers

vouchers_issued = Dağıtılan kuponlar
    .question = Kaç kupon dağıttık?
    .formula = Dönemde üyelere ya da bilinmeyen kişilere dağıtılan kuponlar, iptal edilenler hariç.

voucher_redemption_rate = Kullanılan kuponlar
    .question = Dağıtılan kuponlardan kaçı zamanında kullanıldı?
    .formula = Kendi süresi içinde (başka sayı seçilmedikçe verildiği günden sonraki 60 gün), nerede ve kim tarafından olursa olsun kullanılan kuponların, süresi dönemde biten bütün kuponlara oranı. Süresi dolan kuponlar içindedir, iptal edilenler değildir.

voucher_cost_minor = Kuponların maliyeti
    .question = Kullanılan kuponlar bize kaça mal oldu?
    .formula = Dönemde kullanılan kuponların maliyetleri toplamı; kendi maliyeti olmayan, verilirken yapılan tahminle sayılır, o da yoksa 0 ekler.
    .caveat = “Ödüllerin ve kuponların maliyeti” sayısının bir parçasıdır.


## links

action_taps = Açılan bağlantılar
    .question = Karttaki bağlantılar kullanılıyor mu?
    .formula = Üyelerin dönemde kartlarındaki bir bağlantıyı kaç kez açtığı, her bağlantı için.
    .caveat = Kişileri değil açılışları sayar; önden bakan bir tarayıcı da bağlantıyı açar.

action_tap_rate = Bağlantı açan kart sahipleri
    .question = Kartı taşıyanlardan kaçı bir bağlantı açtı?
    .formula = Dönem sonunda cüzdanında kartı olan ve dönemde kartlarından birinde bir bağlantı açan üyelerin, o anda cüzdanında kartı olan bütün üyelere oranı.
    .caveat = Bir bağlantı açıp sonra kartı atan ya da kartı hiç kaydetmeyen iki sayıda da yoktur.
