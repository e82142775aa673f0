// Charts. Series differ by dashes and hatching as well as by colour, and the legend names them.
import { el, svg } from './elements.js';

const height = 220, left = 44, right = 12, top = 10, bottom = 26;
const fewestPoints = 20;

// Drawn at the size at which it is shown, so that its letters are readable on a phone.
const width = () => Math.min(720, Math.max(320, innerWidth - 60));
const dashes = ['', '8 4', '2 3', '10 3 2 3', '4 4', '12 4 4 4', '1 4', '6 2'];
const hatches = ['', 'M0 6L6 0', 'M0 0L6 6', 'M0 3H6', 'M3 0V6', 'M0 6L6 0M0 0L6 6', 'M0 3H6M3 0V6', 'M2 2h2v2h-2z'];

export function lineChart(title, series, axis) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const scale = scaleTo(most, true);
  const lines = series.map(({ name, values }, index) => {
    const points = [...values, values.at(-1)].map((value, i) => `${x(i, axis)},${y(value, scale)}`);
    return svg('polyline', { class: `line series-${index % dashes.length}`, points: steps(points).join(' '), 'stroke-dasharray': dashes[index % dashes.length] }, svg('title', {}, name));
  });
  return chart(title, axis, scale, lines, series, index => svg('line', { class: `line series-${index % dashes.length}`, x1: 0, y1: 6, x2: 28, y2: 6, 'stroke-dasharray': dashes[index % dashes.length] }));
}

export function stackedBars(title, series, axis) {
  const totals = series[0].values.map((_, i) => series.reduce((sum, { values }) => sum + values[i], 0));
  const scale = scaleTo(Math.max(...totals) || 1, totals.every(Number.isInteger));
  const id = `hatch-${title.replaceAll(/\W/g, '')}`;
  const bars = totals.flatMap((_, i) => {
    let below = 0;
    return series.map(({ name, values }, index) => {
      const [from, to] = [below, below += values[i]];
      return values[i] === 0 ? null : bar(x(i, axis), y(to, scale), x(i + 1, axis) - x(i, axis) - 0.5, y(from, scale) - y(to, scale), id, index,
        `${name}: ${Number.isInteger(values[i]) ? values[i] : values[i].toFixed(2)} at ${timeOf(i, axis)}`);
    });
  });
  return chart(title, axis, scale, [hatching(id, series), ...bars], series, index => bar(0, 0, 28, 12, id, index));
}

function bar(left, top, wide, high, id, index, title) {
  const box = { x: left, y: top, width: Math.max(0.5, wide), height: high };
  const i = index % hatches.length;
  return svg('g', {}, title === undefined ? null : svg('title', {}, title), svg('rect', { ...box, class: `area series-${i}` }), svg('rect', { ...box, fill: `url(#${id}-${i})` }));
}

function hatching(id, series) {
  return svg('defs', {}, ...series.slice(0, hatches.length).map((_, index) =>
    svg('pattern', { id: `${id}-${index}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' }, svg('path', { class: 'hatch', d: hatches[index] }))));
}

function chart(title, axis, scale, marks, series, swatch) {
  return el('div', {},
    svg('svg', { class: 'chart', viewBox: `0 0 ${width()} ${height}`, role: 'img', 'aria-label': `${title}. The numbers are in the table below.` },
      ...scale.ticks.map(tick => svg('g', {},
        svg('line', { class: 'grid', x1: left, x2: width() - right, y1: y(tick, scale), y2: y(tick, scale) }),
        svg('text', { class: 'tick end', x: left - 6, y: y(tick, scale) + 4 }, `${tick}`))),
      ...timeTicks(axis).map(i => svg('text', { class: 'tick middle', x: x(i, axis), y: height - 8 }, timeOf(i, axis))),
      ...marks),
    el('ul', { class: 'legend' }, ...series.map(({ name }, index) => el('li', {}, svg('svg', { width: 28, height: 12, 'aria-hidden': 'true' }, swatch(index)), name))));
}

const x = (i, axis) => left + (width() - left - right) * i / Math.max(axis.count, fewestPoints);
const y = (value, scale) => height - bottom - (height - top - bottom) * value / scale.most;

function timeOf(i, axis) {
  const at = new Date(axis.since + i * axis.interval);
  const days = axis.count * axis.interval > 24 * 3600 * 1000;
  return at.toLocaleString([], days ? { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } : { hour: '2-digit', minute: '2-digit' });
}

const timeTicks = axis => (width() < 500 ? [0.2, 0.7] : [0.1, 0.35, 0.6, 0.85]).map(part => Math.round(part * Math.max(axis.count, fewestPoints)));

/** A scale from 0 to a round number, with about four marks; counts have none between whole numbers. */
function scaleTo(most, isCount) {
  const rough = isCount ? Math.max(1, most / 4) : most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(one => one >= rough);
  const count = Math.ceil(most / step);
  return { most: count * step, ticks: Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(6))) };
}

/** Points of a line that goes on level until the next one. */
function steps(points) {
  return points.flatMap((point, i) => i === 0 ? [point] : [`${point.split(',')[0]},${points[i - 1].split(',')[1]}`, point]);
}
