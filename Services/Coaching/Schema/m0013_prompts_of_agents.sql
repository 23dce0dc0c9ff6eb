-- When the message was sent that the agent's last prompt was about, in whichever conversation: prompts
-- keep their distance for the person who reads them (decision 0268).
ALTER TABLE coaching.agents ADD COLUMN last_prompt_at timestamptz;
