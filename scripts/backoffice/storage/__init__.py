"""What the back office keeps, in one SQLite file and a folder of files; all of its SQL is here, as constants."""
