# Bahasa Indonesia

## The language itself

-language = Bahasa Indonesia
    .direction = ltr
    .region = ID
    .calendar = gregory
    .first-weekday = sun
    .digits = latn
    .percent = 0%
    .place = 6
    .shop-place = 6
    .time-zone = Asia/Jakarta
    .currency = IDR
    .reward = Kopi gratis

## Every page

skip = Langsung ke isi
language = Bahasa
demo = Demo.
demo-meaning = Tidak ada yang keluar dari komputer ini, dan tidak ada dompet sungguhan yang dipakai.
made-with = Dibuat dengan

moment-today = hari ini { $time }
moment-yesterday = kemarin { $time }
moment-day = { $day }, { $time }
months-from-to = { $first } – { $last }

## Join page

join-benefit =
    { $count ->
       *[other] { $count } stempel, lalu: { $reward }
    }
join-welcome =
    { $count ->
       *[other] Bonus dari kami: { $count } stempel pertama
    }
join-button = Ambil kartu saya
join-here = Buka kartu di komputer ini
join-own-card = Buka kartu saya
join-next-apple = Tanpa formulir. Di halaman berikutnya, satu ketukan menambahkannya ke Apple Wallet.
join-next-google = Tanpa formulir. Di halaman berikutnya, satu ketukan menambahkannya ke Google Wallet.
join-next-web = Tanpa formulir dan tanpa aplikasi: kartunya sebuah halaman di ponsel Anda.
join-in-app-iphone = Dompet memerlukan peramban Anda sendiri. Satu ketukan membuka halaman ini di sana. Jika tidak terjadi apa-apa, pilih peramban Anda di menu aplikasi ini (•••), atau salin alamatnya.
join-in-app-android = Dompet memerlukan peramban Anda sendiri. Satu ketukan membuka halaman ini di sana.
join-in-app-here = Ambil kartu di sini, tanpa dompet
join-open-browser = Buka di peramban saya
join-open-safari = Coba dengan Safari
join-address = Alamat halaman ini
join-copy = Salin alamat
join-copied = Tersalin. Sekarang tempelkan di peramban Anda.
join-problem-busy = Saat ini banyak orang sedang bergabung dari sini. Tunggu satu menit, lalu ketuk lagi.
join-problem-elsewhere = Permintaan itu tidak datang dari halaman ini, jadi tidak ada kartu yang dibuat. Ketuk tombol di sini.
join-problem-later = Kartu tidak dibuat karena layanan sedang sibuk atau penuh. Coba lagi dalam beberapa menit.
join-scan = Pindai ini dengan ponsel Anda
join-scan-meaning = Kartunya ada di ponsel Anda. Arahkan kamera ke kotak ini.
join-how = Cara kerjanya
join-step-1 = Ambil kartunya. Cukup satu ketukan, dan kami tidak menanyakan nama Anda.
join-step-2 = Tunjukkan setiap kali berkunjung ke { $shop } dan kumpulkan stempel.
join-step-3 =
    { $count ->
       *[other] Setelah { $count } stempel, nikmati: { $reward }
    }
join-keep = Yang kami simpan
join-keep-1 = Kunjungan, stempel, dan hadiah Anda, di bawah nomor acak.
join-keep-2 = Nama, nomor telepon, atau alamat email, hanya jika Anda memberikannya kepada toko atau meninggalkannya di halaman kartu agar toko dapat menemukan kartu itu lagi.
join-keep-3 = Halaman kartu Anda menampilkan stempel, kunjungan, dan hadiah Anda kapan saja.
join-keep-cookie = Setelah Anda punya kartunya: satu cookie agar peramban ini menemukannya kembali. Jika Anda memilih bahasa: satu cookie untuk itu. Berapa kali halaman ini dibuka dihitung tanpa cookie.
join-keep-wallet = Jika Anda menambahkan kartu ke dompet: alamat yang diberikan Apple atau Google kepada kami untuk pembaruan.
join-keep-invite = Undangan siapa yang membawa Anda, sebagai nomor acak.
join-behind = Tentang toko ini
join-contact = Pertanyaan tentang data Anda:
join-terms = Ketentuan kartu ini

## The card

card-title = Kartu stempel
card-welcome = Kartu Anda siap
card-count =
    { $required ->
       *[other] { $stamps } dari { $required } stempel
    }
card-to-go =
    { $count ->
       *[other] { $count } stempel lagi, lalu: { $reward }
    }
card-rest = { $amount } lagi ke stempel berikutnya
card-expiring =
    { $count ->
       *[other] { $count } stempel hangus jika hadiah belum tercapai sampai { $day }.
    }
card-reward-ready = Hadiah siap: { $reward }
card-reward-show = Tunjukkan kartu ini di kasir untuk mengambilnya.
card-reward-until = Berlaku sampai { $day }.
card-short-code = Kode untuk diketik:
card-show = Tunjukkan kode ini di kasir untuk mendapat stempel.
card-no-wallet = Simpan halaman ini: tambahkan ke layar utama atau markah, lalu tunjukkan di kasir.
card-handover = Bawa ke ponsel Anda
card-handover-meaning = Arahkan kamera ponsel Anda ke kotak ini. Kartu terbuka di sana bersama stempelnya.
card-wallet-meaning = Di dompet ponsel, kartu selalu siap dan stempel baru muncul dengan sendirinya.
card-other-wallet = Dompet lain
card-in-apple = Ada di Apple Wallet Anda
card-in-google = Ada di Google Wallet Anda
card-add-again = Tambahkan lagi
card-paused = Kartu ini sedang dijeda. Tanyakan di kasir.
card-ended = Kartu ini sudah berakhir dan tidak bisa mengumpulkan stempel lagi.
card-expired = Kartu ini lama tidak dipakai dan sudah kedaluwarsa.
card-safe = Jaga kartu ini tetap aman
card-safe-meaning = Kirim tautannya ke diri sendiri. Dengan itu kartu terbuka lagi setelah ponsel hilang, dan di peramban mana pun.
card-safe-send = Kirim tautan ke diri sendiri
card-safe-mail = Kirim lewat email ke diri sendiri
card-safe-copied = Tautan sudah disalin.
card-safe-contact = Biarkan toko menemukannya lewat nomor telepon atau email Anda
card-safe-contact-kept = Toko menemukan kartu ini lewat yang Anda tinggalkan
card-safe-consent = Keduanya opsional. Toko hanya memakainya untuk menemukan kartu Anda saat Anda memintanya, dan tidak mengirimi Anda apa pun. Keduanya disimpan terenkripsi dan dapat diubah atau dihapus di sini kapan saja.
card-safe-save = Simpan
card-safe-remove = Hapus keduanya
card-safe-done = Tersimpan. Jika kartu Anda hilang, tanyakan kepada pemilik toko.
card-safe-removed = Sudah dihapus.
card-yours = Data Anda
card-yours-meaning = Alamat halaman ini adalah kunci kartu Anda. Jangan bagikan kepada siapa pun.
card-join-page = Lihat halaman bergabung
card-about = Toko
card-news-off = Toko tidak mengirimi Anda kabar.
card-news-on = Toko boleh mengirimi Anda kabar dan penawaran.
card-news-no = Jangan kirim kabar lagi
card-news-done = Sudah dicatat.
card-export = Unduh semua yang kami simpan tentang kartu ini
card-delete = Hapus kartu saya
card-delete-meaning = Stempel dan hadiah Anda akan hilang untuk selamanya.
card-delete-confirm = Hapus untuk selamanya
deleted-title = Kartu Anda sudah dihapus
deleted-meaning = Semua yang menunjuk ke Anda sudah hilang. Dompet Anda diberi tahu bahwa kartu berakhir; setelah itu, paling lambat tiga hari, kami juga melupakan alamatnya. Anda bisa menghapus kartu di sana.
deleted-again = Ambil kartu baru
wallet-apple = Tambahkan ke Apple Wallet
wallet-google = Tambahkan ke Google Wallet

history = Belakangan ini
history-empty = Belum ada kunjungan. Tunjukkan kartu pada kunjungan berikutnya.
history-all = Semua yang sebelumnya
history-joined = Kartu dibuat
history-visit =
    { $count ->
       *[other] Kunjungan: { $count } stempel
    }
history-visit-voided = Kunjungan dibatalkan
history-bonus =
    { $count ->
       *[other] Bonus: { $count } stempel
    }
history-given =
    { $count ->
       *[other] Koreksi: tambah { $count } stempel
    }
history-taken =
    { $count ->
       *[other] Koreksi: kurang { $count } stempel
    }
history-expired-stamps =
    { $count ->
       *[other] { $count } stempel hangus
    }
history-earned = Hadiah diperoleh
history-redeemed = Hadiah diambil
history-redemption-voided = Hadiah dikembalikan ke kartu
history-reward-expired = Hadiah kedaluwarsa

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = Stempel
pass-count = { $stamps } / { $required }
pass-reward = Hadiah
pass-rewards = Hadiah
card-rung = { $count }: { $reward }
pass-next-reward = Hadiah berikutnya
pass-rewards-waiting = Hadiah menunggu
pass-reward-ready = Hadiah siap
pass-change-stamps = Sekarang Anda punya %@ stempel
pass-change-reward = %@! Tunjukkan kartu Anda di kasir.
pass-change-news = %@
pass-how = Cara kerjanya
pass-how-text = Tunjukkan kartu ini pada setiap kunjungan dan kumpulkan stempel. Setelah penuh, hadiahnya milik Anda. Staf juga bisa mengetik kode pendek.
pass-short-code = Kode pendek
pass-news = Kabar
pass-no-news = Belum ada kabar saat ini.
pass-links = Tautan
pass-page = Halaman kartu Anda
pass-address = Alamat
pass-opening-hours = Jam buka
pass-telephone = Telepon
pass-website = Situs web
pass-terms = Ketentuan
pass-terms-text = Satu stempel untuk setiap kunjungan. Hadiah tidak bernilai tunai. Yang kami simpan: kunjungan, stempel, dan hadiah Anda, di bawah nomor acak.
pass-member-since = Anggota sejak
pass-expires = Berlaku sampai
pass-tier = Tingkat
pass-next-stamp = Stempel berikutnya
pass-expiring = Stempel hangus
card-expiring-short =
    { $count ->
       *[other] { $count } stempel pada { $day }
    }
google-reward-label = Hadiah
google-ready = Siap
google-program = Kartu stempel
google-rewards-label = Hadiah
google-stamps-picture = Stempel di kartu
google-logo = Tanda toko

## Becoming a till

enrol-title = Ponsel ini menjadi { $till }
enrol-meaning = Setelah itu ponsel ini bisa menstempel kartu { $shop }. Lakukan hanya di ponsel milik toko.
enrol-button = Pakai ponsel ini
enrol-once = Tautan ini berlaku satu kali.
enrol-pin = Pilih PIN, 4 sampai 8 angka
enrol-pin-hint = Dengan PIN, pemindai terkunci setelah 12 jam tidak dipakai atau saat Kunci ditekan. Tanpa PIN, siapa pun yang memegang ponsel ini bisa menstempel.
pin-invalid = PIN terdiri dari 4 sampai 8 angka.
pin-wrong =
    { $count ->
       *[other] PIN salah. Sisa { $count } percobaan; setelah itu ponsel ini bukan kasir lagi.
    }
till-locked = Pemindai terkunci
till-locked-how = Masukkan PIN ponsel ini untuk melanjutkan. Yang menunggu di sini tidak hilang.
till-pin = Kode PIN
till-unlock = Buka kunci
till-revoked = Ponsel ini bukan kasir lagi
till-revoked-how = Pemilik telah mengakhiri aksesnya. Minta tautan atau kode QR baru kepada pemilik, lalu buka di ponsel ini.
till-failed = Lima PIN salah telah mengakhiri kasir ini
till-failed-how = Minta tautan atau kode QR baru kepada pemilik, lalu buka di ponsel ini. Setelah itu Anda bisa memilih PIN baru.
till-expired = Masa kasir ini sudah habis
till-expired-how = Ponsel menjadi kasir selama 180 hari. Minta tautan atau kode QR baru kepada pemilik, lalu buka di ponsel ini.
enrol-expired = Tautan ini sudah berakhir
enrol-expired-why = Tautan yang menjadikan ponsel sebagai kasir berlaku satu kali dan selama sepuluh menit.
enrol-expired-how = Minta yang baru kepada pemilik, lalu buka di sini.

