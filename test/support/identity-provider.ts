import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll } from 'vitest';

/** Where tests' tokens come from and go to. */
export const ISSUER = 'https://id.example/';
export const AUDIENCE = 'inventory-gateway';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** A key as it is published, and how it signs. */
export interface SigningKey {
  kid: string;
  pair: KeyPair;
}

/** An identity provider that publishes its keys over real HTTP. */
export interface TestProvider {
  /** Settings of a gateway that takes its tokens. */
  readonly settings: Readonly<Record<string, string>>;
  /** The keys that are published now; tests change them. */
  keys: SigningKey[];
  /** What the provider does when it is asked: answers, fails, or does not answer at all. */
  state: 'up' | 'failing' | 'hanging';
  /** How often it was asked. */
  asked: number;
  /** A token of the first key, valid for a day from a moment: slow machines take their time. */
  token(claims: JWTPayload, options?: TokenOptions): Promise<string>;
}

interface TokenOptions {
  key?: SigningKey;
  now?: Date;
}

/** A new key pair; ES256 is quick to make. */
export async function newSigningKey(kid: string): Promise<SigningKey> {
  return { kid, pair: await generateKeyPair('ES256', { extractable: true }) };
}

/** Starts a provider for a test file, stopped after it. */
export async function startProvider(): Promise<TestProvider> {
  const server = createServer(async (_request, response) => {
    provider.asked++;
    if (provider.state === 'hanging') return;
    if (provider.state === 'failing') return void response.writeHead(500).end();
    const keys = await Promise.all(
      provider.keys.map(async ({ kid, pair }) => ({
        ...(await exportJWK(pair.publicKey)),
        kid,
        alg: 'ES256',
        use: 'sig',
      })),
    );
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const first = await newSigningKey('first');
  const provider: TestProvider = {
    settings: {
      JWKS_URL: `http://127.0.0.1:${port}/jwks.json`,
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
    },
    keys: [first],
    state: 'up',
    asked: 0,
    token: (claims, { key = first, now = new Date() } = {}) => {
      const seconds = Math.floor(now.getTime() / 1_000);
      return new SignJWT({ iss: ISSUER, aud: AUDIENCE, iat: seconds, exp: seconds + 86_400, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: key.kid })
        .sign(key.pair.privateKey);
    },
  };
  return provider;
}
