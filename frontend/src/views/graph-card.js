/** One card, drawn: value above its line, gradient below, blank where nothing is known yet. */

import { draw } from '../draw/svg.js';
import { number, shape as shapeText } from '../store/format.js';
import { frames, ground } from './graph-card-frame.js';
import { barsIn, heatIn, numbersIn } from './graph-matrix.js';
import { CAPTION, CHEVRON, NAME, NO_PATH, compactRows, shapeRoom, shownScalar } from './graph-size.js';
import { fitted, mono, sans } from './graph-text.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/svg.js').Maybe} Maybe */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/pose.js').CardPose} CardPose */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('./graph-size.js').Size} Size */
/** @typedef {import('./graph-matrix.js').Lit} Lit */

/**
 * What is said of a card beside its pose. `settle` runs from 0 to 1 while a gradient that just arrived becomes final.
 * @typedef {object} Marks
 * @property {boolean} selected
 * @property {boolean} hovered
 * @property {boolean} target its gradient is the upstream one
 * @property {boolean} stop the one tab stop of the graph
 * @property {number} settle
 * @property {string | null} error the fact that stops here
 * @property {boolean} born a NaN has its origin here
 * @property {boolean} kink
 * @property {{value: Lit | null, grad: Lit | null} | null} lit null: the card is not in the element view
 * @property {string} spoken
 * @property {{value: number, grad: number}} around the largest magnitude of what its numbers were made from
 * @property {number} inside how many nodes a closed group holds, else 0
 */

/** @typedef {{card: Card, node: Node, size: Size, pose: CardPose, marks: Marks, words: typeof import('../words/en.js').words.graph}} Told */

/**
 * @param {number} x
 * @param {number} y
 * @param {string} kind
 * @param {string} content
 */
const text = (x, y, kind, content) => draw('text', { key: `${kind} ${x} ${y}`, class: kind, x, y }, content);

/**
 * @param {Told} told
 * @param {number} x
 * @param {number} y
 * @returns {Drawing}
 */
export function drawCard(told, x, y) {
  const { card, size, pose, marks } = told;
  const kinds = ['card', `card--${size.kind}`, card.kind === 'constant' && 'card--constant', card.group && 'card--group', card.stack > 0 && 'card--stack'];
  if (pose.value) kinds.push('is-computed');
  if (pose.grad === 'known') kinds.push('is-known');
  if (pose.working) kinds.push(`is-${pose.working}`);
  if (marks.error || marks.born) kinds.push('is-err');
  if (marks.hovered) kinds.push('is-hovered');
  if (marks.selected) kinds.push('is-selected');
  const attributes = {
    key: card.id,
    class: kinds.filter(Boolean).join(' '),
    transform: `translate(${x} ${y})`,
    role: 'graphics-object',
    'aria-roledescription': told.words.card,
    'aria-label': marks.spoken,
    tabindex: marks.stop ? 0 : -1,
    'data-card': card.id,
  };
  return draw('g', attributes, [...ground(told), ...body(told), ...frames(told)]);
}

/** @param {Told} told @returns {Maybe[]} */
function body(told) {
  const { kind } = told.size;
  if (told.card.stack > 0) return stack(told);
  if (kind === 'constant') return [text(told.size.w / 2, 17, 'constant', told.pose.value ? value(told) : '')];
  if (kind === 'scalar') return scalar(told);
  if (kind === 'compact') return compact(told);
  return tensor(told);
}

/** @param {Told} told */
const value = ({ node }) => shownScalar(node.value);

/** The total so far. @param {Told} told */
const gradient = ({ pose }) => ((pose.grad === 'known' || pose.grad === 'partial') && pose.total ? number(pose.total[0]) : '');

/**
 * @param {Told} told
 * @param {number} y of the writing line
 * @param {number} inset
 * @param {number} room
 * @returns {Maybe[]}
 */
function heading({ card, size }, y, inset, room) {
  const start = inset + (card.group ? CHEVRON : 0);
  const name = card.name ?? '';
  // A lone minus is set as the sign it is.
  const typed = card.glyph === '-' ? '−' : card.glyph;
  const glyph = typed && fitted(typed, NAME, room - (start - inset) - (name ? Math.min(mono(name, NAME), room / 2) + 8 : 0));
  const used = start + mono(glyph, NAME) + (glyph ? 8 : 0);
  const label = name && fitted(name, NAME, inset + room - used);
  const right = size.kind === 'scalar' && glyph !== '';
  return [
    card.group && draw('path', { key: 'chevron', class: 'chevron', d: `M${inset + 1.5} ${y - 9}l4 4l-4 4` }),
    card.group && draw('rect', { key: 'open', class: 'opener', x: 0, y: 0, width: 24, height: 26, 'data-open': card.group }),
    glyph && text(start, y, size.kind === 'scalar' ? 'glyph' : 'glyph glyph--tensor', glyph),
    label && text(right ? size.w - inset : used, y, right ? 'name name--end' : 'name', label),
  ];
}

/**
 * How many there are, of what shape, and how far they are; none of the numbers, which differ from one to the next.
 * @param {Told} told
 * @returns {Maybe[]}
 */
