// Where a trace comes from: the service, or data inside the page. The only `fetch`.

import { read, readAnswer, readRefusal } from './wire.js';

/** @typedef {import('./wire.d.ts').Trace} Trace */
/** @typedef {import('./wire.d.ts').Refusal} Refusal */
/** @typedef {import('./wire.d.ts').GalleryItem} GalleryItem */

/**
 * @typedef {{ok: true, trace: Trace} | {ok: false, problem: Refusal} | {ok: false, offline: true}} Answer
 */

/**
 * @typedef {{ok: true, answer: unknown} | {ok: false, problem: Refusal} | {ok: false, offline: true}} Told
 */

/**
 * @typedef {object} Source
 * @property {(request: object, signal?: AbortSignal) => Promise<Answer>} trace never rejects; what was aborted is offline
 * @property {((question: string, request: object) => Promise<Told>) | null} ask `check`, `slice`, `paths`, `derivative` or `export` of a program; null
 *   where nothing can be computed; never rejects
 * @property {() => Promise<readonly GalleryItem[]>} gallery empty without a service
 */

/** @type {{ok: false, offline: true}} */
const OFFLINE = Object.freeze({ ok: false, offline: true });

/**
 * @param {string | URL} base the address the API lies under
 * @param {typeof fetch} [send]
 * @returns {Source}
 */
export function fetchSource(base, send = (input, init) => fetch(input, init)) {
  /** @param {string} path @param {object} request @param {AbortSignal} [signal] */
  const post = async (path, request, signal) => {
    const response = await send(new URL(`api/v1/${path}`, base), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request, words),
      credentials: 'omit',
      signal,
    });
    return { ok: response.ok, type: response.headers.get('Content-Type') ?? '', body: await response.text() };
  };

  return {
    async trace(request, signal) {
      try {
        const { ok, type, body } = await post('trace', request, signal);
        return answer(ok, type, body);
      } catch {
        return OFFLINE;
      }
    },
    async ask(question, request) {
      try {
        const { ok, type, body } = await post(question, request);
        if (!/json/.test(type)) return OFFLINE;
        const value = JSON.parse(body);
        return ok ? { ok, answer: readAnswer(value) } : { ok: false, problem: readRefusal(value) };
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
    ask: null,
    gallery: async () => [],
  };
}
