-- migrate: contract
-- migrate: in batches
UPDATE coaching.observed_messages AS heard SET agent_id = talk.agent_id
FROM coaching.conversations AS talk
WHERE talk.tenant_id = heard.tenant_id AND talk.conversation_id = heard.conversation_id
    AND (heard.tenant_id, heard.conversation_id, heard.message_id) IN (
        SELECT missing.tenant_id, missing.conversation_id, missing.message_id
        FROM coaching.observed_messages AS missing
        JOIN coaching.conversations USING (tenant_id, conversation_id)
        WHERE missing.agent_id IS NULL LIMIT 5000);
