import { icon, mark } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { subject } from '../store/subject.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../store/state.js').State} State */

/** The name, what is being looked at, and what the page offers besides: examples, export, theme, help. @type {View} */
export const view = {
  name: 'header',

  mount(root, context) {
    const words = context.words.header;
    const title = html('h1', { class: 'title' });
    const topic = html('span', { class: 'caption' });
    const goal = html('p', { class: 'goal' });
    const examples = html('button', { class: 'plain', type: 'button' }, words.examples);
    const exported = html('button', { class: 'plain', type: 'button' }, words.export);
    const unfold = html('button', { class: 'plain unfold', type: 'button' }, context.words.panels.openInspector);
    const theme = html('button', { class: 'plain square', type: 'button' });
    const help = html('button', { class: 'plain', type: 'button' }, words.help, html('kbd', {}, '?'));
    const night = matchMedia('(prefers-color-scheme: dark)');
    let drawn = '';

    examples.addEventListener('click', () => context.dispatch({ type: 'dialog', dialog: 'gallery' }));
    exported.addEventListener('click', () => context.run('export'));
    help.addEventListener('click', () => context.dispatch({ type: 'dialog', dialog: 'help' }));
    unfold.addEventListener('click', () => context.dispatch({ type: 'panel', name: 'inspector' }));
    theme.addEventListener('click', () => context.dispatch({ type: 'theme', theme: opposite() }));
    night.addEventListener('change', drawTheme);

    root.replaceChildren(
      html('a', { class: 'brand', href: './', 'aria-label': context.words.name }, mark(), html('span', {}, context.words.name)),
      html('div', { class: 'subject' }, html('div', { class: 'name' }, title, topic), goal),
      html('div', { class: 'offers' }, unfold, examples, exported, html('span', { class: 'rule' }), theme, help),
    );

    /** @param {State} state */
    function told(state) {
      const found = subject(state);
      if (!found) return { name: context.words.untitled, note: '', goal: '' };
      return { name: found.title, note: found.changed ? words.changed : '', goal: found.goal };
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
        const { name, note, goal: why } = told(state);
        if (title.textContent !== name) title.textContent = title.title = name;
        if (topic.textContent !== note) topic.textContent = note;
        if (goal.textContent !== why) goal.textContent = goal.title = why;
        exported.disabled = state.trace === null;
        drawTheme();
      },
      describe({ state }) {
        const { name, goal: why } = told(state);
        return [name, why].filter(Boolean).join('. ');
      },
      destroy() {
        night.removeEventListener('change', drawTheme);
        root.replaceChildren();
      },
    };
  },
};

