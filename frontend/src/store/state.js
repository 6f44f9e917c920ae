// Everything the page knows, as one frozen value. Change is data: `update(state, action)` in update.js.

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Problem} Problem */
/** @typedef {import('../wire.d.ts').GalleryItem} GalleryItem */
/** @typedef {import('./nested.d.ts').Nested} Nested */

/**
 * `entry` is a flat, row-major position; null: the whole value.
 * @typedef {{readonly node: string, readonly of: 'value' | 'grad', readonly entry: number | null}} Selection
 */

/**
 * What an address asked for and only a trace can resolve: a step (`8`, `end`), the groups opened and closed (`g4`, `-g1`) and a
 * selection (`grad(w)[0,1]`); and the tab, which a selection would else choose.
 * @typedef {{readonly step: string | null, readonly open: readonly string[] | null, readonly select: string | null, readonly tab: Tab | null}} Wanted
 */

/** @typedef {1 | 0.5 | 2 | 4} Speed */
/** @typedef {'auto' | 'light' | 'dark' | 'contrast'} Theme */
/** @typedef {'full' | 'min' | 'none'} Chrome */
/** @typedef {'explain' | 'entries' | 'paths' | 'modes' | 'table'} Tab */
/** Which part of a large tensor is in sight: an offset per axis, the same for its value and its gradient. @typedef {{readonly node: string, readonly offsets: readonly number[]}} Region */
/** @typedef {'graph' | 'explain' | 'program' | 'table'} Place */
/** Which are open. @typedef {{readonly program: boolean, readonly inspector: boolean}} Panels */
/**
 * Which derivative is looked at. `of`, `by`: names, null for the target and for the first input; `entry`: flat, of `of` for a row, of
 * `by` for a column; `direction`: a number for each entry of `by`, null for ones. What does not fit a text stays and may fit again.
 * @typedef {{readonly kind: Kind, readonly of: string | null, readonly by: string | null, readonly entry: number, readonly direction: readonly number[] | null}} Derivative
 */
/** @typedef {import('../wire.d.ts').DerivativeAnswer['kind']} Kind */

/**
 * @typedef {object} State
 * @property {string} text the program as typed
 * @property {Readonly<Record<string, Nested>>} vars overrides of inputs
 * @property {string | null} target null: the last expression
 * @property {Nested | null} upstream null: ones
 * @property {number} seed
 * @property {Trace | null} trace the last one; null while a part of a text is shown instead
 * @property {number} asked grows with every change of the program; whoever sees it grow sends `request(state)`
 * @property {number} answered the `asked` of the newest answer; older answers are dropped
 * @property {readonly Problem[]} problems of the newest text
 * @property {Trace | null} partial the graph up to the first problem
 * @property {boolean} late what is shown is that of an older text: nothing came of the newest one
 * @property {'asking' | 'ready' | 'problem' | 'offline'} status
 * @property {number} step position in the steps of the scene; 0: before anything
 * @property {boolean} playing
 * @property {Speed} speed
 * @property {Selection | null} select
 * @property {Selection | null} hover
 * @property {Region | null} region
 * @property {number} told grows with every answer about the trace that has arrived
 * @property {number | null} term index of the focused product in the entry view
 * @property {readonly string[]} open ids of opened groups
 * @property {Derivative} derivative
 * @property {Tab} tab
 * @property {Place} place
 * @property {Panels} panels
 * @property {Panels | null} presenting to an audience: both panels are folded, and these are the ones to go back to
 * @property {Theme} theme
 * @property {Chrome} chrome
 * @property {boolean} embed
 * @property {string} title
 * @property {readonly GalleryItem[]} gallery
 * @property {null | 'help' | 'gallery' | 'export'} dialog
 * @property {Format} format what the program is exported as
 * @property {boolean} fresh first visit: the legend is shown
 * @property {Wanted} wanted
 * @property {readonly string[]} notices what was wrong with the address, one sentence each
 * @property {string | null} offer what the text of the address may have meant, where its plus signs became blanks
 */

/** @typedef {import('../wire.d.ts').ExportAnswer['to']} Format */

/** What a program can be exported as, in the order they are offered. @type {readonly Format[]} */
export const FORMATS = Object.freeze(['numpy', 'pytorch', 'jax', 'tensorflow', 'json']);

/** Tabs of the inspector, in order. @type {readonly Tab[]} */
export const TABS = Object.freeze(['explain', 'entries', 'paths', 'modes', 'table']);

/** Kinds of derivative, in the order they are offered. @type {readonly Kind[]} */
export const KINDS = Object.freeze(['row', 'column', 'jacobian', 'tangent', 'hessian', 'hvp']);

/** @typedef {import('./parameters.js').Parameters} Parameters */
/** @typedef {import('./update.js').Action} Action */

/**
 * @param {Partial<Parameters> & {embed?: boolean, title?: string, fresh?: boolean, notices?: readonly string[], offer?: string | null}} [params]
 * @returns {State}
 */
export function initial(params = {}) {
  return Object.freeze({
    text: params.expr ?? '',
    vars: Object.freeze({ ...params.vars }),
    target: params.target ?? null,
    upstream: params.upstream ?? null,
    seed: params.seed ?? 0,
    trace: null,
    asked: 1,
    answered: 0,
    problems: Object.freeze([]),
    partial: null,
    late: false,
    status: 'asking',
    step: 0,
    playing: false,
    speed: 1,
    select: null,
    hover: null,
    region: null,
    told: 0,
    term: null,
    open: Object.freeze([]),
    derivative: params.derivative ?? Object.freeze({ kind: KINDS[0], of: null, by: null, entry: 0, direction: null }),
    tab: params.tab ?? 'explain',
    // On a phone what a tab shows is a place of its own.
    place: params.tab === undefined ? 'graph' : params.tab === 'table' ? 'table' : 'explain',
    panels: Object.freeze({ program: true, inspector: true }),
    presenting: null,
    theme: params.theme ?? 'auto',
    chrome: params.chrome ?? 'full',
    embed: params.embed ?? false,
    title: params.title ?? '',
    gallery: Object.freeze([]),
    dialog: null,
    format: FORMATS[0],
    fresh: params.fresh ?? false,
    // The first step shows what is given and leaves the rest blank: there is something to read and something to do.
    wanted: Object.freeze({ step: params.step ?? '1', open: params.open ?? null, select: params.select ?? null, tab: params.tab ?? null }),
    notices: Object.freeze([...(params.notices ?? [])]),
    offer: params.offer ?? null,
  });
}

/**
 * The trace on the stage: of a text with a fault, the part before that.
 * @param {State} state
 */
export const shown = (state) => state.trace ?? state.partial;

/**
 * @typedef {{expr: string, vars?: Record<string, Nested>, target?: string, upstream?: Nested, seed?: number}} Request
 */

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/**
 * What to ask the service. Overrides and a target whose name has left the text are kept in the state and not sent:
 * the name may come back with the next key press.
 * @param {State} state
 * @returns {Request}
 */
export function request(state) {
  const words = new Set(state.text.match(WORD));
  // A path such as net.fc1.weight begins with a name of the text.
  const there = (/** @type {string} */ name) => words.has(name.match(WORD)?.[0] ?? '');
  const vars = Object.fromEntries(Object.entries(state.vars).filter(([name]) => there(name)));
  /** @type {Request} */
  const asked = { expr: state.text };
  if (Object.keys(vars).length > 0) asked.vars = vars;
  if (state.target !== null && there(state.target)) asked.target = state.target;
  if (state.upstream !== null) asked.upstream = state.upstream;
  if (state.seed !== 0) asked.seed = state.seed;
  return asked;
}
