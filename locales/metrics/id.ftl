# The metrics: what each is called, what it asks, how it is counted, and what it cannot tell.
# A text that points at another metric quotes its name.

## adoption

new_members = Anggota baru
    .question = Berapa orang yang bergabung?
    .formula = Anggota yang kartu pertamanya diterbitkan dalam periode ini.
    .caveat = Pendaftaran saja tidak membuktikan apa-apa: bacalah bersama “Anggota baru yang kembali”.

total_members = Anggota di akhir periode
    .question = Berapa anggota kita di akhir periode?
    .formula = Anggota yang bergabung sebelum akhir periode dan tidak dihapus sebelum itu.

member_growth = Pertumbuhan anggota
    .question = Apakah program ini tumbuh, dan lewat saluran mana?
    .formula = Anggota di awal + bergabung − dihapus = anggota di akhir. Laju pertumbuhan adalah akhir dikurangi awal, dibagi anggota di awal; yang bergabung dirinci menurut saluran kartu pertamanya.
    .caveat = Jumlah per saluran menunjukkan di mana orang mendaftar, bukan apa yang membuat mereka mendaftar.

enrolment_rate = Pengunjung halaman yang bergabung
    .question = Dari orang yang melihat halaman pendaftaran, berapa yang bergabung?
    .formula = Pengunjung halaman pendaftaran dalam periode ini yang menerima kartu pada atau setelah kunjungan halaman pertamanya dan sebelum akhir periode, dari semua pengunjung halaman dalam periode ini yang belum punya kartu sebelumnya.
    .caveat = Yang dihitung peramban per hari, bukan orang: orang yang melihat pada satu hari dan bergabung pada hari lain, serta ponsel kedua, menurunkannya. Anggota yang didaftarkan staf tanpa melihat halaman tidak ada di kedua angka.


## saved_cards

saved_cards = Kartu di dompet
    .question = Pada berapa kartu kita masih bisa menulis?
    .formula = Kartu milik anggota di akhir periode yang saat itu ada di setidaknya satu dompet. Kartu di kedua dompet adalah satu kartu, dan dihitung di masing-masing dompet.
    .caveat = Perkiraan dari sinyal: mematikan pembaruan otomatis tampak seperti menghapus kartu, dan ponsel yang hilang tidak pernah memberi kabar.

card_save_rate = Kartu terbit yang disimpan
    .question = Dari kartu yang kita terbitkan, berapa yang sampai ke dompet?
    .formula = Kartu yang diterbitkan dalam periode ini dan disimpan ke dompet sebelum akhirnya, dari semua kartu yang diterbitkan dalam periode ini.

active_saved_cards = Kartu tersimpan yang dipakai
    .question = Berapa kartu tersimpan yang benar-benar dipakai?
    .formula = Kartu yang ada di dompet pada akhir periode dengan setidaknya satu kunjungan memakai kartu itu dalam periode ini.

saved_card_usage_rate = Porsi kartu tersimpan yang dipakai
    .question = Dari kartu yang tersimpan, berapa yang dipakai?
    .formula = Kartu yang ada di dompet pada akhir periode dengan setidaknya satu kunjungan memakai kartu itu dalam periode ini, dari semua kartu yang ada di dompet pada akhirnya.

card_removal_rate = Kartu yang dihapus dari dompet
    .question = Dari kartu yang pernah ada di dompet, berapa yang dibuang?
    .formula = Kartu yang tidak ada di dompet mana pun pada akhir periode, dari semua yang ada di dompet pada awalnya atau disimpan dalam periode ini.
    .caveat = Tanda dini, sebelum kunjungan berhenti; tetapi mematikan pembaruan otomatis tampak sama, dan orang yang menghapus kartunya tetap anggota.


## activity

active_members = Anggota aktif
    .question = Berapa anggota kita yang datang?
    .formula = Anggota di akhir periode dengan setidaknya satu kunjungan di dalamnya.
    .caveat = Yang datang lalu dihapus sebelum akhir periode tidak dihitung.

active_rate = Anggota yang datang
    .question = Berapa dari anggota kita yang benar-benar datang dalam periode ini?
    .formula = Anggota di akhir periode dengan setidaknya satu kunjungan di dalamnya, dari semua anggota di akhir periode.
    .caveat = Bergantung pada panjang periode; bandingkan hanya periode yang sama panjang.

