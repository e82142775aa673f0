// The beginning: who is signed in, and which view is shown.
import { api, Problem } from './api.js';
import { clock } from './clock.js';
import { announce, el, fill } from './elements.js';
import { problemBox, signInBox } from './problems.js';
import { instancesView } from './instances.js';
import { placesView } from './places.js';
import { serverView } from './server.js';

const views = [
  { id: 'instances', title: 'Instances', make: instancesView },
  { id: 'places', title: 'Places', make: placesView },
  { id: 'server', title: 'Server', make: serverView, forAdministrators: true },
];

const main = document.getElementById('main');
let shown = null;

function allowed(session) {
  return views.filter(view => session.isAdministrator || !view.forAdministrators);
}

function showNavigation(session) {
  fill(document.getElementById('views'), allowed(session).map(view => el('a', { href: `#${view.id}` }, view.title)));
}

/** The links stay, and with them the focus. */
function mark(current) {
  for (const link of document.querySelectorAll('#views a')) {
    if (link.hash === `#${current.id}`)
      link.setAttribute('aria-current', 'page');
    else
      link.removeAttribute('aria-current');
  }
}

function showWho(session) {
  const signOut = el('button', { type: 'button', onclick: leave }, 'Sign out');
  fill(document.getElementById('who'), [
    el('span', { class: 'name' }, session.name),
    session.isAdministrator ? el('span', { class: 'badge' }, 'administrator') : null,
    session.signIn === 'cookie' ? signOut : null,
  ]);
}

async function leave() {
  try {
    await api.post('signout');
    location.reload();
  } catch (problem) {
    // Who believes to have left and has not, leaves the session to whoever comes next.
    document.querySelector('#who .problem')?.remove();
    if (problem.kind !== 'sign-in')
      document.getElementById('who').append(problemBox(problem));
  }
}

function show(session) {
  const asked = location.hash.slice(1);
  const view = allowed(session).find(one => one.id === asked) ?? (shown === null || asked === '' ? views[0] : shown.view);
  if (shown?.view === view)
    return;
  if (shown !== null)
    announce(view.title);
  shown?.close.abort();
  shown = { view, close: new AbortController() };
  document.title = `${view.title} – Allocator`;
  mark(view);
  fill(main, view.make(session, shown.close.signal));
}

async function start() {
  try {
    const session = await api.signIn();
    showWho(session);
    showNavigation(session);
    show(session);
    addEventListener('hashchange', () => show(session));
    clock.start();
  } catch (problem) {
    fill(main, problem instanceof Problem && problem.kind === 'sign-in' ? signInBox(problem) : problemBox(problem));
  }
}

// Whose session has ended in between is told so, whatever they were doing.
addEventListener('signed-out', event => {
  shown?.close.abort();
  fill(document.getElementById('who'), []);
  fill(document.getElementById('views'), []);
  fill(main, signInBox(event.detail));
});

await start();
