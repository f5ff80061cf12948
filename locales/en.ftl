# English: the language that every other one is checked against.
# Short, plain, friendly. Verbs on buttons. Words: card, stamp, reward, visit, member.

## The language itself

# What no library knows of it; `build.rs` reads it. `.script` and `.weekdays` may be left out.
#   direction   ltr or rtl
#   script      where the language is written in several
#   region      of most readers; its calendar, first weekday and digits follow in Unicode's names
#   percent     0 stands for the number
#   weekdays    from Monday, where there is little room; without it the short names
#   place       in the language switch and in the names of pictures: a new language takes the next number
#   shop-place  among the languages of a new shop
#   time-zone, currency, reward   what most new shops of the language would choose
-language = English
    .direction = ltr
    .region = GB
    .calendar = gregory
    .first-weekday = mon
    .digits = latn
    .percent = 0%
    .place = 1
    .shop-place = 1
    .time-zone = UTC
    .currency = EUR
    .reward = Free coffee

## Every page

skip = Skip to the content
language = Language
demo = Demo.
demo-meaning = Nothing here leaves this machine, and no real wallet is involved.
made-with = Made with

moment-today = today { $time }
moment-yesterday = yesterday { $time }
moment-day = { $day }, { $time }
months-from-to = { $first } – { $last }

## Join page

join-benefit =
    { $count ->
        [one] { $reward } after { $count } stamp
       *[other] { $reward } after { $count } stamps
    }
join-welcome =
    { $count ->
        [one] Your first stamp is a gift
       *[other] Your first { $count } stamps are a gift
    }
join-button = Get my card
join-here = Open the card on this computer
join-own-card = Open my card
join-next-apple = No form to fill in. On the next page, one tap adds the card to Apple Wallet.
join-next-google = No form to fill in. On the next page, one tap adds the card to Google Wallet.
join-next-web = No form, no app. Your card is a page on your phone.
join-in-app-iphone = To use a wallet, open this page in your own browser. It takes one tap. If nothing happens, choose your browser in this app’s menu (•••), or copy the address.
join-in-app-android = To use a wallet, open this page in your own browser. It takes one tap.
join-in-app-here = Get the card here, without a wallet
join-open-browser = Open in my browser
join-open-safari = Try Safari
join-address = This page’s address
join-copy = Copy address
join-copied = Copied. Now paste it into your browser.
join-problem-busy = Lots of people are joining from here right now. Wait a minute, then tap again.
join-problem-elsewhere = That request did not come from this page, so no card was made. Tap the button on this page.
join-problem-later = The service is busy or full, so no card was made. Try again in a few minutes.
join-scan = Scan this with your phone
join-scan-meaning = The card lives on your phone. Point its camera at this QR code.
join-how = How it works
join-step-1 = Get the card. It takes one tap, and we do not ask for your name.
join-step-2 = Show it each time you visit { $shop } and collect a stamp.
join-step-3 =
    { $count ->
        [one] After { $count } stamp, your reward is ready: { $reward }
       *[other] After { $count } stamps, your reward is ready: { $reward }
    }
join-keep = What we keep
join-keep-1 = Your visits, stamps and rewards, under a random number.
join-keep-2 = Your name, phone number or email address, only if you give it to the shop or add it on your card’s page so the shop can find your card again.
join-keep-3 = You can see your stamps, visits and rewards on your card’s page at any time.
join-keep-cookie = Once you have a card, a cookie, so this browser can find it again. If you choose a language, a cookie for that. How often this page is opened is counted without one.
join-keep-wallet = If you add the card to a wallet, the address Apple or Google gives us for sending updates.
join-keep-invite = Who invited you, as a random number.
join-behind = About this shop
join-contact = Questions about your data:
join-terms = Terms of this card

## The card

card-title = Stamp card
card-welcome = Your card is ready
card-count =
    { $required ->
        [one] { $stamps } of { $required } stamp
       *[other] { $stamps } of { $required } stamps
    }
card-to-go =
    { $count ->
        [one] { $reward }: { $count } stamp to go
       *[other] { $reward }: { $count } stamps to go
    }
card-rest = { $amount } to the next stamp
card-expiring =
    { $count ->
        [one] { $count } stamp ends unless you earn the reward by { $day }.
       *[other] { $count } stamps end unless you earn the reward by { $day }.
    }
card-reward-ready = Reward ready: { $reward }
card-reward-show = Show this card at the counter to collect it.
card-reward-until = Valid until { $day }.
card-short-code = Short code:
card-show = Show this code at the counter to collect a stamp.
card-no-wallet = Save this page to your home screen or bookmarks, and show it at the counter.
card-handover = Take it to your phone
card-handover-meaning = Point your phone’s camera at this QR code. The card opens there, with its stamps.
card-wallet-meaning = In your wallet, the card is always to hand and new stamps appear on their own.
card-other-wallet = Other wallets
card-in-apple = In your Apple Wallet
card-in-google = In your Google Wallet
card-add-again = Add it again
card-paused = This card is paused. Ask at the counter.
card-ended = This card has ended and can no longer collect stamps.
card-expired = This card has expired because it was not used for a long time.
card-safe = Keep this card safe
card-safe-meaning = Send yourself the link. It opens your card again if you lose your phone, and in any other browser.
card-safe-send = Send the link to myself
card-safe-mail = Email it to myself
card-safe-copied = Link copied.
card-safe-contact = Let the shop find it by your phone number or email
card-safe-contact-kept = The shop can find this card by the details you gave
card-safe-consent = Both are optional. The shop uses them only to find your card again when you ask, and does not send you anything. They are stored encrypted, and you can change or remove them here at any time.
card-safe-save = Save
card-safe-remove = Remove both
card-safe-done = Saved. If you ever lose your card, ask the owner of the shop.
card-safe-removed = Removed.
card-yours = Your data
card-yours-meaning = This page’s address is the key to your card. Do not share it with anyone.
card-join-page = See the join page
card-about = About the shop
card-news-off = This shop does not send you news.
card-news-on = This shop may send you news and offers.
card-news-no = Stop sending me news
card-news-done = Saved.
card-export = Download everything we keep about this card
card-delete = Delete my card
card-delete-meaning = Your stamps and rewards will be gone for good.
card-delete-confirm = Delete for good
deleted-title = Your card is deleted
deleted-meaning = Everything that pointed to you is gone. We are telling your wallets that the card has ended. After that, and within three days at most, we delete their addresses too. You can remove the card from the wallet yourself.
deleted-again = Get a new card
wallet-apple = Add to Apple Wallet
wallet-google = Add to Google Wallet

history = Recent activity
history-empty = No visits yet. Show the card on your next visit.
history-all = Earlier activity
history-joined = Card created
history-visit =
    { $count ->
        [one] Visit: { $count } stamp
       *[other] Visit: { $count } stamps
    }
history-visit-voided = Visit undone
history-bonus =
    { $count ->
        [one] Gift: { $count } stamp
       *[other] Gift: { $count } stamps
    }
history-given =
    { $count ->
        [one] Correction: { $count } stamp added
       *[other] Correction: { $count } stamps added
    }
history-taken =
    { $count ->
        [one] Correction: { $count } stamp removed
       *[other] Correction: { $count } stamps removed
    }
history-expired-stamps =
    { $count ->
        [one] { $count } stamp ended
       *[other] { $count } stamps ended
    }
history-earned = Reward earned
history-redeemed = Reward collected
history-redemption-voided = Reward put back on the card
history-reward-expired = Reward expired

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = Stamps
pass-count = { $stamps } / { $required }
pass-reward = Reward
pass-rewards = Rewards
card-rung = { $count }: { $reward }
pass-next-reward = Next reward
pass-rewards-waiting = Rewards waiting
pass-reward-ready = Reward ready
pass-change-stamps = You now have %@ stamps
pass-change-reward = %@! Show your card at the counter.
pass-change-news = %@
pass-how = How it works
pass-how-text = Show this card each time you visit and collect a stamp. When the card is full, the reward is yours. Staff can also type in the short code.
pass-short-code = Short code
pass-news = News
pass-no-news = No news at the moment.
pass-links = Links
pass-page = Your card’s page
pass-address = Address
pass-opening-hours = Opening hours
pass-telephone = Phone
pass-website = Website
pass-terms = Terms
pass-terms-text = One stamp for each visit. Rewards have no cash value. What we keep: your visits, stamps and rewards, under a random number.
pass-member-since = Member since
pass-expires = Valid until
pass-tier = Level
pass-next-stamp = Next stamp
pass-expiring = Stamps end
card-expiring-short =
    { $count ->
        [one] { $count } stamp on { $day }
       *[other] { $count } stamps on { $day }
    }
google-reward-label = Reward
google-ready = Ready
google-program = Stamp card
google-rewards-label = Rewards
google-stamps-picture = The stamps on the card
google-logo = The shop’s logo

## Becoming a till

