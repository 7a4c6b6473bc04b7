/** The oldest Node.js whose language the gateway is written in. */
const OLDEST = 22;

/**
 * What is wrong with a version of Node.js, or `null`. The install brings its own Node 24 and every npm script uses it;
 * somebody who calls the built files with an older one is told so, before anything half works.
 */
export function problemOfNode(version: string): string | null {
  if (Number.parseInt(version.replace(/^v/, ''), 10) >= OLDEST) return null;
  return `Node.js ${OLDEST} or newer is needed, and this is ${version}. npm start and npm run cli use the one that npm install brought.`;
}
