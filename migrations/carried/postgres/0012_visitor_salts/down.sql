DROP TABLE visitor_salts;