enrol-title = Use this phone as { $till }
enrol-meaning = It can then stamp { $shop } cards. Only do this on a phone that belongs to the shop.
enrol-button = Use this phone
enrol-once = This link works once.
enrol-pin = Choose a PIN of 4 to 8 digits
enrol-pin-hint = With a PIN, the scanner locks after 12 hours without use, or when you press Lock. Without one, anyone holding this phone can stamp cards.
pin-invalid = A PIN has 4 to 8 digits.
pin-wrong =
    { $count ->
        [one] Wrong PIN. You have { $count } try left before this phone stops being a till.
       *[other] Wrong PIN. You have { $count } tries left before this phone stops being a till.
    }
till-locked = The scanner is locked
till-locked-how = Enter this phone’s PIN to continue. Nothing waiting here is lost.
till-pin = PIN
till-unlock = Unlock
till-revoked = This phone is no longer a till
till-revoked-how = The owner has switched it off. Ask the owner for a new link or QR code and open it on this phone.
till-failed = This till was switched off after five wrong PINs
till-failed-how = Ask the owner for a new link or QR code and open it on this phone. You can then choose a new PIN.
till-expired = This till has expired
till-expired-how = A phone works as a till for 180 days. Ask the owner for a new link or QR code and open it on this phone.
enrol-expired = This link no longer works
enrol-expired-why = A link that sets up a till works once, for ten minutes.
enrol-expired-how = Ask the owner for a new one and open it here.

## Scanner

scan-title = Scan cards
scan-till = { $shop }, { $till }
scan-not-enrolled = This phone is not a till yet
scan-not-enrolled-how = Ask the owner for a setup link or QR code and open it on this phone. It takes one tap.
scan-no-script = The scanner needs JavaScript. Switch it on in your browser’s settings, then reload this page.
scan-type = Type the code
scan-type-hint = It has 8 characters and is under the QR code on the card. You can use a counter scanner at any time.
scan-stamp = Stamp
scan-camera-starting = Starting the camera…
scan-camera-live = Hold the card’s QR code in the frame
scan-camera-refused = The camera is off. Type the code instead, or allow the camera in your browser’s settings.
scan-camera-missing = No camera found. Type the code, or use a counter scanner.
scan-closer = Come closer, or type the code below
scan-working = One moment…
scan-online = Connected
scan-offline = No connection
scan-added = Stamp added
scan-reward = Reward earned!
scan-reward-ready = Reward ready: { $reward }
scan-refused = Not stamped
scan-refused-other = That did not work
scan-not-ours = This is not one of our cards.
scan-wrong-poster = This is a poster’s square: it gives customers a card. Scan the card itself.
scan-wrong-link = This is a link to a card, not the card. Ask the customer to open it, and scan the square there.
scan-wrong-web = This is a web address, not a card.
scan-wrong-product = This is a product’s bar code, not a card.
scan-wrong-shop = This is a stamp card, but not one of this shop: it is another shop’s, or it was deleted.
scan-wrong-part = Only part of the code came. Scan the card again, or type the 8 characters beneath its square.
scan-wrong-short = Too short: a code has 8 characters, and here there are only { $count }.
scan-wrong-long = Too long: a code has 8 characters, and here there are { $count }.
scan-wrong-sign = One of the characters is mistyped. Compare the code with the card.
scan-wrong-unknown = No card of this shop has this code. Compare it with the card.
scan-wrong-contact = A till finds cards by their code only. By phone number or email, the owner of the shop can find one.
scan-ask-title = Stamp again?
scan-ask = Card { $card } was stamped { $when }. Add another?
scan-yes = Yes, add another
scan-no = No
scan-unsure-title = No answer yet
scan-unsure = The connection dropped, so we do not know if it worked. Try again: it will not count twice.
scan-retry = Try again
scan-server = Something went wrong on our side. Nothing was changed. Code: { $code }
scan-undo = Undo
scan-undone-title = Undone
scan-undone = The card is as it was before.
scan-redeem = Hand over reward
scan-redeemed-title = Reward handed over
scan-redeemed = Enjoy! The reward is now off the card.
scan-next = Next customer
scan-amount = Amount
scan-amount-save = Save the amount
scan-amount-enter = Enter the amount
scan-amount-back = Delete the last digit
scan-amount-missing = its amount could not be noted
scan-amount-earns = Enter what was paid: the stamps follow it.
scan-no-stamp = No stamp
scan-below-minimum = Below { $amount }, so no stamp. The visit counts.
scan-last = Last: { $name }
scan-sound-on = Sound is on
scan-sound-off = Sound is off
scan-torch = Torch
scan-photo = Take a photo
scan-photo-nothing = No QR code found in this photo. Move closer and try again, or type the code.
scan-waiting = Waiting: { $count }
scan-saved = Saved on this phone
scan-saved-text = It will be sent when the connection is back, and counts once.
scan-saved-open = Keep this page open until it is sent. This browser cannot store it.
scan-unsaved = It had not been sent yet, so it was removed from this phone.
scan-undo-later = It may already have been sent. If so, it will be undone when the connection is back.
scan-undo-gone = It has already been sent. Undo it under “Recent”.
scan-told = Check these cards
scan-too-old = more than 72 hours old when the connection came back
scan-other-till = may have been stamped before this phone changed tills: check the card
scan-not-undone = was stamped and could not be undone: ask the owner.
scan-dismiss = Done
scan-lock = Lock
scan-test-title = Test your scanner
scan-test-lead = Scan this QR code with your counter scanner. Nothing will be stamped.
scan-test-field = Try it with the cursor in this field too
scan-test-waiting = Waiting for a scan…
scan-test-right = Your scanner works. Every character came through.
scan-test-other = That is a code, but not the one on this page. If you scanned a card, that is fine. If you scanned the QR code above, some characters came through wrong.
scan-test-wrong = That is not a code. Set the scanner to “USB keyboard” with the US layout, as its manual explains, and scan again.
scan-test-layout = This computer’s keyboard is set to a different layout. We read the key positions instead, so it still works.
scan-test-came = Characters: { $count }
scan-test-ending = Ending: { $name }
scan-test-none = none
scan-test-time = Time: { $seconds } s
recent-title = Recent
recent-empty = Nothing has been stamped on this phone yet.
recent-window = You can undo for 15 minutes. After that, only the owner can.
recent-back = Back to the scanner
scan-reward-offline = Rewards need a connection. Nothing was handed over. Try again when it is back.
scan-camera-offline = No connection. Type the code: it is saved here and sent later.
scan-only = Hand over a reward only
scan-only-how = Scan the card or type its code: no stamp is added.
scan-only-on = Next card: reward only
scan-only-off = Back to stamping
scan-only-go = Show
scan-only-title = Reward to hand over
scan-redeem-named = Hand over: { $reward }
scan-held = A reward waits here. It can be handed over once the owner has opened the card again.
scan-saved-reward = Rewards can be handed over once the connection is back.

## Owner: staff, tills and places

staff-empty = No phones can stamp here yet. Add the first one below.
staff-tills = Phones that stamp
staff-name = Name
staff-name-wrong = Enter a name of up to 40 characters, such as Till 1.
staff-state = Status
staff-seen = Last seen
staff-never = Never
staff-visits = Visits, 30 days
staff-undone = Undone
staff-change = Change
staff-link = New link
staff-link-meaning = For a lost or new phone. The phone now used as this till stops working at once.
staff-revoke = Switch off
staff-revoke-meaning = The phone stops stamping at once. Stamps it has given stay.
staff-amount-meaning = After each visit staff can type what the customer paid; skipping takes one tap. The money numbers are made of it.
staff-amount-ask = Ask for the amount
staff-amount-stop = Stop asking for the amount
staff-add = Add a phone
staff-add-button = Show QR code
staff-place = Location
staff-no-place = No location
staff-places = Locations
staff-places-empty = No locations yet. You need them only if you have more than one.
staff-place-name = Location name
staff-place-add = Add location
staff-keys = Other software that stamps cards uses its own keys:
staff-waits = Waiting for a phone until { $time }
staff-unused = The link expired before a phone opened it
staff-works = Working
staff-locked = Locked until the PIN is entered
staff-revoked = Switched off
staff-failed = Switched off after five wrong PINs
staff-expired = Expired after 180 days
staff-link-title = Use a phone as { $till }
staff-link-how = Scan this QR code with the phone’s camera, or open the link on the phone. It works once.
staff-link-until = Works for ten minutes, until { $time }.
staff-link-more = Need more time? Make a new link
staff-back = Back to staff
done-till-revoked = Phone switched off.
done-till-changed = The till is changed.
done-place-added = Location added.

## Problem pages

problem-code = Error code
problem-request = Request ID
help-eyebrow = About this error
help-all = All errors
help-all-meaning = Every error response carries one of these codes. Choose a code to see what to do about it.
help-what = What to do
help-status = HTTP status
help-request = If it happens again, send us the request ID. You find it as request_id in the response, and in the X-Request-Id header.
not-found-title = Page not found
not-found-how = The address may be mistyped, or the page may have been removed. If it came from a poster or a card, ask at the shop.
lost-card = This link does not lead to a card
lost-card-how = Part of the link may be missing. Open it again from where you first got it, such as your wallet or a message you sent yourself. If you cannot find it, ask the owner of the shop, who can find your card if you added a phone number or an email address.
lost-shop = There is no shop at this address
lost-shop-how = Scan the QR code on the poster again, or ask at the shop for the right address.

