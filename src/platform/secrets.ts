import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { nature } from './nature.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  id: string;
  bytes: Buffer;
}

/**
 * Keeps secrets that must be read again (those that sign webhooks), sealed with AES-256-GCM under `SECRETS_KEY`. The first
 * of several keys seals and all of them open, so that a key can be changed. Without one, secrets are stored as they are.
 */
export class SecretBox {
  readonly #keys: readonly Key[];

  constructor(keys: readonly string[]) {
    this.#keys = keys.map((text) => ({
      id: createHash('sha256').update(`id ${text}`).digest('hex').slice(0, 8),
      bytes: Buffer.from(hkdfSync('sha256', text, '', 'inventory-gateway secrets', 32)),
    }));
  }

  /** @param owner the id of what the secret belongs to: it cannot be opened as that of another. */
  seal(secret: string, owner: string): string {
    const [key] = this.#keys;
    if (!key) return `plain:${secret}`;
    const iv = nature().randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final()]);
    return `aes:${key.id}:${Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /** @throws where none of the keys is the one that sealed it, or it was changed. */
  open(sealed: string, owner: string): string {
    if (sealed.startsWith('plain:')) return sealed.slice('plain:'.length);
    const [, id, text = ''] = sealed.split(':');
    const key = this.#keys.find((known) => known.id === id);
    if (!key) throw new Error('SECRETS_KEY does not have the key that sealed this secret');
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }
}
