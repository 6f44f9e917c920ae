import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { writeAddress } from '../store/address.js';

/** @typedef {import('./view.d.ts').View} View */

/** In a frame, the only way out: the same state on the whole page, in a new tab. @type {View} */
export const view = {
  name: 'open',

  mount(root, context) {
    const words = context.words.header;
    const link = html('a', { class: 'plain', target: '_blank', rel: 'noopener', title: words.openTitle }, words.open, icon('open'));
    root.replaceChildren(link);

    return {
      show: ({ state }) => {
        if (state.chrome === 'min') link.href = `./${writeAddress({ ...state, chrome: 'full', embed: false })}`;
      },
      describe: () => words.openTitle,
      destroy: () => root.replaceChildren(),
    };
  },
};
