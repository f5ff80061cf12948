# English: the language that every other one is checked against.
# Short, plain, friendly. Verbs on buttons. Words: card, stamp, reward, visit, member.

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
        [one] { $count } stamp, then: { $reward }
       *[other] { $count } stamps, then: { $reward }
    }
join-welcome =
    { $count ->
        [one] Your first stamp is a gift
       *[other] Your first { $count } stamps are a gift
    }
join-button = Get my card
join-here = Open the card on this computer
join-next-apple = No form. On the next page, one tap adds it to Apple Wallet.
join-next-google = No form. On the next page, one tap adds it to Google Wallet.
join-next-web = No form and no app: the card is a page on your phone.
join-in-app-iphone = Wallets need your own browser. Copy this page’s address and open it in Safari.
join-in-app-android = Wallets need your own browser. One tap opens this page there.
join-in-app-here = Get the card here, without a wallet
join-open-browser = Open in my browser
join-address = Address of this page
join-copy = Copy the address
join-copied = Copied. Now paste it into your browser.
join-problem-busy = Many people are joining from here at this moment. Wait a minute, then tap again.
join-problem-elsewhere = That did not come from this page, so no card was made. Tap the button here.
join-problem-later = No card was made, because the service is busy or out of room. Try again in a few minutes.
join-scan = Scan this with your phone
join-scan-meaning = The card lives on your phone. Point its camera at the square.
join-how = How it works
join-step-1 = Get the card. It takes one tap, and we do not ask for your name.
join-step-2 = Show it when you visit { $shop } and collect a stamp.
join-step-3 =
    { $count ->
        [one] After { $count } stamp, enjoy: { $reward }
       *[other] After { $count } stamps, enjoy: { $reward }
    }
join-keep = What we keep
join-keep-1 = Your visits, stamps and rewards, under a random number.
join-keep-2 = No name, no phone number, no e-mail address.
join-keep-3 = Your card’s page shows your stamps, visits and rewards at any time.
join-keep-cookie = A cookie, so that this browser finds its card again, and how often this page is opened.
join-keep-wallet = If you add the card to a wallet: the address that Apple or Google gives us for updates.
join-keep-choice = Whose invitation brought you, as a random number; and that you want news, if you say so on your card’s page.

## The card

card-welcome = Your card is ready
card-count =
    { $required ->
        [one] { $stamps } of { $required } stamp
       *[other] { $stamps } of { $required } stamps
    }
card-to-go =
    { $count ->
        [one] { $count } more stamp, then: { $reward }
       *[other] { $count } more stamps, then: { $reward }
    }
card-reward-ready = Reward ready: { $reward }
card-reward-show = Show this card at the counter to collect it.
card-reward-until = Good until { $day }.
card-short-code = Code for typing:
card-show = Show this code at the counter to collect a stamp.
card-no-wallet = Keep this page: add it to your home screen or bookmarks, and show it at the counter.
card-wallet-meaning = In your wallet the card is always at hand, and new stamps appear by themselves.
card-in-apple = In your Apple Wallet
card-in-google = In your Google Wallet
card-add-again = Add it again
card-invite = Invite a friend
card-invite-meaning = Whoever opens this link gets a card of their own. It does not show yours.
card-invite-share = Share the link
card-invite-copied = The link is copied.
card-paused = This card is paused. Ask at the counter.
card-ended = This card has ended and can no longer collect stamps.
card-expired = This card was not used for a long time and has expired.
card-yours = Your data
card-yours-meaning = This page’s address is the key to your card. Share it with nobody.
card-news-off = The shop sends you no news.
card-news-on = The shop may send you news and offers.
card-news-yes = Yes, send me news
card-news-no = No more news
card-news-done = Noted.
card-export = Download all we keep about this card
card-delete = Delete my card
card-delete-meaning = Your stamps and rewards will be gone for good.
card-delete-confirm = Delete for good
deleted-title = Your card is deleted
deleted-meaning = What pointed to you is gone. Your wallets are told that the card has ended; then, and after three days at the latest, we forget their addresses too. You can remove the card there.
deleted-again = Get a new card
wallet-apple = Add to Apple Wallet
wallet-google = Add to Google Wallet

history = Lately
history-empty = No visits yet. Show the card on your next visit.
history-all = Everything before
history-joined = Card made
history-visit =
    { $count ->
        [one] Visit: { $count } stamp
       *[other] Visit: { $count } stamps
    }
history-visit-voided = Visit taken back
history-bonus =
    { $count ->
        [one] Gift: { $count } stamp
       *[other] Gift: { $count } stamps
    }
history-given =
    { $count ->
        [one] Corrected: { $count } stamp more
       *[other] Corrected: { $count } stamps more
    }
history-taken =
    { $count ->
        [one] Corrected: { $count } stamp less
       *[other] Corrected: { $count } stamps less
    }
