import type { Actor } from './auth/actor.ts';
import { newSessionToken } from './auth/session.ts';
import type { Services } from './context.ts';
import { type Command, runCommand } from './domain/command.ts';
import { createSession } from './domain/sessions/create-session.command.ts';
import { endSession } from './domain/sessions/end-session.command.ts';

/** A session just made: its token is for the cookie, and is kept nowhere. */
export interface NewSession {
  readonly token: string;
  readonly expiresAt: Date;
  /** How long it lasts. */
  readonly seconds: number;
}

/** Signs people in and out. */
export class Sessions {
  readonly #services: Services;
  readonly #hours: number;

  /** @param hours how long a session lasts */
  constructor(services: Services, hours: number) {
    this.#services = services;
    this.#hours = hours;
  }

  /** Makes a session of a caller's credential. */
  async begin(actor: Actor, requestId: string): Promise<NewSession> {
    const { plaintext, hash } = newSessionToken(actor.orgId);
    const now = this.#services.clock.now();
    const seconds = this.#hours * 3_600;
    const expiresAt = new Date(now.getTime() + seconds * 1_000);
    await this.#command(actor, requestId, now, (command) =>
      createSession(command, {
        owner: { type: actor.type, id: actor.id },
        claimedRoles: actor.member?.claimedRoles ?? null,
        tokenHash: hash,
        expiresAt,
      }),
    );
    return { token: plaintext, expiresAt, seconds };
  }

  /** Ends a session for good. */
  async end(actor: Actor, sessionId: string, requestId: string): Promise<void> {
    await this.#command(actor, requestId, this.#services.clock.now(), (command) =>
      endSession(command, sessionId),
    );
  }

  #command<T>(
    { orgId, type, id }: Actor,
    requestId: string,
    now: Date,
    work: (command: Command) => Promise<T>,
  ): Promise<T> {
    const { database, numbers } = this.#services;
    return database.within(orgId, 'write', (tx) =>
      runCommand(
        {
          tx,
          now,
          requestId,
          doer: { type, id },
          number: (kind) => numbers.next(orgId, kind),
          discard: () => undefined,
        },
        work,
      ),
    );
  }
}
