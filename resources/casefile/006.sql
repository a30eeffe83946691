-- The case file, version 6: the outbox knows its acts by codes. Until now it knew them by the words that people read.

UPDATE outbox SET verb = 'ask_applicant' WHERE verb = 'ask the applicant to agree to another red line';
UPDATE outbox SET verb = 'cancel_request' WHERE verb = 'take a request to the applicant back';

PRAGMA user_version = 6;
