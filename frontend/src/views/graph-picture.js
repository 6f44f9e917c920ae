/** The whole picture as data: a pure function of the stage, two poses and a moment between them. */

import { draw } from '../draw/svg.js';
import { lookup } from '../wire.js';
import { arriving, cardOf, nodeOf, wireOf } from './facts.js';
import { drawCard } from './graph-card.js';
import { drawLinks } from './graph-links.js';
import { lasting, pointed, spokenOf } from './graph-marks.js';
import { calloutBox, drawCallout, drawPacket, productOf, waiting } from './graph-packet.js';
import { touches } from './graph-room.js';
import { drawSeed } from './graph-seed.js';
import { drawStop } from './graph-stop.js';
import { depth, drawTag, drawWire, packetAt } from './graph-wire.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/svg.js').Maybe} Maybe */
/** @typedef {import('./graph-frames.js').Frame} Frame */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../store/pose.js').Pose} Pose */
/** @typedef {import('../store/pose.js').CardPose} CardPose */
/** @typedef {import('../motion/packet.js').Moment} Moment */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('./graph-entry.js').EntryView} EntryView */
/** @typedef {import('./graph-links.js').Link} Link */
/** @typedef {import('./graph-room.js').Box} Box */

/**
 * @typedef {object} Told
 * @property {Study} study
 * @property {State} state
 * @property {Stage} stage
 * @property {Pose} before the pose a moving step came from; the pose itself at rest
 * @property {Moment} moment
 * @property {boolean} resting nothing moves: call-outs may stand
 * @property {boolean} callouts a phone and a bare frame have none
 * @property {string} stop card that holds the one tab stop
 * @property {{view: EntryView, links: readonly Link[], formula: Drawing | null} | null} entry
 * @property {Box} seen what is on the screen
 * @property {Box} near that and a little more: of long wires only what is in it is drawn
 * @property {Box | null} view what is drawn; null: everything
 * @property {typeof import('../words/en.js').words.graph} words
 */

/** Drawings of cards by what they depend on. @typedef {Map<string, {facts: readonly unknown[], drawing: Drawing}>} Memory */

/**
 * @param {Told} told
 * @param {Memory} memory
 * @returns {Maybe[]}
 */
export function picture(told, memory) {
  const links = told.entry && drawLinks(told.entry.links);
  const { view } = told;
  const framed = told.stage.frames.filter(({ box }) => !view || touches(box, view, 0));
  return [
    layer('frames', framed.map((frame) => (frame.whole ? inFrame(frame, [ground(frame)]) : null))),
    layer('wires', wires(told)),
    layer('names', framed.map((frame) => inFrame(frame, [!frame.whole && ground(frame), ...name(frame, told.words)]))),
    ...(links ? [links.below] : []),
    layer('seeds', seeds(told)),
    draw('g', { key: 'cards', class: 'cards' }, [...cards(told, memory), told.stage.stop && drawStop(told.stage.stop, told.words)]),
    ...(links ? [links.above, told.entry?.formula] : []),
    layer('moving', moving(told)),
  ];
}

/** @param {string} name @param {(Drawing | null)[]} drawings */
const layer = (name, drawings) => draw('g', { key: name, class: name, 'aria-hidden': 'true' }, drawings);

/** @param {Frame} frame @param {Maybe[]} parts */
const inFrame = ({ id, level, box: { x, y } }, parts) => draw('g', { key: id, class: `frame frame--${level % 2}`, transform: `translate(${x} ${y})` }, parts);

/** @param {Frame} frame */
const ground = ({ box: { w, h } }) => draw('rect', { class: 'frame-ground', x: 0.5, y: 0.5, width: w - 1, height: h - 1, rx: 6 });

