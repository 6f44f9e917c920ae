import { view as derivative } from '../views/derivative.js';
import { view as entries } from '../views/entries.js';
import { view as export_ } from '../views/export.js';
import { view as explain } from '../views/explain.js';
import { view as fold } from '../views/fold.js';
import { view as gallery } from '../views/gallery.js';
import { view as graph } from '../views/graph.js';
import { view as header } from '../views/header.js';
import { view as help } from '../views/help.js';
import { view as inputs } from '../views/inputs.js';
import { view as inspector } from '../views/inspector.js';
import { view as narration } from '../views/narration.js';
import { view as notices } from '../views/notices.js';
import { view as open } from '../views/open.js';
import { view as paths } from '../views/paths.js';
import { view as printed } from '../views/printed.js';
import { view as problems } from '../views/problems.js';
import { view as program } from '../views/program.js';
import { view as rail } from '../views/rail.js';
import { view as table } from '../views/table.js';
import { view as tabs } from '../views/tabs.js';
import { view as target } from '../views/target.js';
import { view as timeline } from '../views/timeline.js';
import { view as transport } from '../views/transport.js';

/** @typedef {import('../views/view.d.ts').View} View */

/** Which view fills which element of the page; `explain`, `entries`, `paths`, `derivative` and `table` are elements the inspector makes. @type {readonly (readonly [string, View])[]} */
export const places = [
  ['header', header],
  ['program-rail', rail],
  ['text', program],
  ['problems', problems],
  ['printed', printed],
  ['inputs', inputs],
  ['target', target],
  ['graph', graph],
  ['notices', notices],
  ['inspector-view', inspector],
  ['explain', explain],
  ['entries', entries],
  ['paths', paths],
  ['modes', derivative],
  ['table', table],
  ['inspector-fold', fold],
  ['transport', transport],
  ['narration', narration],
  ['timeline', timeline],
  ['open', open],
  ['tabs', tabs],
  ['gallery', gallery],
  ['export', export_],
  ['help', help],
];
