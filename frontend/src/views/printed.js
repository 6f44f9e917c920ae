import { html } from '../draw/node.js';
import { scrolling } from '../draw/goes-on.js';
import { lineOf } from '../draw/lines.js';
import { number, shape } from '../store/format.js';
import { shown } from '../store/state.js';
import { outdated } from './problem-said.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../wire.d.ts').Watch} Watch */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {Watch['values'][number]} Printed */

/** Numbers of a tensor that are written out, and lines that are. */
const MOST_NUMBERS = 64;
const MOST_LINES = 200;

/** How the text was read: in whose spelling, what was passed over, and what it printed. @type {View} */
export const view = {
  name: 'printed',

  mount(root, context) {
    const words = context.words.printed;
    /** @type {Trace | null | undefined} */
    let drawn;

    /** @param {Watch} watch @param {string} text */
    function line(watch, text) {
      const place = html('button', { class: 'place', type: 'button' }, words.line(lineOf(text, watch.span[0]) + 1));
      place.addEventListener('click', () => goTo(watch.span));
      const written = html('span', { class: 'code' }, said(watch));
      // The rows of a tensor stay whole; what is said in words runs on in the next line.
      return html('li', {}, place, watch.values.some((value) => 'shape' in value && value.shape.length > 0) ? scrolling(written) : written);
    }

    /** @param {readonly number[]} span */
    function goTo(span) {
      const field = document.querySelector('textarea');
      if (!field) return;
      field.focus();
      field.setSelectionRange(span[0], span[1]);
    }

    /** @param {Trace} trace */
    function draw(trace) {
      const library = words.libraries[/** @type {keyof typeof words.libraries} */ (trace.program.dialect)];
      const passed = trace.notices.filter((notice) => notice.code === 'ignored');
      const listed = trace.watches.slice(0, MOST_LINES);
      const more = trace.watches.length - listed.length;
      return [
        outdated(context.words),
        library ? html('p', { class: 'caption' }, words.readAs(library)) : null,
        ...passed.map((notice) => html('p', { class: 'caption' }, notice.text)),
        listed.length > 0 ? html('h2', {}, words.heading) : null,
        listed.length > 0 ? html('ol', { tabindex: 0, 'aria-label': words.heading }, ...listed.map((watch) => line(watch, trace.program.text))) : null,
        more > 0 ? html('p', { class: 'caption' }, words.more(more)) : null,
      ].filter((child) => child !== null);
    }

    return {
      show({ state }) {
        const trace = shown(state);
        if (trace !== drawn) {
          const children = trace ? draw(trace) : [];
          root.hidden = children.length <= 1;
          root.replaceChildren(...children);
        }
        drawn = trace;
        // The lines of an older text are not those that stand above.
        for (const place of root.querySelectorAll('button')) place.disabled = state.late;
      },
      describe: ({ state }) => (shown(state)?.watches ?? []).map(said).join('\n'),
      destroy: () => root.replaceChildren(),
    };
  },
};

/** A printed line: its words and tensors one after another. @param {Watch} watch */
export function said(watch) {
  return watch.values.map(one).join('');
}

/** What colours a terminal; here it would be read. */
const COLOURS = /\x1b\[[\d;]*m/g;

/** @param {Printed} printed @returns {string} */
function one(printed) {
  if ('text' in printed) return printed.text.replace(COLOURS, '');
  if (!printed.data || printed.data.length > MOST_NUMBERS) return `[${shape(printed.shape)}]`;
  return nested(printed.data, printed.shape);
}

/** Rows within rows, each in a line of its own, as a library prints them. @param {readonly number[]} data @param {readonly number[]} sizes @returns {string} */
function nested(data, sizes) {
  let rows = data.map(number);
  for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
    const size = sizes[axis];
    const count = size === 0 ? 1 : rows.length / size;
    const between = axis === sizes.length - 1 ? ', ' : `,\n${' '.repeat(axis + 1)}`;
    rows = Array.from({ length: count }, (_, k) => `[${rows.slice(k * size, (k + 1) * size).join(between)}]`);
  }
  return rows[0] ?? '[]';
}
