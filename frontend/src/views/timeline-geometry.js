/**
 * Where the ticks of the timeline stand. One slot a step, from the left:
 *
 *     given  *   +   ◆   / /'  + +' + +'      forward above the axis, the seed a diamond, backward below
 *
 * 28 px a slot when that fits (at most 72), less without labels, and bars of whole groups when a tick would be thinner than `THIN`.
 */

/**
 * What one step is to the timeline. `node`: the card at work; `lot`: the outermost group it belongs to, with its label.
 * @typedef {{zone: 'forward' | 'seed' | 'backward', kind: string, node: string, glyph: string, to: string, lot: {id: string, label: string} | null}} Slot
 * @typedef {{x: number, step: number, zone: 'forward' | 'backward', length: number}} Tick
 * @typedef {{from: number, to: number, first: number, last: number, label: string}} Bracket
 * @typedef {{x: number, step: number, text: string}} Label
 * @typedef {{from: number, to: number, first: number, last: number, zone: 'forward' | 'backward', label: string}} Bar
 * @typedef {{slot: number, width: number, ticks: Tick[], labels: Label[], brackets: Bracket[], bars: Bar[], seeds: Label[],
 *   forward: [number, number] | null, backward: [number, number] | null}} Geometry
 */

const WIDE = 72;
const READABLE = 28;
const THIN = 5;
const RULE = 10;
const ACCUMULATE = 6;
/** Between labels. */
const GAP = 4;
/** Plex Mono is 0.6 em wide. */
const LETTER = 12 * 0.6;

/**
 * @param {readonly Slot[]} slots
 * @param {number} width
 * @param {{labelled: boolean}} options
 * @returns {Geometry}
 */
export function geometry(slots, width, { labelled }) {
  const slot = Math.min(labelled ? WIDE : READABLE, width / Math.max(1, slots.length));
  const centre = (/** @type {number} */ place) => (place + 0.5) * slot;
  const seeds = slots.flatMap((each, place) => (each.zone === 'seed' ? [{ x: centre(place), step: place + 1, text: each.glyph }] : []));
  const zones = { forward: zone(slots, slot, 'forward'), backward: zone(slots, slot, 'backward') };
  const bare = { slot, width: slot * slots.length, seeds, ...zones };
  if (slot < THIN) return { ...bare, ticks: [], labels: [], brackets: [], bars: bars(slots, slot, labelled) };
  /** @type {Tick[]} */
  const ticks = slots.flatMap((each, place) => (each.zone === 'seed' ? [] : [{
    x: centre(place), step: place + 1, zone: each.zone, length: each.kind === 'accumulate' ? ACCUMULATE : RULE,
  }]));
  if (!labelled) return { ...bare, ticks, labels: [], brackets: [], bars: [] };
  return { ...bare, ticks, labels: labels(slots, slot, seeds), brackets: brackets(slots, slot), bars: [] };
}

/**
 * @param {readonly Slot[]} slots
 * @param {number} slot
 * @param {'forward' | 'backward'} which
 * @returns {[number, number] | null}
 */
function zone(slots, slot, which) {
  const first = slots.findIndex((each) => each.zone === which);
  if (first < 0) return null;
  const last = slots.findLastIndex((each) => each.zone === which);
  return [first * slot, (last + 1) * slot];
}

/**
 * Above the axis. Where they would touch, every second one stands, or every third, so that what is left out has a rule.
 * @param {readonly Slot[]} slots
 * @param {number} slot
 * @param {readonly Label[]} seeds
 * @returns {Label[]}
 */
function labels(slots, slot, seeds) {
  const forward = slots.flatMap((each, place) => (each.zone === 'forward' ? [{ x: (place + 0.5) * slot, step: place + 1, text: each.glyph }] : []));
  const [first, ...others] = forward;
  if (!first) return [];
  const reserved = seeds[0] ? seeds[0].x - half(seeds[0].text) - GAP : Infinity;
  // The first one does not stick out to the left.
  const start = { ...first, x: Math.max(first.x, half(first.text)) };
  const clear = others.filter((each) => each.x - half(each.text) >= start.x + half(start.text) + GAP);
  for (let by = 1; by <= clear.length; by += 1) {
    const shown = clear.filter((_, place) => place % by === 0 && clear[place].x + half(clear[place].text) <= reserved);
    const fits = shown.every((each, place) => place === 0 || each.x - half(each.text) >= shown[place - 1].x + half(shown[place - 1].text) + GAP);
    if (fits) return [start, ...shown];
  }
  return [start];
}

/** @param {string} text */
const half = (text) => (text.length * LETTER) / 2;

/**
 * The ticks of one node, or of one operand where "conv2d to x" has room everywhere. A long glyph is left out, its bracket stays.
 * @param {readonly Slot[]} slots
 * @param {number} slot
 * @returns {Bracket[]}
 */
function brackets(slots, slot) {
  const perEdge = runs(slots, (each) => `${each.node} ${each.to}`).map((run) => bracket(run, slot, `${run.slot.glyph} to ${run.slot.to}`));
  if (slot >= READABLE && perEdge.every((each) => each.label !== '')) return perEdge;
  return runs(slots, (each) => each.node).map((run) => bracket(run, slot, run.slot.glyph));
}

/** @typedef {{first: number, last: number, slot: Slot}} Run */

/**
 * @param {readonly Slot[]} slots
 * @param {(slot: Slot) => string} key
 * @returns {Run[]} neighbours of the backward zone with the same key
 */
function runs(slots, key) {
  /** @type {Run[]} */
  const out = [];
  let open = '';
  slots.forEach((each, place) => {
    if (each.zone !== 'backward') return;
    const here = key(each);
    const last = out.at(-1);
    if (last && here === open && last.last === place - 1) last.last = place;
    else out.push({ first: place, last: place, slot: each });
    open = here;
  });
  return out;
}

/**
 * @param {Run} run
 * @param {number} slot
 * @param {string} label
 * @returns {Bracket}
 */
function bracket({ first, last }, slot, label) {
  const reach = slot * 0.2;
  const from = (first + 0.5) * slot - reach;
  const to = (last + 0.5) * slot + reach;
  const room = (last - first + 1) * slot;
  return { from, to, first: first + 1, last: last + 1, label: label.length * LETTER <= room - 2 ? label : '' };
}

/**
 * @param {readonly Slot[]} slots
 * @param {number} slot
 * @param {boolean} labelled
 * @returns {Bar[]} steps of one outermost group are one bar; so are neighbours outside any group
 */
function bars(slots, slot, labelled) {
  /** @type {Bar[]} */
  const out = [];
  let open = '';
  slots.forEach((each, place) => {
    if (each.zone === 'seed') return;
    const key = `${each.zone} ${each.lot?.id ?? ''}`;
    const last = out.at(-1);
    if (last && key === open) {
      last.to = (place + 1) * slot;
      last.last = place + 1;
    } else out.push({ from: place * slot, to: (place + 1) * slot, first: place + 1, last: place + 1, zone: each.zone, label: each.lot?.label ?? '' });
    open = key;
  });
  return out.map((bar) => (labelled && bar.label.length * LETTER <= bar.to - bar.from - 4 ? bar : { ...bar, label: '' }));
}

/**
 * @param {Geometry} geometry
 * @param {number} step  0 is before the first
 */
export const playhead = ({ slot }, step) => Math.max(0, step - 0.5) * slot;

/**
 * @param {Geometry} geometry
 * @param {number} x
 * @param {number} count
 * @returns {number} the step under the pointer
 */
export const stepAt = ({ slot }, x, count) => Math.max(0, Math.min(count, Math.floor(x / slot) + 1));
