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
  #card = el('article', { class: 'card', tabindex: '-1' });
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
    this.#card.setAttribute('aria-label', `Instance ${instance.name}`);
    this.#card.append(this.#facts, this.#actions, this.#outcome, this.#panels);
    this.element = el('li', {}, this.#card);
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
      this.#replaceActions();
    this.#shown = key;
  }

  /** Whose button has the focus keeps it, or gets what is next to it. */
  #replaceActions() {
    const focused = this.#actions.contains(document.activeElement) ? document.activeElement.textContent : null;
    const buttons = this.#makeActions();
    fill(this.#actions, buttons);
    if (focused !== null)
      (buttons.find(one => one.textContent === focused) ?? buttons[0] ?? this.#card).focus();
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
      // Not disabled, which would take the focus away.
      one.setAttribute('aria-disabled', `${this.#isBusy}`);
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
    if (!this.#isBusy && await confirmed(`Destroy ${name}?`, 'It is deleted with its disk and all data. This cannot be taken back.', 'Destroy'))
      await this.#do(`${name} is being deleted`, () => api.post(pathOf(name, 'destroy')));
  }

  async #run(verb, { doing, question }) {
    const { name } = this.instance;
    if (this.#isBusy || (question !== undefined && !await confirmed(...question(name))))
      return;
    const line = el('p', { class: 'progress' }, `${doing}…`);
    fill(this.#outcome, line);
    await this.#do(`${name}: done`, () => api.run(pathOf(name, verb), undefined, progress => line.textContent = progress.message));
  }

  async #do(success, action) {
    if (this.#isBusy)
      return;
    this.#isBusy = true;
    this.update(this.instance);
    try {
      await action();
      fill(this.#outcome, []);
      announce(success);
    } catch (problem) {
      fill(this.#outcome, problemBox(problem, () => {
        fill(this.#outcome, []);
        this.#card.focus();
      }));
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
