import { expect, it } from 'vitest';
import { problemOfNode } from '../../src/cli/support/node-version.ts';

it('an older Node.js than the code is written for is named, and what to do', () => {
  expect(['v22.0.0', 'v24.21.0', 'v100.1.2'].map(problemOfNode)).toEqual([null, null, null]);
  expect(problemOfNode('v20.20.2')).toBe(
    'Node.js 22 or newer is needed, and this is v20.20.2. npm start and npm run cli use the one that npm install brought.',
  );
});
