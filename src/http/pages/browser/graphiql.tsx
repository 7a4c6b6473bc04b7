import './workers.ts';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import { firstQuery } from '../first-query.ts';
import { sessionHeaders, showSessionBar } from './session-bar.ts';

const KEY = /\bBearer +[A-Za-z0-9_.-]{20,}/;

/** Sends an operation to this server, with the headers of the editor. */
const send: GraphiQLProps['fetcher'] = async (operation, options) => {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...sessionHeaders,
      ...options?.headers,
    },
    body: JSON.stringify(operation),
  });
  return response.json();
};

/** Tells that somebody signed in or out. */
const changes = new EventTarget();

function Page() {
  const [key, setKey] = useState<string>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const next = () => setTurn((before) => before + 1);
    changes.addEventListener('change', next);
    return () => changes.removeEventListener('change', next);
  }, []);
  // GraphiQL reads the schema once for each fetcher: as somebody else, who asks may see another schema
  const fetcher = useMemo<GraphiQLProps['fetcher']>(
    () =>
      (...operation) =>
        send(...operation),
    [key, turn],
  );
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultQuery={firstQuery}
      onEditHeaders={(headers) => setKey(KEY.exec(headers)?.[0])}
    />
  );
}

const bar = document.getElementById('session');
if (bar) showSessionBar(bar, () => changes.dispatchEvent(new Event('change')));
const root = document.getElementById('graphiql');
if (root) createRoot(root).render(<Page />);
