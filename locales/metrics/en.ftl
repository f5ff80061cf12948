# The metrics: what each is called, what it asks, how it is counted, and what it cannot tell.
# A text that points at another metric quotes its name.

## adoption

new_members = New members
    .question = How many people joined?
    .formula = Members whose first card was issued in the period.
    .caveat = Sign-ups alone prove nothing: read it with “Joiners who came back”.

total_members = Members at the end
    .question = How many members do we have at the end?
    .formula = Members who joined before the end of the period and were not deleted before it.

member_growth = Member growth
    .question = Is the programme growing, and through which channel?
    .formula = Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at the start; joiners are listed by the channel of their first card.
    .caveat = A channel's count says where people signed up, not what made them do it.

enrolment_rate = Page visitors who joined
    .question = Of the people who saw the join page, how many joined?
    .formula = Visitors of the join page in the period who were issued a card at or after their first view and before its end, out of all visitors of the page in the period who had no card before that view.
    .caveat = Counts browsers by the day, not people: whoever looks on one day and joins on another lowers it, and so do second phones. Members enrolled by staff without a page view are in neither number.


## saved_cards

saved_cards = Cards in a wallet
    .question = How many cards can we still update?
    .formula = Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, and counts under each wallet.
    .caveat = An estimate from signals: switching off automatic updates looks like removing the card, and a lost phone never signs off.

card_save_rate = Issued cards that were saved
    .question = Of the cards we issued, how many reached a wallet?
    .formula = Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.

active_saved_cards = Saved cards in use
    .question = How many saved cards were really used?
    .formula = Cards in a wallet at the end of the period with at least one visit on that card in the period.

saved_card_usage_rate = Share of saved cards in use
    .question = Of the saved cards, how many were used?
    .formula = Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a wallet at its end.

card_removal_rate = Cards removed from the wallet
    .question = Of the cards that were in a wallet, how many were thrown out?
    .formula = Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved during it.
    .caveat = An early sign, before visits stop. But switching off automatic updates looks the same, and someone who removes the card stays a member.


## activity

active_members = Active members
    .question = How many of our members came in?
    .formula = Members at the end of the period with at least one visit in it.
    .caveat = Whoever came and was deleted before the end is not counted.

active_rate = Members who came in
    .question = How many of our members actually came in this period?
    .formula = Members at the end of the period with at least one visit in it, out of all members at its end.
    .caveat = Depends on the length of the period; compare only periods of equal length.

participation_rate = Members who took part
    .question = How many members did anything at all with the programme?
    .formula = Members with a visit, a redemption, a review, a card saved or a friend brought in the period, out of all who were members at some time in it.

visits = Visits
    .question = How many visits were there?
    .formula = Validated visits of members in the period, not counting voided ones.
    .caveat = Imported visits after joining are not counted, otherwise each scan would count twice.

visits_per_active_member = Visits per customer
    .question = How often did the members who came visit?
    .formula = Visits in the period, divided by members with at least one visit in it.
    .caveat = Includes only members who still come; the fair frequency is “Visit days per 30 days”.

visit_rate_30d = Visit days per 30 days
    .question = How often does a member come per 30 days of membership?
    .formula = 30 × visit days in the period over member days (for each member, the days of the period on which they were a member, all added up).
    .caveat = Counts silent members too, so it does not look better when people stop coming.

visit_gap_days = Days between visits
    .question = How many days pass between two visits?
    .formula = For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over these members, each counted equally.
    .caveat = Leaves out members who did not come twice: read it with “Visit days per 30 days”.

repeat_purchase_rate = Customers who bought twice
    .question = Of the customers of this period, how many bought at least twice?
    .formula = Members with two or more visit days in the period, out of all with at least one.

engagement_score = Engagement score
    .question = How engaged are members, 0 to 100?
    .formula = For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full weeks, at least one), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the mean over all of them.
    .caveat = The weights are a convention; use it to sort members, not to judge the programme.


## coming_back

one_and_done_rate = Joiners not seen again
    .question = How many joined and were not seen again?
    .formula = Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), out of all whose window ended in the period.
    .caveat = Members deleted meanwhile stay in the denominator.

repeat_visit_rate = Joiners who came back
    .question = Of the people who joined, how many came back on another day?
    .formula = Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), out of all whose window ended in the period.
    .caveat = Covers people who joined one window ago, so that all had the same time to come back.

