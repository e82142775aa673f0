// The fields for what a service lets its callers set.
import { el } from './elements.js';

export function parameterFields(parameters) {
  return Object.entries(parameters).map(([name, parameter]) => {
    const hint = [parameter.description, parameter.pattern === null ? null : `Pattern: ${parameter.pattern}`].filter(text => text !== null && text !== '');
    return el('label', {}, name, parameter.required ? ' (required)' : '',
      fieldOf(`parameter.${name}`, parameter),
      hint.length === 0 ? null : el('span', { class: 'hint' }, hint.join(' ')));
  });
}

function fieldOf(name, parameter) {
  const { required, default: usual } = parameter;
  const allowed = parameter.type === 'boolean' ? ['true', 'false'] : parameter.allowedValues;
  if (allowed.length > 0) {
    return el('select', { name, required },
      required && usual === null ? el('option', { value: '' }, 'Choose…') : null,
      required ? null : el('option', { value: '' }, usual === null ? '(not set)' : `${usual} (as usual)`),
      ...allowed.map(value => el('option', { value }, value)));
  }

  return el('input', {
    name, required, pattern: parameter.pattern, placeholder: usual, autocomplete: 'off', spellcheck: 'false',
    inputmode: parameter.type === 'integer' ? 'numeric' : null,
  });
}