## The bare address, and help for owners and staff

front-title = Stamp cards in the phone’s wallet
front-meaning = Customers collect stamps without an app and without giving a name. Staff stamp in two seconds, and the owner sees whether people come back.
front-title-of = The stamp card of { $shop }
front-meaning-of = Collect a stamp with each visit. No app, no form, no name.
front-customer = Are you a customer? Scan the code on the shop’s poster: it leads to your card.
front-no-shop = There is no shop here yet. The link that makes the first one was shown where this service was started.
front-shop = For the shop
guide-title = Help for the shop
guide-meaning = For owners and staff: what to do, step by step.
guide-day = Your first day
guide-day-1 = Give the card its name, its reward and its colours.
guide-day-2 = Make a phone of the shop a scanner, by its one-time link.
guide-day-3 = Get a card yourself from the join page and stamp it, so that you know what customers see.
guide-day-4 = Print the poster and hang it where people wait.
guide-day-5 = Keep your owner key where you keep passwords. It signs you in again.
guide-phones = A phone for the staff
guide-phones-1 = Add the phone by a name, and scan the QR code with it. The link works for ten minutes.
guide-phones-2 = Tap the button on the phone. A PIN keeps strangers out when the phone lies about.
guide-phones-3 = Is a phone lost? Switch it off in the list, and it cannot stamp any more. The stamps it gave stay.
guide-lost = A customer has lost the phone
guide-lost-1 = With the new phone the customer scans the poster and gets a new card.
guide-lost-2 = Find the old card among the members: by its code, by telephone or e-mail if you know it, or by the last visit.
guide-lost-3 = On the member’s page, put the two cards together by the code of the new one. Both then show the stamps of both.
guide-lost-4 = Not to be found? Give the new card the missing stamps, on its member’s page.
guide-wrong = A wrong stamp
guide-wrong-1 = Staff take it back on the scanner: at once, or within fifteen minutes in the list of the latest.
guide-wrong-2 = Later the owner takes it back in the history on the member’s page. A missing stamp is added there, too.
guide-poster = The poster
guide-poster-1 = Choose the size and one or two languages.
guide-poster-2 = Print it in full size and without margins, or take the SVG file to a print shop.
guide-poster-3 = Scan the printed one with your own phone before you hang it up.
guide-numbers = What the numbers say
guide-numbers-1 = The results answer one question: are people coming back? Beneath each number stands the period before it.
guide-numbers-2 = Where it says that there is not enough data, wait: a few people more or less would change the number at once.
guide-numbers-3 = Every number opens to the people behind it.
guide-wallets = Apple Wallet and Google Wallet
guide-wallets-1 = Nothing has to wait for them: without a wallet the card is a page on the phone, and stamps count as well.
guide-wallets-2 = Whoever runs the service sets them up. The list in the set-up says what is missing.
guide-wallets-3 = Apple’s certificate is good for about a year. Have it renewed when the set-up says so, or cards stop updating.
guide-scanner = The scanner does not read a card
guide-scanner-1 = Allow the camera in the browser’s settings. In the dark, switch on the light, or turn up the brightness of the customer’s phone.
guide-scanner-2 = Type the eight characters beneath the square. That always works.
guide-scanner-3 = Without a connection go on by typing: visits are kept on the phone and sent later.
guide-scanner-4 = Does a counter scanner write wrong signs? Try it on the test page.
guide-in = You cannot sign in
guide-in-1 = Look for your owner key among your passwords, files and papers.
guide-in-2 = Ask somebody who is still signed in for an invitation, or look whether another device of yours is.
guide-in-3 = If there is neither, whoever runs the service makes a link that signs you in once.

## Results

results-title = Are people coming back?
results-too-few = Not enough data
results-not-known = Not known
results-up = Up from { $before }
results-down = Down from { $before }
results-before = Before: { $before }
results-same = Same as before
results-no-previous = No earlier period to compare with
results-what = What is this?
results-compared = Compared with:
results-members =
    { $count ->
        [one] { $count } member has joined so far.
       *[other] { $count } members have joined so far.
    }
results-members-by = { $members } by the end of { $period }.
results-few =
    { $count ->
        [one] { $count } member. With fewer than { $enough }, one person more or less changes these numbers a lot.
       *[other] { $count } members. With fewer than { $enough }, one person more or less changes these numbers a lot.
    }
results-empty = No visits yet. Print the poster and stamp your first card.
results-empty-poster = Print the poster
results-empty-till = Set up a till
results-running = This period is not over yet. Its numbers are still growing, so we do not compare them.
results-earlier = Previous period
results-later = Next period
by-month = Month
by-quarter = Quarter
results-today-counts = Today counts as far as it has gone.
results-so-far = { $members }, { $visits }, last visit { $when }
results-count-members =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
results-count-visits =
    { $count ->
        [one] { $count } visit
       *[other] { $count } visits
    }
results-none-since = { $members }. No visit in this period; the last one: { $when }
results-none-here = No visit in this period.
results-says-came =
    { $count ->
        [one] { $came } of your { $count } member came in.
       *[other] { $came } of your { $count } members came in.
    }
results-says-more = That is more than in the period before.
results-says-fewer = That is fewer than in the period before.
results-says-same = No clear difference from the period before.
results-chance = { $before } before: no clear difference
results-likely = Likely between { $low } and { $high }
results-likely-few = Few people: likely between { $low } and { $high }
results-few-people = few people
results-range = Where the number likely lies
results-cost-unknown = Nobody has said what the rewards cost.
results-cost-enter = Enter what a reward costs
results-cost-left-out =
    { $count ->
        [one] { $count } of { $all } rewards is left out: its cost is not known.
       *[other] { $count } of { $all } rewards are left out: their cost is not known.
    }
results-amounts =
    { $count ->
        [one] { $known } of { $count } visit has an amount.
       *[other] { $known } of { $count } visits have an amount.
    }
results-no-amounts = No visit has an amount. Let staff enter what the customer paid:
results-amounts-enter = Set it up for a till
results-any-place = Rewards count wherever they were earned or used.
results-first-figure = The first number comes on { $day }, { $days } days after your first member joined.
by-this-month = This month
by-last-days =
    { $count ->
        [one] Last { $count } day
       *[other] Last { $count } days
    }
filters = Filter: location and channel
filters-show = Show
filters-clear = Show everybody
filter-all = All
filter-visit-location = Visits at
filter-join-location = Joined at
filter-join-channel = Joined through
channel-counter-qr = Code at the counter
channel-receipt-qr = Code on the receipt
channel-poster = A poster
channel-table-tent = A table tent
channel-website = Your website
channel-social = Social media
channel-referral = A member’s invitation
channel-staff = Your staff
results-counted-active-rate = came in
results-counted-repeat-visit-rate = came back
results-counted-reward-redemption-rate = used
results-counted-reward-cost-ratio = of rewards
results-out-of-active-rate =
    { $count ->
        [one] member
       *[other] members
    }
results-out-of-repeat-visit-rate =
    { $count ->
        [one] person whose first { $days } days ended in this period
       *[other] people whose first { $days } days ended in this period
    }
results-out-of-reward-redemption-rate =
    { $count ->
        [one] reward earned
       *[other] rewards earned
    }
results-out-of-reward-cost-ratio = of repeat sales
returns-title = Visits by people who came back
returns-meaning = Every visit after a member’s first day.
returns-now = Now
returns-before = A year earlier
returns-open = not over yet
when-title = When do people come?
when-meaning = Visits by weekday and hour, in your shop’s time:
when-hour = Hour
when-sum = Sum
as-a-table = As a table
period = Period
way-title = From poster to reward
way-meaning = People who opened your join page in these days, and how far they got by the end of them: { $days }.
way-opened = Opened the page
way-joined = Got the card
way-returned = Came back on another day
way-earned = Earned a reward
way-redeemed = Used it
way-carried-on = { $share } carried on
cohorts-title = Do new members come back?
cohorts-meaning = Of the people who joined in each period, how many came in the periods that followed.
cohorts-months = +1 is the month after the one they joined in.
cohorts-quarters = +1 is the quarter after the one they joined in.
cohorts-joined = Joined
cohorts-months-later =
    { $count ->
        [one] { $count } month later
       *[other] { $count } months later
    }
cohorts-quarters-later =
    { $count ->
        [one] { $count } quarter later
       *[other] { $count } quarters later
    }