## Scanner

scan-title = Pindai kartu
scan-till = { $shop }, { $till }
scan-not-enrolled = Ponsel ini belum menjadi kasir
scan-not-enrolled-how = Minta tautan pendaftaran atau kode QR-nya kepada pemilik, lalu buka di ponsel ini. Cukup satu ketukan.
scan-no-script = Pemindai memerlukan JavaScript. Aktifkan di setelan peramban, lalu muat ulang halaman ini.
scan-type = Ketik kodenya
scan-type-hint = 8 karakter, di bawah kotak pada kartu. Pemindai kasir bisa dipakai kapan saja.
scan-stamp = Stempel
scan-camera-starting = Menyalakan kamera…
scan-camera-live = Posisikan kotak pada kartu di dalam bingkai
scan-camera-refused = Kamera mati. Ketik kodenya saja, atau izinkan kamera di setelan peramban.
scan-camera-missing = Tidak ada kamera di sini. Ketik kodenya, atau pakai pemindai kasir.
scan-closer = Dekatkan, atau ketik kodenya di bawah
scan-working = Sebentar…
scan-online = Terhubung
scan-offline = Tidak ada koneksi
scan-added = Stempel ditambahkan
scan-reward = Hadiah diperoleh!
scan-reward-ready = Hadiah siap: { $reward }
scan-refused = Tidak distempel
scan-refused-other = Itu tidak berhasil
scan-not-ours = Ini bukan kartu kami.
scan-wrong-poster = Ini kotak pada poster toko: pelanggan mendapat kartu dengannya. Pindai kartunya sendiri.
scan-wrong-link = Ini tautan ke kartu, bukan kartunya. Minta pelanggan membukanya, lalu pindai kotak di sana.
scan-wrong-web = Ini alamat web, bukan kartu.
scan-wrong-product = Ini kode batang produk, bukan kartu.
scan-wrong-shop = Ini kartu stempel, tetapi bukan dari toko ini: milik toko lain, atau sudah dihapus.
scan-wrong-part = Hanya sebagian kode yang masuk. Pindai lagi kartunya, atau ketik 8 karakter di bawah kotaknya.
scan-wrong-short = Terlalu pendek: kode punya 8 karakter, dan di sini hanya { $count }.
scan-wrong-long = Terlalu panjang: kode punya 8 karakter, dan di sini ada { $count }.
scan-wrong-sign = Salah satu karakter salah ketik. Bandingkan kodenya dengan kartu.
scan-wrong-unknown = Tidak ada kartu toko ini dengan kode tersebut. Bandingkan dengan kartunya.
scan-wrong-contact = Kasir menemukan kartu hanya lewat kodenya. Lewat nomor telepon atau email, pemilik toko dapat menemukannya.
scan-ask-title = Stempel lagi?
scan-ask = Kartu { $card } sudah distempel { $when }. Tambah satu lagi?
scan-yes = Ya, tambah satu lagi
scan-no = Tidak
scan-unsure-title = Belum ada jawaban
scan-unsure = Koneksi terputus, jadi kami tidak tahu apakah berhasil. Coba lagi: tidak mungkin terhitung dua kali.
scan-retry = Coba lagi
scan-server = Ada yang salah di pihak kami. Tidak ada yang berubah. Kode: { $code }
scan-undo = Urungkan
scan-undone-title = Sudah diurungkan
scan-undone = Kartu kembali seperti semula.
scan-redeem = Serahkan hadiah
scan-redeemed-title = Hadiah diserahkan
scan-redeemed = Selamat menikmati! Hadiah sudah diambil dari kartu.
scan-next = Pelanggan berikutnya
scan-amount = Jumlah
scan-amount-save = Simpan jumlahnya
scan-amount-enter = Masukkan jumlah
scan-amount-back = Hapus angka terakhir
scan-amount-missing = jumlahnya tidak bisa dicatat
scan-amount-earns = Masukkan jumlah yang dibayar: stempel mengikutinya.
scan-no-stamp = Tanpa stempel
scan-below-minimum = Di bawah { $amount }, jadi tanpa stempel. Kunjungan tetap dihitung.
scan-last = Terakhir: { $name }
scan-sound-on = Suara menyala
scan-sound-off = Suara mati
scan-torch = Lampu
scan-photo = Ambil foto
scan-photo-nothing = Kotak kartu tidak ditemukan di foto ini. Foto lagi dari lebih dekat, atau ketik kodenya.
scan-waiting = Menunggu: { $count }
scan-saved = Disimpan di ponsel ini
scan-saved-text = Dikirim saat koneksi kembali, dan dihitung satu kali.
scan-saved-open = Biarkan halaman ini terbuka sampai terkirim: peramban ini tidak menyimpan apa pun.
scan-unsaved = Belum terkirim, dan sudah dihapus dari ponsel ini.
scan-undo-later = Mungkin sudah sampai. Kalau sudah, akan diurungkan begitu koneksi kembali.
scan-undo-gone = Sementara itu sudah terkirim. Urungkan di “Terbaru”.
scan-told = Lihat kartu-kartu ini
scan-too-old = sudah lebih dari 72 jam saat koneksi kembali
scan-other-till = mungkin sudah distempel sebelum ponsel ini berganti kasir: lihat kartunya
scan-not-undone = sudah distempel dan tidak bisa diurungkan: minta bantuan pemilik.
scan-dismiss = Selesai
scan-lock = Kunci
scan-test-title = Uji pemindai Anda
scan-test-lead = Pindai kotak ini dengan pemindai kasir. Tidak ada stempel yang ditambahkan.
scan-test-field = Coba juga dengan kursor di kolom ini
scan-test-waiting = Menunggu pemindaian…
scan-test-right = Pemindai Anda berfungsi. Semua tanda sampai dengan benar.
scan-test-other = Sebuah kode masuk, tetapi bukan kode di halaman ini. Jika itu kartu, tidak apa-apa. Jika itu kotak di atas, beberapa tanda salah.
scan-test-wrong = Yang masuk bukan kode. Atur pemindai ke “keyboard USB” dengan tata letak AS sesuai panduannya, lalu pindai lagi.
scan-test-layout = Keyboard komputer ini diatur ke huruf lain. Letak tombolnya yang dibaca, jadi tidak apa-apa.
scan-test-came = Tanda: { $count }
scan-test-ending = Akhiran: { $name }
scan-test-none = tidak ada
scan-test-time = Waktu: { $seconds } d
recent-title = Terbaru
recent-empty = Belum ada stempel di ponsel ini.
recent-window = Anda bisa mengurungkan selama 15 menit. Setelah itu pemilik yang bisa.
recent-back = Kembali ke pemindai
scan-reward-offline = Hadiah memerlukan koneksi. Belum ada yang diserahkan: coba lagi saat koneksi kembali.
scan-camera-offline = Tidak ada koneksi: ketik kodenya. Disimpan di sini dan dikirim nanti.
scan-only = Serahkan hadiah saja
scan-only-how = Pindai kartunya atau ketik kodenya: tidak ada stempel yang ditambahkan.
scan-only-on = Kartu berikutnya: hadiah saja
scan-only-off = Kembali menstempel
scan-only-go = Tampilkan
scan-only-title = Hadiah untuk diserahkan
scan-redeem-named = Serahkan: { $reward }
scan-held = Ada hadiah yang menunggu di sini. Hadiah bisa diserahkan setelah pemilik membuka lagi kartunya.
scan-saved-reward = Hadiah bisa diserahkan setelah koneksi kembali.

## Owner: staff, tills and places

staff-empty = Belum ada ponsel yang memindai di sini. Tambahkan yang pertama di bawah.
staff-tills = Ponsel yang memindai
staff-name = Nama
staff-name-wrong = Beri nama paling banyak 40 karakter, misalnya Kasir 1.
staff-state = Keadaan
staff-seen = Terakhir terlihat
staff-never = Belum pernah
staff-visits = Kunjungan, 30 hari
staff-undone = Diurungkan
staff-change = Ubah
staff-link = Tautan baru
staff-link-meaning = Untuk ponsel hilang atau baru. Ponsel kasir ini yang sekarang langsung berhenti.
staff-revoke = Matikan
staff-revoke-meaning = Ponsel langsung berhenti memindai. Stempel yang sudah diberikan tetap ada.
staff-amount-meaning = Setelah setiap kunjungan, staf bisa mengetik berapa yang dibayar pelanggan; melewatinya cukup satu ketukan. Angka uang berasal dari sini.
staff-amount-ask = Tanyakan jumlahnya
staff-amount-stop = Jangan tanyakan jumlahnya lagi
staff-add = Tambah ponsel
staff-add-button = Tampilkan kode QR-nya
staff-place = Cabang
staff-no-place = Tanpa cabang
staff-places = Cabang
staff-places-empty = Belum ada cabang. Hanya perlu jika lebih dari satu.
staff-place-name = Nama cabang
staff-place-add = Tambah cabang
staff-keys = Program yang memindai punya kunci sendiri:
staff-waits = Menunggu ponselnya sampai { $time }
staff-unused = Tautan berakhir sebelum dibuka ponsel
staff-works = Berfungsi
staff-locked = Terkunci sampai PIN dimasukkan
staff-revoked = Dimatikan
staff-failed = Diakhiri oleh lima PIN salah
staff-expired = Berakhir setelah 180 hari
staff-link-title = Sebuah ponsel menjadi { $till }
staff-link-how = Pindai kotak ini dengan kamera ponsel, atau buka tautannya di ponsel itu. Berlaku satu kali.
staff-link-until = Berlaku sepuluh menit, sampai { $time }.
staff-link-more = Lebih lama: buat tautan baru
staff-back = Kembali ke staf
done-till-revoked = Ponsel sudah dimatikan.
done-till-changed = Kasir sudah diubah.
done-place-added = Cabang sudah ditambahkan.

## Problem pages

problem-code = Kode kesalahan
problem-request = Permintaan
help-eyebrow = Tentang kesalahan
help-all = Semua kesalahan
help-all-meaning = Setiap jawaban yang menolak sesuatu membawa salah satu kode ini. Masing-masing menuju ke apa yang perlu dilakukan.
help-what = Apa yang perlu dilakukan
help-status = Status HTTP
help-request = Jika terjadi lagi, beri tahu kami nomor permintaannya: ada di request_id pada jawaban dan di header X-Request-Id.
not-found-title = Tidak ada halaman seperti itu
not-found-how = Mungkin alamatnya salah ketik, atau halamannya sudah dihapus. Jika alamat itu dari poster atau kartu, tanyakan di toko.
lost-card = Tautan ini tidak mengarah ke kartu
lost-card-how = Mungkin sebagian tautan hilang. Buka lagi dari tempat Anda pertama kali mendapatkannya, misalnya dompet Anda atau pesan yang Anda kirim ke diri sendiri. Jika tidak ketemu, tanyakan kepada pemilik toko: ia dapat menemukan kartu Anda jika Anda pernah menambahkan nomor telepon atau email.
lost-shop = Tidak ada toko di alamat ini
lost-shop-how = Pindai lagi kode QR pada poster, atau tanyakan alamat yang benar di toko.

## Alamat utama, dan bantuan untuk pemilik dan staf

