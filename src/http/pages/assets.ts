import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

/** The bundles that `npm run build` makes of `browser/`; the same place seen from src and from dist. */
const folder = join(import.meta.dirname, '../../../dist/pages');
const YEAR = 365 * 24 * 3600;

/** The files that pages load, all from this server. */
export interface Assets {
  /** A file's address, relative to the pages: it changes with the contents, so that browsers may keep the file. */
  href(file: string): string;
  handler: RequestHandler;
}

/** Finds the bundles; `null` when they were not built. */
export function findAssets(): Assets | null {
  const version = versionOf(folder);
  if (!version) return null;
  const files = express.static(folder, {
    index: false,
    maxAge: YEAR * 1000,
    immutable: true,
    dotfiles: 'ignore',
  });
  return {
    href: (file) => `assets/${version}/${file}`,
    handler: (request, response, next) => {
      const rest = request.url.startsWith(`/${version}/`) ? request.url.slice(version.length + 1) : null;
      // a page of another build: its files are gone, and other contents must not be kept under their addresses
      if (rest === null) return next();
      request.url = rest;
      files(request, response, next);
    },
  };
}

function versionOf(built: string): string | null {
  try {
    return readFileSync(join(built, 'version'), 'utf8');
  } catch {
    return null;
  }
}
