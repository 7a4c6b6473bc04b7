import { parse } from 'pg-connection-string';

/** The database's name in a connection URL, of a server on the network or on a unix socket. */
export function databaseNameOf(url: string): string {
  return parse(url).database || 'postgres';
}

/** Where and as whom the two roles connect: the owner migrates, the gateway serves. */
export interface DatabaseAccess {
  ownerUrl: string;
  gatewayUrl: string;
  /** Set when the gateway's URL is not the gateway's role itself, and it must switch on every connection. */
  switchToRole?: string | undefined;
  gatewayRole: string;
}