history-earned = Reward earned
history-redeemed = Reward collected
history-redemption-voided = Reward given back to the card
history-reward-expired = Reward expired

## The pass in the phone’s wallet. %@ is filled in by the phone.

pass-stamps = Stamps
pass-count = { $stamps } / { $required }
pass-reward = Reward
pass-next-reward = Next reward
pass-rewards-waiting = Rewards waiting
pass-reward-ready = Reward ready
pass-change-stamps = You now have %@ stamps
pass-change-reward = %@! Show your card at the counter.
pass-change-news = %@
pass-how = How it works
pass-how-text = Show this card on each visit and collect a stamp. When it is full, the reward is yours. Staff can also type the short code.
pass-short-code = Short code
pass-news = News
pass-no-news = No news at the moment.
pass-links = Links
pass-page = Your card’s page
pass-terms = Terms
pass-terms-text = One stamp for each visit. Rewards have no cash value. What we keep: your visits, stamps and rewards, under a random number.
pass-member-since = Member since
pass-expires = Good until
pass-tier = Level
google-reward-label = Reward
google-ready = Ready
google-program = Stamp card
google-rewards-label = Rewards
google-stamps-picture = The stamps on the card
google-logo = The shop’s sign

## Becoming a till

enrol-title = This phone becomes { $till }
enrol-meaning = It can then stamp cards of { $shop }. Only do this on a phone that belongs to the shop.
enrol-button = Use this phone
enrol-once = The link works once.
enrol-pin = Choose a PIN, 4 to 8 digits
enrol-pin-hint = With a PIN the scanner locks itself after 12 hours without use, or when you press Lock. Without one, whoever holds this phone can stamp.
pin-invalid = A PIN has 4 to 8 digits.
pin-wrong =
    { $count ->
        [one] That is not the PIN. { $count } try left; after it this phone is no till any more.
       *[other] That is not the PIN. { $count } tries left; after them this phone is no till any more.
    }
till-locked = The scanner is locked
till-locked-how = Enter the PIN of this phone to go on. Nothing that waits here is lost.
till-pin = PIN
till-unlock = Unlock
till-revoked = This phone is not a till any more
till-revoked-how = The owner has ended its access. Ask the owner for a new link or QR code, and open it on this phone.
till-failed = Five wrong PINs have ended this till
till-failed-how = Ask the owner for a new link or QR code, and open it on this phone. You can then choose a new PIN.
till-expired = This till’s time is over
till-expired-how = A phone stays a till for 180 days. Ask the owner for a new link or QR code, and open it on this phone.
enrol-expired = This link has ended
enrol-expired-why = Links that turn a phone into a till work once and for ten minutes.
enrol-expired-how = Ask the owner for a new one, and open it here.

## Scanner

scan-title = Scan cards
scan-till = { $shop }, { $till }
scan-not-enrolled = This phone is not a till yet
scan-not-enrolled-how = Ask the owner for the enrolment link or its QR code, and open it on this phone. It takes one tap.
scan-no-script = The scanner needs JavaScript. Switch it on in the browser’s settings, then reload this page.
scan-type = Type the code
scan-type-hint = 8 characters, beneath the square on the card. A counter scanner works at any time.
scan-stamp = Stamp
scan-camera-starting = Starting the camera…
scan-camera-live = Hold the card’s square in the frame
scan-camera-refused = The camera is off. Type the code instead, or allow the camera in the browser’s settings.
scan-camera-missing = There is no camera here. Type the code, or use a counter scanner.
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
scan-ask-title = Stamp again?
scan-ask = Stamped { $when }. Add another?
scan-yes = Yes, add another
scan-no = No
scan-unsure-title = No answer yet
scan-unsure = The connection broke, so we do not know whether it worked. Try again: it cannot count twice.
scan-retry = Try again
scan-server = Something went wrong on our side. Nothing was changed. Code: { $code }
scan-undo = Undo
scan-undone-title = Taken back
scan-undone = The card is as it was before.
scan-redeem = Hand over the reward
scan-redeemed-title = Reward handed over
scan-redeemed = Enjoy! The reward is off the card now.
scan-next = Next customer
scan-last = Last: { $name }
scan-sound-on = Sound is on
scan-sound-off = Sound is off
scan-torch = Light
scan-photo = Take a photo
scan-photo-nothing = No card’s square was found in this photo. Take it again from nearer, or type the code.
scan-waiting = Waiting: { $count }
scan-saved = Saved on this phone
scan-saved-text = It goes out when the connection is back, and counts once.
scan-saved-open = Keep this page open until it is sent: this browser stores nothing.
scan-unsaved = It was not sent yet and is off this phone now.
scan-undo-later = It may have arrived. If so, it is taken back as soon as the connection returns.
scan-undo-gone = It has been sent meanwhile. Take it back under “Recent”.
scan-told = Look at these cards
scan-too-old = more than 72 hours old when the connection came back
scan-other-till = may have been stamped before this phone changed tills: look at the card
scan-not-undone = was stamped and could not be taken back: ask the owner.
scan-dismiss = Done
scan-lock = Lock
scan-test-title = Test your scanner
scan-test-lead = Scan this square with your counter scanner. Nothing is stamped.
scan-test-field = Also try it with the cursor in this field
scan-test-waiting = Waiting for a scan…
scan-test-right = Your scanner works. Every sign came through.
scan-test-other = A code came, but not the one on this page. If it was a card, that is fine. If it was the square above, some signs came wrong.
scan-test-wrong = What came is no code. Set the scanner to “USB keyboard” with the US layout, as its manual says, and scan again.
scan-test-layout = The keyboard of this computer is set to other letters. The places of the keys were read instead, so that is fine.
scan-test-came = Signs: { $count }
scan-test-ending = Ending: { $name }
scan-test-none = none
scan-test-time = Time: { $seconds } s
recent-title = Recent
recent-empty = Nothing was stamped on this phone yet.
recent-window = You can undo for 15 minutes. After that the owner can.
recent-back = Back to the scanner
scan-reward-offline = Rewards need the connection. Nothing was handed over: try again when it is back.
scan-camera-offline = No connection: type the code. It is saved here and sent later.

