-- The case file, version 5: what a pull remembers of the pages of long answers has a table of its own.

CREATE TABLE pulled_page (
  source TEXT NOT NULL,
  walk TEXT NOT NULL,
  number INTEGER NOT NULL,
  etag TEXT NOT NULL,
  pages INTEGER NOT NULL,
  total INTEGER NOT NULL,
  names TEXT NOT NULL,
  PRIMARY KEY (source, walk, number)
) WITHOUT ROWID;

-- Until now a page was a state of its own, its name put together from source, walk and number: "https://council.example#list#3".
INSERT INTO pulled_page
SELECT
  substr(source, 1, instr(source, '#') - 1),
  substr(source, instr(source, '#') + 1, instr(substr(source, instr(source, '#') + 1), '#') - 1),
  CAST(substr(source, instr(source, '#') + instr(substr(source, instr(source, '#') + 1), '#') + 1) AS INTEGER),
  json_extract(json_extract(further, '$.page'), '$[0]'),
  json_extract(json_extract(further, '$.page'), '$[1]'),
  json_extract(json_extract(further, '$.page'), '$[2]'),
  json_extract(json_extract(further, '$.page'), '$[3]')
FROM pull_state WHERE source LIKE '%#%#%';

DELETE FROM pull_state WHERE source LIKE '%#%#%';

PRAGMA user_version = 5;
