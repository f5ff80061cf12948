DROP INDEX imported_visits_of_member;
