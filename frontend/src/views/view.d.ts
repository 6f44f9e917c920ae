/** What a view is and what it is given. A view knows the state and the words, never another view. */

import type { State, Action } from '../store/state.js';
import type { Scene } from '../store/scene.js';
import type { Pose } from '../store/pose.js';
import type { CheckAnswer, DerivativeAnswer, ExportAnswer, PathsAnswer, SliceAnswer } from '../wire.d.ts';
import type { words } from '../words/en.js';

/** One moment: the whole state, and what follows from it. `scene` and `pose` are null until there is a trace. */
export interface Snapshot {
  readonly state: State
  readonly scene: Scene | null
  readonly pose: Pose | null
}

/** Handlers the graph registers, for the keys and buttons that zoom. */
export interface Camera {
  zoomIn?: () => void
  zoomOut?: () => void
  fit?: () => void
}

/** The state of a question: every answer comes later than it was asked for. */
export type Reply<T> =
  | { readonly status: 'asking' }
  | { readonly status: 'answered'; readonly answer: T }
  | { readonly status: 'refused'; readonly detail: string; readonly hint: string | null }
  | { readonly status: 'offline' }

export interface Answers {
  readonly check: CheckAnswer
  readonly slice: SliceAnswer
  readonly paths: PathsAnswer
  readonly derivative: DerivativeAnswer
  readonly export: ExportAnswer
}

/** Asks once per trace and answers from memory after; the state says `told` when an answer has arrived. */
export type Ask = <Q extends keyof Answers>(question: Q, members: object) => Reply<Answers[Q]>

export interface Context {
  readonly dispatch: (action: Action) => void
  readonly getState: () => State
  readonly words: typeof words
  /** null where the trace lies in the page and nothing can be computed. */
  readonly ask: Ask | null
  readonly run: (command: string) => void
  readonly camera: Camera
}

export interface Mounted {
  show(snapshot: Snapshot): void
  /** The view said aloud: one sentence, the same that a screen reader hears. */
  describe(snapshot: Snapshot): string
  destroy(): void
}

export interface View {
  readonly name: string
  mount(root: HTMLElement, context: Context): Mounted
}
