import { errors, type JWTPayload, jwtVerify } from 'jose';
import { DomainError } from '../domain/errors.rules.ts';
import { type MemberRole, rolesAmong } from '../domain/members/roles.rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { Actor } from './actor.ts';
import { ProviderKeys } from './jwks.ts';
import type { MemberDirectory } from './members.ts';
import { platformIdentity, unauthenticated } from './refusals.ts';

/** Signatures by a private key that the provider alone has. A secret that both sides know, or none, is no proof. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** Longest name that an organization or a subject has. */
const LONGEST_NAME = 255;

/** What the identity provider's tokens look like. */
export interface IdentityProvider {
  readonly jwksUrl: URL;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly clockSkewSeconds: number;
  /** Names of claims; where there is none of that name, dots lead into it: `realm_access.roles`. */
  readonly organizationClaim: string;
  readonly rolesClaim: string;
}

/** Whether a credential looks like a JWT: three parts, the first of which is a JSON object. */
export function isJwt(sent: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(sent);
}

/** Finds out who sends a token of the identity provider. */
export class JwtAuthenticator {
  readonly #provider: IdentityProvider;
  readonly #keys: ProviderKeys;
  readonly #members: MemberDirectory;
  readonly #clock: Clock;

  constructor(provider: IdentityProvider, members: MemberDirectory, clock: Clock) {
    this.#provider = provider;
    this.#keys = new ProviderKeys(provider.jwksUrl, clock);
    this.#members = members;
    this.#clock = clock;
  }

  /**
   * The member whom a token was made for.
   * @throws UNAUTHENTICATED when it does not hold or is of nobody, FORBIDDEN for a platform identity, UNAVAILABLE when
   *   it cannot be checked
   */
  async authenticate(token: string): Promise<Actor> {
    const claims = await this.#verify(token);
    const subject = claims.sub ?? '';
    if (subject === '' || subject.length > LONGEST_NAME)
      throw unauthenticated('The token names no subject (sub)');
    const organization = organizationOf(claim(claims, this.#provider.organizationClaim));
    if (organization === null) throw platformIdentity();
    const roles = rolesOf(claim(claims, this.#provider.rolesClaim));
    return this.#members.bySubject(organization, subject, roles);
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { issuer, audience, clockSkewSeconds } = this.#provider;
    try {
      const { payload } = await jwtVerify(token, this.#keys.keyOf, {
        algorithms: ALGORITHMS,
        issuer,
        audience: [...audience],
        clockTolerance: clockSkewSeconds,
        currentDate: this.#clock.now(),
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw unauthenticated(wordsFor(error));
    }
  }
}

/** What is wrong with a token, as far as it helps its owner and nobody else. */
function wordsFor(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token is not for this gateway: its claim ${error.claim} does not hold`;
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The token is not signed by an algorithm that is accepted';
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The token is signed by a key that the identity provider does not publish';
  return 'The token is not valid';
}

/** A claim by its name; a name that is no claim leads into claims by its dots. */
function claim(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (inner, step) =>
        inner !== null && typeof inner === 'object' && Object.hasOwn(inner, step)
          ? (inner as Record<string, unknown>)[step]
          : undefined,
      claims,
    );
}

/** The one organization that a claim names, alone or in a list of one; null: it names none. */
function organizationOf(value: unknown): string | null {
  const names = Array.isArray(value) ? value : [value];
  const [name, ...others] = names.filter((each) => each !== undefined && each !== null && each !== '');
  if (name === undefined) return null;
  if (others.length > 0) throw unauthenticated('The token names several organizations: sign in to one');
  if (typeof name !== 'string' || name.length > LONGEST_NAME || name.includes('\0'))
    throw unauthenticated('The token names its organization in a form that is not understood');
  return name;
}

/** The roles that a claim names, as a list or as words; null: there is no such claim. */
function rolesOf(value: unknown): MemberRole[] | null {
  if (value === undefined || value === null) return null;
  const names = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  return rolesAmong(names.filter((name) => typeof name === 'string'));
}
