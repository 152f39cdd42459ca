import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A BPMN file with something of everything that can be executed, for tests that take it apart; its process is `P`. */
export const everything = readFileSync(join(__dirname, 'everything.bpmn'), 'utf8');

/** That file with up to four tags and attributes lost, doubled or in the place of others: mostly no XML any more. */
export const brokenModel: fc.Arbitrary<string> = changed(4, among(/<[^>]*>|\s[\w:]+="[^"]*"/g));

/** That file with one or two attributes or whole elements lost, doubled or in the place of others of the kind. */
export const mutatedModel: fc.Arbitrary<string> = changed(
  2,
  fc.oneof(
    among(/\s(?!id)[\w:]+="[^"]*"/g),
    among(/<[\w:]+[^<>]*\/>|<([\w:]+)[^<>]*>(?:[^<]|<!\[CDATA\[.*?\]\]>)*<\/\1>/g),
  ),
);

type Change = readonly [piece: string, instead: string];

function among(pattern: RegExp): fc.Arbitrary<Change> {
  const piece = fc.constantFrom(...[...everything.matchAll(pattern)].map(([found]) => found));
  return fc.tuple(piece, fc.oneof(fc.constant(''), piece, piece.map((other) => `${other}${other}`)));
}

function changed(most: number, change: fc.Arbitrary<Change>): fc.Arbitrary<string> {
  return fc
    .array(change, { minLength: 1, maxLength: most })
    .map((changes) => changes.reduce((text, [piece, instead]) => text.replace(piece, () => instead), everything));
}
