DROP INDEX sessions_of_key;
