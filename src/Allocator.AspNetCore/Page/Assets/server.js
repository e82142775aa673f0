// What the server has done, for administrators: charts over the lifetime of the replica that answers.
import { api } from './api.js';
import { lineChart, stackedBars } from './charts.js';
import { duration } from './clock.js';
import { button, disclosure, el, renew, table } from './elements.js';
import { repeatedly } from './repeating.js';

const phases = ['rendering', 'placing', 'creating', 'waiting'];

export function serverView(session, signal) {
  const content = el('div', {}, 'Reading…');
  const read = repeatedly(async () => renew(content, charts(await api.get('v1/history', { signal }))), content, signal);
  return el('section', { 'aria-labelledby': 'server-title' },
    el('div', { class: 'heading' }, el('h1', { id: 'server-title' }, 'Server'), button('Read again', read)),
    content);
}

function charts({ since, interval, points }) {
  const axis = { since: Date.parse(since), interval: interval * 1000, count: points.length };
  return [
    el('p', { class: 'hint' }, `This replica runs since ${new Date(since).toLocaleString()}; each point stands for ${duration(interval)}. Other replicas have their own numbers.`),
    instances(points, axis),
    latency(points, axis),
    failures(points, axis),
  ];
}

function instances(points, axis) {
  let last = {};
  const known = points.map(point => last = point.instances ?? last);
  const services = [...new Set(known.flatMap(Object.keys))].sort();
  const series = services.map(name => ({ name, values: known.map(counts => counts[name] ?? 0) }));
  return figure('Instances', 'in the namespace, by service', series, axis, lineChart,
    table('Instances now', ['Service', 'Now', 'Most'], series.map(({ name, values }) => [name, `${values.at(-1)}`, `${Math.max(...values)}`])));
}

function latency(points, axis) {
  const created = points.reduce((sum, point) => sum + point.created, 0);
  const series = phases.map(name => ({ name, values: points.map(point => point.phases[name] ?? 0) }));
  const rows = phases.map(name => {
    const total = points.reduce((sum, point) => sum + (point.phases[name] ?? 0) * point.created, 0);
    return [name, created === 0 ? '–' : `${(total / created).toFixed(2)} s`];
  });
  return figure('Create latency', `mean seconds by phase, of ${created} created`, created === 0 ? [] : series, axis, stackedBars, table('Mean over all', ['Phase', 'Mean'], rows));
}

function failures(points, axis) {
  const reasons = [...new Set(points.flatMap(point => Object.keys(point.failures)))].sort();
  const series = reasons.map(name => ({ name, values: points.map(point => point.failures[name] ?? 0) }));
  return figure('Failures', 'of creating, by reason', series, axis, stackedBars,
    table('Failures over all', ['Reason', 'Count'], series.map(({ name, values }) => [name, `${values.reduce((sum, value) => sum + value, 0)}`])));
}

function figure(title, subtitle, series, axis, chart, numbers) {
  return el('figure', { class: 'card' },
    el('figcaption', {}, el('h2', {}, title), el('span', { class: 'hint' }, subtitle)),
    series.length === 0 ? el('p', {}, 'Nothing yet.') : [chart(`${title} ${subtitle}`, series, axis), disclosure('In numbers', {}, numbers)]);
}