function stack({ card, node, size, pose, marks, words }) {
  const times = `× ${card.stack}`;
  const low = size.kind === 'compact';
  const [y, edge, below] = low ? [17, 8, 16] : [18, 8, 18];
  const made = pose.value ? text(size.w - edge, size.rule - 9, 'caption caption--end caption--value', words.values(card.stack, node.shape)) : text(edge, size.rule - 9, 'caption', words.nodesEach(marks.inside / card.stack));
  const back = pose.grad === 'none' ? words.noPath : pose.grad === 'known' ? words.gradients(card.stack) : pose.grad === 'partial' ? words.arrivedOf(pose.arrived.length, pose.expected) : '';
  return [
    draw('path', { key: 'chevron', class: 'chevron', d: `M${edge + 1.5} ${y - 9}l4 4l-4 4` }),
    draw('rect', { key: 'open', class: 'opener', x: 0, y: 0, width: 24, height: 24, 'data-open': card.group }),
    text(edge + CHEVRON, y, 'name', fitted(card.glyph, NAME, size.w - 2 * edge - CHEVRON - 8 - sans(times, 14))),
    text(size.w - edge, y, 'times', times),
    low ? null : made,
    back ? text(size.w - edge, size.rule + below, `caption caption--end${pose.grad === 'none' ? '' : ' caption--grad'}`, back) : null,
  ];
}

/** @param {Told} told @returns {Maybe[]} */
function scalar(told) {
  const { size, pose, marks, words } = told;
  const [end, rule] = [size.w - 8, size.rule];
  return [
    ...heading(told, 18, 8, size.w - 16),
    marks.error && text(8, rule - 9, 'fact', marks.error),
    marks.inside && text(8, rule - 9, 'caption', words.nodes(marks.inside)),
    pose.value && !marks.error && text(end, rule - 8, marks.born ? 'number number--err' : 'number number--value', value(told)),
    lower(told, end, rule + 19.5, 'number number--grad'),
  ];
}

/** @param {Told} told @returns {Maybe[]} */
function compact(told) {
  const { card, node, size, pose } = told;
  const [above, below] = compactRows(card);
  const start = card.group ? 8 + CHEVRON : 8;
  /** What the number at the right end leaves. @param {number} from @param {number} taken */
  const room = (from, taken) => size.w - from - taken - 16;
  return [
    card.group && draw('path', { key: 'chevron', class: 'chevron', d: 'M9.5 9l4 4l-4 4' }),
    card.group && draw('rect', { key: 'open', class: 'opener', x: 0, y: 0, width: 24, height: 24, 'data-open': card.group }),
    text(start, 17, card.glyph ? 'glyph glyph--compact' : 'name', fitted(above === '-' ? '−' : above, 14, room(start, sans(shownScalar(node.value), 16)))),
    below && text(8, 41, 'name', fitted(below, 14, room(8, node.grad === null ? NO_PATH : sans(shownScalar(node.grad), 16)))),
    pose.value && text(size.w - 8, 18, 'number number--value', value(told)),
    lower(told, size.w - 8, 42, 'number number--grad'),
  ];
}

/**
 * The lower row of a card without cells.
 * @param {Told} told
 * @param {number} x
 * @param {number} y
 * @param {string} kind
 * @returns {Maybe}
 */
function lower(told, x, y, kind) {
  const { pose, marks, words } = told;
  if (marks.error) return text(x, y - 1, 'caption caption--end caption--err', words.stops);
  if (marks.born) return text(x, y - 1, 'caption caption--end caption--err', words.born);
  if (pose.grad === 'none') return text(x, y - 1, 'caption caption--end', words.noPath);
  const shown = gradient(told);
  return shown ? text(x, y, kind, shown) : null;
}

/** @param {Told} told @returns {Maybe[]} */
function tensor(told) {
  const { card, node, size, pose, marks, words } = told;
  const { w, h, rule } = size;
  const shape = shapeText(node.shape);
  const out = [
    ...heading(told, 20, 12, w - 24 - shapeRoom(node.shape)),
    text(w - 12, 20, 'caption caption--end caption--shape', shape),
    ...part(told, 'value'),
  ];
  if (rule >= h) return out;
  if (pose.grad === 'none') return [...out, text(12, rule + 18, 'caption', words.noPath)];
  if (h - rule <= 28) return out;
  const derivative = card.name === null ? text(12, rule + 19, 'caption caption--grad', words.gradient) : text(12, rule + 19, 'name name--grad', `d${card.name}`);
  // The diamond says as much where the word has no room.
  const beside = card.name === null ? sans(words.gradient, CAPTION) : mono(`d${card.name}`, NAME);
  const seeded = marks.target && 12 + beside + 8 + sans(words.upstream, CAPTION) + 12 <= w;
  return [
    ...out,
    derivative,
    seeded && text(w - 12, rule + 18, 'caption caption--end caption--grad', words.upstream),
    ...part(told, 'grad'),
  ];
}

/** @param {Told} told @param {'value' | 'grad'} of @returns {Maybe[]} */
function part({ node, size, pose, marks }, of) {
  const known = of === 'value' ? pose.value : pose.grad === 'known' || pose.grad === 'partial';
  const grid = size.grid;
  const key = `part ${of}`;
  if (!grid) {
    const tensor = of === 'value' ? node.value : node.grad;
    return [draw('g', { key }, barsIn(known ? tensor : null, of, of === 'value' ? 0 : size.rule, size.w))];
  }
  const data = known ? (of === 'value' ? node.value.data : pose.total) ?? null : null;
  const look = { tinted: of === 'value' || pose.grad === 'known', lit: marks.lit?.[of] ?? null, dim: marks.lit !== null, around: marks.around[of] };
  const inside = size.kind === 'matrix' ? numbersIn(grid, of, data, look) : heatIn(grid, of, data, look);
  return [draw('g', { key, class: `part part--${of}` }, inside)];
}
