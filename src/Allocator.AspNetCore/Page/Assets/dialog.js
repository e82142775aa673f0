// Asking before something is done that cannot be taken back.
import { button, el } from './elements.js';

/** Whether the user says yes. Escape and Cancel are no; Cancel has the focus first. */
export function confirmed(title, text, action) {
  return new Promise(resolve => {
    const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' },
      el('h2', { id: 'dialog-title' }, title),
      el('p', {}, text),
      el('div', { class: 'actions' },
        button('Cancel', () => dialog.close(), { autofocus: true }),
        button(action, () => dialog.close('yes'), { class: 'danger' })));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
