import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';

/** @typedef {import('./view.d.ts').View} View */

/** The way out of the inspector; the header has the way back. @type {View} */
export const view = {
  name: 'fold',

  mount(root, context) {
    const words = context.words.panels;
    const button = html('button', { class: 'plain square small', type: 'button', 'aria-label': words.closeInspector, title: words.closeInspector }, icon('right'));
    button.addEventListener('click', () => context.dispatch({ type: 'panel', name: 'inspector' }));
    root.replaceChildren(button);

    return {
      show() {},
      describe: ({ state }) => (state.panels.inspector ? words.closeInspector : ''),
      destroy: () => root.replaceChildren(),
    };
  },
};
