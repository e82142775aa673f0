// How to reach an instance. Values of secrets are not even asked for until somebody wants to see them.
import { api, pathOf } from './api.js';
import { button, el, fill, table } from './elements.js';
import { problemBox } from './problems.js';

const hidden = '••••••••';

export async function connectPanel(details, name, signal) {
  // What was shown does not stay behind a closed lid.
  if (!details.open) {
    fill(details, [details.firstChild]);
    return;
  }

  const content = el('div', {}, 'Reading…');
  fill(details, [details.firstChild, content]);
  try {
    const [strings, ports] = await Promise.all([api.get(pathOf(name, 'connection-strings?secrets=false'), { signal }), api.get(pathOf(name, 'ports'), { signal })]);
    fill(content, [
      ...strings.items.map(string => connectionString(name, string, signal)),
      ports.items.length === 0 ? el('p', {}, 'It declares no ports.') : portTable(name, ports.items),
      secretValues(name, signal),
    ]);
  } catch (problem) {
    fill(content, problemBox(problem));
  }
}

function connectionString(name, { name: title, template, clusterValue }, signal) {
  const masked = (clusterValue ?? template).replaceAll(/\{secret:[^}]+\}/g, hidden);
  const text = el('code', {}, masked);
  const read = async () => {
    const { items } = await api.get(pathOf(name, 'connection-strings'), { signal });
    const found = items.find(one => one.name === title);
    return found?.clusterValue ?? found?.template ?? masked;
  };
  return el('div', { class: 'string' },
    el('h3', {}, `Connection string ${title}`),
    text,
    el('div', { class: 'actions' },
      masked === (clusterValue ?? template) ? null : revealButton(read, value => text.textContent = value, () => text.textContent = masked, title),
      copyButton(read, `connection string ${title}`)),
    clusterValue === null ? el('p', {}, 'Its address is known when a pod is ready.') : null);
}

function portTable(name, ports) {
  const server = new URL('.', document.baseURI).href.replace(/\/$/, '');
  return el('div', {},
    el('h3', {}, 'Ports'),
    table(`Ports of ${name}`, ['Port', 'In the cluster', 'From elsewhere'], ports.map(port => [
      port.name === null ? `${port.number}` : `${port.name} (${port.number})`,
      el('code', {}, `${port.clusterHost}:${port.clusterPort}`),
      el('code', {}, `allocator connect ${name} ${port.name ?? port.number} --allocator ${server}`),
    ])));
}

function secretValues(name, signal) {
  const list = el('dl', { class: 'secret' });
  const read = async () => (await api.get(pathOf(name, 'secret'), { signal })).values;
  const show = values => fill(list, Object.entries(values).map(([key, value]) => [el('dt', {}, key), el('dd', {}, el('code', {}, value))]));
  return el('div', {},
    el('h3', {}, 'Values of its Secret'),
    el('div', { class: 'actions' }, revealButton(read, values => Object.keys(values).length === 0 ? fill(list, el('dt', {}, 'It has none.')) : show(values), () => fill(list, []), 'all')),
    list);
}

function revealButton(read, show, hide, what) {
  let isShown = false;
  const outcome = el('div');
  const reveal = button('Show secrets', async () => {
    try {
      if (isShown)
        hide();
      else
        show(await read());
      isShown = !isShown;
      reveal.textContent = isShown ? 'Hide secrets' : 'Show secrets';
      fill(outcome, []);
    } catch (problem) {
      fill(outcome, problemBox(problem));
    }
  }, { 'aria-description': what });
  return [reveal, outcome];
}

function copyButton(read, what) {
  // A browser has no clipboard for pages that came by plain http from elsewhere.
  if (navigator.clipboard === undefined)
    return null;
  const copy = button('Copy', async () => {
    try {
      await navigator.clipboard.writeText(await read());
      copy.textContent = 'Copied';
      setTimeout(() => copy.textContent = 'Copy', 2000);
    } catch (problem) {
      copy.after(problemBox(problem));
    }
  }, { 'aria-label': `Copy ${what}` });
  return copy;
}
