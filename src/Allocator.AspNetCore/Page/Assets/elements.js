// Making elements. Text is always text: nothing that comes from a server is ever read as markup.

/** An element with attributes, listeners (`onclick`), properties that are no attributes (`value`, `disabled`) and children. */
export function el(name, attributes = {}, ...children) {
  return finish(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return finish(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

/** Replaces what an element has. */
export function fill(element, children) {
  element.replaceChildren(...[children].flat(Infinity).filter(child => child !== null && child !== undefined));
  return element;
}

/** Replaces what an element has by what is much the same: what was open stays open, and the focus stays where it was. */
export function renew(element, children) {
  const open = [...element.querySelectorAll('details')].map(details => details.open);
  const { activeElement } = document;
  const focused = element.contains(activeElement) ? [...element.querySelectorAll(activeElement.tagName)].indexOf(activeElement) : -1;
  fill(element, children);
  element.querySelectorAll('details').forEach((details, i) => details.open = open[i] === true);
  if (focused !== -1)
    element.querySelectorAll(activeElement.tagName)[focused]?.focus();
}

/** Shows a text if it is another one; so a reader is not told the same again. */
export function setText(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}

/** Tells whoever cannot see the page. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

export function button(text, onclick, attributes = {}) {
  return el('button', { type: 'button', onclick, ...attributes }, text);
}

/** A heading and its content, which is read when it is opened for the first time. */
export function disclosure(title, attributes, ...children) {
  return el('details', attributes, el('summary', {}, title), ...children);
}

/** A table; rows are lists of texts or elements. */
export function table(caption, headings, rows) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', {},
      el('caption', { class: 'unseen' }, caption),
      el('thead', {}, el('tr', {}, ...headings.map(heading => el('th', { scope: 'col' }, heading)))),
      el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map(cell => el('td', {}, cell)))))));
}

function finish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false)
      continue;
    if (name.startsWith('on'))
      element.addEventListener(name.slice(2), value);
    else if (name === 'value')
      element.value = value;
    else
      element.setAttribute(name, value === true ? '' : value);
  }

  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return element;
}
