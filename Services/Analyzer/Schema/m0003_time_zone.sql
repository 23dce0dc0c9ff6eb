-- Where the people of a conversation are, as an IANA name: `tomorrow at three` is a time there.
ALTER TABLE analyzer.conversations ADD COLUMN time_zone text NOT NULL DEFAULT '';
