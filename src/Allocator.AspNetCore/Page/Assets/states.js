// The states of an instance: a shape and a word, so that nobody needs the colour.
import { el } from './elements.js';

const shapes = {
  creating: '◔', ready: '●', failed: '▲', deleting: '✕', suspending: '◑', suspended: '■', resuming: '◔', resetting: '◔',
};

export function stateBadge(state) {
  return el('span', { class: `state ${state}` }, el('span', { 'aria-hidden': 'true' }, `${shapes[state] ?? '?'} `), state);
}
