/** The editors check and complete in workers of their own, which lie beside this file (see scripts/build-pages.mjs). */
const workers: Record<string, string> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) =>
      new Worker(new URL(workers[label] ?? 'editor.worker.js', import.meta.url)),
  },
});
