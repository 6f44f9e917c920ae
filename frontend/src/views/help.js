import { commands } from '../commands.js';
import { dialog } from '../draw/dialog.js';
import { html } from '../draw/node.js';

/** @typedef {import('./view.d.ts').View} View */

/** How a card is read, and every key: the keys come from the commands themselves. @type {View} */
export const view = {
  name: 'help',

  mount(root, context) {
    const words = context.words.help;
    const frame = dialog(root, { id: 'help-title', heading: words.heading, close: words.close }, () => context.dispatch({ type: 'dialog', dialog: null }));
    const links = Object.entries(words.pages).map(([page, title]) => ({ page, link: html('a', { href: `help/${page}`, target: '_blank', rel: 'noopener' }, title) }));
    const keyed = commands.filter((command) => command.key.length > 0);
    frame.body.append(
      html('p', {}, words.text),
      html('h3', {}, words.reading),
      html(
        'ul',
        { class: 'reading' },
        html('li', { class: 'value' }, words.value),
        html('li', { class: 'grad' }, words.gradient),
        html('li', {}, words.blank),
        html('li', {}, words.path),
      ),
      html('h3', {}, words.manual),
      html('ul', { class: 'pages' }, ...links.map(({ link }) => html('li', {}, link))),
      html('h3', {}, words.keys),
      listed(keyed),
      html('h3', {}, words.graphKeys),
      listed(words.onCard),
    );

    return {
      show({ state }) {
        const theme = state.theme === 'auto' ? '' : `?theme=${state.theme}`;
        for (const { page, link } of links) link.setAttribute('href', `help/${page}${theme}`);
        frame.show(state.dialog === 'help');
      },
      describe: () => [...keyed, ...words.onCard].map((command) => `${command.key.map(shown).join(', ')}: ${command.label}`).join('. '),
      destroy: () => root.replaceChildren(),
    };
  },
};

/** @type {Readonly<Record<string, string>>} */
const SHOWN = { ' ': 'Space', '-': '−', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** @param {readonly {readonly key: readonly string[], readonly label: string}[]} all */
const listed = (all) => html('dl', { class: 'keys' }, ...all.flatMap(({ key, label }) => [html('dt', {}, ...key.map((each) => html('kbd', {}, shown(each)))), html('dd', {}, label)]));

/** @param {string} key */
function shown(key) {
  return SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