front-title = Kartu stempel di dompet ponsel
front-meaning = Pelanggan mengumpulkan stempel tanpa aplikasi dan tanpa menyebut nama. Staf memberi stempel dalam dua detik, dan pemilik melihat apakah orang kembali.
front-title-of = Kartu stempel { $shop }
front-meaning-of = Kumpulkan satu stempel setiap kunjungan. Tanpa aplikasi, tanpa formulir, tanpa nama.
front-customer = Anda pelanggan? Pindai kode di poster toko: kode itu membawa Anda ke kartu Anda.
front-no-shop = Belum ada toko di sini. Tautan untuk membuat toko pertama ditampilkan di tempat layanan ini dijalankan.
front-shop = Untuk toko
guide-title = Bantuan untuk toko
guide-meaning = Untuk pemilik dan staf: apa yang harus dilakukan, langkah demi langkah.
guide-day = Hari pertama Anda
guide-day-1 = Tentukan nama, hadiah, dan warna kartu.
guide-day-2 = Jadikan satu ponsel toko pemindai, dengan tautan sekali pakainya.
guide-day-3 = Ambil kartu untuk diri sendiri dari halaman bergabung dan beri stempel, agar Anda tahu apa yang dilihat pelanggan.
guide-day-4 = Cetak poster dan pasang di tempat orang menunggu.
guide-day-5 = Simpan kunci pemilik di tempat kata sandi Anda. Dengan itu Anda masuk lagi.
guide-phones = Ponsel untuk staf
guide-phones-1 = Tambahkan ponsel dengan sebuah nama, lalu pindai kode QR dengannya. Tautannya berlaku sepuluh menit.
guide-phones-2 = Ketuk tombol di ponsel. PIN mencegah orang asing memakainya ketika ponsel tergeletak.
guide-phones-3 = Ponsel hilang? Matikan di daftar, dan ponsel itu tidak bisa lagi memberi stempel. Stempel yang sudah diberikan tetap ada.
guide-lost = Pelanggan kehilangan ponsel
guide-lost-1 = Dengan ponsel baru, pelanggan memindai poster dan mendapat kartu baru.
guide-lost-2 = Cari kartu lama di antara anggota: dengan kodenya, dengan nomor telepon atau email jika Anda tahu, atau dari kunjungan terakhir.
guide-lost-3 = Di halaman anggota, gabungkan kedua kartu dengan kode kartu baru. Setelah itu keduanya menampilkan stempel dari keduanya.
guide-lost-4 = Tidak ditemukan? Beri stempel yang kurang pada kartu baru, di halaman anggotanya.
guide-wrong = Stempel yang salah
guide-wrong-1 = Staf mengurungkannya di pemindai: langsung, atau dalam lima belas menit di daftar terbaru.
guide-wrong-2 = Setelah itu pemilik mengurungkannya di riwayat pada halaman anggota. Stempel yang kurang juga ditambahkan di sana.
guide-poster = Posternya
guide-poster-1 = Pilih ukuran dan satu atau dua bahasa.
guide-poster-2 = Cetak ukuran penuh tanpa margin, atau bawa berkas SVG ke percetakan.
guide-poster-3 = Pindai hasil cetaknya dengan ponsel Anda sebelum dipasang.
guide-numbers = Arti angka-angka
guide-numbers-1 = Hasil menjawab satu pertanyaan: apakah orang kembali? Di bawah setiap angka ada periode sebelumnya.
guide-numbers-2 = Jika tertulis data belum cukup, tunggulah: beberapa orang lebih atau kurang langsung mengubah angkanya.
guide-numbers-3 = Setiap angka dapat dibuka sampai ke orang-orang di baliknya.
guide-wallets = Apple Wallet dan Google Wallet
guide-wallets-1 = Tidak ada yang perlu menunggu: tanpa dompet, kartu adalah halaman di ponsel, dan stempel tetap dihitung.
guide-wallets-2 = Pengelola layanan yang menyiapkannya. Daftar di penyiapan menyebut apa yang kurang.
guide-wallets-3 = Sertifikat Apple berlaku sekitar satu tahun. Minta diperbarui saat penyiapan mengatakannya, kalau tidak kartu berhenti diperbarui.
guide-scanner = Pemindai tidak membaca kartu
guide-scanner-1 = Izinkan kamera di setelan peramban. Di tempat gelap, nyalakan lampu atau naikkan kecerahan ponsel pelanggan.
guide-scanner-2 = Ketik delapan karakter di bawah kotak. Itu selalu berhasil.
guide-scanner-3 = Tanpa koneksi, lanjutkan dengan mengetik: kunjungan disimpan di ponsel dan dikirim nanti.
guide-scanner-4 = Pemindai kasir menulis tanda yang salah? Uji di halaman uji.
guide-in = Anda tidak bisa masuk
guide-in-1 = Cari kunci pemilik di antara kata sandi, berkas, dan kertas Anda.
guide-in-2 = Minta undangan dari orang yang masih masuk, atau lihat apakah perangkat Anda yang lain masih masuk.
guide-in-3 = Jika keduanya tidak ada, pengelola layanan membuat tautan yang memasukkan Anda satu kali.

## Results

results-title = Apakah orang kembali?
results-too-few = Data belum cukup
results-not-known = Belum diketahui
results-up = Naik dari { $before }
results-down = Turun dari { $before }
results-before = Sebelumnya: { $before }
results-same = Sama seperti sebelumnya
results-no-previous = Tidak ada periode sebelumnya untuk dibandingkan
results-what = Apa ini?
results-compared = Dibandingkan dengan:
results-members =
    { $count ->
       *[other] Sejauh ini { $count } anggota sudah bergabung.
    }
results-members-by = { $members } sampai akhir { $period }.
results-few =
    { $count ->
       *[other] { $count } anggota. Dengan kurang dari { $enough }, satu orang saja banyak mengubah angka-angka ini.
    }
results-empty = Belum ada kunjungan. Cetak poster dan beri stempel pada kartu pertama Anda.
results-empty-poster = Cetak poster
results-empty-till = Siapkan kasir
results-running = Periode ini belum selesai: angkanya masih bertambah, jadi belum dibandingkan.
results-earlier = Periode sebelumnya
results-later = Periode berikutnya
by-month = Bulan
by-quarter = Triwulan
results-today-counts = Hari ini dihitung sampai saat ini.
results-so-far = { $members }, { $visits }, kunjungan terakhir { $when }
results-count-members =
    { $count ->
       *[other] { $count } anggota
    }
results-count-visits =
    { $count ->
       *[other] { $count } kunjungan
    }
results-none-since = { $members }. Tidak ada kunjungan dalam periode ini; yang terakhir: { $when }
results-none-here = Tidak ada kunjungan dalam periode ini.
results-says-came =
    { $count ->
       *[other] { $came } dari { $count } anggota Anda datang.
    }
results-says-more = Itu lebih banyak daripada periode sebelumnya.
results-says-fewer = Itu lebih sedikit daripada periode sebelumnya.
results-says-same = Tidak ada perbedaan yang jelas dengan periode sebelumnya.
results-chance = Sebelumnya { $before }: tidak ada perbedaan yang jelas
results-likely = Kemungkinan antara { $low } dan { $high }
results-likely-few = Sedikit orang: kemungkinan antara { $low } dan { $high }
results-few-people = sedikit orang
results-range = Letak angka yang paling mungkin
results-cost-unknown = Belum ada yang menuliskan biaya hadiah.
results-cost-enter = Tuliskan biaya satu hadiah
results-cost-left-out =
    { $count ->
       *[other] { $count } dari { $all } hadiah tidak dihitung: biayanya belum diketahui.
    }
results-amounts =
    { $count ->
       *[other] { $known } dari { $count } kunjungan punya nilai belanja.
    }
results-no-amounts = Tidak ada kunjungan dengan nilai belanja. Biarkan staf menuliskan yang dibayar pelanggan:
results-amounts-enter = Nyalakan untuk satu kasir
results-any-place = Hadiah dihitung di mana pun diperoleh atau diambil.
results-first-figure = Angka pertama muncul pada { $day }, { $days } hari setelah anggota pertama Anda bergabung.
by-this-month = Bulan ini
by-last-days =
    { $count ->
       *[other] { $count } hari terakhir
    }
filters = Filter: cabang dan cara bergabung
filters-show = Tampilkan
filters-clear = Tampilkan semua
filter-all = Semua
filter-visit-location = Kunjungan di
filter-join-location = Bergabung di
filter-join-channel = Bergabung melalui
channel-counter-qr = Kode di kasir
channel-receipt-qr = Kode pada struk
channel-poster = Poster di toko
channel-table-tent = Poster meja
channel-website = Situs web
channel-social = Media sosial
channel-referral = Undangan anggota
channel-staff = Staf Anda
results-counted-active-rate = datang
results-counted-repeat-visit-rate = kembali
results-counted-reward-redemption-rate = diambil
results-counted-reward-cost-ratio = hadiah
results-out-of-active-rate =
    { $count ->
       *[other] anggota
    }
results-out-of-repeat-visit-rate =
    { $count ->
       *[other] orang yang { $days } hari pertamanya berakhir dalam periode ini
    }
results-out-of-reward-redemption-rate =
    { $count ->
       *[other] hadiah yang diperoleh
    }
results-out-of-reward-cost-ratio = penjualan berulang
returns-title = Kunjungan orang yang kembali
returns-meaning = Setiap kunjungan setelah hari pertama seorang anggota.
returns-now = Sekarang
returns-before = Setahun sebelumnya
returns-open = belum selesai
when-title = Kapan orang datang?
when-meaning = Kunjungan menurut hari dan jam, waktu toko Anda:
when-hour = Jam
when-sum = Jumlah
as-a-table = Sebagai tabel
period = Periode
way-title = Dari poster ke hadiah
way-meaning = Orang yang membuka halaman bergabung Anda pada hari-hari ini, dan sejauh mana mereka sampai akhirnya: { $days }.
way-opened = Membuka halaman
way-joined = Mendapat kartu
way-returned = Datang lagi pada hari lain
way-earned = Memperoleh hadiah
way-redeemed = Mengambilnya
way-carried-on = { $share } melanjutkan
cohorts-title = Apakah anggota baru kembali?
cohorts-meaning = Dari yang bergabung dalam satu periode, berapa yang datang pada tiap periode sesudahnya.
cohorts-months = +1 adalah bulan setelah bulan bergabung.
cohorts-quarters = +1 adalah triwulan setelah triwulan bergabung.
cohorts-joined = Bergabung
cohorts-months-later =
    { $count ->
       *[other] { $count } bulan kemudian
    }
cohorts-quarters-later =
    { $count ->
       *[other] { $count } triwulan kemudian
    }
money-title = Biaya hadiah dibanding kunjungan ulang
money-rewards-in = termasuk biaya hadiah
money-vouchers-in = termasuk dalam baris di atas
money-coverage = Nilai belanja diketahui untuk { $share } kunjungan.
money-coverage-low = Nilai belanja diketahui hanya untuk { $share } kunjungan: jumlahnya tidak memuat sisanya.
money-missing = Belum diketahui: isi margin Anda di halaman kartu.
money-none = Tuliskan biaya satu hadiah bagi Anda, dan halaman ini menampilkannya di samping belanja anggota yang kembali:
money-group = Yang dibayar seluruh toko bukan milik kelompok anggota mana pun, jadi tidak dimasukkan di sini.
money-assumes = Di sini dianggap setiap kunjungan ulang berkat program. Ini tidak membuktikannya.
take-along = Bawa serta
all-numbers = Semua angka
export-numbers = Angka (CSV)
export-numbers-json = Angka (JSON)
export-events = Semua yang terjadi (CSV)
export-scans = Kunjungan (CSV)
share-title = Tunjukkan kepada orang lain
share-meaning = Membuat alamat yang menampilkan hasil Anda, untuk bulan mana pun, selama 30 hari kepada siapa pun yang memilikinya. Tidak menampilkan anggota dan tidak mengubah apa pun.
share-button = Buat alamat
share-made = Salin alamat ini sekarang, hanya ditampilkan sekali ini:
share-end =
    { $count ->
       *[other] Akhiri { $count } alamat
    }
done-sharing-ended = Alamat-alamat ini tidak lagi menampilkan apa pun.
back-to-results = Kembali ke hasil
numbers-search = Cari di antara angka
numbers-none = Tidak ada angka yang cocok. Coba kata yang lebih pendek.
numbers-count =
    { $count ->
       *[other] { $count } angka
    }
numbers-of = { $num } dari { $den }
count-days =
    { $count ->
       *[other] { $count } hari
    }
