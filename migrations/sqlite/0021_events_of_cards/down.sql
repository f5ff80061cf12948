DROP INDEX events_of_card;
