import type { Services } from './context.ts';
import { type Command, runCommand } from './domain/command.ts';
import { newId } from './platform/ids.ts';

/** Runs a command in one transaction of an organization, in the name of a part of the gateway itself. */
export function runAsSystem<T>(
  { database, numbers, clock }: Services,
  orgId: number,
  id: string,
  work: (command: Command) => Promise<T>,
): Promise<T> {
  return database.within(orgId, 'write', (tx) =>
    runCommand(
      {
        tx,
        now: clock.now(),
        doer: { type: 'SYSTEM', id },
        requestId: newId('req'),
        number: (kind) => numbers.next(orgId, kind),
        discard: () => undefined,
      },
      work,
    ),
  );
}