money-title = Reward cost against repeat visits
money-rewards-in = cost of rewards included
money-vouchers-in = within the line above
money-coverage = Amounts are known for { $share } of visits.
money-coverage-low = Amounts are known for only { $share } of visits: the sums leave out the rest.
money-missing = Not known. Enter your margin on the Card page.
money-none = Enter what a reward costs you, and this page compares it with what returning members spend:
money-group = What the whole shop pays belongs to no group of members, so it is left out here.
money-assumes = This assumes that every repeat visit is thanks to the programme. It does not prove it.
take-along = Download or share
all-numbers = All numbers
export-numbers = Numbers (CSV)
export-numbers-json = Numbers (JSON)
export-events = All events (CSV)
export-scans = Visits (CSV)
share-title = Share these results
share-meaning = Anyone with the link can see your results for any month, for 30 days. They cannot see members or change anything.
share-button = Create link
share-made = Copy this link now. It is shown only once:
share-end =
    { $count ->
        [one] Switch off { $count } link
       *[other] Switch off all { $count } links
    }
done-sharing-ended = Those links no longer work.
back-to-results = Back to the results
numbers-search = Search the numbers
numbers-none = No number matches. Try a shorter word.
numbers-count =
    { $count ->
        [one] { $count } number
       *[other] { $count } numbers
    }
numbers-of = { $num } out of { $den }
count-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
part-days = { $number } days
count-points =
    { $count ->
        [one] { $count } percentage point
       *[other] { $count } percentage points
    }
part-sides = Counted
part-n = Counted over
part-visit-days = Days with a visit
part-member-days = Days of membership
part-apple = In Apple Wallet
part-google = In Google Wallet
part-cost = What they cost
part-previous = In the period before
part-current = In this period
part-spend-per-customer = Spent per member who came
part-churn-rate = Stayed away
part-distribution = Members with
part-stars = Reviews with stars
part-positive = Positive
part-neutral = Neither
part-negative = Negative
part-bands = Members by score
part-none = None
part-low = Low
part-medium = Medium
part-high = High
part-members = Members
part-counts = Tier
part-stamps-required = Stamps for the reward
part-near-reward = One or two stamps short
part-before = Before
part-after = After
part-relative = Change
part-ci95 = Likely between
part-opening = Members at the start
part-joined = Joined
part-deleted = Left
part-closing = Members at the end
part-growth-rate = Growth
part-joined-by-channel = Joined through
part-events-used = Records counted
part-duplicates-ignored = Repeats left out
part-void-rate = Visits taken back
part-amount-coverage = Visits with an amount
part-same-day-extra-visits = Further visits on one day
part-late-visits = Visits that arrived late
part-baseline-coverage = Known from before joining
part-n-treatment = People who got it
part-n-control = People left out
part-spend = Spend
part-treatment-mean = With it
part-control-mean = Without it
part-difference = Difference
part-incremental-revenue = Extra sales
part-incremental-reward-cost = Extra reward cost
part-incremental-return = What it brought
part-programme-roi-incremental = Return on what it cost
part-treatment-messaged = Of them, written to
part-control-messaged = Left out, but written to
part-treatment-returned = Came back
part-control-returned = Left out, and came back
part-return-rate = Share who came back
part-incremental-cost = Extra cost of rewards and vouchers
part-reading = What it says
part-messages = Messages
part-day-mean = Most in 24 hours, on average
part-day-max = Most in 24 hours, of anybody
part-month-mean = Most in a month, on average
part-month-max = Most in a month, of anybody
part-visits = Visits
part-redemptions = Rewards handed over
part-voucher-redemptions = Vouchers used
part-by-action = Opened
lift-unclear = No clear difference
lift-more = Caused more
lift-less = Caused less
lift-changed = A clear change; what caused it is not known
lift-few = { $what }; few customers
people-total = Total:
people-unattributed = Not linked to a member:
people-part = Amount
people-part-number = Number
people-part-days = Days
people-none = Nobody yet.
people-deleted = Deleted member
people-next = Show more
people-counted = Counted
people-out-of = Out of
family-adoption = Joining
family-saved-cards = Saved cards
family-activity = Visits
family-coming-back = Coming back
family-rewards = Rewards
family-keeping = Staying and leaving
family-money = Money
family-lift = Does it make a difference?
family-referrals-reviews = Invitations and reviews
family-messages = Messages
family-quality = Can you trust these numbers?
family-vouchers = Vouchers
family-links = Links on the card

## Owner: menu and signing in

menu = Shop pages
menu-results = Results
menu-members = Members
menu-card = Card
menu-poster = Poster
menu-staff = Staff
menu-setup = Setup
menu-developers = Developers
menu-help = Help
sign-out = Sign out
sign-in = Sign in
sign-in-meaning = These pages are for the shop’s owner.
sign-in-key = Owner key
sign-in-key-hint = It starts with sw_live_ or sw_test_ and was shown when the shop was created.
sign-in-button = Sign in
sign-in-unknown = We do not recognise this key. Check that you copied all of it, or come in by one of the ways below.
sign-in-not-owner = This key is not an owner key. Staff and reader keys cannot open these pages.
sign-in-link-how = No key to hand?
sign-in-link-meaning = Whoever runs the service can create a link that signs you in once:
sign-in-way-kept = The key was shown when the shop was made. Look where you keep passwords, among your downloads and your papers.
sign-in-way-signed-in = Another phone or computer of yours may still be signed in. Open “{ $page }” there, at the foot of each page, and invite yourself or make a new key.
sign-in-way-person = Somebody else who is signed in can invite you on that page. The invitation is a link that works once.
sign-in-as-owner = Sign in as the owner
sign-in-as-owner-meaning = This browser can then see the shop’s results, members and settings until you sign out, or until it has not been used for 30 days. After 180 days you sign in again.
invited-title = Welcome, { $name }
invited-meaning = You have been invited to manage { $shop }. You can do everything the owner can.
owner-key-title = Keep this key
owner-key-meaning = This key signs you in again, on any phone or computer. Keep it with your passwords, or on paper. Anyone who has it can act as the owner.
owner-key-of = Owner key for { $shop }
owner-key-use = Use it to sign in at { $address }
owner-key-save = Save as a file
owner-key-print = Print
owner-key-once = It is shown only once. If you lose it while you are signed in, create another one.
owner-key-kept = I have saved it
owner-key-more = Your way back in
owner-key-more-meaning = An owner key signs you in when none of your browsers is signed in any more. Create one if you have none, or if someone else may know yours. Older keys work until you revoke them.
owner-key-make = Create an owner key
owner-key-list = See all keys
first-shop = Your shop in one minute
first-shop-meaning = Answer five questions and your stamp card works. You can change everything later.
first-shop-name = What is your shop called?
first-shop-name-wrong = Enter the shop’s name, up to 60 characters.
first-shop-reward = What do customers get for a full card?
first-shop-reward-hint = For example: Free coffee
first-shop-reward-wrong = Enter the reward, up to 60 characters.
first-shop-stamps = How many stamps fill a card?
first-shop-stamps-wrong = Choose a number from 1 to 100.
first-shop-zone = Time zone
first-shop-zone-hint = For example: Europe/Berlin
first-shop-zone-wrong = We do not recognise this time zone. Enter one such as Europe/Berlin.
first-shop-currency = Currency
first-shop-currency-hint = Three letters, such as EUR
first-shop-currency-wrong = Enter the currency as three letters, such as EUR.
first-shop-slug-hint = Leave empty to make it from the name. Type it in any script. You can change it later.
first-shop-button = Create my shop
first-shop-later = Next: a poster, a till and the wallets, one step at a time.

## Owner: how the card looks

