CREATE SCHEMA IF NOT EXISTS redline;

CREATE TABLE IF NOT EXISTS redline.generation (name text PRIMARY KEY, schema text NOT NULL UNIQUE, format integer NOT NULL, pushed_at text NOT NULL);

CREATE TABLE IF NOT EXISTS redline.current_generation (single boolean PRIMARY KEY DEFAULT true CHECK (single), name text NOT NULL REFERENCES redline.generation (name));
