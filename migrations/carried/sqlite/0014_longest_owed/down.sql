DROP INDEX deliveries_owed;
