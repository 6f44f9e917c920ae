// Where a trace comes from: the service, or data inside the page. The only `fetch`.

import { read, readRefusal } from './wire.js';

/** @typedef {import('./wire.d.ts').Trace} Trace */
/** @typedef {import('./wire.d.ts').Refusal} Refusal */
/** @typedef {import('./wire.d.ts').GalleryItem} GalleryItem */

/**
 * @typedef {{ok: true, trace: Trace} | {ok: false, problem: Refusal} | {ok: false, offline: true}} Answer
 */

/**
 * @typedef {object} Source
 * @property {(request: object, signal?: AbortSignal) => Promise<Answer>} trace never rejects; what was aborted is offline
 * @property {() => Promise<readonly GalleryItem[]>} gallery empty without a service
 */

/** @type {Answer} */
const OFFLINE = Object.freeze({ ok: false, offline: true });

/**
 * @param {string | URL} base the address the API lies under
 * @param {typeof fetch} [send]
 * @returns {Source}
 */
export function fetchSource(base, send = (input, init) => fetch(input, init)) {
  return {
    async trace(request, signal) {
      try {
        const response = await send(new URL('api/v1/trace', base), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(request, words),
          credentials: 'omit',
          signal,
        });
        return answer(response.ok, response.headers.get('Content-Type') ?? '', await response.text());
      } catch {
        return OFFLINE;
      }
    },
    async gallery() {
      try {
        const response = await send(new URL('api/v1/gallery', base), { credentials: 'omit' });
        const { items } = await response.json();
        return response.ok && Array.isArray(items) ? Object.freeze(items) : [];
      } catch {
        return [];
      }
    },
  };
}

/**
 * @param {boolean} ok
 * @param {string} type
 * @param {string} body
 * @returns {Answer}
 */
function answer(ok, type, body) {
  if (!/json/.test(type)) return OFFLINE;
  const value = JSON.parse(body);
  if (!ok) return { ok: false, problem: readRefusal(value) };
  try {
    return { ok: true, trace: read(value) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const hint = 'Reload the page: it may be older than the service.';
    return { ok: false, problem: readRefusal({ code: 'unreadable-trace', title: 'The answer cannot be read', detail, hint }) };
  }
}

/**
 * JSON has no NaN and no infinities; the wire spells them as words.
 * @param {string} _
 * @param {unknown} value
 */
const words = (_, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);

/**
 * One trace that lies in the page: the same answer to every question.
 * @param {Trace} trace
 * @returns {Source}
 */
export function dataSource(trace) {
  return {
    trace: async () => ({ ok: true, trace }),
    gallery: async () => [],
  };
}