## Owner: staff, tills and places

staff-empty = No phone scans here yet. Add the first one below.
staff-tills = Phones that scan
staff-name = Name
staff-name-wrong = Give it a name of up to 40 characters, such as Till 1.
staff-state = State
staff-seen = Last seen
staff-never = Never
staff-visits = Visits, 30 days
staff-undone = Taken back
staff-change = Change
staff-link = New link
staff-link-meaning = For a lost or new phone. The phone that scans as this till now stops at once.
staff-revoke = Switch off
staff-revoke-meaning = The phone stops scanning at once. What it has stamped stays.
staff-add = Add a phone
staff-add-button = Show its QR code
staff-place = Place
staff-no-place = No place
staff-places = Places
staff-places-empty = No places yet. You need them only if you have more than one.
staff-place-name = Name of the place
staff-place-add = Add place
staff-keys = Programs that scan have keys of their own:
staff-waits = Waits for its phone until { $time }
staff-unused = The link ended before a phone opened it
staff-works = Works
staff-locked = Locked until its PIN is entered
staff-revoked = Switched off
staff-failed = Ended by five wrong PINs
staff-expired = Ended after 180 days
staff-link-title = A phone becomes { $till }
staff-link-how = Scan this square with the phone’s camera, or open the link on it. It works once.
staff-link-until = Works for ten minutes, until { $time }.
staff-link-more = More time: make a new link
staff-back = Back to staff
done-till-revoked = The phone is switched off.
done-place-added = The place is added.

## Problem pages

problem-code = Error code
problem-request = Request
help-eyebrow = About an error
help-all = All errors
help-all-meaning = Every answer that refuses something carries one of these codes. Each leads to what to do about it.
help-what = What to do
help-status = HTTP status
help-request = If it happens again, tell us the request’s number: it is in the answer’s request_id and in the header X-Request-Id.
not-found-title = There is no such page
not-found-how = The address may be mistyped, or the page was removed. If it came from a poster or a card, ask at the shop.

## Results

results-title = Are people coming back?
results-too-few = Not enough data
results-up = Up from { $before }
results-down = Down from { $before }
results-same = The same as before
results-no-previous = No earlier period to compare with
results-what = What is this?
results-compared = Compared with:
results-members =
    { $count ->
        [one] { $count } member has joined so far.
       *[other] { $count } members have joined so far.
    }
results-few =
    { $count ->
        [one] { $count } member so far. Trends appear from about { $enough }.
       *[other] { $count } members so far. Trends appear from about { $enough }.
    }
