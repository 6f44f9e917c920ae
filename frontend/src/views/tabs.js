import { html } from '../draw/node.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../store/state.js').State} State */

/** On a phone: which of the four places is on the screen. The foot stays under all of them. @type {View} */
export const view = {
  name: 'tabs',

  mount(root, context) {
    const words = context.words.tabs;
    const places = /** @type {const} */ (['graph', 'explain', 'program', 'table']);
    const buttons = places.map((place) => {
      const button = html('button', { type: 'button' }, words[place]);
      button.addEventListener('click', () => {
        context.dispatch({ type: 'place', place });
        if (place === 'explain' || place === 'table') context.dispatch({ type: 'tab', tab: place });
      });
      return button;
    });
    root.setAttribute('aria-label', words.label);
    root.replaceChildren(...buttons);

    return {
      show({ state }) {
        const current = placeOf(state);
        places.forEach((place, k) => {
          if (place === current) buttons[k].setAttribute('aria-current', 'page');
          else buttons[k].removeAttribute('aria-current');
        });
      },
      describe: ({ state }) => words[placeOf(state)],
      destroy: () => root.replaceChildren(),
    };
  },
};

/** The inspector has tabs of its own: its table is the place called Table. @param {State} state @returns {State['place']} */
function placeOf({ place, tab }) {
  if (place !== 'explain' && place !== 'table') return place;
  return tab === 'table' ? 'table' : 'explain';
}
