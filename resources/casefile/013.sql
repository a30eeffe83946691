-- The case file, version 13: why an act waits for the officer.

-- 1 where what it rests on has changed since the officer chose it, so that it was not sent; 0 where the back office refused it.
ALTER TABLE outbox ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));

-- Until now only the sentence told.
UPDATE outbox SET held = 1 WHERE state = 'refused' AND last_answer LIKE 'Not sent yet: what it rests on has changed since you chose to %';

PRAGMA user_version = 13;