participation_rate = Anggota yang ikut serta
    .question = Berapa anggota yang melakukan sesuatu dengan program ini?
    .formula = Anggota dengan kunjungan, penukaran, ulasan, penyimpanan kartu, atau teman yang diajak dalam periode ini, dari semua yang pernah menjadi anggota di dalamnya.

visits = Kunjungan
    .question = Berapa banyak kunjungan yang terjadi?
    .formula = Kunjungan anggota yang disahkan dalam periode ini, tanpa yang dibatalkan.
    .caveat = Kunjungan yang diimpor setelah bergabung tidak dihitung, sebab jika tidak setiap pemindaian terhitung dua kali.

visits_per_active_member = Kunjungan per pelanggan
    .question = Seberapa sering yang datang itu datang?
    .formula = Kunjungan dalam periode ini dibagi anggota dengan setidaknya satu kunjungan di dalamnya.
    .caveat = Hanya memuat yang masih datang; ukuran yang adil adalah “Hari kunjungan per 30 hari”.

visit_rate_30d = Hari kunjungan per 30 hari
    .question = Seberapa sering seorang anggota datang per 30 hari keanggotaan?
    .formula = 30 × hari kunjungan dalam periode ini dibagi hari keanggotaan (untuk tiap anggota, hari-hari dalam periode saat ia menjadi anggota, semuanya dijumlahkan).
    .caveat = Anggota yang diam ikut dihitung, jadi orang yang berhenti datang tidak bisa mempercantiknya.

visit_gap_days = Hari di antara kunjungan
    .question = Berapa hari berlalu di antara dua kunjungan?
    .formula = Untuk tiap anggota dengan dua hari kunjungan atau lebih dalam periode ini, rata-rata jarak dari satu hari ke hari berikutnya; lalu rata-rata dari semua anggota itu dengan bobot sama.
    .caveat = Tidak melihat anggota yang tidak datang dua kali; bacalah bersama “Hari kunjungan per 30 hari”.

repeat_purchase_rate = Pelanggan yang membeli dua kali
    .question = Dari pelanggan periode ini, berapa yang membeli setidaknya dua kali?
    .formula = Anggota dengan dua hari kunjungan atau lebih dalam periode ini, dari semua yang punya setidaknya satu.

engagement_score = Skor keterlibatan
    .question = Seberapa terlibat para anggota, dari 0 sampai 100?
    .formula = Untuk tiap anggota di akhir periode: hingga 40 poin untuk hari kunjungan (penuh 40 bila sebanyak minggu penuh dalam periode, sedikitnya satu), 30 untuk penukaran, 20 untuk kartu di dompet pada akhir periode, 10 untuk ulasan atau teman yang diajak; lalu rata-rata dari semuanya.
    .caveat = Bobotnya hanya kesepakatan; pakailah untuk mengurutkan anggota, bukan untuk menilai program.


## coming_back

one_and_done_rate = Anggota baru yang tak kembali
    .question = Berapa yang bergabung lalu tidak terlihat lagi?
    .formula = Anggota tanpa kunjungan dalam masa pantaunya (60 hari setelah hari bergabung, kecuali dipilih angka lain), dari semua yang masa pantaunya berakhir dalam periode ini.
    .caveat = Anggota yang sementara itu dihapus tetap ada di penyebut.

repeat_visit_rate = Anggota baru yang kembali
    .question = Dari orang yang bergabung, berapa yang kembali pada hari lain?
    .formula = Anggota dengan kunjungan dalam masa pantaunya (60 hari setelah hari bergabung, kecuali dipilih angka lain), dari semua yang masa pantaunya berakhir dalam periode ini.
    .caveat = Tentang orang yang bergabung satu masa pantau yang lalu, agar semua punya waktu yang sama untuk kembali.

days_to_return_median = Hari sampai kembali
    .question = Berapa lama sampai hari kedua?
    .formula = Median jumlah hari dari hari bergabung sampai kunjungan pertama pada hari lain, dari anggota yang masa pantaunya berakhir dalam periode ini dan yang kembali di dalamnya.
    .caveat = Hanya mengenal yang kembali; bacalah bersama “Anggota baru yang kembali”.

ladder_completion_rate = Anggota baru yang menuntaskan tangga
    .question = Apakah anggota baru sampai ke puncak tangga hadiah?
    .formula = Anggota yang mendapat hadiah yang dibayar dengan stempel sampai akhir masa pantaunya, dari semua yang masa pantaunya berakhir dalam periode ini.
    .caveat = Pemberian dan hadiah di tengah jalan, yang tidak memakan stempel, tidak dihitung.