/** Above the wires, which may pass where it stands. @param {Frame} frame @param {Told['words']} words */
function name({ id, label, nodes, whole, box: { w, h } }, words) {
  const up = whole ? 0 : -9;
  return [
    draw('rect', { class: 'opener', x: 4, y: whole ? 4 : -2, width: Math.max(24, w - 8), height: whole ? 32 : h + 4, 'data-close': id }, [draw('title', {}, words.close(label))]),
    draw('path', { class: 'chevron', d: `M12 ${16 + up}l4 4l4 -4` }),
    draw('text', { class: 'frame-name', x: 26, y: 24 + up }, [
      draw('tspan', {}, label),
      whole && draw('tspan', { class: 'frame-count', dx: 10 }, words.nodes(nodes)),
    ]),
  ];
}

/** The products behind a gradient take the place of all that moves; what a value was made from only lights up. @param {Told} told */
const explained = ({ entry }) => entry?.view.of === 'grad' && entry.view.count > 0;

/** After the last step nothing is at work any more. @param {Told} told */
const ended = ({ study, resting }) => resting && study.pose.index === study.scene.steps.length;

/** @param {Told} told */
function wires(told) {
  const { study, stage, moment, view, near } = told;
  const entry = explained(told);
  const { scene, pose } = study;
  const back = pose.step?.phase === 'backward' ? pose.step.wire : null;
  const seen = scene.wires.filter((wire) => !view || touches(/** @type {Box} */ (stage.spans.get(wire.id)), view, 0));
  const posed = seen.map((wire) => {
    const now = /** @type {import('../store/pose.js').WirePose} */ (pose.wires.get(wire.id));
    if (wire.id === back && !moment.landed) return { wire, now: { ...now, state: /** @type {const} */ ('backward') } };
    return { wire, now: ended(told) && now.state === 'forward' ? { ...now, state: /** @type {const} */ ('delivered') } : now };
  }).sort((a, b) => depth(a.now) - depth(b.now));
  return [
    ...posed.map(({ wire, now }) => drawWire(wire, stage.lines.get(wire.id) ?? [], now, moment.flight, entry, near)),
    ...seen.map((wire) => {
      const box = stage.tags.get(wire.id);
      return box ? drawTag(wire, box, !entry && wire.id === back && pose.step?.kind === 'unbroadcast') : null;
    }),
  ];
}

/** @param {Told} told */
function seeds({ study, stage, moment, words }) {
  const { pose, trace } = study;
  const seeded = pose.seeded && (pose.step?.kind !== 'seed' || moment.landed);
  return [...stage.seeds].map(([card, seed]) => drawSeed(seed, trace.upstream, seeded, card, words));
}

/** @param {Told} told @param {Memory} memory */
function cards(told, memory) {
  const { study, stage, state, before, moment, view, entry, stop, words } = told;
  const { scene, pose } = study;
  const facts = lasting(stage);
  const { selected, hovered } = pointed(study, state);
  const receiver = pose.step?.kind === 'accumulate' ? wireOf(scene, pose.step.wire)?.from : pose.step?.kind === 'seed' ? pose.step.card : null;
  return scene.cards.map((card) => {
    const box = /** @type {Box} */ (stage.boxes.get(card.id));
    if (view && card.id !== stop && !touches(box, view, 0)) return null;
    const now = /** @type {CardPose} */ (pose.cards.get(card.id));
    const posed = moment.landed ? now : earlier(before.cards.get(card.id) ?? now, now);
    const shown = posed.working && (explained(told) || ended(told)) ? { ...posed, working: null } : posed;
    const settle = card.id === receiver ? moment.settle : 1;
    const lit = entry?.view.lit.get(card.id) ?? null;
    const size = /** @type {import('./graph-size.js').Size} */ (stage.sizes.get(card.id));
    const changing = [shown, settle, lit, card.id === selected, card.id === hovered, card.id === stop, stage];
    const remembered = memory.get(card.id);
    if (remembered && remembered.facts.every((each, i) => each === changing[i])) return remembered.drawing;
    const lasts = /** @type {import('./graph-marks.js').Lasting} */ (facts.get(card.id));
    const marks = {
      ...lasts, settle, lit, selected: card.id === selected, hovered: card.id === hovered, stop: card.id === stop,
      spoken: spokenOf(study, card.id, shown, lasts, words),
    };
    const drawing = drawCard({ card, node: nodeOf(study.trace, card.node), size, pose: shown, marks, words }, box.x, box.y);
    memory.set(card.id, { facts: changing, drawing });
    return drawing;
  });
}

