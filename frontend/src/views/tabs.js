import { html } from '../draw/node.js';

/** @typedef {import('./view.d.ts').View} View */

/** On a phone: which of the four places is on the screen. The foot stays under all of them. @type {View} */
export const view = {
  name: 'tabs',

  mount(root, context) {
    const words = context.words.tabs;
    const places = /** @type {const} */ (['graph', 'explain', 'program', 'table']);
    const buttons = places.map((place) => {
      const button = html('button', { type: 'button' }, words[place]);
      button.addEventListener('click', () => context.dispatch({ type: 'place', place }));
      return button;
    });
    root.setAttribute('aria-label', words.label);
    root.replaceChildren(...buttons);

    return {
      show({ state }) {
        const current = state.place;
        places.forEach((place, k) => {
          if (place === current) buttons[k].setAttribute('aria-current', 'page');
          else buttons[k].removeAttribute('aria-current');
        });
      },
      describe: ({ state }) => words[state.place],
      destroy: () => root.replaceChildren(),
    };
  },
};