visit_gap_join_change = Perubahan jarak setelah bergabung
    .question = Apakah orang datang lebih sering daripada sebelum bergabung?
    .formula = Untuk tiap anggota, rata-rata jarak antarhari kunjungan dalam masa setelah hari bergabung dikurangi rata-rata jarak dalam masa sebelumnya; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota yang masa pantaunya berakhir dalam periode ini, belum dihapus sampai saat itu, dan punya dua hari atau lebih dalam kedua masa.
    .caveat = Hanya pengamatan: orang yang sama dibandingkan, tetapi musim, harga, dan kebetulan tetap berpengaruh. Katakan “setelah bergabung”, jangan pernah “karena bergabung”. Negatif berarti jarak lebih pendek.

visit_gap_launch_change = Perubahan jarak sejak peluncuran
    .question = Apakah orang datang lebih sering daripada sebelum program dimulai?
    .formula = Untuk tiap anggota, rata-rata jarak antarhari kunjungan dalam periode ini (tidak sebelum peluncuran) dikurangi rata-rata jarak dalam masa sebelum peluncuran; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota dengan dua hari atau lebih pada keduanya.
    .caveat = Hanya pengamatan, dan musim kedua masa itu berbeda. Kosong selama tanggal peluncuran belum diisi.


## rewards

rewards_earned = Hadiah yang diperoleh
    .question = Berapa hadiah yang diperoleh anggota?
    .formula = Hadiah yang diperoleh anggota dalam periode ini, tanpa yang dicabut.

rewards_redeemed = Hadiah yang diserahkan
    .question = Berapa hadiah yang diserahkan?
    .formula = Penukaran dalam periode ini, tanpa yang dibatalkan.

reward_redemption_rate = Hadiah yang dipakai
    .question = Dari hadiah yang diperoleh orang, berapa yang mereka pakai?
    .formula = Hadiah yang diperoleh dalam periode ini dan ditukar sebelum akhirnya, di lokasi mana pun, dari semua hadiah yang diperoleh di dalamnya. Hadiah kedaluwarsa ikut dihitung, yang dicabut tidak.
    .caveat = Hadiah dari hari-hari terakhir belum punya banyak waktu; bandingkan dengan periode sebelumnya, atau lihat satu kuartal.

redemption_participation = Anggota yang menukar
    .question = Berapa anggota berbeda yang menukar sesuatu?
    .formula = Anggota dengan setidaknya satu penukaran dalam periode ini.

redemption_rate = Porsi anggota yang menukar
    .question = Dari semua yang menjadi anggota, berapa yang menukar?
    .formula = Anggota dengan setidaknya satu penukaran dalam periode ini, dari semua yang pernah menjadi anggota di dalamnya.

redemptions_per_redeemer = Penukaran per penukar
    .question = Seberapa sering yang menukar itu menukar?
    .formula = Penukaran dalam periode ini dibagi anggota dengan setidaknya satu penukaran di dalamnya.

rewards_outstanding = Hadiah yang masih terutang
    .question = Apa yang masih kita utang?
    .formula = Hadiah milik anggota di akhir periode yang diperoleh sebelum akhirnya dan sampai saat itu belum ditukar dan belum kedaluwarsa, serta jumlah perkiraan biayanya.
    .caveat = Hadiah tanpa perkiraan biaya menambah 0 pada biaya.

ladder_progress = Posisi di tangga hadiah
    .question = Di mana posisi anggota di tangga hadiah?
    .formula = Untuk tiap saldo stempel (stempel diterima − stempel yang dipakai untuk hadiah, tidak pernah di bawah 0), berapa anggota yang memilikinya di akhir periode. Dekat hadiah adalah mereka yang kurang satu atau dua stempel.
    .caveat = Selama jumlah stempel yang diperlukan belum diisi, jumlah yang dekat hadiah kosong.

tier_distribution = Anggota menurut tingkat
    .question = Berapa porsi anggota di tiap tingkat?
    .formula = Untuk tiap tingkat, anggota di akhir periode yang tingkat terakhirnya adalah itu, dari semua anggota di akhir periode; `none` memuat yang tidak punya tingkat.
    .caveat = Tingkat yang belum dicapai siapa pun tidak tercantum.


