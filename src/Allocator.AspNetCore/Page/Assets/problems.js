// What went wrong, for a person.
import { button, el } from './elements.js';

/** A box that says what happened; it can be put away where somebody says how. */
export function problemBox(problem, putAway) {
  const details = problem.details ?? {};
  return el('div', { class: 'problem', role: 'alert' },
    el('strong', {}, details.title ?? 'The page failed'),
    el('p', { class: 'words', tabindex: '0' }, problem.message),
    details.traceId === undefined || details.kind !== 'internal' ? null : el('p', {}, `traceId ${details.traceId}`),
    putAway === undefined ? null : button('Dismiss', putAway));
}

/** What whoever has not signed in sees. */
export function signInBox(problem) {
  const address = problem.details.signIn;
  const isHere = address !== undefined && new URL(address, document.baseURI).origin === location.origin;
  return el('section', { class: 'card narrow' },
    el('h1', {}, 'Sign in'),
    isHere
      ? el('p', {}, el('a', { class: 'action', href: `${address}?returnTo=${encodeURIComponent(location.pathname)}` }, 'Sign in'))
      : el('p', {}, 'This server takes tokens only. For this page its operator sets Allocator:Server:OpenIdConnect, or on their own machine Allocator:Server:Development.'));
}