part-days = { $number } hari
count-points =
    { $count ->
       *[other] { $count } poin persentase
    }
part-sides = Terhitung
part-n = Dihitung dari
part-visit-days = Hari dengan kunjungan
part-member-days = Hari keanggotaan
part-apple = Di Apple Wallet
part-google = Di Google Wallet
part-cost = Biayanya
part-previous = Pada periode sebelumnya
part-current = Pada periode ini
part-spend-per-customer = Belanja per anggota yang datang
part-churn-rate = Tidak datang lagi
part-distribution = Sebaran
part-stars = Ulasan menurut bintang
part-positive = Positif
part-neutral = Netral
part-negative = Negatif
part-bands = Anggota menurut skor
part-none = Tidak ada
part-low = Rendah
part-medium = Sedang
part-high = Tinggi
part-members = Anggota
part-counts = Tingkat
part-stamps-required = Stempel untuk hadiah
part-near-reward = Kurang satu atau dua stempel
part-before = Sebelum
part-after = Sesudah
part-relative = Perubahan
part-ci95 = Kemungkinan antara
part-opening = Anggota di awal
part-joined = Bergabung
part-deleted = Pergi
part-closing = Anggota di akhir
part-growth-rate = Pertumbuhan
part-joined-by-channel = Bergabung melalui
part-events-used = Catatan yang dihitung
part-duplicates-ignored = Pengulangan yang diabaikan
part-void-rate = Kunjungan yang dibatalkan
part-amount-coverage = Kunjungan dengan jumlah
part-same-day-extra-visits = Kunjungan tambahan pada hari yang sama
part-late-visits = Kunjungan yang terlambat tercatat
part-baseline-coverage = Dikenal sebelum bergabung
part-n-treatment = Orang yang mendapatkannya
part-n-control = Orang yang tidak mendapatkannya
part-spend = Belanja
part-treatment-mean = Dengan itu
part-control-mean = Tanpa itu
part-difference = Selisih
part-incremental-revenue = Penjualan tambahan
part-incremental-reward-cost = Biaya hadiah tambahan
part-incremental-return = Yang dihasilkannya
part-programme-roi-incremental = Hasil atas biayanya
part-treatment-messaged = Di antaranya dikirimi pesan
part-control-messaged = Tidak diikutkan tetapi dikirimi pesan
part-treatment-returned = Kembali
part-control-returned = Tidak diikutkan dan kembali
part-return-rate = Porsi yang kembali
part-incremental-cost = Biaya hadiah dan voucher tambahan
part-reading = Artinya
part-messages = Pesan
part-day-mean = Terbanyak dalam 24 jam, rata-rata
part-day-max = Terbanyak dalam 24 jam, dari semua
part-month-mean = Terbanyak dalam sebulan, rata-rata
part-month-max = Terbanyak dalam sebulan, dari semua
part-visits = Kunjungan
part-redemptions = Hadiah yang diserahkan
part-voucher-redemptions = Voucher yang dipakai
part-by-action = Dibuka
lift-unclear = Tidak ada perbedaan yang jelas
lift-more = Menyebabkan lebih banyak
lift-less = Menyebabkan lebih sedikit
lift-changed = Perubahan yang jelas; sebabnya tidak diketahui
lift-few = { $what }; pelanggan sedikit
people-total = Seluruhnya:
people-unattributed = Di antaranya tanpa pemilik:
people-part = Bagian
people-part-number = Banyaknya
people-part-days = Hari
people-none = Belum ada.
people-deleted = Anggota yang dihapus
people-next = Lagi
people-counted = Yang dihitung
people-out-of = Dari
family-adoption = Bergabung
family-saved-cards = Kartu tersimpan
family-activity = Kunjungan
family-coming-back = Kembali
family-rewards = Hadiah
family-keeping = Bertahan dan pergi
family-money = Uang
family-lift = Apakah ada bedanya?
family-referrals-reviews = Undangan dan ulasan
family-messages = Pesan
family-quality = Bisakah angka ini dipercaya?
family-vouchers = Voucher
family-links = Tautan di kartu

## Owner: menu and signing in

menu = Halaman toko
menu-results = Hasil
menu-members = Anggota
menu-card = Kartu
menu-poster = Poster toko
menu-staff = Staf
menu-setup = Penyiapan
menu-developers = Pengembang
menu-help = Bantuan
sign-out = Keluar
sign-in = Masuk
sign-in-meaning = Halaman ini untuk pemilik toko.
sign-in-key = Kunci pemilik
sign-in-key-hint = Diawali sw_live_ atau sw_test_ dan ditampilkan saat toko dibuat.
sign-in-button = Masuk
sign-in-unknown = Kami tidak mengenal kunci ini. Pastikan Anda menyalin seluruhnya, atau masuk dengan salah satu cara di bawah.
sign-in-not-owner = Ini bukan kunci pemilik. Kunci staf dan kunci baca tidak dapat membuka halaman ini.
sign-in-link-how = Tidak ada kunci?
sign-in-link-meaning = Orang yang menjalankan layanan dapat membuat tautan masuk sekali pakai:
sign-in-way-kept = Kunci itu ditampilkan saat toko dibuat. Cari di tempat kata sandi Anda, di antara unduhan dan kertas Anda.
sign-in-way-signed-in = Ponsel atau komputer Anda yang lain mungkin masih masuk. Di sana, buka “{ $page }” di bagian bawah setiap halaman, lalu undang diri Anda atau buat kunci baru.
sign-in-way-person = Orang lain yang sudah masuk dapat mengundang Anda di halaman itu. Undangan berupa tautan yang berlaku satu kali.
sign-in-as-owner = Masuk sebagai pemilik
sign-in-as-owner-meaning = Peramban ini akan membuka hasil, anggota, dan setelan toko sampai Anda keluar atau tidak datang selama 30 hari. Setelah 180 hari Anda masuk lagi.
invited-title = Selamat datang, { $name }
invited-meaning = Anda diundang ke halaman { $shop }. Di sana Anda dapat melakukan semua yang dapat dilakukan pemilik.
owner-key-title = Simpan kunci ini
owner-key-meaning = Dengan kunci ini Anda masuk lagi dari ponsel atau komputer mana pun. Simpan di tempat kata sandi Anda atau di atas kertas. Siapa pun yang memegangnya adalah pemilik.
owner-key-of = Kunci pemilik { $shop }
owner-key-use = Masuk dengan kunci ini di { $address }
owner-key-save = Simpan sebagai berkas
owner-key-print = Cetak
owner-key-once = Hanya ditampilkan sekali. Jika hilang saat Anda masih masuk, buat yang lain.
owner-key-kept = Sudah saya simpan
owner-key-more = Jalan masuk kembali
owner-key-more-meaning = Kunci pemilik memasukkan Anda ketika tidak ada lagi peramban yang masuk. Buat satu jika Anda belum punya, atau jika kunci Anda mungkin diketahui orang lain; kunci lama tetap berlaku sampai Anda mengakhirinya.
owner-key-make = Buat kunci pemilik
owner-key-list = Lihat semua kunci
first-shop = Toko Anda dalam satu menit
first-shop-meaning = Lima jawaban, dan kartu stempel siap dipakai. Semuanya dapat diubah nanti.
first-shop-name = Apa nama toko Anda?
first-shop-name-wrong = Beri nama toko, paling banyak 60 huruf.
first-shop-reward = Apa hadiah kartu yang penuh?
first-shop-reward-hint = Misalnya: kopi gratis
first-shop-reward-wrong = Tuliskan hadiahnya, paling banyak 60 huruf.
first-shop-stamps = Berapa stempel untuk mengisi kartu?
first-shop-stamps-wrong = Pilih angka 1 sampai 100.
first-shop-zone = Zona waktu
first-shop-zone-hint = Misalnya Asia/Jakarta
first-shop-zone-wrong = Kami tidak mengenal zona waktu ini. Tulis seperti Asia/Jakarta.
first-shop-currency = Mata uang
first-shop-currency-hint = Tiga huruf, misalnya IDR
first-shop-currency-wrong = Tulis mata uang dengan tiga huruf, misalnya IDR.
first-shop-slug-hint = Kosong: dibuat dari nama. Tulis dengan aksara apa pun; bisa diubah nanti.
first-shop-button = Buat toko saya
first-shop-later = Berikutnya poster, kasir, dan dompet, langkah demi langkah.

## Owner: how the card looks

look-title = Tampilan kartu
look-meaning = Ubah satu isian dan lihat kartu seperti yang dilihat pelanggan. Tidak ada yang disimpan sebelum Anda memintanya.
look-name = Nama toko
look-reward = Hadiah kartu penuh
look-stamps = Jumlah stempel untuk satu kartu penuh
look-colour = Warna kartu
look-stamp-colour = Warna stempel
look-corrected = Stempel sulit dibedakan dari kartu, jadi warnanya kami geser sedikit.
look-yours = Warna Anda
look-used = Yang kami pakai agar terbaca
look-pictures = Logo dan gambar sendiri
look-pictures-hint = PNG atau JPEG, sampai 6 MB. Bagian tengah gambar yang dipakai. Tidak ada yang disimpan sebelum Anda memintanya.
look-logo = Logo toko
look-logo-hint = Persegi, lebarnya paling sedikit 100 piksel. Menggantikan stempel di atas kartu.
look-strip = Gambar di balik stempel
look-strip-hint = Paling sedikit 375 kali 144 piksel. Selubung warna kartu menjaga stempel tetap terbaca.
look-picture-bytes = Gambar lebih besar dari 6 MB. Simpan lebih kecil.
look-picture-pixels = Gambar punya lebih dari 16 juta piksel. Perkecil.
look-picture-small = Piksel gambar terlalu sedikit untuk kartu. Pilih yang lebih besar.
look-picture-unreadable = Ini bukan gambar PNG atau JPEG yang bisa dibaca. Pilih yang lain.
look-icon = Gambar pada stempel
look-other-languages = Nama dan hadiah dalam bahasa lain
look-other-hint = Isian kosong memakai kata-kata di atas.
look-in-others = Dalam bahasa lain
look-drop = Hapus
look-steps = Hadiah di tengah jalan
look-steps-hint = Hadiah yang lebih kecil sebelum kartu penuh. Stempelnya tetap di kartu.
look-step = Hadiah di tengah jalan { $number }
look-step-at = Stempel untuk itu
look-step-name = Yang didapat pelanggan
look-step-add = Tambah hadiah di tengah jalan
look-shop = Alamat, jam buka, telepon, tautan
look-shop-hint = Di balik kartu dalam dompet, dan di bawahnya di web. Yang kosong tidak ditampilkan.
look-address = Alamat toko
look-hours = Jam buka
look-telephone = Telepon
look-telephone-hint = Dengan kode negara, misalnya +62 21 1234567
look-website = Situs web
look-links = Tautan di balik kartu
look-link = Tautan { $number }
look-link-name = Tulisannya
look-link-url = Ke mana arahnya
look-link-add = Tambah tautan
look-earning = Yang didapat dari kunjungan
look-earning-hint = Jika kosong, setiap kunjungan mendapat satu stempel. Perubahan berlaku untuk kunjungan setelahnya.
look-per-amount = Satu stempel untuk setiap jumlah, dalam { $currency }
look-per-amount-hint = Kosong: satu stempel per kunjungan. Jika diisi, staf memasukkan jumlah yang dibayar.
look-carry = Simpan sisanya untuk kunjungan berikutnya?
look-carry-yes = Ya, ikut dihitung
look-carry-no = Tidak
look-minimum = Jumlah terkecil sebuah kunjungan, dalam { $currency }
look-minimum-hint = Kunjungan yang lebih kecil tetap dihitung, tetapi tanpa stempel. Kosong: tanpa batas.
look-stamp-days = Hari sampai stempel hangus
look-stamp-days-hint = Kosong: tidak pernah. Waktu baru atau lebih pendek dihitung sejak perubahan untuk stempel yang sudah ada.
look-ask-amount = Apakah pemindai menanyakan jumlahnya?
look-ask-amount-optional = Di tempat staf menyalakannya
look-ask-amount-always = Selalu
look-ask-amount-never = Tidak pernah
look-more = Lainnya: biaya, jeda, bonus
look-cost = Biaya satu hadiah bagi Anda, dalam { $currency }
look-cost-hint = Halaman hasil membandingkannya dengan penjualan berulang.
look-currency = Mata uang
look-currency-hint = Tiga huruf, misalnya IDR. Jumlah sebelumnya tetap angkanya: tidak ada yang dikonversi, jadi hasil di sekitar perubahan mencampur keduanya.
look-margin = Margin Anda atas penjualan, dalam persen
look-margin-hint = Yang tersisa dari penjualan setelah dikurangi biaya belanja. Jika kosong, halaman hasil melewatkannya.
look-cooldown = Menit antara dua stempel
look-cooldown-hint = Dalam waktu ini pemindai bertanya sebelum memberi stempel lagi.
look-confirm = Bolehkah staf memberi stempel lagi dalam waktu ini?
look-confirm-yes = Ya, jika mereka memastikannya
look-confirm-no = Tidak
look-welcome = Stempel bonus saat bergabung
look-daily = Kunjungan terbanyak satu anggota per hari
look-daily-hint = Kosong: tanpa batas.
look-card-days = Hari tanpa kunjungan sampai kartu berakhir
look-card-days-hint = Kosong: tidak pernah. Tiap kartu mengikutinya pada kunjungan berikutnya.
look-reward-days = Hari sampai hadiah hangus
look-reward-days-hint = Kosong: tidak pernah. Waktu baru atau lebih pendek dihitung sejak perubahan untuk hadiah yang menunggu.
look-launched = Hari pertama kartu stempel
look-launched-hint = Halaman hasil membandingkan kunjungan sebelum dan sesudahnya.
look-tiers = Tingkat untuk pelanggan setia
look-tiers-hint = Kunjungan menaikkan anggota ke tingkat yang tampak di kartu.
look-tier = Tingkat { $number }
look-tier-name = Nama
look-tier-visits = Kunjungan untuk itu
look-tier-days = Hari yang dihitung
look-tier-days-hint = Kosong: semua kunjungan. Yang terlalu jarang datang turun dari tingkat ini.
look-tier-stamps = Stempel per kunjungan di tingkat ini
look-tier-stamps-hint = Kosong: sama seperti yang lain.
look-tier-add = Tambah tingkat
look-to-settings = Bahasa, angka, kalender, dan zona waktu diatur di sini
look-join = Alamat bergabung
look-join-meaning = Poster, kode, dan tautan menuju alamat ini. Bisa diubah kapan saja.
look-join-word = Bagian akhir alamat
look-join-hint = Tulis dengan aksara apa pun. Alamat dieja dengan huruf a sampai z, angka, dan tanda hubung.
look-join-save = Pakai alamat ini
look-join-former = Alamat ini juga menuju ke sana, jadi poster yang sudah dicetak tetap berfungsi:
look-join-wrong = Tulis paling sedikit dua huruf atau angka.
look-join-taken = Alamat ini milik toko lain. Pilih yang lain.
look-join-most = Toko ini sudah punya dua puluh alamat. Pilih salah satunya.
look-preview = Tunjukkan
look-save = Simpan
look-unchanged = Belum ada yang berubah.
look-impossible = Ada isian yang perlu diperbaiki sebelum disimpan.
look-changes-none = Belum ada kartu yang keluar, jadi tidak ada yang berubah.
look-changes =
    { $count ->
       *[other] Menyimpan mengubah { $count } kartu, juga di dompet.
    }