## retention

churn_rate = Pelanggan yang hilang
    .question = Dari pelanggan periode sebelumnya, berapa yang tidak datang dalam periode ini?
    .formula = Anggota dengan kunjungan dalam periode sebelumnya dan tanpa kunjungan dalam periode ini, dari semua yang berkunjung dalam periode sebelumnya. Anggota yang dihapus dihitung hilang.
    .caveat = Pilih periode yang setidaknya tiga kali jarak biasa antarkunjungan.

customer_retention_rate = Pelanggan yang bertahan
    .question = Dari pelanggan periode sebelumnya, berapa yang datang lagi?
    .formula = Anggota dengan kunjungan dalam kedua periode, dari semua yang berkunjung dalam periode sebelumnya.
    .caveat = Pilih periode yang setidaknya tiga kali jarak biasa antarkunjungan.

churn_reduction = Berkurangnya pelanggan hilang
    .question = Apakah yang hilang lebih sedikit daripada sebelumnya?
    .formula = Tingkat kehilangan periode sebelumnya − tingkat kehilangan periode ini; positif lebih baik.
    .caveat = Kosong bila dalam salah satu dari dua periode sebelumnya tidak ada yang datang.

customer_count_ratio = Pelanggan dibanding sebelumnya
    .question = Apakah yang datang lebih banyak atau lebih sedikit daripada periode sebelumnya?
    .formula = Anggota dengan kunjungan dalam periode ini dibagi anggota dengan kunjungan dalam periode sebelumnya.
    .caveat = Bukan tingkat bertahan: pelanggan baru menutupi yang hilang.

recovered_lapsed_members = Anggota diam yang kembali
    .question = Apakah ada yang berhasil kita ajak kembali?
    .formula = Anggota di awal periode yang kunjungan terakhirnya yang diketahui 90 hari (kecuali dipilih angka lain) atau lebih sebelum hari pertamanya dan yang datang di dalamnya, dari semua anggota diam seperti itu.
    .caveat = Sebagian kembali dengan sendirinya; untuk tahu andil sebuah kampanye perlu kelompok pembanding.


## money

sales_coverage_rate = Kunjungan dengan nilai belanja
    .question = Berapa banyak uang yang kita ketahui?
    .formula = Kunjungan dalam periode ini yang nilai belanjanya diketahui, dari semua kunjungan di dalamnya.
    .caveat = Setiap jumlah uang tidak memuat sisanya.

member_revenue_minor = Belanja anggota
    .question = Berapa banyak yang dibelanjakan anggota?
    .formula = Jumlah nilai belanja dari kunjungan anggota dalam periode ini.
    .caveat = Kunjungan tanpa nilai belanja tidak termasuk; lihat dulu “Kunjungan dengan nilai belanja”.

average_spend_per_visit = Belanja per kunjungan
    .question = Berapa yang dihasilkan satu kunjungan?
    .formula = Jumlah nilai belanja dari kunjungan dalam periode ini dibagi kunjungan di dalamnya yang punya nilai belanja.

refunds_minor = Pengembalian uang
    .question = Berapa banyak yang kita kembalikan?
    .formula = Untuk tiap kunjungan dalam periode ini, penurunan terbesar dari salah satu struknya, dari nilai tertinggi yang disebut sampai yang terakhir; lalu semuanya dijumlahkan. Penjualan sudah tanpa itu.
    .caveat = Dihitung pada kunjungannya, kapan pun uangnya kembali, jadi bulan-bulan sebelumnya berubah. Nilai yang dibetulkan ke bawah tampak seperti pengembalian.

repeat_revenue_minor = Penjualan dari kunjungan ulang
    .question = Berapa yang dihasilkan kunjungan ulang?
    .formula = Jumlah nilai belanja dari kunjungan anggota dalam periode ini pada hari setelah kunjungan pertama anggota itu yang diketahui, sebelum atau sesudah bergabung.
    .caveat = Memuat setiap kunjungan ulang, juga dari orang yang memang selalu datang.

repeat_margin_minor = Margin kunjungan ulang
    .question = Apa yang tersisa dari penjualan kunjungan ulang?
    .formula = Penjualan dari kunjungan ulang × margin kotor yang berlaku di akhir periode.
    .caveat = Kosong selama margin belum diisi.

