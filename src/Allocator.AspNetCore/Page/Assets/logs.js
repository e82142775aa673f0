// The logs of an instance's pods, as they are written.
import { api, pathOf } from './api.js';
import { el, fill } from './elements.js';
import { problemBox } from './problems.js';

const mostLines = 5000;

export async function logsPanel(details, name, signal) {
  if (!details.open)
    return;
  const reading = new AbortController();
  const stop = () => reading.abort();
  signal.addEventListener('abort', stop, { once: true });
  details.addEventListener('toggle', stop, { once: true });

  const status = el('p', { class: 'count' }, 'Reading…');
  const text = el('pre', { class: 'logs', tabindex: '0', role: 'log', 'aria-live': 'off', 'aria-label': `Logs of ${name}` });
  fill(details, [details.firstChild, status, text]);
  try {
    const following = () => status.textContent = 'Following what is written.';
    for await (const lines of api.lines(pathOf(name, 'logs?follow=true&tail=200'), following, reading.signal))
      append(text, lines);

    status.textContent = 'Ended. Close and open it to read it again.';
  } catch (problem) {
    if (!reading.signal.aborted)
      fill(details, [details.firstChild, problemBox(problem), text]);
  }
}

function append(text, lines) {
  const wasAtEnd = text.scrollTop + text.clientHeight >= text.scrollHeight - 4;
  text.append(...lines.slice(-mostLines).map(({ pod, container, text: words }) => el('div', {}, el('span', { class: 'source' }, `${pod}/${container}`), ` ${words}`)));
  while (text.childElementCount > mostLines)
    text.firstChild.remove();
  if (wasAtEnd)
    text.scrollTop = text.scrollHeight;
}
