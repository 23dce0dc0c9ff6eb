-- A letter that Coaching refuses is offered again later and later, and keeps no other waiting.
ALTER TABLE gamification.letters ADD COLUMN refusals int NOT NULL DEFAULT 0;
-- Null: at once.
ALTER TABLE gamification.letters ADD COLUMN next_offer_at timestamptz;

GRANT UPDATE (refusals, next_offer_at) ON gamification.letters TO gamification;