reward_cost_minor = Biaya hadiah dan voucher
    .question = Berapa banyak yang kita berikan?
    .formula = Jumlah biaya penukaran hadiah dan voucher yang dipakai dalam periode ini; yang tanpa biaya menambah 0.
    .caveat = Biaya bagi toko, bukan harga di menu.

programme_cost_minor = Biaya program
    .question = Berapa biaya seluruh program bagi kita?
    .formula = Biaya hadiah dan voucher + biaya lain yang dicatat dalam periode ini.
    .caveat = Hanya mengenal biaya yang dicatat.

reward_cost_ratio = Biaya hadiah per penjualan ulang
    .question = Untuk setiap 1,00 penjualan dari kunjungan ulang, berapa yang kita berikan sebagai hadiah dan voucher?
    .formula = Biaya hadiah dan voucher dibagi penjualan dari kunjungan ulang.
    .caveat = Tidak membuktikan bahwa program menyebabkan penjualan itu.

reward_cost_margin_ratio = Biaya hadiah dalam margin
    .question = Berapa bagian margin kunjungan ulang yang dimakan hadiah dan voucher?
    .formula = Biaya hadiah dan voucher dibagi margin dari penjualan kunjungan ulang.
    .caveat = Di atas 1, hadiah dan voucher menghabiskan margin. Kosong selama margin belum diisi.

margin_impact_minor = Margin setelah biaya
    .question = Apakah margin kunjungan ulang menutup biaya program?
    .formula = Margin dari penjualan kunjungan ulang − biaya program.
    .caveat = Seandainya setiap kunjungan ulang berkat program: bukan sebab-akibat. Kosong selama margin belum diisi. Voucher yang dipakai orang asing dibebankan di sini: baca bersama “Biaya voucher”.

programme_roi_observed = Imbal hasil program
    .question = Apa hasil dari setiap 1,00 yang dikeluarkan untuk program?
    .formula = (Margin dari penjualan kunjungan ulang − biaya program) dibagi biaya program.
    .caveat = Seandainya setiap kunjungan ulang berkat program: bukan sebab-akibat, dan biasanya jauh terlalu tinggi. Kosong selama margin belum diisi.

clv_observed_minor = Belanja per anggota sejauh ini
    .question = Berapa rata-rata belanja seorang anggota sejauh ini?
    .formula = Jumlah nilai belanja dari semua kunjungan sebelum akhir periode dibagi semua yang sudah bergabung sampai saat itu, termasuk anggota yang dihapus.
    .caveat = Ini fakta, tetapi program yang masih muda tampak lemah.

clv_projected_minor = Perkiraan nilai seorang anggota
    .question = Berapa kira-kira nilai seorang anggota?
    .formula = Belanja per pelanggan dalam periode ini × jumlah periode yang bisa diharapkan, yaitu 1 dibagi tingkat kehilangan.
    .caveat = Jika tidak ada yang berubah: ini model, bukan pengukuran. Belanja dan tingkat kehilangan dianggap tetap; bunga dan margin tidak diperhitungkan. Kosong bila tidak ada yang hilang.


## lift

member_lift_visits = Hari kunjungan sebelum dan sesudah
    .question = Apakah anggota datang pada lebih banyak hari setelah bergabung daripada sebelumnya?
    .formula = Untuk tiap anggota, hari kunjungan dalam masa setelah hari bergabung dikurangi hari dengan kunjungan impor dalam masa sebelumnya; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota yang masa pantaunya berakhir dalam periode ini, belum dihapus sampai saat itu, dan punya kunjungan dalam masa sebelumnya.
    .caveat = Hanya pengamatan: orang cenderung bergabung saat sedang sering datang, musim dan harga berubah, dan hanya pelanggan dengan riwayat yang termasuk. Katakan “setelah bergabung”, jangan pernah “karena bergabung”.

member_lift_spend = Belanja sebelum dan sesudah
    .question = Apakah anggota berbelanja lebih banyak setelah bergabung daripada sebelumnya?
    .formula = Untuk tiap anggota, belanja dalam masa setelah hari bergabung dikurangi belanja dalam masa sebelumnya; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota dari perbandingan hari kunjungan, kecuali yang lebih dari satu di antara lima kunjungannya dalam salah satu masa tidak punya nilai belanja; kekurangan yang lebih kecil diisi dengan rata-rata.
    .caveat = Hanya pengamatan: orang cenderung bergabung saat sedang sering datang, musim dan harga berubah, dan hanya pelanggan dengan riwayat yang termasuk. Katakan “setelah bergabung”, jangan pernah “karena bergabung”.

