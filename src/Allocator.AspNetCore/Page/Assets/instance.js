// One instance in the list: what it is, what can be done with it, and its panels.
import { api, pathOf } from './api.js';
import { clock, duration } from './clock.js';
import { connectPanel } from './connect.js';
import { confirmed } from './dialog.js';
import { announce, button, disclosure, el, fill } from './elements.js';
import { logsPanel } from './logs.js';
import { problemBox } from './problems.js';
import { stateBadge } from './states.js';

const operations = {
  suspend: { title: 'Suspend', doing: 'Suspending', states: ['ready', 'suspending', 'resuming'] },
  resume: { title: 'Resume', doing: 'Resuming', states: ['suspended', 'suspending', 'resuming'] },
  reset: {
    title: 'Reset', doing: 'Resetting', states: ['ready', 'suspended', 'resetting'],
    question: name => [`Reset ${name}?`, 'Its disk is erased and its generated credentials are replaced. This cannot be taken back.', 'Reset'],
  },
};

/** Whether it has the lease of who creates it, or goes anyway. */
const isInBetween = state => state === 'creating' || state === 'deleting';

export class InstanceRow {
  #closing = new AbortController();
  #facts = el('div', { class: 'facts' });
  #actions = el('div', { class: 'actions' });
  #outcome = el('div', { class: 'outcome' });
  #panels = el('div', { class: 'panels' });
  #session;
  #shown = '';
  #isBusy = false;

  constructor(instance, session, signal) {
    this.#session = session;
    signal.addEventListener('abort', () => this.#closing.abort(), { once: true, signal: this.#closing.signal });
    this.element = el('li', {}, el('article', { class: 'card', 'aria-label': `Instance ${instance.name}` }, this.#facts, this.#actions, this.#outcome, this.#panels));
    this.update(instance);
    fill(this.#panels, this.#makePanels());
  }

  /** What the filter looks in. */
  get text() {
    const { name, service, owner, state, parameters } = this.instance;
    return [name, service, owner, state, ...Object.entries(parameters).flat()].join(' ').toLowerCase();
  }

  update(instance) {
    this.instance = instance;
    fill(this.#facts, this.#makeFacts());

    // Buttons stay while they are the same: somebody may be about to press one.
    const key = `${instance.state} ${instance.lease} ${this.#isBusy}`;
    if (key !== this.#shown)
      fill(this.#actions, this.#makeActions());
    this.#shown = key;
  }

  close() {
    this.#closing.abort();
    this.element.remove();
  }

  #makeFacts() {
    const { name, service, owner, state, createdAt, expiresAt, lease, version, parameters, origin } = this.instance;
    const more = [
      version === '' ? null : `version ${version}`,
      ...Object.entries(parameters).map(([key, value]) => `${key}=${value}`),
      origin?.class ?? null,
    ].filter(one => one !== null);
    return [
      el('h2', {}, name),
      stateBadge(state),
      el('span', {}, service),
      this.#session.isAdministrator ? el('span', {}, `of ${owner}`) : null,
      clock.age(createdAt),
      isInBetween(state) ? null : expiresAt === null ? el('span', {}, 'stays until it is destroyed') : clock.until(expiresAt),
      lease === null || isInBetween(state) ? null : el('span', {}, `lease of ${duration(lease)}`),
      more.length === 0 ? null : el('span', { class: 'more' }, more.join(', ')),
    ];
  }

  #makeActions() {
    const { name, state, lease } = this.instance;
    const buttons = Object.entries(operations)
      .filter(([, operation]) => operation.states.includes(state))
      .map(([verb, operation]) => button(operation.title, () => this.#run(verb, operation)));
    if (lease !== null && !isInBetween(state))
      buttons.push(button('Renew', () => this.#do(`${name}: renewed`, () => api.post(pathOf(name, 'renew')))));
    if (state !== 'deleting')
      buttons.push(button('Destroy', () => this.#destroy(), { class: 'danger' }));
    buttons.forEach(one => {
      one.disabled = this.#isBusy;
      one.setAttribute('aria-label', `${one.textContent} ${name}`);
    });
    return buttons;
  }

  #makePanels() {
    const { name } = this.instance;
    const signal = this.#closing.signal;
    return [
      disclosure('Connect', { ontoggle: event => connectPanel(event.target, name, signal) }),
      disclosure('Logs', { ontoggle: event => logsPanel(event.target, name, signal) }),
      disclosure('Details', { ontoggle: event => detailsPanel(event.target, name, signal) }),
    ];
  }

  async #destroy() {
    const { name } = this.instance;
    if (await confirmed(`Destroy ${name}?`, 'It is deleted with its disk and all data. This cannot be taken back.', 'Destroy'))
      await this.#do(`${name} is being deleted`, () => api.post(pathOf(name, 'destroy')));
  }

  async #run(verb, { doing, question }) {
    const { name } = this.instance;
    if (question !== undefined && !await confirmed(...question(name)))
      return;
    const line = el('p', { class: 'progress' }, `${doing}…`);
    fill(this.#outcome, line);
    await this.#do(`${name}: done`, () => api.run(pathOf(name, verb), undefined, progress => line.textContent = progress.message));
  }

  async #do(success, action) {
    this.#isBusy = true;
    this.update(this.instance);
    try {
      await action();
      fill(this.#outcome, []);
      announce(success);
    } catch (problem) {
      fill(this.#outcome, problemBox(problem, () => fill(this.#outcome, [])));
    } finally {
      this.#isBusy = false;
      this.update(this.instance);
    }
  }
}

async function detailsPanel(details, name, signal) {
  if (!details.open)
    return;
  const text = el('pre', { tabindex: '0' }, 'Reading…');
  fill(details, [details.firstChild, text]);
  try {
    text.textContent = await api.text(pathOf(name, 'description'), { signal });
  } catch (problem) {
    fill(details, [details.firstChild, problemBox(problem)]);
  }
}