results-empty = No visits yet. Print the poster and stamp your first card.
results-empty-poster = Print the poster
results-empty-till = Set up a till
results-running = This period is not over: its numbers still grow, so they are not compared yet.
results-earlier = The period before
results-later = The period after
by-month = Month
by-quarter = Quarter
results-of-them = of them
results-rewards-given = of rewards
results-out-of-active-rate = members
results-out-of-repeat-visit-rate = people who joined
results-out-of-reward-redemption-rate = rewards earned
results-out-of-reward-cost-ratio = of repeat sales
returns-title = Visits of people who came back
returns-meaning = Every visit after a member’s first day.
returns-now = Now
returns-before = A year before
as-a-table = As a table
period = Period
way-title = From poster to reward
way-meaning = People who opened your join page, and how far they have come since.
way-opened = Opened the page
way-joined = Got the card
way-returned = Came again on another day
way-earned = Earned a reward
way-redeemed = Used it
way-carried-on = { $share } carried on
cohorts-title = Do new members come back?
cohorts-meaning = Of those who joined in a period, how many came in each one after it.
cohorts-joined = Joined
money-title = Reward cost against extra visits
money-missing = Not known: give your margin on the card page.
money-none = Say what a reward costs you, and this page shows it beside what returning members spend:
take-along = Take it along
all-numbers = All numbers
export-numbers = Numbers (CSV)
export-numbers-json = Numbers (JSON)
export-events = Everything that happened (CSV)
export-scans = Visits (CSV)
share-title = Show it to somebody
share-meaning = Makes an address that shows your results, of any month, for 30 days to whoever has it. It shows no members and changes nothing.
share-button = Make an address
share-made = Copy this address now, it is shown this once:
share-end =
    { $count ->
        [one] End the { $count } address
       *[other] End all { $count } addresses
    }
done-sharing-ended = These addresses show nothing any more.
back-to-results = Back to the results
people-total = Together:
people-nobodys = Of it nobody’s:
people-member = Member
people-part = Part
people-none = Nobody yet.
people-next = More
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

## Owner: menu and signing in

menu = The shop’s pages
menu-results = Results
menu-members = Members
menu-card = Card
menu-poster = Poster
menu-staff = Staff
menu-setup = Set-up
menu-developers = Developers
menu-help = Help
sign-out = Sign out
sign-in = Sign in
sign-in-meaning = These pages are for the shop’s owner.
sign-in-key = Owner key
sign-in-key-hint = It begins with sw_live_ or sw_test_ and was shown when the shop was made.
sign-in-button = Sign in
sign-in-unknown = We do not know this key. Check that you copied all of it, or ask for a link from the terminal.
sign-in-not-owner = This key is not an owner key. Staff and reader keys cannot open these pages.
sign-in-link-how = No key at hand?
sign-in-link-meaning = Whoever runs the service can make a link that signs you in once:
sign-in-as-owner = Sign in as the owner
sign-in-as-owner-meaning = This browser then sees the shop’s results, members and settings for 30 days, or until you sign out.
first-shop = Your shop in one minute
first-shop-meaning = Five answers, and the stamp card works. Everything can be changed later.
first-shop-name = What is your shop called?
first-shop-name-wrong = Give the shop a name of up to 60 letters.
first-shop-reward = What does a full card give?
first-shop-reward-hint = For example: a free coffee
first-shop-reward-wrong = Say what the reward is, in up to 60 letters.
first-shop-stamps = How many stamps fill a card?
first-shop-stamps-wrong = Choose a number from 1 to 100.
first-shop-zone = Time zone
first-shop-zone-hint = Such as Europe/Berlin
first-shop-zone-wrong = We do not know this time zone. Write it like Europe/Berlin.
first-shop-currency = Currency
first-shop-currency-hint = Three letters, such as EUR
first-shop-currency-wrong = Write the currency as three letters, such as EUR.
first-shop-button = Make my shop
first-shop-later = Next come a poster, a till and the wallets, one step after the other.

## Owner: how the card looks

look-title = How the card looks
look-meaning = Change a field and see the card as your customers will. Nothing is saved until you say so.
look-name = Name of the shop
look-reward = Reward for a full card
look-stamps = Stamps that fill the card
look-colour = Colour of the card
look-stamp-colour = Colour of the stamps
look-corrected = The stamps could hardly be told from the card, so we shifted their colour a little.
look-yours = Your colour
look-used = What we use, so that it can be read
look-icon = Picture on the stamp
look-other-languages = Name and reward in other languages
look-other-hint = Leave a field empty to show the words above.
look-more = More: cost, pauses, gifts
look-cost = What one reward costs you, in { $currency }
look-cost-hint = The results page sets it against repeat sales.
look-margin = Your margin on sales, in per cent
look-margin-hint = What is left of a sale after what you bought for it. Empty: the results page leaves it out.
look-cooldown = Minutes between two stamps
look-cooldown-hint = Within this time the scanner asks before it stamps again.
look-welcome = Stamps as a gift for joining
look-daily = Most visits of one member a day
look-daily-hint = Empty: no limit.
look-preview = Show me
look-save = Save
look-unchanged = Nothing is changed yet.
look-impossible = Something above needs another answer before this can be saved.
look-changes-none = No card is out yet, so saving changes none.
look-changes =
    { $count ->
        [one] Saving changes { $count } card, also in the wallets.
       *[other] Saving changes { $count } cards, also in the wallets.
    }