holdout_lift = Perbandingan dengan kelompok pembanding
    .question = Apa hasil kartu, atau pesan, dibanding orang yang secara acak tidak mendapatnya?
    .formula = Untuk tiap percobaan, rata-rata belanja dan rata-rata hari kunjungan semua orang yang ditempatkan dalam kelompok perlakuan dikurangi rata-rata semua orang yang ditempatkan dalam kelompok pembanding, dalam masa setelah penempatan. Semua yang masa pantaunya berakhir dalam periode ini termasuk, mengambil kartu atau tidak.
    .caveat = Sebab-akibat, jika penempatannya acak dan dilakukan sebelumnya. Rentang yang memuat 0 tidak menunjukkan perbedaan yang jelas.

campaign_lift = Perbandingan kampanye
    .question = Apa hasil tiap kampanye, dibanding orang yang secara acak tidak diikutkan?
    .formula = Untuk tiap kampanye, porsi yang kembali dan rata-rata belanja semua orang yang ditempatkan dalam kelompok perlakuan dikurangi milik semua orang yang ditempatkan dalam kelompok pembanding, dalam masa yang dimulai dengan pesan pertamanya. Semua yang masa pantaunya berakhir dalam periode ini termasuk, dikirimi pesan atau tidak.
    .caveat = Sebab-akibat, jika penempatannya acak dan dilakukan sebelumnya. Rentang yang memuat 0 tidak menunjukkan perbedaan yang jelas; kurang dari 30 orang berarti sedikit pelanggan.


## referrals

referral_conversion_rate = Teman undangan yang bergabung
    .question = Dari teman yang membuka undangan, berapa yang bergabung?
    .formula = Pengunjung yang menerima kartu lewat ajakan setelah membuka undangan seorang anggota dalam periode ini dan sebelum akhirnya, dari semua yang membuka undangan dalam periode ini.
    .caveat = Yang dihitung peramban, bukan orang.

referral_joins = Anggota yang diajak anggota
    .question = Berapa anggota yang dibawa oleh anggota?
    .formula = Anggota yang bergabung dalam periode ini dan yang kartu pertamanya menyebut anggota lain sebagai pengajak.

referral_qualified_rate = Anggota ajakan yang datang
    .question = Apakah mereka pelanggan sungguhan?
    .formula = Anggota ajakan yang punya kunjungan dari hari bergabung sampai akhir masa pantaunya, dari semua anggota ajakan yang masa pantaunya berakhir dalam periode ini.

review_request_rate = Kunjungan yang dimintai ulasan
    .question = Setelah berapa kunjungan kita bertanya?
    .formula = Kunjungan dalam periode ini yang dimintai ulasan sebelum akhirnya, dari semua kunjungan di dalamnya.

review_response_rate = Permintaan ulasan yang dijawab
    .question = Dari yang kita tanya, berapa yang menjawab?
    .formula = Permintaan ulasan dalam periode ini yang dijawab sebelum akhirnya, dari semua permintaan ulasan dalam periode ini.

review_rating_average = Rata-rata bintang
    .question = Berapa bintang yang kita dapat?
    .formula = Rata-rata nilai ulasan yang dikirim anggota dalam periode ini, 1 sampai 5.
    .caveat = Yang menjawab bukan semua orang; bacalah bersama “Permintaan ulasan yang dijawab”.

sentiment_score = Neraca ulasan
    .question = Apakah masukan secara keseluruhan baik atau buruk?
    .formula = (Ulasan positif − negatif) dibagi semua ulasan yang dikirim dalam periode ini, −1 sampai +1. Tanpa catatan sentimen sendiri, ulasan 4 atau 5 bintang adalah positif, 1 atau 2 bintang negatif.
    .caveat = Yang menjawab bukan semua orang; bacalah bersama “Permintaan ulasan yang dijawab”.


## messages

messages_sent = Pesan yang dikirim
    .question = Berapa pesan yang kita kirim?
    .formula = Pesan dan pembaruan kartu yang diserahkan ke dompet dalam periode ini, kepada orang yang saat itu anggota. Yang ditahan untuk perbandingan tidak dikirim.
    .caveat = Tidak berkata apa-apa tentang sampainya pesan: tidak ada dompet yang melaporkannya.

