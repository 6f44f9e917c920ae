import { html } from '../draw/node.js';
import { icon } from '../draw/icon.js';
import { coded, placeOf } from './problem-said.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../store/state.js').State} State */

/**
 * A strip over the graph: what was wrong with the address, and, where the program panel is out of sight, what is wrong with the text.
 * @type {View}
 */
export const view = {
  name: 'notices',

  mount(root, context) {
    const list = html('div', { class: 'notes', role: 'status' });
    const close = html('button', { class: 'plain square small', type: 'button', 'aria-label': context.words.notices.close, title: context.words.notices.close }, icon('close'));
    /** @type {readonly unknown[]} */
    let drawn = [];
    /** @type {readonly string[]} */
    let closed = [];

    close.addEventListener('click', () => {
      closed = context.getState().notices;
      drawn = [];
      view.show({ state: context.getState(), scene: null, pose: null });
    });
    root.replaceChildren(list, close);

    /** @param {State} state */
    const notes = (state) => (state.notices === closed ? [] : state.notices);

    /** What the text may have meant, one press away. @param {string} text */
    function offer(text) {
      const apply = html('button', { class: 'offer code', type: 'button' }, text);
      apply.addEventListener('click', () => context.dispatch({ type: 'edit', text }));
      const [before, after] = context.words.notices.meant.split('{text}');
      return html('p', {}, before, apply, after);
    }

    /** @param {State} state */
    const offered = (state) => (state.status === 'problem' ? state.offer : null);

    /** The first fault, in as many paragraphs as it takes: the place with the fact, the next move. @param {State} state @returns {string[]} */
    function wrong(state) {
      if (state.status === 'offline') return [context.words.problems.offline];
      return state.problems.slice(0, 1).flatMap((problem) => [`${placeOf(problem, state.text, context.words)}: ${problem.detail}`, ...(problem.hint ? [problem.hint] : [])]);
    }

    const view = {
      /** @param {import('./view.d.ts').Snapshot} snapshot */
      show({ state }) {
        const key = [state.notices, state.problems, state.status, state.offer];
        if (key.every((value, k) => value === drawn[k])) return;
        drawn = key;
        const shown = notes(state);
        const fault = wrong(state);
        const meant = offered(state);
        list.replaceChildren(
          ...shown.map((note) => html('p', {}, note)),
          ...(meant === null ? [] : [offer(meant)]),
          ...fault.map((said, place) => html('p', { class: place ? 'wrong-text move' : 'wrong-text' }, ...coded(said))),
        );
        root.classList.toggle('only-wrong', shown.length === 0 && meant === null);
        root.hidden = shown.length === 0 && meant === null && fault.length === 0;
        close.hidden = shown.length === 0;
      },
      /** @param {import('./view.d.ts').Snapshot} snapshot */
      describe({ state }) {
        const meant = offered(state);
        return [...notes(state), ...(meant === null ? [] : [context.words.notices.meant.replace('{text}', () => meant)]), ...wrong(state)].join(' ');
      },
      destroy: () => root.replaceChildren(),
    };
    return view;
  },
};
