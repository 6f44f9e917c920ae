import { shown } from '../store/state.js';
import { rebuild } from './cells.js';
import { check } from './check.js';
import { cardOf, ledgerOf, nodeOf, studyOf, wireOf } from './facts.js';
import { gradientOf, missed, seed, start, valueOf } from './explain-node.js';
import { notices } from './explain-notices.js';
import { stackBack, stackOf } from './explain-stack.js';
import { stepBack } from './explain-step.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */

/**
 * The step at work in three levels, or the value that was chosen.
 * @type {View}
 */
export const view = {
  name: 'explain',

  mount(root, context) {
    /** @type {readonly unknown[]} */
    let drawn = [];

    return {
      show(snapshot) {
        if (root.hidden) {
          drawn = [];
          return;
        }
        const { state, scene, pose } = snapshot;
        const key = [shown(state), scene, pose?.index, state.select, state.told];
        if (key.every((part, place) => part === drawn[place]) && drawn.length) return;
        drawn = key;
        const study = studyOf(snapshot);
        rebuild(root, () => (study ? build(study, state.select, context).filter((each) => each !== null) : []));
      },
      describe(snapshot) {
        const study = studyOf(snapshot);
        return study ? (subject(study, snapshot.state.select)?.title ?? context.words.explain.start) : '';
      },
      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * The card that was chosen, unless the step at work is about it anyway.
 * @param {Study} study
 * @param {Snapshot['state']['select']} select
 * @returns {Card | null}
 */
function subject(study, select) {
  const { step } = study.pose;
  const chosen = select ? cardOf(study.scene, study.scene.cardOf.get(select.node) ?? null) : null;
  const wire = wireOf(study.scene, step?.wire ?? null);
  if (chosen && chosen.id !== step?.card && chosen.id !== wire?.from) return chosen;
  return cardOf(study.scene, step?.card ?? null);
}

/**
 * @param {Study} study
 * @param {Snapshot['state']['select']} select
 * @param {Context} context
 */
function build(study, select, context) {
  const { step } = study.pose;
  const card = subject(study, select);
  if (!card) return start(study, context);
  const atWork = step !== null && step.card === card.id;
  const wire = atWork ? wireOf(study.scene, step.wire) : null;
  if (atWork && step.seed) return [...seed(study, step.node ?? card.node, context), notices(study, card, context)];
  if (atWork && wire) {
    const receiver = cardOf(study.scene, wire.from);
    const back = card.stack > 0 ? stackBack(study, card, wire, context) : stepBack(study, step, wire, context);
    if (receiver && receiver.stack > 0) return [...back, ...stackOf(study, receiver, context)];
    return [...back, receiver && gradientOf(study, receiver, context, wire.node), receiver && checkOf(study, receiver, context, wire.node), ...(select ? [] : missed(study, null, context)), notices(study, card, context)];
  }
  if (card.stack > 0) return [...stackOf(study, card, context), ...(select ? [] : missed(study, card.id, context)), notices(study, card, context)];
  const own = nodeOf(study.trace, card.node).kind === 'constant' ? null : gradientOf(study, card, context);
  return [...valueOf(study, card, context), own, own && checkOf(study, card, context), ...(select ? [] : missed(study, card.id, context)), notices(study, card, context)];
}

/**
 * A gradient is checked when all of it is there, or the last of it is on its way: a part of a sum has no difference to compare with.
 * @param {Study} study
 * @param {Card} card
 * @param {Context} context
 * @param {string} [node]  of a closed group the output that it is about
 */
function checkOf(study, card, context, node = card.node) {
  const ledger = ledgerOf(study, card.id, node);
  const coming = ledger?.rows.filter((row) => row.state === 'coming').length ?? 0;
  return ledger && ledger.rows.length > 0 && ledger.waiting <= coming ? check(study, { node, entry: null }, context) : null;
}
