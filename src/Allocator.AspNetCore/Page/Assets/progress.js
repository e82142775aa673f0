// A Create while it is under way: its phases with their times, and what it is doing.
import { duration } from './clock.js';
import { announce, button, el, fill, setText } from './elements.js';
import { problemBox } from './problems.js';

const phases = [
  ['rendering', 'Render the template'], ['placing', 'Take a place'], ['creating', 'Create the objects'], ['waiting', 'Wait until it is ready'], ['ready', 'Ready'],
];

const warnBeforeLeaving = event => event.preventDefault();

export class Progress {
  static #underWay = 0;

  #service;
  #cancelling = new AbortController();
  #began = performance.now();
  #phase = null;
  #phaseBegan = 0;
  #steps = new Map(phases.map(([id, title]) => [id, { mark: el('span', { class: 'mark', 'aria-hidden': 'true' }, '○'), took: el('span', { class: 'took' }), title }]));
  #items = new Map([...this.#steps].map(([id, { mark, title, took }]) => [id, el('li', {}, mark, title, took)]));
  #elapsed = el('span', { class: 'count' });
  #message = el('p', { class: 'progress' }, 'Starting…');
  #holders = el('div');
  #footer;

  constructor(service) {
    this.#service = service;
    this.#footer = el('div', { class: 'actions' }, button('Cancel', () => this.#cancelling.abort()));
    addEventListener('signed-out', () => this.#cancelling.abort(), { once: true, signal: this.signal });
    this.element = el('section', { class: 'creation', 'aria-label': `Creating ${service}` },
      el('div', { class: 'heading' }, el('h2', {}, `Creating ${service}`), this.#elapsed),
      el('ol', { class: 'steps' }, ...this.#items.values()),
      this.#message, this.#holders, this.#footer);
  }

  /** Aborted when the user cancels: then the server undoes what was begun. */
  get signal() {
    return this.#cancelling.signal;
  }

  async run(operation) {
    const ticking = setInterval(() => setText(this.#elapsed, this.#time(this.#began)), 200);
    if (Progress.#underWay++ === 0)
      addEventListener('beforeunload', warnBeforeLeaving);
    try {
      const instance = await operation(progress => this.#take(progress));
      this.#take({ phase: 'ready', message: `${instance.name} is ready.`, holders: [] });
      this.#end();
      announce(`${instance.name} is ready`);
    } catch (problem) {
      this.#fail(problem);
    } finally {
      clearInterval(ticking);
      setText(this.#elapsed, this.#time(this.#began));
      if (--Progress.#underWay === 0)
        removeEventListener('beforeunload', warnBeforeLeaving);
    }
  }

  #take({ phase, message, podsReady, podsTotal, holders }) {
    if (phase !== this.#phase)
      this.#enter(phase);
    setText(this.#message, podsTotal > 0 ? `${message} (${podsReady} of ${podsTotal} pods ready)` : message);
    fill(this.#holders, holders.length === 0 ? [] : el('ul', {}, ...holders.map(holder => el('li', {}, `${holder.name} of ${holder.owner}, ${holder.state}`))));
  }

  #enter(phase) {
    this.#leave('✓', 'done');
    [this.#phase, this.#phaseBegan] = [phase, performance.now()];
    this.#mark(phase === 'ready' ? '✓' : '▸', phase === 'ready' ? 'done' : 'now');
    this.#items.get(phase)?.setAttribute('aria-current', 'step');
    announce(`${this.#service}: ${this.#steps.get(phase)?.title ?? phase}`);
  }

  #leave(mark, look) {
    this.#mark(mark, look);
    if (this.#phase === null)
      return;
    this.#items.get(this.#phase)?.removeAttribute('aria-current');
    setText(this.#steps.get(this.#phase)?.took ?? el('span'), this.#time(this.#phaseBegan));
  }

  #mark(mark, look) {
    const item = this.#items.get(this.#phase);
    if (item === undefined)
      return;
    item.className = look;
    this.#steps.get(this.#phase).mark.textContent = mark;
  }

  #fail(problem) {
    this.#leave('✕', 'failed');
    fill(this.#holders, []);
    if (this.signal.aborted)
      setText(this.#message, 'Cancelled. What was begun is being deleted.');
    else
      fill(this.#message, []);
    this.#end(this.signal.aborted ? null : problemBox(problem));
  }

  #end(box = null) {
    if (this.#phase === 'ready')
      setText(this.#steps.get('ready').took, '');
    const hadFocus = this.#footer.contains(document.activeElement);
    const dismiss = button('Dismiss', () => {
      this.element.remove();
      document.getElementById('main').focus();
    });
    fill(this.#footer, [box, dismiss]);
    if (hadFocus)
      dismiss.focus();
  }

  #time(since) {
    const seconds = (performance.now() - since) / 1000;
    return seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds);
  }
}
