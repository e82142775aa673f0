// The caller's instances, the newest first; the list stays true by itself.
import { api } from './api.js';
import { announce, el, fill, setText } from './elements.js';
import { createPanel } from './create.js';
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

  /** Listens until the view is left; a stream that ends is begun again, after a pause that grows. */
  async follow() {
    for (let pause = shortestPause; !this.#signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      try {
        for await (const event of api.listen('v1/instances', this.#signal)) {
          this.#take(event);
          pause = shortestPause;
        }
      } catch (problem) {
        if (this.#signal.aborted)
          return;
        fill(this.#trouble, problemBox(problem));
      }

      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }

  #take({ name, data }) {
    if (name === 'stale') {
      setText(this.#count, `What is shown may be out of date: ${data.why}`);
      return;
    }

    fill(this.#trouble, []);
    if (name === 'instances') {
      const there = new Set(data.map(instance => instance.uid));
      for (const row of [...this.#rows.values()].filter(row => !there.has(row.instance.uid)))
        this.#remove(row);
      data.forEach(instance => this.#put(instance));
    } else if (name === 'instance') {
      this.#put(data);
    } else if (name === 'gone' && this.#rows.has(data.name)) {
      this.#remove(this.#rows.get(data.name));
      announce(`${data.name} is gone`);
    }

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
    const row = new InstanceRow(instance, this.#session, this.#signal);
    const next = [...this.#rows.values()].find(one => isNewer(instance, one.instance));
    this.#rows.set(instance.name, row);
    if (next === undefined)
      this.#list.append(row.element);
    else
      next.element.before(row.element);
    this.#rows = new Map([...this.#rows].sort(([, a], [, b]) => isNewer(a.instance, b.instance) ? -1 : 1));
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