look-changes-goals =
    { $count ->
       *[other] Jalan { $count } anggota akan lebih jauh; mereka tetap memakai tujuan sekarang sampai tercapai.
    }
look-ask = Simpan sekali lagi untuk melanjutkan.
look-previews = Seperti yang dilihat pelanggan
look-in = Bahasa pratinjau
look-apple = Di Apple Wallet
look-google = Di Google Wallet
look-web = Sebagai halaman web
look-updated = Pratinjau sudah diperbarui.
look-wrong-name = Beri nama toko paling banyak 60 huruf.
look-wrong-reward = Sebutkan hadiahnya, paling banyak 60 huruf.
look-wrong-stamps = Pilih bilangan 1 sampai 100, di atas hadiah sebelumnya.
look-wrong-colour = Pilih warna seperti #0f766e.
look-wrong-stamp-colour = Pilih warna seperti #f2b33d.
look-wrong-icon = Pilih salah satu gambar ini.
look-wrong-cost = Tulis jumlah seperti 1,20, atau kosongkan.
look-wrong-margin = Tulis persen dari 0 sampai 100, atau kosongkan.
look-wrong-cooldown = Tulis jumlah menit, paling banyak 44640.
look-wrong-welcome = Tulis angka 0 sampai 99.
look-wrong-daily = Tulis angka 1 sampai 1000, atau kosongkan.
look-wrong-step-at = Pilih bilangan di bawah kartu penuh, dan berbeda untuk tiap hadiah.
look-wrong-tier-name = Beri tingkat itu nama paling banyak 40 huruf.
look-wrong-tier-visits = Pilih jumlah kunjungan yang berbeda untuk tiap tingkat.
look-wrong-per-amount = Masukkan jumlah di atas 0, misalnya 5,00, atau kosongkan.
look-wrong-tier-stamps = Masukkan angka 1 sampai 100, atau kosongkan. Tingkat tidak memberi stempel tambahan jika stempel mengikuti jumlah.
look-wrong-link-name = Sebutkan isi tautan, paling banyak 60 huruf.
look-wrong-link-url = Tulis alamat lengkap yang dimulai dengan https://.
look-wrong-address = Tulis paling banyak 300 huruf dalam 12 baris.
look-wrong-hours = Tulis paling banyak 300 huruf dalam 12 baris.
look-wrong-telephone = Tulis nomor 3 sampai 15 angka, misalnya +62 21 1234567.
look-wrong-currency = Tulis mata uang dengan tiga huruf, misalnya IDR.
look-wrong-card-days = Tulis jumlah hari 1 sampai 3651, atau kosongkan.
look-wrong-launched = Tulis tanggal seperti 2026-01-31, atau kosongkan.
look-versions = Versi
look-version = Versi { $version }
look-version-now = dipakai
look-from = Anda melihat versi { $version }. Simpan untuk kembali ke versi itu.
look-stale = Orang lain menyimpan kartu ini saat halaman ini terbuka pada Anda ({ $what }). Belum ada dari Anda yang disimpan. Yang Anda tulis ada di bawah; simpan sekali lagi untuk menggantikan miliknya.
look-stale-open = Tampilkan kartu seperti sekarang
look-lost = Gambarnya sendiri sudah tidak disimpan, jadi diganti gambar bawaan.
look-picture-gone = Gambar ini sudah tidak disimpan. Pilih lagi.
look-picture-failed = Gambar tidak terkirim. Pilih lagi sebentar lagi.
look-picture-choose = Pilih gambar
look-part-name = nama
look-part-reward = hadiah
look-part-stamps = stempel
look-part-colours = warna
look-part-icon = gambar
look-part-rules = aturan
done-look-saved = Tersimpan. Kartu sedang berubah.
done-look-same = Tidak ada yang berbeda, jadi tidak ada yang disimpan.
done-join-changed = Alamatnya sudah diubah. Alamat sebelumnya menuju ke sana.
icon-book = Buku
icon-bowl = Mangkuk
icon-bread = Roti
icon-car = Mobil
icon-coffee = Kopi
icon-flower = Bunga
icon-heart = Hati
icon-ice = Es krim
icon-leaf = Daun
icon-paw = Cakar
icon-pizza = Irisan
icon-scissors = Gunting
icon-star = Bintang
icon-tick = Centang

## Owner: posters

poster-title = Poster dan kartu meja
poster-meaning = Satu pindaian membuka kartu Anda. Gantung di pintu dan taruh di dekat kasir.
poster-size = Kertas
poster-a4 = Poster ukuran A4
poster-a5 = Poster kecil, A5
poster-tent = Kartu meja, A4 dilipat sekali
poster-first = Bahasa
poster-second = Bahasa kedua
poster-none = Tidak ada
poster-show = Tampilkan
poster-print = Cetak
poster-svg = Unduh sebagai SVG
poster-print-hint = Cetak ukuran penuh, tanpa margin atau kepala halaman. Hanya lembarnya yang dicetak.
poster-fold = Lipat di dua tanda di tengah. Dua bahasa mendapat satu sisi masing-masing.
poster-svg-hint = Dalam SVG kata-katanya berupa teks, digambar dengan fon milik orang yang membukanya. Untuk percetakan, “stampwell poster --font” menjadikannya garis.
poster-scan = Pindai dengan kamera ponsel. Tanpa aplikasi.
poster-in-both = Kartu Anda ada di Apple Wallet atau Google Wallet.
poster-in-apple = Kartu Anda ada di Apple Wallet atau di web.
poster-in-google = Kartu Anda ada di Google Wallet atau di web.
poster-in-browser = Kartu Anda terbuka di peramban.
poster-out-of-reach = Tidak ada ponsel yang dapat membuka alamat ini: { $address } hanya menuju komputer ini. Setel dulu STAMPWELL_PUBLIC_URL ke alamat layanan Anda.
poster-along = Pada { $count }: { $reward }

## Owner: members

members-search = Cari anggota
members-search-hint = Kode kartu, nomor telepon, email, atau nomor pelanggan Anda sendiri
members-find = Cari
members-all = Semua anggota
members-none = Tidak ada yang ditemukan. Periksa lagi kode atau nomornya.
members-empty = Belum ada kartu yang dibuat di sini. Cetak poster dan beri stempel pada kartu pertama Anda. Orang dari catatan yang diimpor dihitung dalam hasil, tetapi tidak punya kartu di sini.
members-newest = Anggota terbaru lebih dulu
members-found = Yang ditemukan
members-older = Anggota sebelumnya
members-who = Anggota
members-stamps = Stempel
members-visits = Kunjungan
members-last = Kunjungan terakhir
members-imported = Kunjungan lama dari mesin kasir
members-imported-until = { $number }, terakhir pada { $day }
members-never = Belum ada
members-pairs = Dua anggota, satu nomor pelanggan
members-pairs-meaning = Setiap pasangan di sini memiliki satu nomor pelanggan Anda yang dulu disimpan dalam dua cara penulisan. Anggota yang lebih lama ditemukan dengan nomor itu. Jika keduanya orang yang sama, jadikan satu anggota; tidak ada yang digabung dengan sendirinya.
members-pairs-older = Lebih lama, ditemukan dengan nomor ini
members-pairs-younger = Lebih baru
member-card-of = Kartu { $code }
member-email = Email
member-phone = Telepon
member-external = Nomor pelanggan Anda
member-news = Kabar
member-news-yes = Setuju menerima kabar
member-news-no = Tidak ingin kabar
member-cards = Kartu
member-no-card = Anggota ini belum punya kartu.
member-state-active = Dipakai
member-state-paused = Dijeda
member-state-ended = Berakhir
member-state-expired = Kedaluwarsa
member-pause = Jeda
member-end = Akhiri
member-reopen = Buka lagi
member-correct = Tambah atau ambil stempel
member-how-many = Berapa?
member-how-many-hint = Bilangan bulat seperti 2; dengan minus, seperti -2, stempel diambil.
member-how-many-wrong = Ini bukan jumlah stempel yang bisa diberikan.
member-reason = Mengapa?
member-reason-correction = Koreksi
member-reason-bonus = Bonus stempel
member-reason-birthday = Ulang tahun
member-reason-referral = Mengajak teman
member-note = Catatan
member-note-hint = Opsional. Terlihat di sini dan di data anggota; dihapus bersama anggota.
member-correct-button = Ubah stempel
member-history = Yang terjadi
member-imported = Kunjungan dari mesin kasir, tanpa stempel
member-imported-meaning = Kunjungan yang Anda impor dari mesin kasir. Tidak memberi stempel dan tidak dihitung di “Kunjungan”; hasil membandingkan apa yang terjadi setelah kartu dengannya.
member-merge = Satu orang, tercatat dua kali?
member-merge-meaning = Ketik kode kartu yang lain, atau nomor pelanggan milik Anda jika yang lain tidak punya kartu. Setelah itu keduanya menampilkan stempel keduanya.
member-merge-code = Kode kartu atau nomor pelanggan
member-merge-look = Lihat keduanya
member-merge-unknown = Tidak ada anggota toko ini dengan kode atau nomor tersebut
member-merge-same = Ini sudah anggota yang sama
member-merge-title = Jadikan dua anggota satu?
member-merge-sure = { $other } dan { $this } menjadi satu anggota dengan semua stempel, kunjungan, hadiah, dan kartu keduanya. Ini tidak bisa dibatalkan.
member-merge-button = Jadikan satu
member-merge-no = Tidak, tetap dua
member-profile = Nama dan kontak
member-profile-meaning = Anggota yang nomor atau alamatnya diketahui dapat ditemukan dengannya di bagian atas halaman anggota. Kolom yang Anda kosongkan akan dihapus.
member-name = Nama
member-profile-save = Simpan
told-wrong = Ini tidak dapat disimpan
told-phone-wrong = Nomor telepon memiliki sedikitnya lima angka.
told-email-wrong = Alamat email tampak seperti anna@example.com.
told-name-wrong = Nama paling banyak 80 huruf dan tanpa karakter kontrol.
told-id-wrong = Ini bukan nomor satu pelanggan. Kosongkan kolom ini untuk orang yang tidak punya nomor.
member-data = Datanya
member-export = Unduh semua tentang anggota ini
member-delete = Hapus anggota ini
member-delete-meaning = Nama, kontak, dan kartu hilang untuk selamanya, dan dompet diberi tahu. Kunjungan dan hadiah tetap dihitung tanpa nama. Cadangan lama kehilangan anggota ini saat diganti.
done-stamps = Stempel sudah diubah.
done-card-changed = Kartu sudah diubah.
done-taken-back = Sudah dibatalkan.
done-handed-over = Hadiah sudah diserahkan.
done-merged = Keduanya kini satu anggota.
done-member-saved = Tersimpan.
done-member-deleted = Anggota sudah dihapus.

