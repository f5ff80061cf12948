DROP TABLE log_files;
