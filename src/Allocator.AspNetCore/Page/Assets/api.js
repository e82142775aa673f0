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

// The server says something at least every 15 s in answers of events. What is silent for longer has lost its connection, and so has who only looks and gets no answer.
const longestSilence = 45000;

// Over HTTP/1.1 a browser has six connections for a site. Requests beyond these would wait without a word until others have ended.
const mostLasting = 4;

let session = null;
let lasting = 0;

async function send(method, path, { body, accept = 'application/json', headers = {}, signal } = {}) {
  const all = { Accept: accept, ...headers };
  if (body !== undefined)
    all['Content-Type'] = 'application/json';
  if (method !== 'GET' && session?.antiforgeryToken)
    all['X-CSRF-TOKEN'] = session.antiforgeryToken;
  const givingUp = new AbortController();
  const timer = method === 'GET' ? setTimeout(() => givingUp.abort(), longestSilence) : null;
  let response;
  try {
    response = await fetch(path, {
      method, headers: all, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store', redirect: 'error',
      signal: signal === undefined ? givingUp.signal : AbortSignal.any([signal, givingUp.signal]),
    });
  } catch (failure) {
    throw signal?.aborted ? failure : unreachable();
  } finally {
    clearTimeout(timer);
  }

  if (response.ok)
    return response;
  const problem = new Problem(await detailsOf(response));
  if (problem.kind === 'sign-in' && session !== null)
    dispatchEvent(new CustomEvent('signed-out', { detail: problem }));
  throw problem.kind === 'antiforgery' ? otherSession() : problem;
}

function unreachable() {
  return new Problem({ kind: 'unreachable', title: 'The server cannot be reached', detail: 'The server cannot be reached. See whether it runs and whether you are online.' });
}

export function otherSession() {
  return new Problem({ kind: 'antiforgery', title: 'The session is another one', detail: 'Somebody has signed in or out in another tab, or has other rights now, so nothing was done. Load the page again.' });
}

async function detailsOf(response) {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  return isProblem ? await response.json() : { title: `The server answered ${response.status}`, detail: `The server answered ${response.status} ${response.statusText}.` };
}

/** What is read next; a reader that is silent for too long is taken for one that has failed. */
async function readOf(reader, patience) {
  let timer;
  const silence = new Promise((_, reject) => timer = patience === null ? null : setTimeout(() => reject(unreachable()), patience));
  try {
    return await Promise.race([reader.read(), silence]);
  } catch (failure) {
    throw failure.name === 'AbortError' || failure instanceof Problem ? failure : unreachable();
  } finally {
    clearTimeout(timer);
  }
}

/** The pieces of text of an answer between separators, as many at once as have come; what comes after the last one is dropped, for it is not whole. */
async function* pieces(response, separator, patience = null) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    while (true) {
      const { value, done } = await readOf(reader, patience);
      if (done)
        return;
      const parts = (rest + value).split(separator);
      rest = parts.pop();
      if (parts.length > 0)
        yield parts;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function* serverSentEvents(response) {
  for await (const blocks of pieces(response, '\n\n', longestSilence)) {
    for (const block of blocks) {
      const fields = new Map(block.split('\n').filter(line => !line.startsWith(':')).map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      if (fields.has('data'))
        yield { name: fields.get('event'), data: JSON.parse(fields.get('data')) };
    }
  }
}

/** What an answer that takes long gives, if there are not too many of them. */
async function* among(answer) {
  if (lasting >= mostLasting) {
    throw new Problem({
      title: 'Too much at once',
      detail: `This page follows at most ${mostLasting} logs and operations at once, because a browser has few connections for a site. Close a log, or wait until an operation has ended.`,
    });
  }

  lasting++;
  try {
    yield* answer();
  } finally {
    lasting--;
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
    const events = among(async function* () {
      yield* serverSentEvents(await send('POST', path, { body, accept: 'text/event-stream', signal }));
    });
    for await (const event of events) {
      if (event.name === 'progress')
        onProgress(event.data);
      else if (event.name === 'problem')
        throw new Problem(event.data);
      else if (event.name === 'instance')
        return event.data;
    }

    throw unreachable();
  },

  /** The objects of an answer that has one per line, as many at once as have come; `onOpen` is told when the answer begins. */
  async *lines(path, onOpen, signal) {
    const answers = among(async function* () {
      const response = await send('GET', path, { accept: 'application/x-ndjson', signal });
      onOpen();
      yield* pieces(response, '\n', longestSilence);
    });
    for await (const lines of answers)
      yield lines.filter(line => line !== '').map(line => JSON.parse(line));
  },
};

export const pathOf = (name, what = '') => `v1/instances/${encodeURIComponent(name)}${what === '' ? '' : `/${what}`}`;