## Owner: visits from the till

members-import = Impor kunjungan dari mesin kasir
results-empty-import = Bawa kunjungan dari mesin kasir
import-title = Kunjungan dari mesin kasir
import-meaning = Berkas yang diekspor mesin kasir atau program janji temu Anda. Setiap penjualan kepada anggota disimpan sebagai kunjungan lamanya, tanpa stempel: hasil membandingkan apa yang terjadi setelah kartu dengan kunjungan itu, dan tidak menghitungnya sebagai kunjungan dengan kartu. Yang sudah diimpor sebelumnya dihitung sekali. Tidak ada yang disimpan sebelum Anda mengimpor.
import-file = Berkas dari mesin kasir
import-file-hint = CSV atau JSON, sampai 64 MiB. Letakkan di sini atau pilih.
import-look = Lihat isinya
import-look-again = Lihat lagi
import-begin = Impor
import-choose-again = Pilih berkasnya sekali lagi: berkas hanya dilihat dan tidak disimpan. Pilihan Anda di bawah tetap ada.
import-no-file = Pilih berkas dahulu.
import-updated = Dibaca lagi dengan pilihan Anda
import-refused = Berkas tidak dapat dibaca seperti ini
import-nothing = Tidak ada kunjungan yang dapat dibaca seperti ini, jadi belum ada yang bisa diimpor. Lihat alasan di atas dan pilihan di bawah.
import-supposed = Ditemukan dari berkas itu sendiri:
import-needs-order = Berkas tidak menunjukkan apakah hari atau bulan yang lebih dahulu. Pilih di bawah, pada “{ $choice }”.
import-why-utf8 = Hurufnya UTF-8, bukan yang dipilih. Pilih UTF-8 pada “{ $choice }”.
import-why-letters = Hurufnya bukan UTF-8. Pilih yang lain pada “{ $choice }”, atau ekspor berkas sebagai UTF-8.
import-why-lost = Ada huruf yang hilang saat berkas dibuat. Ekspor lagi sebagai UTF-8.
import-why-workbook = Ini buku kerja dari program lembar kerja atau perkantoran, bukan tabel. Buka di sana, simpan sebagai CSV (UTF-8), lalu pilih berkas itu.
import-why-packed = Ini berkas terkompresi. Buka kemasannya dan pilih tabel di dalamnya.
import-why-no-table = Ini bukan tabel. Ekspor daftar dari program Anda sebagai CSV.
import-why-empty = Tidak ada penjualan dalam berkas. Ekspor lagi beserta barisnya.
import-why-rounded = Lembar kerja membulatkan angka sebuah nomor. Format kolomnya sebagai teks lalu ekspor lagi.
import-why-currency = Jumlahnya dalam mata uang selain milik toko.
import-why-torn = Baris ini punya lebih banyak sel daripada judulnya, misalnya karena koma desimal membelah jumlah. Pakai titik koma di antara kolom, dan pilih pada “{ $choice }”.
import-why-no-date = Baris ini tidak punya tanggal.
import-why-no-day = Tidak ada hari seperti itu.
import-why-future = Tanggalnya di masa depan. Periksa “{ $choice }”, zona waktu, dan jam mesin kasir.
import-why-date = Tanggalnya tidak cocok dengan pilihan pada “{ $choice }”.
import-why-unshown = Lembar kerja tidak dapat menampilkan tanggal atau waktunya. Lebarkan kolom atau perbaiki rumusnya, lalu ekspor lagi.
import-why-time = Waktunya tidak terbaca. Tulis seperti 14:05.
import-why-amount = Jumlahnya dapat dibaca dengan lebih dari satu cara, atau tidak sama sekali. Pilih pada “{ $choice }”.
import-why-number = Jumlahnya bukan angka yang dapat dibaca.
import-why-total = Baris ini jumlah dari baris lain, bukan kunjungan.
import-why-place = Baris ini menyebut cabang yang tidak dapat dipakai. Periksa apakah kolom itu berisi cabang.
import-why-member = Baris ini menyebut anggota yang tidak ada di toko Anda.
import-why-receipt = Struk yang sama milik anggota lain pada baris sebelumnya.
import-needs-member = Pilih di bawah kolom mana yang berisi nomor anggota milik Anda.
import-needs-date = Pilih di bawah kolom mana yang berisi tanggal.
import-rows = Seperti yang akan dibaca
import-part = Hanya bagian awal berkas yang dilihat.
import-line = Baris
import-at = Tanggal
import-time = Waktu
import-amount = Jumlah
import-member = Nomor anggota
import-receipt = Struk
import-place = Cabang penjualan
import-bad-lines = Baris yang tidak dapat dibaca
import-questions = Cabang yang tidak ada di toko Anda
import-questions-meaning = Berkas menyebutnya. Cabang yang baru muncul lebih jauh di bawah dilewati dan dihitung.
import-place-ignore = Baca kunjungan tanpa cabang
import-place-create = Tambahkan cabang ini ke toko saya
import-place-is = Ini { $place }
import-columns = Apa isi tiap kolom
import-columns-meaning = Perbaiki yang salah dikenali. Tabel di atas ikut berubah.
import-ways = Cara penulisannya
import-found = Ditemukan: { $column }
import-not-found = Tidak ditemukan
import-find = Kenali sendiri
import-none = Tanpa kolom
import-dates = Urutan tanggal
import-dates-iso = Tahun dahulu: 2026-01-31
import-dates-dmy = Hari dahulu: 31.01.2026
import-dates-mdy = Bulan dahulu: 01/31/2026
import-dates-jalali = Kalender Persia: 1404/11/11
import-dates-excel = Nomor hari lembar kerja: 46053
import-unit = Satuan jumlah
import-unit-major = Seperti yang dibayar pelanggan, misalnya 3.50
import-unit-minor = Dalam pecahan terkecil, misalnya 350
import-decimal = Tanda desimal
import-decimal-comma = Koma: 3,50
import-decimal-point = Titik: 3.50
import-separator = Di antara kolom
import-separator-comma = Koma ,
import-separator-semicolon = Titik koma ;
import-separator-tab = Tabulasi
import-separator-bar = Garis tegak |
import-encoding = Pengodean huruf
import-encoding-utf = UTF-8, seperti kebanyakan program
import-encoding-west = Eropa Barat (windows-1252)
import-encoding-turkish = Turki (windows-1254)
import-encoding-arabic = Arab dan Persia (windows-1256)
import-encoding-cyrillic = Kiril (windows-1251)
import-encoding-utf16 = “Teks Unicode” lembar kerja (UTF-16)
import-zone = Zona waktu
import-place-of-others = Cabang untuk baris tanpa cabang
import-no-place = Tidak ada
import-earlier = Impor sebelumnya
import-began = Dimulai
import-state = Status
import-running = Sedang dibaca
import-done = Semua baris sudah dibaca
import-done-some = Berkas sudah dibaca, tetapi tidak semua barisnya
import-failed = Dihentikan
import-interrupted = Terputus
import-failed-advice = Yang sudah dibaca tetap ada. Impor lagi berkas yang sama dengan pilihan yang sama, dan proses berlanjut dari tempat berhenti.
import-interrupted-advice = Layanan sempat dihentikan. Impor lagi berkas yang sama dengan pilihan yang sama, dan proses berlanjut dari tempat berhenti.
import-job-title = Impor dari mesin kasir
import-look-at-job = Lihat kemajuannya
import-count-stored = Kunjungan baru
import-count-stored-meaning = Kunjungan lama, terlihat di halaman tiap anggota. Tidak memberi stempel dan tidak dihitung sebagai kunjungan dengan kartu; hasil hanya membandingkan dengannya.
import-count-known = Sudah diimpor
import-count-known-meaning = Dari berkas ini atau lainnya; tiap kunjungan dihitung sekali.
import-count-without-member = Penjualan tanpa anggota
import-count-without-member-meaning = Tidak ada yang menunjukkan kartu, jadi bukan kunjungan siapa pun.
import-count-refunds = Pengembalian uang
import-count-refunds-meaning = Uang yang dikembalikan dan penjualan yang dibatalkan.
import-count-placeless = Kunjungan yang cabangnya dilewati
import-count-placeless-meaning = Berkas menyebut cabang yang tidak ada di toko Anda.
import-count-bad = Baris tak terbaca
import-count-bad-meaning = Masing-masing dengan alasannya di bawah.
import-download = Unduh semuanya (CSV)
import-another = Impor berkas lain
import-visits =
    { $count ->
       *[other] { $count } kunjungan
    }
import-without-member =
    { $count ->
       *[other] { $count } penjualan tanpa anggota
    }
import-refunds =
    { $count ->
       *[other] { $count } pengembalian uang
    }
import-bad =
    { $count ->
       *[other] { $count } baris tak terbaca
    }
import-read =
    { $count ->
       *[other] { $count } baris dibaca
    }

## Owner: what is still to do

setup-title = Penyiapan
setup-progress = { $done } dari { $total } selesai
setup-done = Selesai
setup-todo = Belum
setup-failing = Tidak berfungsi
setup-unseen = Tidak terlihat dari sini
setup-yours = Di toko Anda
setup-operators = Oleh pengelola layanan ini
setup-operators-meaning = Jika bukan Anda, tunjukkan daftar ini kepadanya. Pemeriksaan yang sama, lebih rinci:
setup-test = Buat kartu uji
setup-test-meaning = Halaman bergabung Anda terbuka. Kartunya sungguhan dan dihitung sebagai anggota sampai Anda menghapusnya di halamannya.
setup-to-card = Ke kartu
setup-to-staff = Ke halaman staf
setup-to-poster = Ke poster

check-cost = Biaya hadiah bagi Anda
check-cost-done = Biaya setiap hadiah sudah diisi. Begitu sebuah hadiah diserahkan, hasil menunjukkan biaya tiap penjualan berulang bagi Anda.
check-cost-todo = Ada hadiah yang biayanya belum diisi, jadi halaman hasil tidak dapat menunjukkan biaya tiap penjualan berulang.
check-cost-todo-fix = Tulis biaya satu hadiah di halaman kartu Anda.
check-till = Ponsel untuk memberi stempel
check-till-done =
    { $count ->
       *[other] { $count } ponsel dapat memberi stempel.
    }
