import { DeepJsonError } from './errors.js';

/** No form or process nests so deep; `JSON.stringify` and the engine give up at some thousands. */
export const MAX_JSON_DEPTH = 200;

/**
 * Refuses a parsed JSON body whose lists and objects lie inside one another too deep: what is stored of it could not be
 * written out again. @throws DeepJsonError
 */
export function refuseDeepJson(body: unknown): void {
  if (isDeeperThan(MAX_JSON_DEPTH, body)) throw new DeepJsonError(MAX_JSON_DEPTH);
}

/** Whether lists and objects of a parsed JSON value lie inside one another deeper than so many levels. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}
