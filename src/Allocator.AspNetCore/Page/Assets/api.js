// The server's API, with the session's cookie.
import { clock } from './clock.js';

/** What the server, or the way to it, has against a request: problem details as RFC 9457 has them. */
export class Problem extends Error {
  constructor(details) {
    super(details.detail ?? details.title);
    this.details = details;
    this.kind = details.kind;
  }
}

let session = null;

async function send(method, path, { body, accept = 'application/json', headers = {}, signal } = {}) {
  const all = { Accept: accept, ...headers };
  if (body !== undefined)
    all['Content-Type'] = 'application/json';
  if (method !== 'GET' && session?.antiforgeryToken)
    all['X-CSRF-TOKEN'] = session.antiforgeryToken;
  let response;
  try {
    response = await fetch(path, { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body), signal, cache: 'no-store', redirect: 'error' });
  } catch (failure) {
    throw signal?.aborted ? failure : unreachable();
  }

  if (response.ok)
    return response;
  const problem = new Problem(await detailsOf(response));
  if (problem.kind === 'sign-in' && session !== null)
    dispatchEvent(new CustomEvent('signed-out', { detail: problem }));
  throw problem;
}

function unreachable() {
  return new Problem({ kind: 'unreachable', title: 'The server cannot be reached', detail: 'The server cannot be reached. See whether it runs and whether you are online.' });
}

async function detailsOf(response) {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  return isProblem ? await response.json() : { title: `The server answered ${response.status}`, detail: `The server answered ${response.status} ${response.statusText}.` };
}

async function readOf(reader) {
  try {
    return await reader.read();
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : unreachable();
  }
}

/** The pieces of text of an answer between separators; what comes after the last one is dropped, for it is not whole. */
async function* pieces(response, separator) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    while (true) {
      const { value, done } = await readOf(reader);
      if (done)
        return;
      const parts = (rest + value).split(separator);
      rest = parts.pop();
      yield* parts;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function* serverSentEvents(response) {
  for await (const block of pieces(response, '\n\n')) {
    const fields = new Map(block.split('\n').filter(line => !line.startsWith(':')).map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
    if (fields.has('data'))
      yield { name: fields.get('event'), data: JSON.parse(fields.get('data')) };
  }
}

export const api = {
  /** Asks who the caller is; afterwards requests carry what the session needs. */
  async signIn() {
    const response = await send('GET', 'v1/session');
    clock.set(response.headers.get('Date'));
    session = await response.json();
    return session;
  },

  async get(path, options) {
    return (await send('GET', path, options)).json();
  },

  async text(path, options) {
    return (await send('GET', path, { accept: 'text/plain', ...options })).text();
  },

  async post(path, body, options) {
    const response = await send('POST', path, { body, ...options });
    return response.status === 204 ? null : response.json().catch(() => null);
  },

  /** Listens to a GET that answers with server-sent events. */
  async *listen(path, signal) {
    yield* serverSentEvents(await send('GET', path, { accept: 'text/event-stream', signal }));
  },

  /** Runs an operation and returns the instance; `onProgress` is told of it meanwhile. */
  async run(path, body, onProgress, signal) {
    const response = await send('POST', path, { body, accept: 'text/event-stream', signal });
    for await (const event of serverSentEvents(response)) {
      if (event.name === 'progress')
        onProgress(event.data);
      else if (event.name === 'problem')
        throw new Problem(event.data);
      else if (event.name === 'instance')
        return event.data;
    }

    throw unreachable();
  },

  /** The objects of an answer that has one per line, as they come; `onOpen` is told when the answer begins. */
  async *lines(path, onOpen, signal) {
    const response = await send('GET', path, { accept: 'application/x-ndjson', signal });
    onOpen();
    for await (const line of pieces(response, '\n')) {
      if (line !== '')
        yield JSON.parse(line);
    }
  },
};

export const pathOf = (name, what = '') => `v1/instances/${encodeURIComponent(name)}${what === '' ? '' : `/${what}`}`;