look-title = How the card looks
look-meaning = Change a field and see the card as your customers will. Nothing is saved until you press Save.
look-name = Shop name
look-reward = Reward for a full card
look-stamps = Stamps to fill a card
look-colour = Card colour
look-stamp-colour = Stamp colour
look-corrected = The stamps were hard to see on the card, so we adjusted their colour a little.
look-yours = Your colour
look-used = Colour we use, so it can be read
look-pictures = Your own logo and picture
look-pictures-hint = PNG or JPEG, up to 6 MB. We use the middle of the picture. Nothing is saved until you press Save.
look-logo = Logo
look-logo-hint = Square, at least 100 pixels wide. It replaces the stamp at the top of the card.
look-strip = Picture behind the stamps
look-strip-hint = At least 375 pixels wide and 144 high. A layer of the card colour keeps the stamps readable.
look-picture-bytes = This picture is larger than 6 MB. Save a smaller copy and try again.
look-picture-pixels = This picture has more than 16 million pixels. Scale it down and try again.
look-picture-small = This picture is too small to look good on a card. Choose a larger one.
look-picture-unreadable = We cannot read this file. Choose a PNG or JPEG picture.
look-icon = Stamp picture
look-other-languages = Name and reward in other languages
look-other-hint = Leave a field empty to use the words above.
look-in-others = In other languages
look-drop = Remove
look-steps = Rewards along the way
look-steps-hint = A smaller reward before the card is full. The stamps stay on the card.
look-step = Reward along the way { $number }
look-step-at = Stamps needed
look-step-name = What the customer gets
look-step-add = Add a reward along the way
look-shop = Address, hours, phone and links
look-shop-hint = Shown on the back of the card in wallets, and below the card on the web. Empty fields are left out.
look-address = Shop address
look-hours = Opening hours
look-telephone = Phone
look-telephone-hint = With your country code, such as +49 30 1234567
look-website = Website
look-links = Links on the back of the card
look-link = Link { $number }
look-link-name = Link text
look-link-url = Web address
look-link-add = Add a link
look-earning = What a visit earns
look-earning-hint = Without an answer here, each visit earns one stamp. Changes apply to visits from then on.
look-per-amount = Amount that earns a stamp, in { $currency }
look-per-amount-hint = Leave empty for one stamp a visit. Otherwise staff enter what was paid.
look-carry = Keep the rest for the next visit?
look-carry-yes = Yes, it counts along
look-carry-no = No
look-minimum = Least a visit must come to, in { $currency }
look-minimum-hint = A smaller visit counts as a visit, but earns no stamp. Leave empty for no minimum.
look-stamp-days = Days before stamps end
look-stamp-days-hint = Leave empty for never. A new or shorter time counts from the change for stamps already given.
look-ask-amount = Does the scanner ask for the amount?
look-ask-amount-optional = Where staff switched it on
look-ask-amount-always = Always
look-ask-amount-never = Never
look-more = More: costs, limits and gifts
look-cost = What one reward costs you, in { $currency }
look-cost-hint = The results page compares it with repeat sales.
look-currency = Currency
look-currency-hint = Three letters, such as EUR. Amounts already recorded are not converted, so results around the time of a change mix the two currencies.
look-margin = Your margin on sales, in percent
look-margin-hint = What is left of a sale after the cost of the goods. If empty, the results page leaves it out.
look-cooldown = Minutes between stamps
look-cooldown-hint = Within this time, the scanner asks before it stamps again.
look-confirm = May staff stamp again within this time?
look-confirm-yes = Yes, if they confirm
look-confirm-no = No
look-welcome = Gift stamps for joining
look-daily = Most visits per member per day
look-daily-hint = Leave empty for no limit.
look-card-days = Days without a visit before a card expires
look-card-days-hint = Leave empty for never. Each card follows a change from its next visit on.
look-reward-days = Days before a reward expires
look-reward-days-hint = Leave empty for never. A new or shorter time counts from the change for rewards that wait.
look-launched = First day of the stamp card
look-launched-hint = The results page compares visits before and after this day.
look-tiers = Levels for regulars
look-tiers-hint = Members reach a level by their visits. The card shows it.
look-tier = Level { $number }
look-tier-name = Name
look-tier-visits = Visits needed
look-tier-days = Days that count
look-tier-days-hint = Leave empty to count all visits. Members who come too seldom leave the level.
look-tier-stamps = Stamps per visit at this level
look-tier-stamps-hint = Leave empty for as many as others get.
look-tier-add = Add a level
look-to-settings = Set languages, digits, calendar and time zone
look-join = Join address
look-join-meaning = Posters, QR codes and links lead to this address. You can change it at any time.
look-join-word = Last part of the address
look-join-hint = Type it in any script. We spell it with the letters a to z, digits and hyphens.
look-join-save = Use this address
look-join-former = These addresses still lead there, so printed posters keep working:
look-join-wrong = Enter at least two letters or digits.
look-join-taken = This address belongs to another shop. Choose a different one.
look-join-most = The shop already has twenty addresses. Choose one of them.
look-preview = Preview
look-save = Save
look-unchanged = Nothing has changed yet.
look-impossible = Correct the answers marked above before you save.
look-changes-none = No cards are out yet, so saving changes none.
look-changes =
    { $count ->
        [one] Saving changes { $count } card, in wallets too.
       *[other] Saving changes { $count } cards, in wallets too.
    }
look-changes-goals =
    { $count ->
        [one] { $count } member would have farther to go, and keeps the present goal until it is reached.
       *[other] { $count } members would have farther to go, and keep the present goal until it is reached.
    }
look-ask = Save again to confirm.
look-previews = As your customers will see it
look-in = Preview language
look-apple = In Apple Wallet
look-google = In Google Wallet
look-web = As a page on the web
look-updated = The preview is up to date.
look-wrong-name = Enter the shop’s name, up to 60 characters.
look-wrong-reward = Enter the reward, up to 60 characters.
look-wrong-stamps = Enter a whole number from 1 to 100, higher than for the reward before.
look-wrong-colour = Choose a colour such as #0f766e.
look-wrong-stamp-colour = Choose a colour such as #f2b33d.
look-wrong-icon = Choose one of these pictures.
look-wrong-cost = Enter an amount such as 1.20, or leave it empty.
look-wrong-margin = Enter a percentage from 0 to 100, or leave it empty.
look-wrong-cooldown = Enter a whole number of minutes, up to 44640.
look-wrong-welcome = Enter a number from 0 to 99.
look-wrong-daily = Enter a number from 1 to 1000, or leave it empty.
look-wrong-step-at = Enter a whole number below that of the full card, different for each reward.
look-wrong-tier-name = Enter a name of up to 40 characters.
look-wrong-tier-visits = Enter a whole number of visits, different for each level.
look-wrong-per-amount = Enter an amount above 0, such as 5.00, or leave it empty.
look-wrong-tier-stamps = Enter a number from 1 to 100, or leave it empty. Levels earn no extra stamps where stamps follow amounts.
look-wrong-link-name = Enter a text of up to 60 characters.
look-wrong-link-url = Enter a full address that begins with https://.
look-wrong-address = Enter up to 300 characters in at most 12 lines.
look-wrong-hours = Enter up to 300 characters in at most 12 lines.
look-wrong-telephone = Enter a number of 3 to 15 digits, such as +49 30 1234567.
look-wrong-currency = Enter the currency as three letters, such as EUR.
look-wrong-card-days = Enter a number of days from 1 to 3651, or leave it empty.
look-wrong-launched = Enter a date such as 2026-01-31, or leave it empty.
look-versions = Versions
look-version = Version { $version }
look-version-now = in use
look-from = You are looking at version { $version }. Save to go back to it.
look-stale = Somebody else saved this card while you had it open ({ $what }). Nothing of yours was saved yet. Below is what you typed. Save again to replace theirs with it.
look-stale-open = Show the card as it is now
look-lost = Its own pictures are no longer kept, so the drawn ones take their place.
look-picture-gone = This picture is no longer kept. Choose it again.
look-picture-failed = The picture could not be sent. Choose it again in a moment.
look-picture-choose = Choose a picture
look-part-name = name
look-part-reward = reward
look-part-stamps = stamps
look-part-colours = colours
look-part-icon = picture
look-part-rules = rules
done-look-saved = Saved. Cards are updating now.
done-look-same = Nothing had changed, so nothing was saved.
done-join-changed = Address changed. The earlier ones lead to it.
icon-book = Book
icon-bowl = Bowl
icon-bread = Bread
icon-car = Car
icon-coffee = Coffee
icon-flower = Flower
icon-heart = Heart
icon-ice = Ice cream
icon-leaf = Leaf
icon-paw = Paw
icon-pizza = Slice
icon-scissors = Scissors
icon-star = Star
icon-tick = Tick

## Owner: posters

poster-title = Poster and table tent
poster-meaning = One scan takes people to your card. Hang the poster by the door and stand the table tent by the till.
poster-size = Paper size
poster-a4 = Poster, A4
poster-a5 = Small poster, A5
poster-tent = Table tent, A4 folded once
poster-first = Language
poster-second = Second language
poster-none = None
poster-show = Show
poster-print = Print
poster-svg = Download as SVG
poster-print-hint = Print at full size, without margins or headers. Only the sheet is printed.
poster-fold = Fold at the two marks in the middle. With two languages, each has its own side.
poster-svg-hint = Text in the SVG is drawn in the fonts of whoever opens it. For a print shop, “stampwell poster --font” turns the text into outlines.
poster-scan = Scan with your phone’s camera. No app needed.
poster-in-both = Your card goes into Apple Wallet or Google Wallet.
poster-in-apple = Your card goes into Apple Wallet or opens on the web.
poster-in-google = Your card goes into Google Wallet or opens on the web.
poster-in-browser = Your card opens in your browser.
poster-out-of-reach = No phone can reach this address: { $address } leads to this computer alone. Set STAMPWELL_PUBLIC_URL to the address of your service first.
poster-along = At { $count }: { $reward }

## Owner: members