days_to_return_median = Days until the return
    .question = How long until members come back on another day?
    .formula = The median number of days from the join day to the first visit on a later day, of the members whose follow-up window ended in the period and who returned within it.
    .caveat = Covers only those who returned: read it with “Joiners who came back”.

ladder_completion_rate = Joiners who climbed the ladder
    .question = Did new members make it through the ladder?
    .formula = Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in the period.
    .caveat = Gifts and rewards on the way, which take no stamps, do not count.

visit_gap_join_change = Gap change after joining
    .question = Do people come more often than before they joined?
    .formula = For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window before it; then the mean of these differences. It includes members whose window ended in the period, who were not deleted by then and who have two or more days in both windows.
    .caveat = Observational: it compares the same people, but season, prices and chance still play a part. Say “after joining”, never “because of”. Negative means shorter gaps.

visit_gap_launch_change = Gap change since the launch
    .question = Do people come more often than before the programme began?
    .formula = For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the window before the launch; then the mean of these differences. It includes members with two or more days in both.
    .caveat = Observational, and seasons differ between the two windows. Empty while no launch date is set.


## rewards

rewards_earned = Rewards earned
    .question = How many rewards did members earn?
    .formula = Rewards that members earned in the period, not counting revoked ones.

rewards_redeemed = Rewards handed over
    .question = How many rewards were handed over?
    .formula = Redemptions in the period, not counting voided ones.

reward_redemption_rate = Earned rewards that were used
    .question = Of the rewards people earned, how many did they use?
    .formula = Rewards earned in the period and redeemed before its end, at any location, out of all rewards earned in it. Expired rewards are included, revoked ones are not.
    .caveat = Rewards earned in the last few days had little time to be used; compare with the previous period, or ask for a quarter.

redemption_participation = Members who redeemed
    .question = How many different members redeemed anything?
    .formula = Members with at least one redemption in the period.

redemption_rate = Share of members who redeemed
    .question = Of everybody who was a member, how many redeemed?
    .formula = Members with at least one redemption in the period, out of all who were members at some time in it.

redemptions_per_redeemer = Redemptions per redeeming member
    .question = How often do members who redeem do it?
    .formula = Redemptions in the period, divided by members with at least one redemption in it.

rewards_outstanding = Rewards still owed
    .question = What do we still owe?
    .formula = Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by then, and the sum of their estimated costs.
    .caveat = A reward without an estimated cost adds 0 to the cost.

ladder_progress = Places on the ladder
    .question = Where on the ladder do members stand?
    .formula = For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the end of the period. Near the reward are those with one or two stamps to go.
    .caveat = If no number of stamps is set, the number near the reward is empty.

tier_distribution = Members by tier
    .question = What share of members is in each tier?
    .formula = For each tier, the members at the end of the period whose last tier it is, out of all members at the end; `none` is for those without a tier.
    .caveat = Tiers that nobody has reached are not listed.


## retention

churn_rate = Customers lost
    .question = Of the customers of the previous period, how many did not come in this one?
    .formula = Members with a visit in the previous period and none in this one, out of all with a visit in the previous period. Deleted members count as lost.
    .caveat = Choose a period at least three times the typical gap between visits.

customer_retention_rate = Customers kept
    .question = Of the customers of the previous period, how many came again?
    .formula = Members with a visit in both periods, out of all with a visit in the previous one.
    .caveat = Choose a period at least three times the typical gap between visits.

churn_reduction = Fewer customers lost
    .question = Did we lose fewer than before?
    .formula = Share of customers lost in the previous period − share lost in this one; positive is better.
    .caveat = Empty if nobody came in one of the two periods before.

customer_count_ratio = Customers compared with before
    .question = Did more or fewer people come than in the previous period?
    .formula = Members with a visit in this period, divided by members with a visit in the previous one.
    .caveat = Not a retention rate: new customers can hide lost ones.

recovered_lapsed_members = Lapsed members won back
    .question = Did we win anybody back?
    .formula = Members at the start of the period whose last known visit, before joining or after, was 90 days (unless another number is chosen) or more before its first day and who came in it, out of all such silent members.
    .caveat = Some come back on their own; to know what a campaign did, use a hold-out.


## money

sales_coverage_rate = Visits with an amount
    .question = How much of the money do we know?
    .formula = Visits in the period whose amount is known, out of all visits in it.
    .caveat = Every sum of money leaves out the rest.

member_revenue_minor = Members' spending
    .question = How much did members spend?
    .formula = The total amount of members' visits in the period.
    .caveat = Visits without an amount are not included: check “Visits with an amount” first.

