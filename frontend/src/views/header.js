import { icon, mark } from '../draw/icon.js';
import { html } from '../draw/node.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../store/state.js').State} State */

/** The name, what is being looked at, and the three things the page offers besides: examples, theme, help. @type {View} */
export const view = {
  name: 'header',

  mount(root, context) {
    const words = context.words.header;
    const title = html('h1', { class: 'title' });
    const topic = html('span', { class: 'caption' });
    const examples = html('button', { class: 'plain', type: 'button' }, words.examples);
    const unfold = html('button', { class: 'plain unfold', type: 'button' }, context.words.panels.openInspector);
    const theme = html('button', { class: 'plain square', type: 'button' });
    const help = html('button', { class: 'plain', type: 'button' }, words.help, html('kbd', {}, '?'));
    const night = matchMedia('(prefers-color-scheme: dark)');
    let drawn = '';

    examples.addEventListener('click', () => context.dispatch({ type: 'dialog', dialog: 'gallery' }));
    help.addEventListener('click', () => context.dispatch({ type: 'dialog', dialog: 'help' }));
    unfold.addEventListener('click', () => context.dispatch({ type: 'panel', name: 'inspector' }));
    theme.addEventListener('click', () => context.dispatch({ type: 'theme', theme: opposite() }));
    night.addEventListener('change', drawTheme);

    root.replaceChildren(
      html('a', { class: 'brand', href: './', 'aria-label': context.words.name }, mark(), html('span', {}, context.words.name)),
      html('div', { class: 'subject' }, title, topic),
      html('div', { class: 'offers' }, unfold, examples, html('span', { class: 'rule' }), theme, help),
    );

    /** An example keeps its title while its text is changed, and says so. @param {State} state */
    function subject({ gallery, text, title: chosen }) {
      const item = gallery.find((each) => each.program === text);
      if (item) return { name: item.title, note: item.topic };
      return chosen && text !== '' ? { name: chosen, note: words.changed } : { name: context.words.untitled, note: '' };
    }

    function opposite() {
      const { theme: chosen } = context.getState();
      const dark = chosen === 'dark' || (chosen === 'auto' && night.matches);
      return dark ? 'light' : 'dark';
    }

    function drawTheme() {
      const next = opposite();
      if (next === drawn) return;
      drawn = next;
      theme.replaceChildren(icon(next === 'dark' ? 'moon' : 'sun'));
      theme.setAttribute('aria-label', words.theme[next]);
      theme.setAttribute('title', words.theme[next]);
    }

    return {
      show({ state }) {
        const { name, note } = subject(state);
        if (title.textContent !== name) title.textContent = name;
        topic.textContent = note;
        drawTheme();
      },
      describe: ({ state }) => subject(state).name,
      destroy() {
        night.removeEventListener('change', drawTheme);
        root.replaceChildren();
      },
    };
  },
};