message_return_rate = Ajakan yang diikuti kunjungan
    .question = Dari pesan ajakan, berapa yang diikuti kunjungan dalam seminggu?
    .formula = Pesan kampanye dan pengingat dalam periode ini yang setelahnya anggota itu datang dalam tujuh hari, dari semua yang tujuh harinya berakhir dalam periode ini.
    .caveat = Hanya pengamatan: banyak yang memang akan datang juga.

update_reach_rate = Pembaruan yang diambil iPhone
    .question = Apakah pembaruan kartu sampai ke iPhone?
    .formula = Pesan dalam periode ini ke kartu di Apple Wallet yang setelahnya kartu diambil dalam 24 jam, dari semua yang dikirim lebih dari 24 jam sebelum akhir periode.
    .caveat = Google tidak punya sinyal seperti itu: pesan ke sana sama sekali tidak dihitung.

messages_per_member = Pesan per anggota
    .question = Seberapa sering kita mengganggu?
    .formula = Untuk tiap anggota yang mendapat pesan kampanye atau pengingat dalam periode ini, jumlah terbanyaknya dalam 24 jam, dan jumlah terbanyaknya dalam satu bulan sampai saat itu; lalu rata-rata dan yang terbesar dari masing-masing atas anggota ini.
    .caveat = Google mengizinkan 3 dalam 24 jam dan Apple tidak menyebut angka, tetapi kartu yang mengganggu dibuang.


## quality

data_quality = Mutu data
    .question = Apakah angka-angka ini bisa saya percaya?
    .formula = Catatan yang dipakai dan duplikat yang diabaikan, sepanjang waktu. Dalam periode ini: porsi pemindaian yang dibatalkan, porsi kunjungan dengan nilai belanja, kunjungan tambahan seorang anggota pada hari yang sama, kunjungan yang diterima terlambat lebih dari 24 jam, dan porsi anggota yang masa pantaunya berakhir di dalamnya dengan kunjungan dalam masa sebelum bergabung.

till_balance = Perbandingan kasir
    .question = Adakah kasir yang menonjol?
    .formula = Untuk tiap kasir dalam periode ini: kunjungan, porsi pemindaiannya yang dibatalkan, kunjungan yang bukan kunjungan pertama anggota hari itu, serta hadiah dan voucher yang diserahkan di sana.
    .caveat = Pertanyaan untuk diajukan, bukan bukti: sedikit kunjungan, giliran pagi, atau kasir dekat pintu menjelaskan sebagian besar perbedaan.


## vouchers

vouchers_issued = Voucher yang dibagikan
    .question = Berapa voucher yang kita bagikan?
    .formula = Voucher yang dibagikan dalam periode ini, kepada anggota atau orang yang tidak dikenal, tanpa yang dicabut.

voucher_redemption_rate = Voucher yang dipakai
    .question = Dari voucher yang dibagikan, berapa yang dipakai pada waktunya?
    .formula = Voucher yang dipakai dalam masanya (60 hari setelah hari dibagikan, kecuali dipilih angka lain), di mana pun dan oleh siapa pun, dari semua yang masanya berakhir dalam periode ini. Voucher kedaluwarsa ikut dihitung, yang dicabut tidak.

voucher_cost_minor = Biaya voucher
    .question = Berapa biaya voucher yang dipakai bagi kita?
    .formula = Jumlah biaya voucher yang dipakai dalam periode ini; yang tanpa biaya sendiri dihitung dengan perkiraan saat dibagikan, dan tanpa itu menambah 0.
    .caveat = Ini bagian dari “Biaya hadiah dan voucher”.


## links

action_taps = Tautan yang dibuka
    .question = Apakah tautan di kartu dipakai?
    .formula = Berapa kali anggota membuka tautan di kartunya dalam periode ini, untuk tiap tautan.
    .caveat = Menghitung pembukaan, bukan orang; peramban yang melihat lebih dulu juga membuka tautan.

action_tap_rate = Pemegang kartu yang membuka tautan
    .question = Dari orang yang membawa kartu, berapa yang membuka tautan?
    .formula = Anggota dengan kartu di dompet pada akhir periode yang membuka tautan di salah satu kartunya dalam periode itu, dari semua anggota dengan kartu di dompet saat itu.
    .caveat = Siapa yang membuka tautan lalu membuang kartunya, atau tidak pernah menyimpannya, tidak ada di kedua angka.