average_spend_per_visit = Spend per visit
    .question = How much does a visit bring in?
    .formula = The total amount of visits in the period, divided by the number of those visits that have an amount.

refunds_minor = Refunds
    .question = How much did we take back?
    .formula = For each visit in the period, the largest fall of one of its receipts, from the highest amount it was told with to the last; then all of these added up. Sales are without it already.
    .caveat = Counts at the visit, whenever the money went back, so earlier months change. An amount put right downwards looks like a refund.

repeat_revenue_minor = Repeat sales
    .question = How much did repeat visits bring in?
    .formula = The total amount of members' visits in the period on a later day than the member's first known visit, before joining or after.
    .caveat = Includes every repeat visit, even by people who always came.

repeat_margin_minor = Margin on repeat sales
    .question = What is left of repeat sales?
    .formula = Repeat sales × the gross margin in force at the end of the period.
    .caveat = Empty while no margin is set.

reward_cost_minor = Cost of rewards and vouchers
    .question = What did we give away?
    .formula = The total cost of redemptions and of vouchers used in the period; one without a cost adds 0.
    .caveat = What it cost the shop, not the menu price.

programme_cost_minor = Cost of the programme
    .question = What did the whole programme cost us?
    .formula = Cost of rewards and vouchers + other costs recorded in the period.
    .caveat = Includes only costs that someone recorded.

reward_cost_ratio = Reward cost per repeat sale
    .question = For every 1.00 of repeat sales, how much did we give away in rewards and vouchers?
    .formula = Cost of rewards and vouchers, divided by repeat sales.
    .caveat = Does not prove that the programme caused the sales.

reward_cost_margin_ratio = Reward cost as a share of margin
    .question = How much of the margin on repeat sales do rewards and vouchers take?
    .formula = Cost of rewards and vouchers, divided by the margin on repeat sales.
    .caveat = Above 1, they cost more than the margin. Empty while no margin is set.

margin_impact_minor = Margin after costs
    .question = Does the margin on repeat sales pay for the programme?
    .formula = Margin on repeat sales − cost of the programme.
    .caveat = Assumes that every repeat visit is thanks to the programme: not causal. Empty while no margin is set. Vouchers that strangers used are charged here: read it with “Cost of vouchers”.

programme_roi_observed = Return on the programme
    .question = What does each 1.00 spent on the programme bring in?
    .formula = (Margin on repeat sales − cost of the programme), divided by cost of the programme.
    .caveat = Assumes that every repeat visit is thanks to the programme: not causal, and usually far too high. Empty while no margin is set.

clv_observed_minor = Spent per member so far
    .question = What has a member spent so far, on average?
    .formula = The total amount of all visits before the end of the period, divided by everyone who had joined by then, including deleted members.
    .caveat = A fact, but young programmes look poor.

clv_projected_minor = Projected value of a member
    .question = What might a member be worth?
    .formula = Spend per customer in the period × the number of periods to expect, which is 1 over the share of customers lost.
    .caveat = A model, not a measurement. It assumes that spend and the share lost stay the same, and leaves out interest and margin. Empty if nobody was lost.


## lift

member_lift_visits = Visit days before and after
    .question = Do members come on more days after joining than before?
    .formula = For each member, the visit days in the window after the join day minus the days with imported visits in the window before it; then the mean of these differences. It includes members whose window ended in the period, who were not deleted by then and who had a visit in the window before.
    .caveat = Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are included. Say “after joining”, never “because of”.

member_lift_spend = Spend before and after
    .question = Do members spend more after joining than before?
    .formula = For each member, the spend in the window after the join day minus the spend in the window before it; then the mean of these differences. It includes the members of the visit-day comparison, except those with no amount on more than one in five visits in a window; fewer missing amounts are filled with the mean.
    .caveat = Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are included. Say “after joining”, never “because of”.

holdout_lift = Hold-out comparison
    .question = What did the card or the message bring, compared with people who were left out at random?
    .formula = For each experiment, the mean spend and the mean visit days of everybody assigned to the treatment minus those of everybody assigned to the control, over the window after the assignment. Everybody whose window ended in the period is in it, whether they took the card or not.
    .caveat = Causal, if the assignment was random and made beforehand. An interval that contains 0 shows no clear difference.

campaign_lift = Campaign comparison
    .question = What did each campaign bring, compared with people who were left out at random?
    .formula = For each campaign, the share who came back and the mean spend of everybody assigned to the treatment minus those of everybody assigned to the control, over the window that begins with its first message. Everybody whose window ended in the period is in it, whether written to or not.
    .caveat = Causal, if the assignment was random and made beforehand. An interval that contains 0 shows no clear difference; fewer than 30 people are few customers.


