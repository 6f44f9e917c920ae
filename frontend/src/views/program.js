import { goesOn } from '../draw/goes-on.js';
import { icon } from '../draw/icon.js';
import { html } from '../draw/node.js';
import { innermost, lineOf, lines } from '../draw/lines.js';
import { another } from '../store/another.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../draw/lines.js').Mark} Mark */

/** An answer later than this is waited for in words. */
const PATIENCE_MS = 400;
/** What lines keep free on their right, px. */
const BLANK = 16;

/**
 * The text. A textarea with clear ink lies over a copy of itself that can be coloured: the caret, undo and spelling of the browser
 * stay, and the line and the span at work light up behind it.
 * @type {View}
 */
export const view = {
  name: 'program',

  mount(root, context) {
    const words = context.words.program;
    const status = html('span', { class: 'caption', role: 'status' });
    const fold = html('button', { class: 'plain square small', type: 'button', 'aria-label': words.fold, title: words.fold }, icon('left'));
    const mirror = html('pre', { class: 'mirror code', 'aria-hidden': 'true' });
    const field = html('textarea', {
      class: 'typed code',
      'aria-label': words.label,
      autocapitalize: 'off',
      autocomplete: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      wrap: 'off',
      rows: 1,
    });
    const sheet = html('div', { class: 'sheet' }, html('div', { class: 'layers' }, mirror, field));
    const edge = goesOn(sheet, BLANK);
    let drawn = '';
    let typed = '';
    /** Another program was pasted and is not answered: its caret is at its end, which is not where one begins to read. */
    let arrived = false;
    /** The lines of the mirror by what they show: a step changes few of many. @type {{key: string, element: HTMLElement}[]} */
    let kept = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    field.addEventListener('input', (event) => {
      const before = context.getState().text;
      const pasted = event instanceof InputEvent && event.inputType === 'insertFromPaste';
      arrived = pasted && (before === '' || another(before, field.value));
      context.dispatch({ type: 'edit', text: field.value });
      // The old lines' width made room for the caret; the new ones begin at their numbers.
      if (pasted) start();
    });
    // The sheet scrolls, never the textarea alone: its letters stay over those of the mirror.
    field.addEventListener('scroll', () => {
      sheet.scrollBy(field.scrollLeft, field.scrollTop);
      field.scrollTo(0, 0);
    });
    field.addEventListener('pointermove', (event) => hover(offsetAt(event)));
    field.addEventListener('pointerleave', () => hover(-1));
    fold.addEventListener('click', () => context.dispatch({ type: 'panel', name: 'program' }));
    root.replaceChildren(
      html('div', { class: 'head' }, html('h2', {}, context.words.program.heading), html('div', { class: 'group' }, status, fold)),
      sheet,
      edge.strip,
    );

    /** Lines from their first letter. */
    function start() {
      field.scrollTo(0, 0);
      sheet.scrollLeft = 0;
    }

    /** Its first fault in sight, or its first line. @param {State} state */
    function open(state) {
      if (!arrived || state.status === 'asking') return;
      arrived = false;
      const faults = state.problems.flatMap(({ span }) => (span ? [span[0]] : []));
      const line = faults.length > 0 ? kept[lineOf(state.text, Math.min(...faults))]?.element : null;
      sheet.scrollTop = line ? line.offsetTop - sheet.clientHeight / 2 : 0;
    }

    /** A quick answer replaces the word of the one before: nothing flickers while one types. @param {State} state */
    function drawStatus(state) {
      if (state.status === 'asking') {
        timer ??= setTimeout(() => (status.textContent = words.asking), PATIENCE_MS);
        return;
      }
      clearTimeout(timer);
      timer = undefined;
      status.textContent = state.status === 'problem' && !state.late ? words.never : words[state.status];
      root.dataset.status = state.status;
    }

    /** @param {Snapshot} snapshot */
    function drawLines(snapshot) {
      const { state } = snapshot;
      const lit = atWork(snapshot);
      const marks = marksOf(snapshot);
      const key = JSON.stringify([state.text, lit, marks]);
      if (key === drawn) return;
      drawn = key;
      kept = draw(mirror, kept, state.text, marks, lit);
      if (typed !== state.text) edge.draw();
      typed = state.text;
    }

    /** Mono: a place in the text is a column and a row. @param {PointerEvent} event */
    function offsetAt(event) {
      const box = mirror.getBoundingClientRect();
      const style = getComputedStyle(mirror);
      const letter = Number.parseFloat(style.fontSize) * 0.6;
      const row = Math.floor((event.clientY - box.top - Number.parseFloat(style.paddingTop)) / Number.parseFloat(style.lineHeight));
      const column = Math.floor((event.clientX - box.left - Number.parseFloat(style.paddingLeft)) / letter);
      const rows = field.value.split('\n');
      if (row < 0 || row >= rows.length || column < 0 || column >= rows[row].length) return -1;
      return rows.slice(0, row).reduce((start, each) => start + each.length + 1, column);
    }

    /** @param {number} offset */
    function hover(offset) {
      const { trace, text, hover: last } = context.getState();
      const node = trace && trace.program.text === text && offset >= 0 ? innermost(trace.nodes, offset) : null;
      if ((node?.id ?? null) === (last?.node ?? null)) return;
      context.dispatch({ type: 'hover', node: node?.id ?? null });
    }

    return {
      show(snapshot) {
        const { state } = snapshot;
        const replaced = field.value !== state.text;
        if (replaced) field.value = state.text;
        drawStatus(state);
        drawLines(snapshot);
        if (replaced) start();
        open(state);
      },

      describe(snapshot) {
        const lit = atWork(snapshot);
        if (!lit) return words[snapshot.state.status];
        const { text } = snapshot.state;
        return words.described(String(lineOf(text, lit.span[0]) + 1), text.slice(lit.span[0], lit.span[1]));
      },

      destroy() {
        clearTimeout(timer);
        edge.stop();
        root.replaceChildren();
      },
    };
  },
};