look-ask = Save once more to go on.
look-previews = As your customers will see it
look-in = Language of the preview
look-apple = In Apple Wallet
look-google = In Google Wallet
look-web = As a page on the web
look-updated = The preview is up to date.
look-wrong-name = Give the shop a name of up to 60 letters.
look-wrong-reward = Say what the reward is, in up to 60 letters.
look-wrong-stamps = Choose a whole number from 1 to 100, above that of the reward before.
look-wrong-colour = Choose a colour such as #0f766e.
look-wrong-stamp-colour = Choose a colour such as #f2b33d.
look-wrong-icon = Choose one of these pictures.
look-wrong-cost = Write an amount such as 1.20, or leave it empty.
look-wrong-margin = Write a per cent from 0 to 100, or leave it empty.
look-wrong-cooldown = Write a whole number of minutes, at most 44640.
look-wrong-welcome = Write a number from 0 to 99.
look-wrong-daily = Write a number from 1 to 1000, or leave it empty.
look-versions = Versions
look-version = Version { $version }
look-version-now = in use
look-from = You are looking at version { $version }. Save to go back to it.
look-part-name = name
look-part-reward = reward
look-part-stamps = stamps
look-part-colours = colours
look-part-icon = picture
look-part-rules = rules
done-look-saved = Saved. The cards are changing now.
done-look-same = Nothing was different, so nothing was saved.
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
poster-meaning = One scan leads to your card. Hang it at the door and stand it by the till.
poster-size = Paper
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
poster-fold = Fold at the two marks in the middle. Two languages have a side each.
poster-svg-hint = In the SVG the words are text, drawn in the fonts of whoever opens it. For a print shop, “stampwell poster --font” makes outlines of them.

## Owner: members

members-search = Find a member
members-search-hint = Card code, phone number, e-mail, or your own customer number
members-find = Find
members-all = All members
members-none = Nobody was found. Check the code or number for typing mistakes.
members-empty = No card was made here yet. Print the poster and stamp your first card. People of an imported log count in the results, but have no card here.
members-newest = Newest members first
members-found = Who was found
members-older = Earlier members
members-who = Member
members-stamps = Stamps
members-visits = Visits
members-last = Last visit
members-never = Not yet
members-pairs = Two members, one customer number
members-pairs-meaning = Each of these pairs has one customer number of yours, written in two ways when it was stored. The older member is found by it. If both are one person, make them one member; nothing was merged by itself.
members-pairs-older = Older, found by the number
members-pairs-younger = Younger
member-card-of = Card { $code }
member-email = E-mail
member-phone = Phone
member-external = Your customer number
member-news = News
member-news-yes = Agreed to news
member-news-no = Wants no news
member-cards = Cards
member-no-card = This member has no card yet.
member-state-active = In use
member-state-paused = Paused
member-state-ended = Ended
member-state-expired = Expired
member-pause = Pause
member-end = End
member-reopen = Reopen
member-correct = Add or take stamps
member-how-many = How many?
member-how-many-hint = A whole number such as 2; with a minus, such as -2, stamps are taken.
member-how-many-wrong = This is not a number of stamps that can be given.
member-reason = Why?
member-reason-correction = Correction
member-reason-bonus = Gift
member-reason-birthday = Birthday
member-reason-referral = Brought a friend
member-note = Note
member-note-hint = Optional. Shown here and in the member’s own data; deleted with the member.
member-correct-button = Change stamps
member-history = What happened
member-merge = One person, two cards?
member-merge-meaning = Type the code of the other card. Both cards then show the stamps of both.
member-merge-code = Code of the other card
member-merge-look = Look at both
member-merge-unknown = No card of this shop has this code
member-merge-same = This is a card of the same member already
member-merge-title = Make one member of two?
member-merge-sure = { $other } and { $this } become one member with all stamps, visits, rewards and cards of both. This cannot be undone.
member-merge-button = Make one member
member-merge-no = No, keep two
member-data = Their data
member-export = Download everything about this member
member-delete = Delete this member
member-delete-meaning = Name, contact and cards are gone for good, and wallets are told. Visits and rewards stay in your totals without a name. Older backups lose the member when they are replaced.
done-stamps = The stamps are changed.
done-card-changed = The card is changed.
done-taken-back = Taken back.
done-merged = The two are one member now.
done-member-deleted = The member is deleted.

## Owner: what is still to do

setup-title = Set-up
setup-progress = { $done } of { $total } done
setup-done = Done
setup-todo = To do
setup-failing = Not working
setup-unseen = Cannot be seen from here
setup-yours = In your shop
setup-operators = By whoever runs this service
setup-operators-meaning = If that is not you, show them this list. The same checks in more detail:
setup-test = Make a test card
setup-test-meaning = Opens your join page. The card is a real one and counts as a member until you delete it on its page.
setup-to-card = To the card
setup-to-staff = To the staff page
setup-to-poster = To the poster

