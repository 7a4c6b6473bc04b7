import type { Worker } from 'node:cluster';

/** What the processes of one gateway say to each other, beside what libraries say for themselves. */
export type Message =
  /** Primary: the start is complete, take requests. */
  | { gateway: 'admitted' }
  /** Worker: what do the metrics of all come to? */
  | { gateway: 'metrics wanted'; id: number }
  /** Primary: this; `null` when they could not be had. */
  | { gateway: 'metrics'; id: number; text: string | null };

/** What a worker needs to know beyond the settings: where the primary found the database. */
export interface Orders {
  readonly databaseUrl: string;
  readonly role?: string | undefined;
}

/** The environment variable that carries them. */
export const ORDERS = 'INVENTORY_GATEWAY_WORKER';

export const isMessage = (message: unknown): message is Message =>
  typeof message === 'object' && message !== null && 'gateway' in message;

/** Says something to a worker that may be gone. */
export function tell(worker: Worker, message: Message): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
