/** The header that our pages send with every request: by it a session may change something. */
export const CSRF_HEADER = 'x-session-request';