check-cost = What a reward costs you
check-cost-done = Every reward has its cost, so the results can say what a repeat sale costs you.
check-cost-todo = A reward has no cost yet, so the results cannot say what a repeat sale costs you.
check-cost-todo-fix = Enter what one reward costs you, on the page of your card.
check-till = A phone that stamps
check-till-done =
    { $count ->
        [one] { $count } phone can stamp.
       *[other] { $count } phones can stamp.
    }
check-till-todo = No phone can stamp yet.
check-till-todo-fix = Make a link on the staff page and open it on the phone at the till.
check-visit = The first stamp
check-visit-done = The first card was stamped.
check-visit-todo = No card was stamped yet.
check-visit-todo-fix = Make a test card and stamp it. Then hang up the poster.
check-address = Public address
check-address-done = Phones reach the service at { $address }.
check-address-plain = { $address } is not https, and phones update cards over https only.
check-address-plain-fix = Set STAMPWELL_PUBLIC_URL to the https address of your proxy.
check-apple = Apple Wallet
check-apple-done = Cards for Apple Wallet are signed. The certificate is good until { $day }.
check-apple-ending = The Apple certificate ends on { $day }. From then on cards on phones stop updating and new ones are refused.
check-apple-ending-fix = Renew it under the same pass type identifier.
check-apple-off = Apple Wallet is not set up; customers use the web card.
check-apple-off-fix = Set STAMPWELL_APPLE_CERTIFICATE, STAMPWELL_APPLE_KEY and STAMPWELL_APPLE_WWDR.
check-apple-ended = The Apple certificate has ended. Stamps still count, but cards on phones stop updating and new ones are refused.
check-apple-ended-fix = Renew it under the same pass type identifier. Cards on phones catch up then.
check-apple-failing = There is an Apple certificate, but it cannot be used: no card for Apple Wallet is made.
check-apple-failing-fix = Run stampwell doctor. It names the file and what to do.
check-google = Google Wallet
check-google-done = Cards for Google Wallet are made.
check-google-off = Google Wallet is not set up; customers use the web card.
check-google-off-fix = Set STAMPWELL_GOOGLE_ISSUER_ID and STAMPWELL_GOOGLE_SERVICE_ACCOUNT.
check-google-failing = Google Wallet is set up, but its key cannot be used: no card for Google Wallet is made.
check-google-failing-fix = Run stampwell google check. It asks Google and says what is missing.
check-designs = Card designs
check-designs-done =
    { $count ->
        [one] { $count } design is ready.
       *[other] { $count } designs are ready.
    }
check-designs-missing = The design of your card is gone, so another one is shown.
check-designs-missing-fix = Choose another design on the page of your card, or bring back its folder in STAMPWELL_TEMPLATES_DIR.
check-badges = Wallet buttons
check-badges-done = The wallets’ own buttons are here.
check-badges-off = The wallet buttons are plain text, because the companies’ own artwork is not here.
check-badges-off-fix = Download it from Apple and Google and set STAMPWELL_BADGES_DIR to its folder.
check-backup = Backup
check-backup-done = The last backup was made on { $day }.
check-backup-old = The last backup was made on { $day }. What came after it would be lost with the disk.
check-backup-old-fix = Run stampwell backup every night.
check-backup-never = There is no backup yet. If the disk fails, every stamp is lost.
check-backup-never-fix = Run stampwell backup every night and keep the files on another machine.
check-backup-unseen = PostgreSQL is backed up by its own tools, which leave no trace here.
check-backup-unseen-fix = Make sure that pg_dump or your host copies it every night, and try a restore once.

settings = Language and numbers
settings-meaning = Which languages your pages and cards speak, and how each one writes numbers and dates.
settings-place = Place
settings-not-offered = Not offered
settings-first = 1, your own
settings-region = Region
settings-region-hint = Two letters such as IR or US; empty for the usual one.
settings-digits = Digits
settings-calendar = Calendar
settings-gregorian = January to December
settings-persian = Farvardin to Esfand
settings-week = First day of the week
settings-week-from = week from { $day }
settings-usual = As usual there
settings-none = Offer at least one language.
settings-region-wrong = A region has two letters, such as IR or US.
settings-save = Save
settings-look = Show examples
done-settings = Saved. Cards on phones follow within minutes.

## Owner: for developers

