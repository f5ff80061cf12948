DROP TABLE own_channels;