check-till-todo = Belum ada ponsel yang dapat memberi stempel.
check-till-todo-fix = Tampilkan kode QR di halaman staf dan pindai dengan ponsel yang ada di kasir.
check-visit = Stempel pertama
check-visit-done = Kartu pertama sudah distempel.
check-visit-todo = Belum ada kartu yang distempel.
check-visit-todo-fix = Buat kartu uji dan beri stempel. Lalu pasang posternya.
check-address = Alamat publik
check-address-done = Ponsel mencapai layanan di { $address }.
check-address-plain = { $address } bukan https, padahal ponsel hanya memperbarui kartu lewat https.
check-address-plain-fix = Isi STAMPWELL_PUBLIC_URL dengan alamat https proksi Anda.
check-apple = Apple Wallet
check-apple-done = Kartu Apple Wallet ditandatangani. Sertifikat berlaku sampai { $day }.
check-apple-ending = Sertifikat Apple berakhir pada { $day }. Setelah itu kartu di ponsel tidak diperbarui dan kartu baru ditolak.
check-apple-ending-fix = Perpanjang dengan pengenal pass type yang sama.
check-apple-off = Apple Wallet belum disiapkan; pelanggan memakai kartu web.
check-apple-off-fix = Isi STAMPWELL_APPLE_CERTIFICATE, STAMPWELL_APPLE_KEY, dan STAMPWELL_APPLE_WWDR.
check-apple-ended = Sertifikat Apple sudah berakhir. Stempel tetap dihitung, tetapi kartu di ponsel tidak diperbarui dan kartu baru ditolak.
check-apple-ended-fix = Perpanjang dengan pengenal pass type yang sama. Kartu di ponsel akan menyusul.
check-apple-failing = Ada sertifikat Apple, tetapi tidak dapat dipakai: kartu Apple Wallet tidak dibuat.
check-apple-failing-fix = Jalankan stampwell doctor. Perintah itu menyebut berkasnya dan apa yang harus dilakukan.
check-google = Google Wallet
check-google-done = Kartu Google Wallet dibuat.
check-google-off = Google Wallet belum disiapkan; pelanggan memakai kartu web.
check-google-off-fix = Isi STAMPWELL_GOOGLE_ISSUER_ID dan STAMPWELL_GOOGLE_SERVICE_ACCOUNT.
check-google-failing = Google Wallet sudah disiapkan, tetapi kuncinya tidak dapat dipakai: kartu Google Wallet tidak dibuat.
check-google-failing-fix = Jalankan stampwell google check. Perintah itu bertanya kepada Google dan menyebut yang kurang.
check-designs = Desain kartu
check-designs-done =
    { $count ->
       *[other] { $count } desain siap.
    }
check-designs-missing = Desain kartu Anda tidak ada, jadi desain lain yang ditampilkan.
check-designs-missing-fix = Pilih desain lain di halaman kartu, atau kembalikan foldernya ke STAMPWELL_TEMPLATES_DIR.
check-badges = Tombol dompet
check-badges-done = Tombol asli kedua perusahaan sudah ada.
check-badges-off = Tombol dompet berupa teks biasa, karena gambar asli kedua perusahaan belum ada.
check-badges-off-fix = Unduh dari Apple dan Google, lalu isi STAMPWELL_BADGES_DIR dengan foldernya.
check-backup = Cadangan
check-backup-done = Cadangan terakhir dibuat pada { $day }.
check-backup-old = Cadangan terakhir dibuat pada { $day }. Yang terjadi sesudahnya hilang bila disk rusak.
check-backup-old-fix = Jalankan stampwell backup setiap malam.
check-backup-never = Belum ada cadangan. Bila disk rusak, semua stempel hilang.
check-backup-never-fix = Jalankan stampwell backup setiap malam dan simpan berkasnya di mesin lain.
check-backup-unseen = PostgreSQL dicadangkan dengan alatnya sendiri, yang tidak meninggalkan jejak di sini.
check-backup-unseen-fix = Pastikan pg_dump atau penyedia Anda menyalinnya setiap malam, dan cobalah memulihkannya sekali.

settings = Bahasa dan angka
settings-meaning = Bahasa apa saja yang dipakai halaman dan kartu Anda, dan cara masing-masing menulis angka dan tanggal.
settings-place = Urutan
settings-not-offered = Tidak ditawarkan
settings-first = 1, bahasa Anda
settings-region = Negara
settings-region-hint = Dua huruf seperti IR atau US; kosongkan untuk yang biasa.
settings-digits = Angka
settings-calendar = Kalender
settings-gregorian = Januari sampai Desember
settings-persian = Farvardin sampai Esfand
settings-week = Hari pertama dalam minggu
settings-week-from = minggu mulai { $day }
settings-usual = Seperti biasanya di sana
settings-none = Tawarkan setidaknya satu bahasa.
settings-region-wrong = Negara terdiri dari dua huruf, seperti IR atau US.
settings-save = Simpan
settings-look = Tampilkan contoh
done-settings = Tersimpan. Kartu di ponsel menyusul dalam beberapa menit.
legal-title = Identitas, privasi, dan ketentuan
legal-meaning = Yang dibaca pelanggan di bagian bawah halaman bergabung. Hukum negara Anda menentukan isinya; kosongkan yang tidak diminta.
legal-stale = Orang lain mengubah teks ini saat halaman ini terbuka pada Anda. Belum ada dari Anda yang disimpan. Simpan sekali lagi agar yang di bawah menggantikan miliknya.
legal-stale-open = Tampilkan teks seperti sekarang
legal-open = Tulis teks ini
legal-imprint = Identitas toko
legal-imprint-hint = Siapa yang menjalankan toko: nama, alamat, dan hal lain yang diminta negara Anda. Paling banyak 1.000 huruf.
legal-imprint-wrong = Identitas paling banyak 1.000 huruf dalam 20 baris, tanpa tanda yang tidak lazim.
legal-contact = Kontak tentang data pribadi
legal-contact-hint = Alamat email, atau halaman yang diawali https://
legal-contact-wrong = Tulis alamat email, atau alamat lengkap halaman yang diawali https://
legal-terms = Ketentuan
legal-terms-hint = Alamat halaman tempat ketentuannya, diawali https://
legal-terms-wrong = Tulis alamat lengkap halaman yang diawali https://
done-legal = Tersimpan. Halaman bergabung menampilkannya mulai sekarang.

## Owner: for developers

dev-title = Untuk pengembang
dev-meaning = Hubungkan kasir, toko web, atau apa pun yang memakai HTTP.
dev-docs = Referensi API
dev-try = Beri stempel dari baris perintah
dev-try-meaning = Isi kunci staf dan kode sebuah kartu.
copy = Salin
copied = Tersalin
keys = Kunci
key = Kunci API
key-may = Boleh
key-since = Dibuat
key-used = Terakhir dipakai
key-never = belum pernah
key-owner = Pemilik: semua di toko ini
key-staff = Staf: stempel, hadiah, urungkan miliknya
key-reader = Pembaca: angka dan peristiwa
key-operator = Pengelola layanan
key-new = Apa yang boleh dilakukan kunci baru?
key-make = Buat kunci
key-made = Kunci baru Anda
key-once = Hanya ditampilkan sekali. Salin dan simpan di tempat kata sandi Anda.
key-end = Akhiri
key-end-meaning = Apa pun yang memakai kunci ini langsung berhenti.
key-end-confirm = Akhiri kunci ini
done-key-ended = Kunci sudah diakhiri.
done-key-shown = Kunci itu sudah dibuat dan hanya ditampilkan sekali. Jika tidak Anda simpan, buat yang lain.
sessions-title = Tempat Anda masuk
sessions-meaning = Peramban yang sudah masuk dan alamat yang menampilkan hasil. Peramban yang tidak datang selama 30 hari dikeluarkan, dan setiap peramban 180 hari setelah masuk.
session-what = Apa
session-by = Dimulai oleh
session-here = Peramban ini
session-browser = Peramban
session-shared = Alamat hasil
session-link = tautan masuk
session-ends = Ikut berakhir:
session-ends-keys =
    { $count ->
       *[other] { $count } kunci
    }
session-ends-browsers =
    { $count ->
       *[other] { $count } sesi masuk lain
    }
session-ends-invitations =
    { $count ->
       *[other] { $count } undangan terbuka
    }
session-ends-shared =
    { $count ->
       *[other] { $count } alamat hasil
    }
session-end-confirm = Akhiri semuanya
sessions-end-all = Keluar di mana-mana
sessions-end-all-meaning = Semua peramban langsung keluar, yang ini juga, dan undangan terbuka berakhir. Kunci dan alamat hasil yang dibuat oleh orang yang diundang berhenti berlaku. Alamat hasil lainnya tetap ada.
sessions-end-all-confirm = Ya, keluar di mana-mana
done-session-ended = Sudah diakhiri.
session-invited = diundang oleh
invitations-open = Undangan terbuka
invitation-who = Untuk
invitation-ends = Berakhir
invitation-take-back = Tarik kembali
invitation-title = Undangan untuk { $name }
invitation-how = Kirim tautan ini hanya kepada orang ini. Hanya ditampilkan sekali, dan siapa yang membukanya lebih dulu akan masuk.
invitation-until = Berlaku satu kali, sampai { $time }.
invitation-back = Kembali ke daftar
invite = Undang seseorang
invite-meaning = Rekan atau manajer lalu masuk dengan tautan, tanpa kunci Anda, dan dapat melakukan semua yang Anda bisa. Anda melihat dan mengakhirinya di sini: kunci, undangan, dan alamat yang dibuatnya ikut berakhir.
invite-name = Siapa orangnya?
invite-button = Buat undangan
invite-name-wrong = Tulis nama, paling banyak 40 huruf.
invite-too-many = Ada 20 undangan terbuka. Tarik kembali yang tidak diperlukan.
done-invitation-taken-back = Undangan sudah diakhiri.
done-invitation-shown = Undangan itu sudah dibuat dan tautannya hanya ditampilkan sekali. Jika tidak Anda simpan, tarik kembali undangan itu dan buat yang lain.
key-maker = Dibuat oleh
key-maker-command = sebuah perintah
key-end-made = Akhiri juga kunci, sesi masuk, dan alamat yang dibuatnya
deliveries = Yang dikirim ke dompet
deliveries-meaning = Setiap perubahan kartu diberitahukan ke ponsel yang memegangnya. Terbaru di atas.
deliveries-none = Belum ada yang dikirim. Stempel pertama di kartu dompet muncul di sini.
delivery-all = Semua
delivery-pending = Menunggu
delivery-delivered = Terkirim
delivery-failed = Disisihkan setelah banyak percobaan
delivery-gone = Kartu sudah tidak ada di sana
delivery-when = Kapan
delivery-what = Apa
delivery-state = Keadaan
delivery-answer = Jawaban
delivery-again = Kirim lagi
delivery-shop = Desain toko
delivery-accepted = Diterima
delivery-unanswered = Belum ada jawaban
delivery-fetched = Diambil ponsel:
done-delivery-again = Sedang dikirim lagi.
events = Peristiwa
events-meaning = Semua yang terjadi menjadi satu baris catatan yang tak pernah berubah. Bacalah dengan
event-own = Dari catatan Anda sendiri
event-invented = Contoh rekaan: belum ada milik Anda akhir-akhir ini
webhooks = Webhook
webhooks-later = Belum ada. Sampai saat itu, mintalah peristiwa baru dengan kursor jawaban terakhir.

## The demo’s phones