members-search = Find a member
members-search-hint = Card code, phone number, email, or your own customer number
members-find = Find
members-all = All members
members-none = No members found. Check the code or number for typing mistakes.
members-empty = No cards yet. Print the poster and stamp your first card. People from an imported log count in the results, but have no card here.
members-newest = Newest members first
members-found = Members found
members-older = Earlier members
members-who = Member
members-stamps = Stamps
members-visits = Visits
members-last = Last visit
members-imported = Earlier visits from the till
members-imported-until = { $number }, the last on { $day }
members-never = Not yet
members-pairs = Two members, one customer number
members-pairs-meaning = Each pair has the same customer number of yours, stored in two spellings. A search for it finds the older member. If both are the same person, merge them. Nothing was merged automatically.
members-pairs-older = Older, found by the number
members-pairs-younger = Newer
member-card-of = Card { $code }
member-email = Email address
member-phone = Phone
member-external = Your customer number
member-news = News
member-news-yes = Agreed to news
member-news-no = Does not want news
member-cards = Cards
member-no-card = This member has no card yet.
member-state-active = In use
member-state-paused = Paused
member-state-ended = Ended
member-state-expired = Expired
member-pause = Pause
member-end = End
member-reopen = Reopen
member-correct = Add or remove stamps
member-how-many = How many?
member-how-many-hint = A whole number such as 2. To remove stamps, put a minus in front, such as -2.
member-how-many-wrong = Enter a number of stamps that can be added or removed.
member-reason = Why?
member-reason-correction = Correction
member-reason-bonus = Gift
member-reason-birthday = Birthday
member-reason-referral = Brought a friend
member-note = Note
member-note-hint = Optional. Shown here and in the member’s own data; deleted with the member.
member-correct-button = Change stamps
member-history = History
member-imported = Visit from the till, without a stamp
member-imported-meaning = Visits that you imported from your till. They give no stamps and are not counted under “Visits”; the results compare with them what came after the card.
member-merge = One person, stored twice?
member-merge-meaning = Type the code of the other card, or your customer number if the other has no card. Both then show the stamps of both.
member-merge-code = Card code or customer number
member-merge-look = Compare both
member-merge-unknown = This shop has no member with this code or number
member-merge-same = This already is the same member
member-merge-title = Merge these two members?
member-merge-sure = { $other } and { $this } become one member with all the stamps, visits, rewards and cards of both. This cannot be undone.
member-merge-button = Merge members
member-merge-no = No, keep both
member-profile = Name and contact details
member-profile-meaning = Anyone whose phone number, email or customer number you save can be found by it at the top of the members page. Empty a field to delete what it holds.
member-name = Name
member-profile-save = Save
told-wrong = This could not be saved
told-phone-wrong = A phone number has at least five digits.
told-email-wrong = An email address looks like anna@example.com.
told-name-wrong = A name has at most 80 characters and no control characters.
told-id-wrong = This is not the number of one customer. Leave the field empty if they have no number.
member-data = Their data
member-export = Download everything about this member
member-delete = Delete this member
member-delete-meaning = Name, contact details and cards are deleted for good, and wallets are told. Visits and rewards stay in your totals without a name. Older backups still hold the member until they are replaced.
done-stamps = Stamps changed.
done-card-changed = Card changed.
done-taken-back = Undone.
done-handed-over = The reward is handed over.
done-merged = The two are now one member.
done-member-saved = Saved.
done-member-deleted = Member deleted.

## Owner: visits from the till

members-import = Import visits from your till
results-empty-import = Bring visits from your till
import-title = Visits from your till
import-meaning = A file that your till or booking program exports. Each sale to a member is kept as an earlier visit of theirs, without stamps: the results compare it with what came after the card, and do not count it among the visits with the card. Visits that were imported before count once. Nothing is stored until you import.
import-file = File from the till
import-file-hint = CSV or JSON, up to 64 MiB. Drop it here or choose it.
import-look = Look at it
import-look-again = Look again
import-begin = Import
import-choose-again = Choose the file once more: it was looked at and not kept. Your choices below stay.
import-no-file = Choose a file first.
import-updated = Read again with your choices
import-refused = The file cannot be read like this
import-nothing = No visit can be read like this, so there is nothing to import yet. Look at the reasons above and at the choices below.
import-supposed = Found in the file itself:
import-needs-order = The file does not tell whether the day or the month stands first. Choose it below, at “{ $choice }”.
import-why-utf8 = The letters are UTF-8 and not what was chosen. Choose UTF-8 at “{ $choice }”.
import-why-letters = The letters are not UTF-8. Choose another entry at “{ $choice }”, or export the file as UTF-8.
import-why-lost = Letters were lost when the file was made. Export it again as UTF-8.
import-why-workbook = This is a workbook of a spreadsheet or office program, not a table. Open it there, save it as CSV (UTF-8), and choose that file.
import-why-packed = This is a compressed file. Unpack it and choose the table inside.
import-why-no-table = This is not a table. Export the list from your program as CSV.
import-why-empty = The file holds no sales. Export it again with its lines.
import-why-rounded = A spreadsheet rounded the digits of a number. Format the column as text and export again.
import-why-currency = The amount is in a currency other than the shop’s.
import-why-torn = The line has more cells than the header, as when a decimal comma parts an amount. Use semicolons between the columns, and choose them at “{ $choice }”.
import-why-no-date = The line has no date.
import-why-no-day = There is no such day.
import-why-future = The date is in the future. Check “{ $choice }”, the time zone and the till’s clock.
import-why-date = The date does not fit what is chosen at “{ $choice }”.
import-why-unshown = A spreadsheet could not show the date or time. Widen the column or correct its formula, and export again.
import-why-time = The time of day cannot be read. Write it like 14:05.
import-why-amount = The amount can be read in more than one way, or in none. Choose it at “{ $choice }”.
import-why-number = The amount is not a number that can be read.
import-why-total = The line is a total of other lines, not a visit.
import-why-place = The line names a place that cannot be used. Check whether that column holds places.
import-why-member = The line names a member that your shop does not have.
import-why-receipt = The same receipt belongs to another member in an earlier line.
import-needs-member = Say below which column holds your own number of the member.
import-needs-date = Say below which column holds the date.
import-rows = As it will be read
import-part = Only the beginning of the file was looked at.
import-line = Line
import-at = Date
import-time = Time
import-amount = Amount
import-member = Member number
import-receipt = Receipt
import-place = Place of the sale
import-bad-lines = Lines that cannot be read
import-questions = Places that your shop does not have
import-questions-meaning = The file names them. Places that turn up only further down are left out, and counted.
import-place-ignore = Read the visits without a place
import-place-create = Add this place to my shop
import-place-is = It is { $place }
import-columns = What each column is
import-columns-meaning = Correct what was found wrongly. The table above follows.
import-ways = How it is written
import-found = Found: { $column }
import-not-found = Not found
import-find = Find it out
import-none = No column
import-dates = Order of the date
import-dates-iso = Year first: 2026-01-31
import-dates-dmy = Day first: 31.01.2026
import-dates-mdy = Month first: 01/31/2026
import-dates-jalali = Persian calendar: 1404/11/11
import-dates-excel = Day numbers of a spreadsheet: 46053
import-unit = Unit of the amounts
import-unit-major = As customers pay it, such as 3.50
import-unit-minor = In the smallest coin, such as 350
import-decimal = Decimal mark
import-decimal-comma = Comma: 3,50
import-decimal-point = Point: 3.50
import-separator = Between the columns
import-separator-comma = Comma ,
import-separator-semicolon = Semicolon ;
import-separator-tab = Tab
import-separator-bar = Bar |
import-encoding = Letters
import-encoding-utf = UTF-8, as most programs write
import-encoding-west = Western Europe (windows-1252)
import-encoding-turkish = Turkish (windows-1254)
import-encoding-arabic = Arabic and Persian (windows-1256)
import-encoding-cyrillic = Cyrillic (windows-1251)
import-encoding-utf16 = “Unicode text” of a spreadsheet (UTF-16)
import-zone = Time zone
import-place-of-others = Place of lines that name none
import-no-place = None
import-earlier = Earlier imports
import-began = Begun
import-state = State
import-running = Being read
import-done = All lines were read
import-done-some = The file was read, but not every line
import-failed = Given up
import-interrupted = Interrupted
import-failed-advice = What was read stays. Import the same file with the same choices again, and it goes on where it stopped.
import-interrupted-advice = The service was stopped meanwhile. Import the same file with the same choices again, and it goes on where it stopped.
import-job-title = Import from the till
import-look-at-job = See how far it is
import-count-stored = New visits
import-count-stored-meaning = Earlier visits, shown on each member’s page. They give no stamps and are not counted as visits with the card; the results only compare with them.
import-count-known = Imported before
import-count-known-meaning = By this file or another one; each visit counts once.
import-count-without-member = Sales without a member
import-count-without-member-meaning = Nobody showed a card, so they are nobody’s visits.
import-count-refunds = Refunds
import-count-refunds-meaning = Money that went back, and sales that were called off.
import-count-placeless = Visits whose place was left out
import-count-placeless-meaning = The file names a place that your shop does not have.
import-count-bad = Lines not read
import-count-bad-meaning = Each with its reason below.
import-download = Download all of them (CSV)
import-another = Import another file
import-visits =
    { $count ->
        [one] { $count } visit
       *[other] { $count } visits
    }
import-without-member =
    { $count ->
        [one] { $count } sale without a member
       *[other] { $count } sales without a member
    }
import-refunds =
    { $count ->
        [one] { $count } refund
       *[other] { $count } refunds
    }
import-bad =
    { $count ->
        [one] { $count } line that cannot be read
       *[other] { $count } lines that cannot be read
    }
import-read =
    { $count ->
        [one] { $count } line read
       *[other] { $count } lines read
    }

## Owner: what is still to do

