// Who holds which places of the services' limits.
import { api } from './api.js';
import { clock } from './clock.js';
import { button, el, renew, setText, table } from './elements.js';
import { stateBadge } from './states.js';
import { repeatedly } from './repeating.js';

export function placesView(session, signal) {
  const content = el('div', {}, 'Reading…');
  const read = repeatedly(async () => renew(content, scopes((await api.get('v1/places', { signal })).items, session)), content, signal);
  return el('section', { 'aria-labelledby': 'places-title' },
    el('div', { class: 'heading' }, el('h1', { id: 'places-title' }, 'Places'), button('Read again', read)),
    el('p', { class: 'hint' }, 'A service may limit how many instances there are at once, in all and per owner. Each instance holds a place of each limit.'),
    content);
}

function scopes(places, session) {
  if (places.length === 0)
    return el('p', {}, 'No service has limits.');

  // The caller's own are the first of a service; somebody of another issuer may have the same name.
  const own = new Map(places.filter(({ owner }) => owner === session.name).reverse().map(place => [place.service, place]));
  return places.map(place => scope(place, place === own.get(place.service)));
}

function scope({ service, owner, limit, held }, isOwn) {
  const whose = owner === null ? 'all owners together' : isOwn ? 'you' : owner;
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
