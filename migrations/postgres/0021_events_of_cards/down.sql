DROP INDEX events_of_member;
DROP INDEX events_of_card;
