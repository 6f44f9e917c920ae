import { html } from '../draw/node.js';
import { TABS } from '../store/state.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('../store/state.js').Tab} Tab */

/** What the service is asked for has no tab where nothing can be asked. @type {readonly Tab[]} */
const ASKED = ['paths', 'modes'];

/**
 * The tabs, and a room for each of the views behind them: `#explain`, `#entries`, `#paths`, `#modes`, `#table`.
 * @type {View}
 */
export const view = {
  name: 'inspector',

  mount(root, context) {
    const words = context.words.inspector;
    const tabs = context.ask ? TABS : TABS.filter((tab) => !ASKED.includes(tab));
    const buttons = tabs.map((tab) => {
      const button = html('button', { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': tab }, words.tabs[tab]);
      button.addEventListener('click', () => context.dispatch({ type: 'tab', tab }));
      return button;
    });
    const rooms = TABS.map((tab) => html('div', { id: tab, role: 'tabpanel', 'aria-labelledby': `tab-${tab}`, tabindex: -1 }));
    const list = html('div', { class: 'tabs', role: 'tablist', 'aria-label': words.label }, ...buttons);
    list.addEventListener('keydown', (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const next = buttons[(buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + by + tabs.length) % tabs.length];
      next.focus();
      next.click();
    });
    root.classList.add('scrolls');
    root.replaceChildren(list, ...rooms);

    return {
      show({ state }) {
        const shown = tabOf(state);
        tabs.forEach((tab, place) => {
          buttons[place].setAttribute('aria-selected', String(tab === shown));
          buttons[place].tabIndex = tab === shown ? 0 : -1;
        });
        TABS.forEach((tab, place) => (rooms[place].hidden = tab !== shown));
      },
      describe: ({ state }) => words.tabs[tabOf(state)],
      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * On a phone the table is a place of its own.
 * @param {Snapshot['state']} state
 * @returns {Tab}
 */
function tabOf(state) {
  if (state.place === 'table') return 'table';
  return state.place === 'explain' && state.tab === 'table' ? 'explain' : state.tab;
}
