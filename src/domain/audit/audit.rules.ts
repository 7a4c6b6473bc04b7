/** Kinds of actors: who can do something. */
export type ActorType = 'API_KEY' | 'MEMBER' | 'SYSTEM';
