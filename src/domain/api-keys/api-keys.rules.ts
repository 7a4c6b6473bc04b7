/** Whether an API key works; only the first two are stored. */
export type ApiKeyStatus = 'ACTIVE' | 'REVOKED' | 'EXPIRED';
