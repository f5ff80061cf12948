DROP TABLE join_addresses;
