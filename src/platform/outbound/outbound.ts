import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { ipMatcher } from '../ip-ranges.ts';
import { isPublic } from './public-addresses.ts';

/** Finds the addresses of a name: `dns.lookup` with `all`. */
export type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** What calls outside may do. */
export interface OutboundOptions {
  /** Plain http as well, for development. */
  allowHttp: boolean;
  /** Networks (CIDRs) that may be called although they are not public. */
  allowedNetworks: readonly string[];
  /** Longest time of a call, from the look-up of the name to the status of the answer. */
  timeoutMs: number;
  resolve?: Resolve | undefined;
}

const throughDns: Resolve = (name, done) =>
  lookup(name, { all: true }, (error, addresses) => done(error, addresses ?? []));

/**
 * Calls the URLs that organizations give us, and nothing inside our own network: the address is judged when the connection
 * is made, whatever the name resolved to before, and redirects are not followed.
 */
export class Outbound {
  readonly #options: OutboundOptions;
  readonly #isAllowed: (address: string) => boolean;
  readonly #agents: { http: http.Agent; https: https.Agent };

  constructor(options: OutboundOptions) {
    this.#options = options;
    this.#isAllowed = ipMatcher(options.allowedNetworks);
    // where no network is allowed a second, independent guard stands behind ours
    this.#agents =
      options.allowedNetworks.length > 0
        ? { http: new http.Agent(), https: new https.Agent() }
        : { http: new RequestFilteringHttpAgent(), https: new RequestFilteringHttpsAgent() };
  }

  /** Why a URL cannot be called, as far as that is known without looking up its name; `null`: it may be tried. */
  refusalOf(text: string): string | null {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url) return 'must be a URL such as https://example.com/hooks';
    const plain = url.protocol === 'http:' && this.#options.allowHttp;
    if (url.protocol !== 'https:' && !plain) return 'must begin with https://';
    if (url.username || url.password) return 'must not contain a user name or password';
    if (url.hash) return 'must not contain a fragment (#)';
    const host = hostOf(url);
    const address = isIP(host) ? host : isLocalName(host) ? '127.0.0.1' : null;
    if (address && !this.#mayCall(address)) return 'must not be an address inside a private network';
    return null;
  }

  /**
   * Sends a POST and forgets the answer but for its status.
   * @throws where there is no answer in time, or the address is none that may be called.
   */
  post(text: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    const refusal = this.refusalOf(text);
    if (refusal) return Promise.reject(new Error(`The URL ${refusal}`));
    const url = new URL(text);
    const { timeoutMs } = this.#options;
    const signal = AbortSignal.timeout(timeoutMs);
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, {
        method: 'POST',
        agent: secure ? this.#agents.https : this.#agents.http,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        lookup: this.#guardedLookup,
        signal,
      });
      request.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        // a body could be endless: nobody reads it
        response.on('error', () => undefined).destroy();
      });
      request.on('error', (error) =>
        reject(signal.aborted ? new Error(`No answer within ${timeoutMs} ms`) : error),
      );
      request.end(body);
    });
  }

  /** Resolves a name only to addresses that may be called: all of them, so that none is left to chance. */
  readonly #guardedLookup: LookupFunction = (name, options, done) => {
    (this.#options.resolve ?? throughDns)(name, (error, addresses) => {
      const [first] = addresses;
      if (error || !first) return done(error ?? new Error(`${name} has no address`), '', 0);
      if (!addresses.every(({ address }) => this.#mayCall(address)))
        return done(new Error(`${name} is inside a private network`), '', 0);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

  #mayCall(address: string): boolean {
    return isPublic(address) || this.#isAllowed(address);
  }
}

/** The host of a URL, IPv6 without its brackets, names without their final dot. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');
