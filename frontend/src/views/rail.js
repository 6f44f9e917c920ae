import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { shown } from '../store/state.js';

/** @typedef {import('./view.d.ts').View} View */

/** What is left of the folded program panel: two words on their side, each opens it. @type {View} */
export const view = {
  name: 'rail',

  mount(root, context) {
    const words = context.words;
    const unfold = html('button', { class: 'plain square', type: 'button', 'aria-label': words.program.unfold, title: words.program.unfold }, icon('right'));
    const buttons = [words.program.heading, words.inputs.heading].map((text) => html('button', { class: 'plain sideways', type: 'button', tabindex: -1 }, text));
    for (const button of [unfold, ...buttons]) button.addEventListener('click', () => context.dispatch({ type: 'panel', name: 'program' }));
    root.replaceChildren(unfold, ...buttons);

    return {
      show({ state }) {
        unfold.setAttribute('aria-expanded', String(state.panels.program));
        buttons[1].hidden = shown(state)?.inputs.length === 0;
      },
      describe: ({ state }) => (state.panels.program ? '' : words.program.unfold),
      destroy: () => root.replaceChildren(),
    };
  },
};