setup-title = Setup
setup-progress = { $done } of { $total } done
setup-done = Done
setup-todo = To do
setup-failing = Not working
setup-unseen = Cannot be checked from here
setup-yours = In your shop
setup-operators = For whoever runs this service
setup-operators-meaning = If that is not you, show them this list. The same checks in more detail:
setup-test = Make a test card
setup-test-meaning = Opens your join page. The card is a real one and counts as a member until you delete it on its page.
setup-to-card = Go to the card
setup-to-staff = Go to the staff page
setup-to-poster = Go to the poster

check-cost = What a reward costs you
check-cost-done = Every reward has a cost. Once a reward is handed over, the results show what a repeat sale costs you.
check-cost-todo = A reward has no cost yet, so the results cannot show what a repeat sale costs you.
check-cost-todo-fix = Enter what a reward costs you on the Card page.
check-till = A phone that stamps
check-till-done =
    { $count ->
        [one] { $count } phone can stamp.
       *[other] { $count } phones can stamp.
    }
check-till-todo = No phone can stamp yet.
check-till-todo-fix = Show a QR code on the Staff page and scan it with the phone at the till.
check-visit = The first stamp
check-visit-done = The first card has been stamped.
check-visit-todo = No card has been stamped yet.
check-visit-todo-fix = Make a test card and stamp it. Then put up the poster.
check-address = Public address
check-address-done = Phones can reach the service at { $address }.
check-address-plain = { $address } is not https, and phones only update cards over https.
check-address-plain-fix = Set STAMPWELL_PUBLIC_URL to the https address of your proxy.
check-apple = Apple Wallet
check-apple-done = Cards for Apple Wallet are signed. The certificate is valid until { $day }.
check-apple-ending = The Apple certificate expires on { $day }. From then on, cards on phones stop updating and new ones are refused.
check-apple-ending-fix = Renew it under the same pass type identifier.
check-apple-off = Apple Wallet is not set up; customers use the web card.
check-apple-off-fix = Set STAMPWELL_APPLE_CERTIFICATE, STAMPWELL_APPLE_KEY and STAMPWELL_APPLE_WWDR.
check-apple-ended = The Apple certificate has expired. Stamps still count, but cards on phones stop updating and new ones are refused.
check-apple-ended-fix = Renew it under the same pass type identifier. Cards on phones will then catch up.
check-apple-failing = There is an Apple certificate, but it cannot be used, so no Apple Wallet cards are made.
check-apple-failing-fix = Run stampwell doctor. It names the file and says what to do.
check-google = Google Wallet
check-google-done = Cards for Google Wallet are made.
check-google-off = Google Wallet is not set up; customers use the web card.
check-google-off-fix = Set STAMPWELL_GOOGLE_ISSUER_ID and STAMPWELL_GOOGLE_SERVICE_ACCOUNT.
check-google-failing = Google Wallet is set up, but its key cannot be used, so no Google Wallet cards are made.
check-google-failing-fix = Run stampwell google check. It asks Google and says what is missing.
check-designs = Card designs
check-designs-done =
    { $count ->
        [one] { $count } design is ready.
       *[other] { $count } designs are ready.
    }
check-designs-missing = Your card’s design is missing, so another one is shown.
check-designs-missing-fix = Choose another design on the Card page, or put its folder back in STAMPWELL_TEMPLATES_DIR.
check-badges = Wallet buttons
check-badges-done = The official wallet buttons are in place.
check-badges-off = The wallet buttons are plain text because Apple’s and Google’s own artwork is not here.
check-badges-off-fix = Download it from Apple and Google and set STAMPWELL_BADGES_DIR to its folder.
check-backup = Backup
check-backup-done = The last backup was made on { $day }.
check-backup-old = The last backup was made on { $day }. If the disk fails, everything since then is lost.
check-backup-old-fix = Run stampwell backup every night.
check-backup-never = There is no backup yet. If the disk fails, every stamp is lost.
check-backup-never-fix = Run stampwell backup every night and keep the files on another machine.
check-backup-unseen = PostgreSQL is backed up with its own tools, so we cannot see its backups from here.
check-backup-unseen-fix = Make sure that pg_dump or your host copies it every night, and try a restore once.

settings = Language and numbers
settings-meaning = Choose the languages of your pages and cards, and how each one writes numbers and dates.
settings-place = Order
settings-not-offered = Not offered
settings-first = 1, your own language
settings-region = Region
settings-region-hint = Two letters, such as IR or US. Leave empty for the usual one.
settings-digits = Digits
settings-calendar = Calendar
settings-gregorian = January to December
settings-persian = Farvardin to Esfand
settings-week = First day of the week
settings-week-from = week from { $day }
settings-usual = Usual for the region
settings-none = Offer at least one language.
settings-region-wrong = A region has two letters, such as IR or US.
settings-save = Save
settings-look = Show examples
done-settings = Saved. Cards on phones update within minutes.
legal-title = Imprint, privacy and terms
legal-meaning = What customers read at the foot of the join page. The law of your country says what it has to hold; leave empty what it does not ask for.
legal-stale = Somebody else changed these texts while you had them open. Nothing of yours was saved yet. Save again to replace theirs with what stands below.
legal-stale-open = Show the texts as they are now
legal-open = Write these texts
legal-imprint = Imprint
legal-imprint-hint = Who runs the shop: name, address, and whatever else your country asks for. Up to 1,000 letters.
legal-imprint-wrong = The imprint may have up to 1,000 letters in 20 lines, without unusual signs.
legal-contact = Contact about personal data
legal-contact-hint = An e-mail address, or a page that begins with https://
legal-contact-wrong = Write an e-mail address, or the whole address of a page, beginning with https://
legal-terms = Terms
legal-terms-hint = The address of the page where they stand, beginning with https://
legal-terms-wrong = Write the whole address of a page, beginning with https://
done-legal = Saved. The join page shows it from now on.

## Owner: for developers

dev-title = For developers
dev-meaning = Connect a till, a web shop or anything else that speaks HTTP.
dev-docs = API reference
dev-try = Stamp a card from the command line
dev-try-meaning = Use a staff key and the code of a card.
copy = Copy
copied = Copied
keys = Keys
key = Key
key-may = Access
key-since = Created
key-used = Last used
key-never = never
key-owner = Owner: everything in this shop
key-staff = Staff: stamp, redeem, undo their own
key-reader = Reader: numbers and events
key-operator = Operator
key-new = What should the new key be able to do?
key-make = Create key
key-made = Your new key
key-once = It is shown only once. Copy it and keep it where you keep passwords.
key-end = Revoke
key-end-meaning = Anything that uses this key stops working at once.
key-end-confirm = Revoke this key
done-key-ended = Key revoked.
done-key-shown = That key was created already and shown only once. If you did not keep it, create another one.
sessions-title = Where you are signed in
sessions-meaning = Browsers that are signed in, and links that show the results. A browser that is not used for 30 days is signed out, and every browser 180 days after it signed in.
session-what = Type
session-by = Created with
session-here = This browser
session-browser = Browser
session-shared = Link to the results
session-link = a sign-in link
session-ends = Also ends:
session-ends-keys =
    { $count ->
        [one] { $count } key
       *[other] { $count } keys
    }
session-ends-browsers =
    { $count ->
        [one] { $count } other sign-in
       *[other] { $count } other sign-ins
    }
session-ends-invitations =
    { $count ->
        [one] { $count } open invitation
       *[other] { $count } open invitations
    }
session-ends-shared =
    { $count ->
        [one] { $count } link to the results
       *[other] { $count } links to the results
    }
session-end-confirm = Revoke all of it
sessions-end-all = Sign out everywhere
sessions-end-all-meaning = Every browser is signed out at once, including this one, and open invitations are cancelled. Keys and links to the results that invited people created stop working. Other links to the results keep working.
sessions-end-all-confirm = Yes, sign out everywhere
done-session-ended = Access revoked.
session-invited = invited by
invitations-open = Open invitations
invitation-who = For
invitation-ends = Expires
invitation-take-back = Cancel
invitation-title = An invitation for { $name }
invitation-how = Send this link to this person only. It is shown only once, and whoever opens it first is signed in.
invitation-until = It works once, until { $time }.
invitation-back = Back to the list
invite = Invite someone
invite-meaning = A partner or manager can then sign in with a link, without your key, and do everything you can. You can see their access here and revoke it: the keys, invitations and links that they created end with it.
invite-name = Who is it?
invite-button = Create an invitation
invite-name-wrong = Enter a name of up to 40 characters.
invite-too-many = There are already 20 open invitations. Cancel the ones you do not need.
done-invitation-taken-back = The invitation has ended.
done-invitation-shown = That invitation was created already, and its link was shown only once. If you did not keep it, cancel the invitation and create another one.
key-maker = Created by
key-maker-command = a command
key-end-made = Also revoke the keys, sign-ins and links created with it
deliveries = Updates sent to wallets
deliveries-meaning = Each time a card changes, we tell the phones that hold it. Latest first.
deliveries-none = Nothing has been sent yet. The first stamp on a card in a wallet will show up here.
delivery-all = All
delivery-pending = Waiting
delivery-delivered = Delivered
delivery-failed = Set aside after many tries
delivery-gone = Card no longer there
delivery-when = When
delivery-what = What
delivery-state = Status
delivery-answer = Response
delivery-again = Send again
delivery-shop = The shop’s design
delivery-accepted = Accepted
delivery-unanswered = No response yet
delivery-fetched = Fetched by the phone:
done-delivery-again = Sending again.
events = Events
events-meaning = Everything that happens is a line in a log that never changes. Read it with
event-own = From your own log
event-invented = A made-up example: you have had none of these lately
webhooks = Webhooks
webhooks-later = Webhooks are not available yet. Until then, ask for new events with the cursor from your last response.

