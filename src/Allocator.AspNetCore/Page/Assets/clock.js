// The server's time, and elements that show how long something is ago or ahead.
import { el, setText } from './elements.js';

let offset = 0;

/** A duration in seconds, as a person says it: the two largest units. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => whole >= size);
  if (first === -1)
    return '0 s';
  const [name, size] = units[first];
  const next = units[first + 1];
  const left = next === undefined ? 0 : Math.floor(whole % size / next[1]);
  return `${Math.floor(whole / size)} ${name}${left > 0 ? ` ${left} ${next[0]}` : ''}`;
}

function textOf(element) {
  const seconds = (Date.parse(element.dateTime) - clock.now()) / 1000;
  if (element.dataset.kind === 'age')
    return `${duration(-seconds)} old`;
  return seconds <= 0 ? 'ends now' : `ends in ${duration(seconds)}`;
}

function time(at, kind) {
  const element = el('time', { datetime: at, title: new Date(at).toLocaleString(), 'data-kind': kind });
  setText(element, textOf(element));
  return element;
}

export const clock = {
  now: () => Date.now() + offset,

  /** Takes the server's time from its header, so that a clock that is wrong here does no harm. */
  set(date) {
    if (date !== null)
      offset = Date.parse(date) - Date.now();
    // The header has no parts of a second; smaller differences are none.
    if (Math.abs(offset) < 2000)
      offset = 0;
  },

  start() {
    setInterval(() => {
      for (const element of document.querySelectorAll('time[data-kind]'))
        setText(element, textOf(element));
    }, 1000);
  },

  age: at => time(at, 'age'),

  until: at => time(at, 'until'),
};
