// Who holds which places of the services' limits.
import { api } from './api.js';
import { clock } from './clock.js';
import { button, el, fill, setText, table } from './elements.js';
import { problemBox } from './problems.js';
import { stateBadge } from './states.js';
import { repeatedly } from './repeating.js';

export function placesView(session, signal) {
  const content = el('div', {}, 'Reading…');
  const read = repeatedly(async () => show(content, (await api.get('v1/places', { signal })).items, session), problem => fill(content, problemBox(problem)), signal);
  return el('section', { 'aria-labelledby': 'places-title' },
    el('div', { class: 'heading' }, el('h1', { id: 'places-title' }, 'Places'), button('Read again', read)),
    el('p', { class: 'hint' }, 'A service may limit how many instances there are at once, in all and per owner. Each instance holds a place of each limit.'),
    content);
}

function show(content, places, session) {
  fill(content, places.length === 0
    ? el('p', {}, 'No service has limits.')
    : places.map(place => scope(place, session)));
}

function scope({ service, owner, limit, held }, session) {
  const whose = owner === null ? 'all owners together' : owner === session.name ? 'you' : owner;
  const free = limit === null ? null : Math.max(0, limit - held.length);
  const text = limit === null ? `${held.length} held` : `${held.length} of ${limit} held, ${free} free`;
  const meter = el('meter', { min: '0', max: `${limit}`, value: null, 'aria-label': `${service}, ${whose}: ${text}` });
  if (limit !== null)
    meter.value = held.length;
  const count = el('span', { class: 'count' });
  setText(count, text);
  return el('section', { class: 'card' },
    el('div', { class: 'heading' }, el('h2', {}, service), el('span', {}, whose), limit === null ? null : meter, count),
    held.length === 0 ? null : table(`Places of ${service}, ${whose}`, ['Place', 'Instance', 'Owner', 'State', 'Age'],
      held.map(({ number, instance }) => [`${number}`, instance.name, instance.owner, stateBadge(instance.state), clock.age(instance.createdAt)])));
}
