import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';

/** @typedef {import('./view.d.ts').View} View */

/** The way out of the inspector, whose way back is in the header; and the word that it tells of an older text. @type {View} */
export const view = {
  name: 'fold',

  mount(root, context) {
    const words = context.words.panels;
    const button = html('button', { class: 'plain square small', type: 'button', 'aria-label': words.closeInspector, title: words.closeInspector }, icon('right'));
    button.addEventListener('click', () => context.dispatch({ type: 'panel', name: 'inspector' }));
    const late = html('p', { class: 'late', hidden: true }, words.late);
    root.replaceChildren(button, late);

    return {
      show: ({ state }) => (late.hidden = !state.late),
      describe: ({ state }) => (state.panels.inspector ? words.closeInspector : ''),
      destroy: () => root.replaceChildren(),
    };
  },
};