## The demo’s phones

phone-title = The phones
phone-headline = One card, two wallets
phone-meaning = An iPhone and an Android phone. Each one adds the card, hears about changes and shows them, as real phones do.
phone-empty = The wallet is empty. Join the shop, and the card appears here.
phone-join = Join as a customer
phone-scan = Scan as staff
phone-redeem = Hand over reward
phone-void = Undo last
phone-results = Results
phone-staff = Staff page
phone-wire = What went over the wire
phone-wire-meaning = Newest first. Every line is a real request between the service and the iPhone, or between the service and the Google stand-in.
phone-no-script = The phone needs JavaScript. Switch it on in your browser’s settings, then reload this page.
phone-now = now
phone-scanned = Stamped. Watch the card.
phone-redeemed = Handed over. Watch the card.
phone-voided = Undone. Watch the card.
phone-failed = That did not work. Is the service still running?
phone-lost = The service is not responding. Trying again…
phone-pass-voided = This card has ended
phone-more = More about this card
phone-less = Back to the front
phone-fold = Less about this card
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = The card is not in this wallet yet.
phone-card-page = Open the card’s page
phone-remove = Remove from Google Wallet
phone-removed = Removed. The member keeps their stamps.
phone-google-changed = New balance: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = There is no card with this code
help-card-not-found = The code is unknown, mistyped, or belongs to another shop. Scan the card again, or type the eight characters under its QR code.
error-too-soon = This card was stamped a moment ago
help-too-soon = The shop sets a minimum time between two stamps. Wait the number of seconds in retry_after_s, or send the scan again with confirm set to true if the shop allows it.
error-daily-limit = This card has reached today’s limit
help-daily-limit = The shop limits how many stamps a member can get in a day. The next one is possible tomorrow, in the shop’s time zone.
error-card-ended = This card has ended
help-card-ended = The shop ended it, or its owner deleted it, so it cannot be used again. The customer can join again and get a new card.
error-card-paused = This card is paused
help-card-paused = The shop has put this card on hold. The owner can make it active again.
error-card-expired = This card has expired
help-card-expired = It was not used for longer than the shop allows. The customer can join again and get a new card.
error-no-reward = No reward is waiting on this card
help-no-reward = Every reward has been collected, or none has been earned yet. The card shows how many stamps are missing.
error-reward-not-available = This reward can no longer be collected
help-reward-not-available = It was collected, has expired, or was removed when a visit was undone. Read the card to see which rewards are waiting.
error-reward-not-found = There is no such reward on this card
help-reward-not-found = The reward belongs to another member or does not exist. Leave out reward_id to take the one that expires first.
error-already-redeemed = This visit earned a reward that has been handed over
help-already-redeemed = Undoing the visit would leave a reward without its stamps, so nothing was changed. Undo the reward first.
error-already-voided = This has already been undone
help-already-voided = There is nothing more to do: a visit or a reward can be undone only once.
error-void-window-over = It is too late to undo this here
help-void-window-over = Staff can undo for 15 minutes. After that, only the owner can.
error-amount-window-over = It is too late to enter this amount here
help-amount-window-over = Staff can enter the amount of their own visits for fifteen minutes. After that the owner can still do it.
error-not-enough-stamps = There are not enough stamps on this card
help-not-enough-stamps = The change would take the card below zero. Remove fewer stamps.
error-invalid-request = Something in the request is wrong
help-invalid-request = Each entry in errors gives a JSON pointer to the value and says what is wrong with it. Correct these values and send the request again.
error-malformed-json = The request is not valid JSON
help-malformed-json = The detail gives the line and column where reading stopped. Check commas, quotes and the character encoding, which must be UTF-8.
error-unauthorized = We do not know who is asking
help-unauthorized = Send a valid key as Authorization: Bearer … A staff phone must be set up as a till.
error-forbidden = You are not allowed to do that here
help-forbidden = The key is valid, but its role does not allow this call. Use a key with a role that the API reference lists for it.
error-merchant-suspended = This shop is suspended
help-merchant-suspended = Whoever runs this service has suspended the shop: nothing can be stamped, joined or changed until that ends. Cards keep what they hold. Ask the operator.
error-not-found = There is nothing at this address
help-not-found = The ID or address does not exist, or belongs to another shop. Check it for typing mistakes.
error-method-not-allowed = This address does not accept that method
help-method-not-allowed = The Allow header lists the methods it accepts.
error-payload-too-large = The request is too large
help-payload-too-large = Most calls accept up to 256 KiB, imports up to 64 MiB. Send less at a time.
error-unsupported-media-type = We cannot read this kind of content
help-unsupported-media-type = Send JSON with Content-Type: application/json, or the type that the API reference names for this call.
error-rate-limited = Too many requests at once
help-rate-limited = Wait the number of seconds in the Retry-After header, then continue more slowly.
error-idempotency-key-reused = This Idempotency-Key was used for another request
help-idempotency-key-reused = A key belongs to one request with one body. Use a new key for each new request, and repeat it only when you retry that request.
error-idempotency-in-progress = The same request is still being processed
help-idempotency-in-progress = Wait a moment and send it again with the same key. You will get the answer to the first one.
error-occurred-at-out-of-range = The time of this visit is too far in the past or future
help-occurred-at-out-of-range = occurred_at may be up to 72 hours in the past and 5 minutes in the future. Check the till’s clock.
error-apple-not-configured = This shop has not switched on Apple Wallet yet
help-apple-not-configured = Use the web card for now. The operator can add Apple’s certificate: stampwell doctor says what is missing.
error-google-not-configured = This shop has not switched on Google Wallet yet
help-google-not-configured = Use the web card for now. The operator can add the Google issuer: stampwell doctor says what is missing.
error-google-callback-refused = This callback is not from Google, or not for this shop
help-google-callback-refused = Only Google can call this address. The signature, its keys, their dates and the issuer must all be right. Nothing was changed.
error-google-key-unusable = The Google service account cannot be used
help-google-key-unusable = The operator should check STAMPWELL_GOOGLE_SERVICE_ACCOUNT and STAMPWELL_GOOGLE_ISSUER_ID: stampwell doctor says what is wrong. Use the web card for now.
error-google-keys-unavailable = Google’s signing keys could not be fetched
help-google-keys-unavailable = We can check the callback once the keys can be fetched again. Google will repeat it, so nothing is lost.
error-signing-certificate-expired = The Apple Wallet certificate has expired
help-signing-certificate-expired = New passes cannot be signed until the operator renews it: stampwell doctor says how. Stamps still count, and the web card works.
error-signing-certificate-unusable = The Apple Wallet certificate cannot be used
help-signing-certificate-unusable = The operator can find the reason with stampwell doctor. Stamps still count, and the web card works.
error-unavailable = The service cannot answer right now
help-unavailable = It is starting, stopping or very busy. Try again after the number of seconds in the Retry-After header, with the same Idempotency-Key.
error-internal-error = Something went wrong on our side
help-internal-error = Nothing was changed. Try again with the same Idempotency-Key. If it keeps happening, send us the request ID.
error-till-revoked = This phone is no longer a till
help-till-revoked = The owner has switched it off. Ask for a new setup link to use it again.
error-till-expired = This till has expired
help-till-expired = A phone works as a till for 180 days. Ask the owner for a new setup link and open it on the phone.
error-till-locked = This till is locked
help-till-locked = It was not used for 12 hours, or someone locked it. Enter its PIN on the scanner page.
error-link-expired = This link no longer works
help-link-expired = A one-time link works once and only for a short time. Ask for a new one.
error-events-archived = These events are in a file that is not here
help-events-archived = The operator moved older events into files, and one of them cannot be read now. Ask for later events, or have the file put back.
error-slug-taken = Another shop already uses this address
help-slug-taken = Each shop has its own short address. Choose another slug.
error-program-changed = The program was changed in the meantime
help-program-changed = Somebody put another program in force after you got yours. Get it again, make your change there, and send that version; or leave out version to replace whatever is in force.
error-external-id-taken = Another member has this number
help-external-id-taken = If both are the same person, make them one member: type this number below, under “One person, stored twice?”. Otherwise, choose another number.
error-storage-full = There is no disk space left
help-storage-full = Nothing was changed. The operator must free up disk space: stampwell doctor names the disk.
error-request-timeout = The request did not arrive in time
help-request-timeout = The body took longer than 15 seconds to arrive. Nothing was changed. Send it again over a better connection, with the same Idempotency-Key.
