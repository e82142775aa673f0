// Creating: the service, its parameters, how long it stays; then the progress.
import { api } from './api.js';
import { duration } from './clock.js';
import { button, el, fill } from './elements.js';
import { parameterFields } from './parameters.js';
import { problemBox } from './problems.js';
import { Progress } from './progress.js';

const hour = 3600;
const lifetimes = [hour, 8 * hour, 24 * hour, 7 * 24 * hour];
const usual = 8 * hour;
const forALook = hour / 2;
const withoutEnd = -1;

// What is under way goes on, and is shown again, when the user has looked at another view.
const underWay = el('div');

export function createPanel(signal) {
  const form = el('form', {}, 'Reading…');
  readServices(form, signal);
  return el('section', { class: 'card', 'aria-labelledby': 'create-title' }, el('h1', { id: 'create-title' }, 'Create an instance'), form, underWay);
}

async function readServices(form, signal) {
  try {
    const { items } = await api.get('v1/services', { signal });
    fill(form, items.length === 0 ? el('p', {}, 'This server has no services.') : fieldsOf(form, items));
  } catch (problem) {
    if (!signal.aborted)
      fill(form, [problemBox(problem), button('Try again', () => readServices(form, signal))]);
  }
}

function fieldsOf(form, services) {
  const able = services.filter(service => service.error === null);
  const about = el('div');
  const choice = el('select', { name: 'service', onchange: () => fill(about, aboutService(able.find(service => service.name === choice.value))) },
    ...able.map(service => el('option', {}, service.name)));
  form.onsubmit = event => {
    event.preventDefault();
    create(form, choice.value);
  };
  form.onkeydown = event => {
    // Of a key that is held, and of a double click, only the first counts.
    if (event.key === 'Enter' && event.repeat)
      event.preventDefault();
  };
  if (able.length > 0)
    fill(about, aboutService(able[0]));
  return [
    able.length === 0 ? null : el('div', { class: 'fields' }, el('label', {}, 'Service', choice), about),
    ...services.filter(service => service.error !== null).map(service =>
      problemBox({ message: service.error, details: { title: `${service.name} cannot be created` } })),
    able.length === 0 ? null : el('button', { class: 'action', onclick: event => event.detail > 1 && event.preventDefault() }, 'Create'),
  ];
}

function aboutService(service) {
  const limits = [
    service.maxInstancesPerOwner === null ? null : `${service.maxInstancesPerOwner} per owner`,
    service.maxInstances === null ? null : `${service.maxInstances} in all`,
  ].filter(limit => limit !== null);
  const allowed = lifetimes.filter(seconds => service.lifetime === null || seconds < service.lifetime);
  return [
    parameterFields(service.parameters),
    el('label', {}, 'It stays at most',
      el('select', { name: 'lifetime', value: null },
        ...allowed.map(seconds => el('option', { value: `${seconds}`, selected: seconds === usual }, duration(seconds))),
        service.lifetime === null
          ? el('option', { value: `${withoutEnd}` }, 'until it is destroyed')
          : el('option', { value: `${service.lifetime}`, selected: service.lifetime < usual }, `${duration(service.lifetime)}, as the service says`))),
    el('label', { class: 'check' }, el('input', { type: 'checkbox', name: 'wait', checked: true }), 'If all places are held, wait for one'),
    el('label', { class: 'check' }, el('input', { type: 'checkbox', name: 'keep' }), `If it does not become ready, keep it for ${duration(forALook)}`),
    limits.length === 0 ? null : el('p', { class: 'hint' }, `At most ${limits.join(', ')}.`),
  ];
}

async function create(form, service) {
  const values = new FormData(form);
  const parameters = Object.fromEntries([...values].filter(([name, value]) => name.startsWith('parameter.') && value !== '').map(([name, value]) => [name.slice('parameter.'.length), value]));
  const body = {
    parameters,
    lease: withoutEnd,
    lifetime: Number(values.get('lifetime')),
    placeTimeout: values.has('wait') ? forALook : 0,
    keepFailedFor: values.has('keep') ? forALook : null,
    origin: { class: 'web page' },
  };
  const progress = new Progress(service);
  underWay.prepend(progress.element);
  await progress.run(onProgress => api.run(`v1/services/${encodeURIComponent(service)}/instances`, body, onProgress, progress.signal));
}
