import { icon } from './icon.js';
import { html } from './node.js';

/**
 * Fills a <dialog>: a heading, a way out, a body. Escape, the button and a press outside all say `left`.
 * @param {HTMLElement} root
 * @param {{id: string, heading: string, close: string}} words
 * @param {() => void} left
 */
export function dialog(root, { id, heading, close }, left) {
  const element = /** @type {HTMLDialogElement} */ (root);
  const button = html('button', { class: 'plain square', type: 'button', 'aria-label': close, title: close }, icon('close'));
  const body = html('div', { class: 'dialog-body' });
  element.replaceChildren(html('div', { class: 'dialog-head' }, html('h2', { id, class: 'title' }, heading), button), body);
  button.addEventListener('click', left);
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    left();
  });
  element.addEventListener('click', (event) => {
    if (event.target === element) left();
  });
  return {
    body,
    /** @param {boolean} open */
    show(open) {
      if (open && !element.open) element.showModal();
      if (!open && element.open) element.close();
    },
  };
}
