import './workers.ts';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import { firstQuery, keyHeader } from '../first-query.ts';

const KEY = /\bBearer +[A-Za-z0-9_-]{20,}/;

/** Sends an operation to this server, with the headers of the editor. */
const send: GraphiQLProps['fetcher'] = async (operation, options) => {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...options?.headers,
    },
    body: JSON.stringify(operation),
  });
  return response.json();
};

function Page() {
  const [key, setKey] = useState<string>();
  // GraphiQL reads the schema once for each fetcher: with another key, who asks may see another schema
  const fetcher = useMemo<GraphiQLProps['fetcher']>(
    () =>
      (...operation) =>
        send(...operation),
    [key],
  );
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultQuery={firstQuery}
      defaultHeaders={JSON.stringify(keyHeader, null, 2)}
      defaultEditorToolsVisibility="headers"
      onEditHeaders={(headers) => setKey(KEY.exec(headers)?.[0])}
    />
  );
}

const root = document.getElementById('graphiql');
if (root) createRoot(root).render(<Page />);