dev-title = For developers
dev-meaning = Connect a till, a web shop or anything else that speaks HTTP.
dev-docs = API reference
dev-try = Stamp a card from the command line
dev-try-meaning = Put in a staff key and the code of a card.
copy = Copy
copied = Copied
keys = Keys
key = Key
key-may = May
key-since = Made
key-used = Last used
key-never = never
key-owner = Owner: everything in this shop
key-staff = Staff: stamp, redeem, undo their own
key-reader = Reader: numbers and events
key-operator = Operator
key-new = What may the new key do?
key-make = Make a key
key-made = Your new key
key-once = It is shown this once. Copy it and keep it where you keep passwords.
key-end = End
key-end-meaning = Whatever uses this key stops working at once.
key-end-confirm = End this key
done-key-ended = The key has ended.
sessions-title = Where you are signed in
sessions-meaning = Browsers that are signed in, and addresses that show the results. A browser that does not come for 30 days is signed out.
session-what = What
session-by = Begun by
session-here = This browser
session-browser = Browser
session-shared = Address of the results
session-link = a sign-in link
sessions-end-all = Sign out everywhere
sessions-end-all-meaning = Every browser is signed out at once, this one too. Addresses of the results stay.
done-session-ended = It has ended.
key-maker = Made by
key-maker-command = a command
key-end-made = End also the keys, sign-ins and addresses that it made
deliveries = What was sent to the wallets
deliveries-meaning = Each change of a card is told to the phones that hold it. The latest stand first.
deliveries-none = Nothing was sent yet. The first stamp on a card in a wallet shows up here.
delivery-all = All
delivery-due = Waiting
delivery-done = Delivered
delivery-parked = Set aside after many tries
delivery-gone = Card no longer there
delivery-when = When
delivery-what = What
delivery-state = State
delivery-answer = Answer
delivery-again = Send again
delivery-shop = The shop’s design
delivery-accepted = Accepted
delivery-unanswered = No answer yet
delivery-fetched = Phone fetched it:
done-delivery-again = It is being sent again.
events = Events
events-meaning = Everything that happens is one line of a log that never changes. Read it with
event-own = From your own log
event-invented = An invented example: none of yours lately
webhooks = Webhooks
webhooks-later = They are not there yet. Until then, ask for new events with the cursor of your last answer.

## The demo’s phones

phone-title = The phones
phone-headline = One card, two wallets
phone-meaning = An iPhone and an Android phone. Each adds the card, hears of changes and shows them, as real ones do.
phone-empty = The wallet is empty. Join the shop, and the card appears here.
phone-join = Join as a customer
phone-scan = Scan as staff
phone-redeem = Hand over reward
phone-void = Undo last
phone-results = Results
phone-staff = Staff page
phone-wire = What went over the wire
phone-wire-meaning = Newest first. Every line is a real request between the service and the iPhone, or the service and Google’s stand-in.
phone-no-script = The phone needs JavaScript. Switch it on in the browser’s settings, then reload this page.
phone-now = now
phone-scanned = Stamped. Watch the card.
phone-redeemed = Handed over. Watch the card.
phone-voided = Taken back. Watch the card.
phone-failed = That did not work. Is the service still running?
phone-lost = The service does not answer. Trying again…
phone-pass-voided = This card has ended
phone-more = More about this card
phone-less = Back to the front
phone-fold = Less about this card
phone-apple = Apple Wallet
phone-google = Google Wallet
phone-also = The card is not in this wallet yet.
phone-card-page = Open the card’s page
phone-remove = Remove from Google Wallet
phone-removed = Removed. The member keeps the stamps.
phone-google-changed = New balance: { $balance }

## Errors: title (error-…) and what to do (help-…)