phone-title = Ponsel
phone-headline = Satu kartu, dua dompet
phone-meaning = Sebuah iPhone dan sebuah ponsel Android. Masing-masing menambahkan kartu, mendengar perubahan, dan menampilkannya, seperti ponsel sungguhan.
phone-empty = Dompetnya kosong. Bergabunglah dengan toko, dan kartu muncul di sini.
phone-join = Bergabung sebagai pelanggan
phone-scan = Pindai sebagai staf
phone-redeem = Serahkan hadiah
phone-void = Urungkan yang terakhir
phone-results = Hasil
phone-staff = Halaman staf
phone-wire = Yang lewat di jaringan
phone-wire-meaning = Yang terbaru di atas. Setiap baris adalah permintaan sungguhan antara layanan dan iPhone, atau antara layanan dan pengganti Google.
phone-no-script = Ponsel memerlukan JavaScript. Aktifkan di setelan peramban, lalu muat ulang halaman ini.
phone-now = sekarang
phone-scanned = Sudah distempel. Lihat kartunya.
phone-redeemed = Sudah diserahkan. Lihat kartunya.
phone-voided = Sudah diurungkan. Lihat kartunya.
phone-failed = Itu tidak berhasil. Apakah layanannya masih berjalan?
phone-lost = Layanan tidak menjawab. Mencoba lagi…
phone-pass-voided = Kartu ini sudah berakhir
phone-more = Selengkapnya tentang kartu ini
phone-less = Kembali ke sisi depan
phone-fold = Ringkas saja tentang kartu ini
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = Kartu belum ada di dompet ini.
phone-card-page = Buka halaman kartu
phone-remove = Hapus dari Google Wallet
phone-removed = Sudah dihapus. Stempelnya tetap milik anggota.
phone-google-changed = Saldo baru: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = Tidak ada kartu dengan kode ini
help-card-not-found = Kodenya tidak dikenal, salah ketik, atau milik toko lain. Pindai kartunya lagi, atau ketik delapan karakter di bawah kotaknya.
error-too-soon = Kartu ini baru saja distempel
help-too-soon = Antara dua stempel harus ada jeda beberapa menit. Tunggu selama detik di retry_after_s, atau kirim pemindaian lagi dengan confirm bernilai true jika toko mengizinkannya.
error-daily-limit = Kartu ini sudah mendapat semua stempelnya hari ini
help-daily-limit = Toko memberi setiap anggota jumlah stempel terbatas per hari. Yang berikutnya bisa besok, menurut zona waktu toko.
error-card-ended = Kartu ini sudah berakhir
help-card-ended = Kartu diakhiri oleh toko atau dihapus pemiliknya, dan tidak bisa dipakai lagi. Pelanggan bisa bergabung lagi dan mendapat kartu baru.
error-card-paused = Kartu ini sedang dijeda
help-card-paused = Toko menahan kartu ini untuk sementara. Pemilik toko bisa mengaktifkannya kembali.
error-card-expired = Kartu ini sudah kedaluwarsa
help-card-expired = Kartu tidak dipakai lebih lama dari yang diizinkan toko. Pelanggan bisa bergabung lagi dan mendapat kartu baru.
error-no-reward = Tidak ada hadiah yang menunggu di kartu ini
help-no-reward = Semua hadiah sudah diambil, atau belum ada yang diperoleh. Kartu menunjukkan berapa stempel yang kurang.
error-reward-not-available = Hadiah ini tidak bisa diambil lagi
help-reward-not-available = Hadiah sudah diambil, kedaluwarsa, atau ditarik bersama sebuah kunjungan. Baca kartu untuk melihat hadiah yang menunggu.
error-reward-not-found = Tidak ada hadiah seperti itu di kartu ini
help-reward-not-found = Hadiah itu milik anggota lain atau tidak ada. Kosongkan reward_id untuk mengambil yang paling dulu kedaluwarsa.
error-already-redeemed = Hadiah dari kunjungan ini sudah diserahkan
help-already-redeemed = Membatalkan kunjungan akan meninggalkan hadiah tanpa stempelnya, jadi tidak ada yang diubah. Urungkan hadiahnya dulu.
error-already-voided = Ini sudah diurungkan sebelumnya
help-already-voided = Tidak perlu apa-apa lagi: kunjungan atau hadiah hanya bisa diurungkan satu kali.
error-void-window-over = Sudah terlambat untuk mengurungkannya di sini
help-void-window-over = Staf bisa mengurungkan selama lima belas menit. Setelah itu pemilik toko masih bisa.
error-amount-window-over = Sudah terlambat untuk memasukkan jumlah ini di sini
help-amount-window-over = Staf bisa memasukkan jumlah kunjungannya sendiri selama lima belas menit. Setelah itu pemilik toko masih bisa.
error-not-enough-stamps = Stempel di kartu ini tidak cukup
help-not-enough-stamps = Perubahan ini akan membuat kartu di bawah nol. Kurangi lebih sedikit stempel.
error-invalid-request = Ada yang tidak benar dalam permintaan
help-invalid-request = Setiap isi errors menyebut tempatnya dengan penunjuk JSON dan mengatakan apa yang salah di sana. Perbaiki tempat-tempat itu dan kirim permintaan lagi.
error-malformed-json = Permintaan ini bukan JSON yang bisa kami baca
help-malformed-json = detail menyebut baris dan kolom tempat pembacaan berhenti. Periksa koma, tanda kutip, dan set karakter, yang harus UTF-8.
error-unauthorized = Kami tidak tahu siapa yang bertanya
help-unauthorized = Kirim kunci yang sah sebagai Authorization: Bearer … Ponsel staf harus terdaftar sebagai kasir.
error-forbidden = Anda tidak boleh melakukan itu di sini
help-forbidden = Kuncinya sah, tetapi perannya tidak mengizinkan panggilan ini. Pakai kunci dengan peran yang disebut referensi API.
error-merchant-suspended = Toko ini ditangguhkan
help-merchant-suspended = Pengelola layanan menangguhkan toko ini: sampai itu berakhir tidak ada yang bisa distempel, bergabung, atau diubah. Isi kartu tetap tersimpan. Tanyakan kepada pengelola layanan.
error-not-found = Tidak ada apa-apa di alamat ini
help-not-found = Id atau alamatnya tidak ada, atau milik toko lain. Periksa apakah ada salah ketik.
error-method-not-allowed = Alamat ini tidak menerima metode itu
help-method-not-allowed = Header Allow menyebut metode yang diterimanya.
error-payload-too-large = Permintaan terlalu besar
help-payload-too-large = Kebanyakan panggilan menerima sampai 256 KiB, impor sampai 64 MiB. Kirim lebih sedikit setiap kali.
error-unsupported-media-type = Kami tidak bisa membaca jenis isi ini
help-unsupported-media-type = Kirim JSON dengan Content-Type: application/json, atau jenis yang disebut referensi API untuk panggilan ini.
error-rate-limited = Terlalu banyak permintaan sekaligus
help-rate-limited = Tunggu selama detik di header Retry-After, lalu lanjutkan lebih pelan.
error-idempotency-key-reused = Idempotency-Key ini sudah dipakai untuk permintaan lain
help-idempotency-key-reused = Satu kunci milik satu permintaan dengan satu isi. Buat kunci baru untuk setiap permintaan baru, dan simpan hanya untuk mengulang permintaan itu.
error-idempotency-in-progress = Permintaan yang sama masih dikerjakan
help-idempotency-in-progress = Tunggu sebentar lalu kirim lagi dengan kunci yang sama: Anda akan mendapat jawaban yang pertama.
error-occurred-at-out-of-range = Waktu kunjungan ini terlalu jauh
help-occurred-at-out-of-range = occurred_at boleh paling jauh 72 jam ke belakang dan 5 menit ke depan. Periksa jam kasir.
error-apple-not-configured = Toko ini belum mengaktifkan Apple Wallet
help-apple-not-configured = Sementara itu, pakai kartu web. Pengelola layanan bisa menambahkan sertifikat Apple; stampwell doctor memberi tahu apa yang kurang.
error-google-not-configured = Toko ini belum mengaktifkan Google Wallet
help-google-not-configured = Sementara itu, pakai kartu web. Pengelola layanan bisa menambahkan penerbit Google; stampwell doctor memberi tahu apa yang kurang.
error-google-callback-refused = Panggilan balik ini bukan dari Google, atau bukan untuk toko ini
help-google-callback-refused = Hanya Google yang mengirim ke alamat ini: tanda tangan, kuncinya, tanggalnya, dan penerbitnya harus benar semua. Tidak ada yang berubah.
error-google-key-unusable = Akun layanan Google tidak bisa dipakai
help-google-key-unusable = Pengelola layanan memeriksa STAMPWELL_GOOGLE_SERVICE_ACCOUNT dan STAMPWELL_GOOGLE_ISSUER_ID; stampwell doctor memberi tahu apa yang salah. Kartu web tetap berfungsi.
error-google-keys-unavailable = Kunci tanda tangan Google tidak bisa diambil
help-google-keys-unavailable = Panggilan balik bisa diperiksa setelah kuncinya ada lagi. Google mengulanginya; tidak ada yang hilang.
error-signing-certificate-expired = Sertifikat untuk Apple Wallet sudah berakhir
help-signing-certificate-expired = Kartu baru tidak bisa ditandatangani sampai pengelola layanan memperbaruinya; stampwell doctor menunjukkan caranya. Stempel berjalan seperti biasa, dan kartu web berfungsi.
error-signing-certificate-unusable = Sertifikat untuk Apple Wallet tidak bisa dipakai
help-signing-certificate-unusable = Pengelola layanan menemukan sebabnya dengan stampwell doctor. Stempel berjalan seperti biasa, dan kartu web berfungsi.
error-unavailable = Layanan tidak bisa menjawab saat ini
help-unavailable = Layanan sedang mulai, berhenti, atau sangat sibuk. Coba lagi setelah detik di header Retry-After, dengan Idempotency-Key yang sama.
error-internal-error = Ada yang salah di pihak kami
help-internal-error = Tidak ada yang berubah. Coba lagi dengan Idempotency-Key yang sama; jika tetap terjadi, beri tahu kami nomor permintaannya.
error-till-revoked = Ponsel ini bukan kasir lagi
help-till-revoked = Pemilik toko sudah mengakhiri aksesnya. Minta tautan pendaftaran baru untuk memakainya lagi.
error-till-expired = Masa kasir ini sudah habis
help-till-expired = Ponsel menjadi kasir selama 180 hari. Minta tautan pendaftaran baru kepada pemilik dan buka di ponsel.
error-till-locked = Kasir ini terkunci
help-till-locked = Tidak dipakai selama 12 jam, atau seseorang menguncinya. Masukkan PIN-nya di halaman pemindai.
error-link-expired = Tautan ini sudah berakhir
help-link-expired = Tautan sekali pakai berlaku satu kali dan untuk waktu singkat. Minta yang baru.
error-events-archived = Peristiwa ini ada dalam berkas yang tidak ada di sini
help-events-archived = Pengelola memindahkan peristiwa lama ke berkas, dan satu berkas tidak dapat dibaca sekarang. Minta peristiwa yang lebih baru, atau minta berkasnya dikembalikan.
error-slug-taken = Sudah ada toko lain di alamat ini
help-slug-taken = Setiap toko punya alamat pendeknya sendiri. Pilih slug lain.
error-program-changed = Program sudah diubah sementara itu
help-program-changed = Seseorang memberlakukan program lain setelah Anda mengambil program Anda. Ambil lagi, buat perubahan Anda di situ, lalu kirim versi itu; atau jangan kirim version untuk mengganti program apa pun yang berlaku.
error-external-id-taken = Nomor ini milik anggota lain
help-external-id-taken = Jika keduanya satu orang, jadikan satu anggota: ketik nomor ini di bawah, pada “Satu orang, tercatat dua kali?”. Jika tidak, pilih nomor lain.
error-storage-full = Tidak ada ruang lagi untuk menulis
help-storage-full = Tidak ada yang berubah. Pengelola layanan harus mengosongkan ruang disk; stampwell doctor menyebut disknya.
error-request-timeout = Permintaan tidak sampai tepat waktu
help-request-timeout = Isinya baru tiba setelah lebih dari 15 detik. Tidak ada yang berubah; kirim lagi lewat koneksi yang lebih baik, dengan Idempotency-Key yang sama.
