GRANT USAGE ON SCHEMA {schema} TO redline_reader;

GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO redline_reader;
