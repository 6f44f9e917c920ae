import { html } from '../draw/node.js';
import { aligned } from '../store/shapes.js';
import { lineOf } from '../draw/lines.js';
import { coded, placeOf } from './problem-said.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../wire.d.ts').Problem} Problem */
/** @typedef {import('../store/state.js').State} State */

/** What is wrong with the text: the place, the fact, the next move; and which graph is still on the stage. @type {View} */
export const view = {
  name: 'problems',

  mount(root, context) {
    const words = context.words.problems;
    /** @type {readonly unknown[]} */
    let drawn = [];
    root.setAttribute('aria-live', 'polite');

    /** @param {Problem} problem @param {string} text */
    function row(problem, text) {
      const line = html('button', { class: 'place', type: 'button' }, placeOf(problem, text, context.words));
      line.addEventListener('click', () => goTo(problem));
      return html(
        'li',
        {},
        html('div', { class: 'where' }, line, html('span', {}, problem.title)),
        html('p', { class: 'fact' }, ...coded(problem.detail)),
        shapes(problem),
        problem.hint ? html('p', { class: 'hint' }, ...coded(problem.hint)) : null,
      );
    }

    /** @param {Problem} problem */
    function goTo(problem) {
      const field = document.querySelector('textarea');
      if (!field || !problem.span) return;
      field.focus();
      field.setSelectionRange(problem.span[0], problem.span[1]);
    }

    /** @param {State} state */
    function draw(state) {
      if (state.status === 'offline') return [html('p', { class: 'fact' }, words.offline)];
      if (state.problems.length === 0) return [];
      const list = html('ul', {}, ...state.problems.map((problem) => row(problem, state.text)));
      const said = onStage(state);
      return said === null ? [list] : [list, html('p', { class: 'kept' }, said)];
    }

    /** @param {State} state @returns {string | null} which graph is on the stage */
    function onStage(state) {
      if (state.late) return words.kept;
      const line = lastLine(state);
      if (line === null) return null;
      const faults = state.problems.flatMap(({ span }) => (span ? [lineOf(state.text, span[0]) + 1] : [])).filter((each) => each < line);
      const without = [...new Set(faults)].sort((a, b) => a - b);
      return without.length > 0 ? words.keptWithout(without.map(String), line) : words.keptTo(line);
    }

    return {
      show({ state }) {
        const key = [state.problems, state.status, state.partial, state.late];
        if (key.every((value, k) => value === drawn[k])) return;
        drawn = key;
        const children = draw(state);
        root.hidden = children.length === 0;
        root.replaceChildren(...children);
      },
      describe: ({ state }) => state.problems.map((problem) => problem.detail).join(' '),
      destroy: () => root.replaceChildren(),
    };
  },
};

/** @param {State} state @returns {number | null} the last line that ran, counted from 1; null: none did */
function lastLine(state) {
  const spans = (state.partial?.nodes ?? []).flatMap((node) => (node.span ? [node.span[0]] : []));
  return spans.length === 0 ? null : lineOf(state.text, Math.max(...spans)) + 1;
}

/** Both shapes, one under the other, the sizes that do not fit marked. @param {Problem} problem */
function shapes(problem) {
  const rows = aligned(problem.facts);
  if (rows.length === 0) return null;
  const cells = (/** @type {{ size: string, bad: boolean }[]} */ row) => row.map(({ size, bad }) => html('td', {}, bad ? html('mark', {}, size) : size));
  return html('table', { class: 'shapes' }, html('tbody', {}, ...rows.map((row) => html('tr', {}, ...cells(row)))));
}