/**
 * The span of the node at work and the way it works; null before the first step, and while the text is not the one that ran.
 * @param {Snapshot} snapshot
 */
function atWork({ state, pose }) {
  const step = pose?.step;
  if (!step || !state.trace || state.trace.program.text !== state.text) return null;
  const span = state.trace.nodes.find((node) => node.id === step.node)?.span;
  if (!span) return null;
  return { span, way: step.phase === 'forward' || step.phase === 'given' ? 'forward' : 'backward' };
}

/** @param {Snapshot} snapshot @returns {Mark[]} */
function marksOf(snapshot) {
  const { state } = snapshot;
  /** @type {Mark[]} */
  const marks = [];
  for (const problem of state.problems) {
    if (problem.span) marks.push({ from: problem.span[0], to: Math.max(problem.span[1], problem.span[0] + 1), mark: 'wrong' });
  }
  if (state.trace?.program.text !== state.text) return marks;
  const lit = atWork(snapshot);
  if (lit) marks.push({ from: lit.span[0], to: lit.span[1], mark: lit.way });
  for (const [mark, selection] of /** @type {const} */ ([['selected', state.select], ['hovered', state.hover]])) {
    const span = selection && state.trace?.nodes.find((node) => node.id === selection.node)?.span;
    if (span) marks.push({ from: span[0], to: span[1], mark });
  }
  return marks;
}

/** Lines and characters of the longest text that is coloured: what the service reads. */
const MOST_LINES = 2_000;
const LONGEST = 65_536;

/**
 * @param {HTMLElement} mirror
 * @param {readonly {key: string, element: HTMLElement}[]} kept
 * @param {string} text
 * @param {readonly Mark[]} marks
 * @param {ReturnType<typeof atWork>} lit
 */
function draw(mirror, kept, text, marks, lit) {
  // A text past what the service reads is shown as it is typed: a coloured copy of it would take seconds and say nothing.
  const long = text.length > LONGEST || text.split('\n', MOST_LINES + 1).length > MOST_LINES;
  mirror.classList.toggle('long', long);
  const first = lit ? lineOf(text, lit.span[0]) : -1;
  const last = lit ? lineOf(text, lit.span[1] - 1) : -1;
  const next = (long ? [] : lines(text, marks)).map(({ stretches }, k) => {
    const className = k >= first && k <= last ? `line ${lit?.way}` : 'line';
    const key = JSON.stringify([className, stretches]);
    if (kept[k]?.key === key) return kept[k];
    const pieces = stretches.map((stretch) => html('span', { class: stretch.classes.join(' ') || null }, stretch.text));
    const element = html('div', { class: className }, ...pieces, pieces.length === 0 ? '\u200b' : null);
    if (kept[k]) kept[k].element.replaceWith(element);
    return { key, element };
  });
  for (const { element } of kept.slice(next.length)) element.remove();
  mirror.append(...next.slice(kept.length).map(({ element }) => element));
  return next;
}
