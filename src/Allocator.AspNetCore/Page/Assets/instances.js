// The caller's instances, the newest first; the list stays true by itself while somebody can see it.
import { api, otherSession } from './api.js';
import { createPanel } from './create.js';
import { announce, el, fill, setText } from './elements.js';
import { InstanceRow } from './instance.js';
import { problemBox } from './problems.js';

const shortestPause = 1000;
const longestPause = 15000;

export function instancesView(session, signal) {
  const list = new InstanceList(session, signal);
  list.follow();
  return [createPanel(signal), list.element];
}

class InstanceList {
  #rows = new Map();
  #session;
  #signal;
  #list = el('ul', { class: 'instances' });
  #count = el('p', { class: 'count' }, 'Reading…');
  #trouble = el('div');
  #told = null;
  #filter = el('input', { type: 'search', oninput: () => this.#applyFilter(), placeholder: 'name, state…' });

  constructor(session, signal) {
    [this.#session, this.#signal] = [session, signal];
    this.element = el('section', { 'aria-labelledby': 'instances-title' },
      el('div', { class: 'heading' },
        el('h1', { id: 'instances-title' }, session.isAdministrator ? 'All instances' : 'Your instances'),
        this.#count,
        el('label', { class: 'filter' }, 'Filter ', this.#filter)),
      this.#trouble,
      this.#list);
  }

  /**
   * Listens until the view is left; a stream that ends is begun again, after a pause that grows. While the page is hidden there is none: a browser has
   * few connections for a site, and all tabs share them.
   */
  async follow() {
    let pause = shortestPause;
    for (let isFirst = true; !this.#signal.aborted; isFirst = false) {
      await visible();
      const hiding = new AbortController();
      const onHidden = () => document.visibilityState === 'hidden' && hiding.abort();
      document.addEventListener('visibilitychange', onHidden);
      try {
        if (!isFirst)
          await checkSession(this.#session);
        for await (const event of api.listen('v1/instances', AbortSignal.any([this.#signal, hiding.signal]))) {
          this.#take(event);
          pause = shortestPause;
        }
      } catch (problem) {
        if (this.#signal.aborted)
          return;
        if (!hiding.signal.aborted)
          this.#tell(problem);
      } finally {
        document.removeEventListener('visibilitychange', onHidden);
      }

      if (!hiding.signal.aborted) {
        await new Promise(resolve => setTimeout(resolve, pause));
        pause = Math.min(pause * 2, longestPause);
      }
    }
  }

  /** Says it once: at each attempt again would be noise. */
  #tell(problem) {
    setText(this.#count, 'What is shown may be out of date.');
    if (this.#told !== problem.message)
      fill(this.#trouble, problemBox(problem));
    this.#told = problem.message;
  }

  #take({ name, data }) {
    if (name === 'stale') {
      setText(this.#count, `What is shown may be out of date: ${data.why}`);
      return;
    }

    fill(this.#trouble, []);
    this.#told = null;
    if (name === 'instances') {
      const there = new Set(data.map(instance => instance.uid));
      for (const row of [...this.#rows.values()].filter(row => !there.has(row.instance.uid)))
        this.#remove(row);
      data.forEach(instance => this.#put(instance));
    } else if (name === 'instance') {
      this.#put(data);
    } else if (name === 'gone' && this.#rows.has(data.name)) {
      const row = this.#rows.get(data.name);
      this.#remove(row);
      // Who sees everybody's instances would hear of nothing else.
      if (row.instance.owner === this.#session.name)
        announce(`${data.name} is gone`);
    }

    this.#arrange();
    this.#applyFilter();
  }

  #put(instance) {
    const known = this.#rows.get(instance.name);
    if (known !== undefined && known.instance.uid === instance.uid) {
      known.update(instance);
      return;
    }

    if (known !== undefined)
      this.#remove(known);
    this.#rows.set(instance.name, new InstanceRow(instance, this.#session, this.#signal));
  }

  /** Puts the new rows where they belong; the others stay, and with them the focus. */
  #arrange() {
    if (this.#rows.size === this.#list.childElementCount)
      return;
    this.#rows = new Map([...this.#rows].sort(([, a], [, b]) => isNewer(a.instance, b.instance) ? -1 : 1));
    let before = null;
    for (const { element } of [...this.#rows.values()].reverse()) {
      if (element.parentElement === null)
        this.#list.insertBefore(element, before);
      before = element;
    }
  }

  #remove(row) {
    // Whose focus goes with the row goes on at the list's beginning.
    const hadFocus = row.element.contains(document.activeElement);
    row.close();
    this.#rows.delete(row.instance.name);
    if (hadFocus)
      this.#filter.focus();
  }

  #applyFilter() {
    const words = this.#filter.value.toLowerCase().split(/\s+/).filter(word => word !== '');
    let visible = 0;
    for (const row of this.#rows.values()) {
      const matches = words.every(word => row.text.includes(word));
      row.element.hidden = !matches;
      visible += matches ? 1 : 0;
    }

    const total = this.#rows.size;
    setText(this.#count, visible < total ? `${visible} of ${total}` : total === 0 ? 'None yet. Create one above.' : `${total}`);
  }
}

function isNewer(a, b) {
  return a.createdAt === b.createdAt ? a.name < b.name : a.createdAt > b.createdAt;
}

/** Waits until the page can be seen. */
async function visible() {
  while (document.visibilityState === 'hidden')
    await new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }));
}

/** Somebody else may have signed in meanwhile, or a right been given or taken: then the page begins anew. */
async function checkSession(session) {
  const { name, isAdministrator } = await api.signIn();
  if (name === session.name && isAdministrator === session.isAdministrator)
    return;
  location.reload();
  // While something is being created the browser asks first, and the user may say no.
  throw otherSession();
}