/**
 * While the packet flies a card still shows what it knew, and already that it works.
 * @param {CardPose} before
 * @param {CardPose} now
 * @returns {CardPose}
 */
const earlier = (before, now) => (before === now ? now : { ...before, working: now.working });

/** @param {Told} told @returns {(Drawing | null)[]} */
function moving(told) {
  const { study, stage, moment } = told;
  const { scene, pose } = study;
  const { step } = pose;
  if (!step || explained(told)) return [];
  const flying = moment.flight < 1;
  if (step.phase === 'forward') {
    const into = flying ? scene.wires.filter((wire) => wire.to === step.card) : [];
    return into.map((wire) => drawPacket(packetAt(stage.lines.get(wire.id) ?? [[0, 0]], 'forward', moment.flight), 'forward', `packet ${wire.id}`));
  }
  if (step.kind === 'seed') {
    const seed = stage.seeds.get(step.card ?? '');
    return seed && flying ? [drawPacket(packetAt(seed.points, 'backward', moment.flight), 'backward', 'packet seed')] : [];
  }
  const wire = wireOf(scene, step.wire);
  return wire ? backward(told, wire) : [];
}

/**
 * @param {Told} told
 * @param {import('../store/scene.js').Wire} wire
 * @returns {(Drawing | null)[]}
 */
function backward({ study, stage, moment, resting, callouts, seen, words }, wire) {
  const { trace, pose, scene } = study;
  const at = packetAt(stage.lines.get(wire.id) ?? [[0, 0]], 'backward', moment.flight);
  const packet = moment.flight < 1 ? drawPacket(at, 'backward', 'packet') : null;
  const [from, to] = [stage.boxes.get(wire.from), stage.boxes.get(wire.to)];
  const receiver = cardOf(scene, wire.from);
  const now = pose.cards.get(wire.from);
  if (!resting || !from || !to || !receiver || !now) return [packet];
  const parts = now.arrived.map((id) => arriving(study, /** @type {import('../store/scene.js').Wire} */ (wireOf(scene, id))));
  const seed = trace.targets.includes(receiver.node) ? [trace.upstream.data ?? []] : [];
  const scalars = [...seed, ...parts].map((part) => (part?.length === 1 ? part[0] : null));
  const rule = stage.sizes.get(wire.from)?.rule ?? from.h;
  const told = waiting(now, receiver.stack === 0 && receiver.node === wire.node ? scalars : [], from, rule, { taken: stage.taken.filter((box) => box !== from), seen, words });
  const product = callouts && pose.step?.kind === 'local' ? productOn(study, wire, words) : null;
  const own = stage.lines.get(wire.id) ?? [];
  const foreign = stage.taken.filter((box) => (box.w !== 0 && box.h !== 0) || !own.some(([x, y]) => x === box.x && y === box.y));
  const box = product && calloutBox(product, at, to, foreign, told.boxes, seen);
  return [...told.drawings, product && box ? drawCallout(product, at, box) : null, packet];
}

/** @param {Study} study @param {import('../store/scene.js').Wire} wire @param {Told['words']} words */
function productOn({ trace, scene }, wire, words) {
  const user = cardOf(scene, wire.to);
  // The members of a stack have an upstream gradient each.
  return user && user.stack === 0 && productOf(wire.edges.flatMap((id) => lookup(trace).edges.get(id) ?? []), nodeOf(trace, user.node), words);
}
