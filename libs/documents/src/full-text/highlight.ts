import { foldLetters } from './fold-letters.js';
import type { Term } from './search-terms.js';

/** Letters of a snippet, and how many of them stand before what was found. */
const [LENGTH, BEFORE] = [240, 60];

/** A piece of text as HTML: escaped, what was found in `<mark>`. */
export interface Snippet {
  readonly html: string;
  /** Terms that occur in the piece. */
  readonly found: number;
}

/** The whole text, marked. */
export function highlight(text: string, terms: readonly Term[]): Snippet {
  const tidy = text.normalize('NFC');
  return marked(tidy, placesOf(tidy, terms), 0, tidy.length);
}

/** The piece of a long text in which most of the terms stand together; undefined where none occurs. */
export function snippetOf(text: string, terms: readonly Term[]): Snippet | undefined {
  const tidy = text.normalize('NFC').replace(/\s/g, ' ');
  const places = placesOf(tidy, terms);
  const best = places.reduce<(Place & { readonly found: number }) | undefined>((before, at) => {
    const { from } = at;
    const found = new Set(places.filter((place) => place.from >= from && place.to <= from + LENGTH - BEFORE).map(({ term }) => term)).size;
    return before === undefined || found > before.found ? { ...at, found } : before;
  }, undefined);
  if (best === undefined) return undefined;
  const start = Math.max(0, tidy.lastIndexOf(' ', best.from - BEFORE) + 1);
  const end = tidy.length <= start + LENGTH ? tidy.length : Math.max(tidy.lastIndexOf(' ', start + LENGTH), best.to);
  const { html, found } = marked(tidy, places, start, end);
  return { html: `${start > 0 ? '… ' : ''}${html}${end < tidy.length ? ' …' : ''}`, found };
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly term: number;
}

/** So many are enough to choose from: a word such as `và` is everywhere. */
const MOST_PLACES = 200;

/** Where the terms stand as whole words, from left to right, none over another. */
function placesOf(text: string, terms: readonly Term[]): Place[] {
  const folded = foldLetters(text);
  const all = terms.flatMap((term, index) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])0*${term.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'gu');
    const places: Place[] = [];
    for (let match = pattern.exec(folded); match !== null && places.length < MOST_PLACES; match = pattern.exec(folded)) {
      places.push({ from: match.index, to: match.index + match[0].length, term: index });
    }
    return places;
  });
  let end = 0;
  return all
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    });
}

function marked(text: string, places: readonly Place[], start: number, end: number): Snippet {
  const inside = places.filter(({ from, to }) => from >= start && to <= end);
  let [html, done] = ['', start];
  for (const { from, to } of inside) {
    html += `${escaped(text.slice(done, from))}<mark>${escaped(text.slice(from, to))}</mark>`;
    done = to;
  }
  return { html: html + escaped(text.slice(done, end)), found: new Set(inside.map(({ term }) => term)).size };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