error-card-not-found = There is no card with this code
help-card-not-found = The code is unknown, mistyped, or belongs to another shop. Scan the card again, or type the eight characters beneath its square.
error-too-soon = This card was stamped a moment ago
help-too-soon = Two stamps have to lie some minutes apart. Wait for the seconds in retry_after_s, or send the scan again with confirm set to true if the shop allows it.
error-daily-limit = This card has all its stamps for today
help-daily-limit = The shop gives each member a limited number of stamps a day. The next one is possible tomorrow, in the shop’s time zone.
error-card-ended = This card has ended
help-card-ended = It was ended by the shop or deleted by its owner, and cannot be used again. The customer can join again and get a new card.
error-card-paused = This card is paused
help-card-paused = The shop holds this card for now. The owner can make it active again.
error-card-expired = This card has expired
help-card-expired = It was not used for longer than the shop allows. The customer can join again and get a new card.
error-no-reward = No reward is waiting on this card
help-no-reward = Every reward was collected already, or none has been earned yet. The card shows how many stamps are missing.
error-reward-not-available = This reward cannot be collected any more
help-reward-not-available = It was collected, has expired, or was taken back with a visit. Read the card to see the rewards that are waiting.
error-reward-not-found = There is no such reward on this card
help-reward-not-found = The reward belongs to another member or does not exist. Leave reward_id out to take the one that expires first.
error-already-redeemed = This visit already paid for a reward that was handed over
help-already-redeemed = Taking the visit back would leave a reward without its stamps, so nothing was changed. Take the reward back first.
error-already-voided = This was taken back before
help-already-voided = Nothing more is needed: a visit or a reward can be taken back only once.
error-void-window-over = It is too late to take this back here
help-void-window-over = Staff can undo for fifteen minutes. After that the owner can still do it.
error-not-enough-stamps = There are not enough stamps on this card
help-not-enough-stamps = The change would take the card below zero. Take fewer stamps.
error-invalid-request = Something in the request is not right
help-invalid-request = Each entry in errors names the place by a JSON pointer and says what is wrong there. Correct these places and send the request again.
error-malformed-json = The request is not JSON that we can read
help-malformed-json = The detail names the line and column at which reading stopped. Check commas, quotes and the character set, which has to be UTF-8.
error-unauthorized = We do not know who is asking
help-unauthorized = Send a valid key as Authorization: Bearer … A staff phone has to be enrolled as a till.
error-forbidden = You may not do that here
help-forbidden = The key is valid, but its role does not allow this call. Use a key with the role that the API reference names.
error-not-found = There is nothing at this address
help-not-found = The id or address does not exist, or belongs to another shop. Check it for typing mistakes.
error-method-not-allowed = This address does not take that method
help-method-not-allowed = The header Allow lists the methods that it takes.
error-payload-too-large = The request is too large
help-payload-too-large = Most calls take up to 256 KiB, imports up to 64 MiB. Send less at a time.
error-unsupported-media-type = We cannot read this kind of content
help-unsupported-media-type = Send JSON with Content-Type: application/json, or the type that the API reference names for this call.
error-rate-limited = Too many requests at once
help-rate-limited = Wait for the seconds in the header Retry-After, then go on more slowly.
error-idempotency-key-reused = This Idempotency-Key was used for another request
help-idempotency-key-reused = A key belongs to one request with one body. Make a new key for each new request, and keep it for retries of that request only.
error-idempotency-in-progress = The same request is still being worked on
help-idempotency-in-progress = Wait a moment and send it again with the same key: you will get the first one’s answer.
error-occurred-at-out-of-range = The time of this visit is too far away
help-occurred-at-out-of-range = occurred_at may lie up to 72 hours back and 5 minutes ahead. Check the clock of the till.
error-apple-not-configured = This shop has not switched on Apple Wallet yet
help-apple-not-configured = Use the web card meanwhile. The operator can add Apple’s certificate; stampwell doctor says what is missing.
error-google-not-configured = This shop has not switched on Google Wallet yet
help-google-not-configured = Use the web card meanwhile. The operator can add the Google issuer; stampwell doctor says what is missing.
error-google-callback-refused = This callback is not Google’s, or not for this shop
help-google-callback-refused = Only Google sends to this address: the signature, its keys, their dates and the issuer must all be right. Nothing was changed.
error-google-key-unusable = The Google service account cannot be used
help-google-key-unusable = The operator looks at STAMPWELL_GOOGLE_SERVICE_ACCOUNT and STAMPWELL_GOOGLE_ISSUER_ID; stampwell doctor says what is wrong. The web card works meanwhile.
error-google-keys-unavailable = Google’s signing keys could not be fetched
help-google-keys-unavailable = The callback can be checked once the keys are there again. Google repeats it; nothing is lost.
error-signing-certificate-expired = The certificate for Apple Wallet has ended
help-signing-certificate-expired = New passes cannot be signed until the operator renews it; stampwell doctor says how. Stamps go on as usual, and the web card works.
error-signing-certificate-unusable = The certificate for Apple Wallet cannot be used
help-signing-certificate-unusable = The operator finds the reason with stampwell doctor. Stamps go on as usual, and the web card works.
error-unavailable = The service cannot answer right now
help-unavailable = It is starting, stopping or very busy. Try again after the seconds in the header Retry-After, with the same Idempotency-Key.
error-internal-error = Something went wrong on our side
help-internal-error = Nothing was changed. Try again with the same Idempotency-Key; if it stays, tell us the number of the request.
error-till-revoked = This phone is not a till any more
help-till-revoked = The owner has ended its access. Ask for a new enrolment link to use it again.
error-till-expired = This till’s time is over
help-till-expired = A phone stays a till for 180 days. Ask the owner for a new enrolment link and open it on the phone.
error-till-locked = This till is locked
help-till-locked = It was not used for 12 hours, or somebody locked it. Enter its PIN on the scanner’s page.
error-link-expired = This link has ended
help-link-expired = One-time links work once and for a short time. Ask for a new one.
error-slug-taken = There is another shop at this address
help-slug-taken = Each shop has its own short address. Choose another slug.
error-storage-full = There is no room left to write
help-storage-full = Nothing was changed. The operator has to free disk space; stampwell doctor names the disk.
error-request-timeout = The request did not arrive in time
help-request-timeout = The body took longer than 15 seconds. Nothing was changed; send it again over a better connection, with the same Idempotency-Key.