## referrals

referral_conversion_rate = Invited friends who joined
    .question = Of the friends who opened an invitation, how many joined?
    .formula = Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, out of all who opened one in the period.
    .caveat = Counts browsers, not people.

referral_joins = Members brought by members
    .question = How many new members did members bring in?
    .formula = Members who joined in the period and whose first card names another member as referrer.

referral_qualified_rate = Referred members who came
    .question = Were they real customers?
    .formula = Members brought by a member who had a visit from the join day to the end of their follow-up window, out of all brought members whose window ended in the period.

review_request_rate = Visits with a review request
    .question = After how many visits did we ask?
    .formula = Visits in the period for which a review was requested before its end, out of all visits in it.

review_response_rate = Review requests answered
    .question = Of those we asked, how many answered?
    .formula = Review requests of the period that were answered before its end, out of all review requests of the period.

review_rating_average = Average rating
    .question = How many stars do we get?
    .formula = The mean rating of the reviews that members submitted in the period, 1 to 5.
    .caveat = Not everyone answers: read it with “Review requests answered”.

sentiment_score = Balance of reviews
    .question = Is the feedback good or bad on balance?
    .formula = (Positive − negative reviews), divided by all reviews submitted in the period, −1 to +1. If a review has no sentiment of its own, 4 or 5 stars count as positive, 1 or 2 as negative.
    .caveat = Not everyone answers: read it with “Review requests answered”.


## messages

messages_sent = Messages sent
    .question = How many messages did we send?
    .formula = Messages and pass updates handed to the wallets in the period, to people who were members at that time. Those held back for a comparison are not sent.
    .caveat = Says nothing about delivery: no wallet reports it.

message_return_rate = Nudges followed by a visit
    .question = Of the nudges, how many were followed by a visit within a week?
    .formula = Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven days ended in the period.
    .caveat = Observational: many would have come anyway.

update_reach_rate = Updates fetched by iPhones
    .question = Do pass updates reach iPhones?
    .formula = Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that were sent more than 24 hours before its end.
    .caveat = No such signal exists for Google: those messages are not counted at all.

messages_per_member = Messages per member
    .question = How much do we nag?
    .formula = For each member with a campaign message or a reminder in the period, the most of them within 24 hours, and the most in one calendar month so far; then the mean and the largest of either over these members.
    .caveat = Google allows 3 in 24 hours and Apple names no number, but a card that nags is thrown out.


## quality

data_quality = Data quality
    .question = Can I trust these numbers?
    .formula = Records used and duplicates ignored, of all time. In the period: the share of scans that were voided, the share of visits with an amount, further visits of a member on one day, visits received more than 24 hours late, and the share of members whose follow-up window ended in it with a visit in the window before joining.

till_balance = Tills compared
    .question = Does one till stand out?
    .formula = For each till, in the period: visits, the share of its scans that were voided, visits that were not the member's first of that day, and the rewards and vouchers handed over there.
    .caveat = A question to ask, not a proof: few visits, an early shift or the till by the door explain most differences.


## vouchers

vouchers_issued = Vouchers given out
    .question = How many vouchers did we give out?
    .formula = Vouchers given out in the period, to members or to nobody known, not counting revoked ones.

voucher_redemption_rate = Vouchers that were used
    .question = Of the vouchers given out, how many were used in time?
    .formula = Vouchers that were used within their window (the 60 days after the day they were given out, unless another number is chosen), anywhere and by anybody, out of all whose window ended in the period. Expired vouchers are included, revoked ones are not.

voucher_cost_minor = Cost of vouchers
    .question = What did used vouchers cost us?
    .formula = The total cost of the vouchers used in the period; one without a cost of its own counts with the estimate made when it was given out, and without that adds 0.
    .caveat = It is a part of “Cost of rewards and vouchers”.


## links

action_taps = Links opened
    .question = Are the card's links used?
    .formula = How often members opened a link on their card in the period, for each link.
    .caveat = Counts openings, not people; a browser that looks ahead opens a link too.

action_tap_rate = Card holders who opened a link
    .question = Of the people who carry the card, how many opened a link?
    .formula = Members with a card in a wallet at the end of the period who opened a link on any card of theirs in it, out of all members with a card in a wallet then.
    .caveat = Whoever opened one and then threw the card away, or never saved it, is in neither number.
