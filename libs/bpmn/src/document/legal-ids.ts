import type { BpmnModdle, ModdleWarning } from 'bpmn-moddle';

/** Ids that moddle reads. XML allows the letters of any language too, and files written by hand begin ids with digits. */
const LEGAL = /^(?:[a-z][\w.-]*:)?[a-z_][\w.-]*$/i;

const ID = /\sid\s*=\s*(["'])([^"'<&]+)\1/g;
/** A whole attribute, or the whole text in front of a closing tag. */
const VALUE = /(\s[\w:.-]+\s*=\s*)(["'])([^"'<&]*)\2|>([^<>&]*)(?=<\/)/g;

/** What moddle makes of a document. */
type ReadDocument = Awaited<ReturnType<BpmnModdle['fromXML']>>;

/** A document in which every id is one that moddle reads. */
export interface WithLegalIds {
  readonly text: string;
  /** What moddle has read of it, with the ids that the file has. */
  readonly restore: (read: ReadDocument) => ReadDocument;
}

/**
 * Gives each id that moddle would refuse another one, and the same to what refers to it. moddle leaves out the element
 * with such an id; without a word in the model, where it is a sequence flow. Lines stay where they are.
 */
export function withLegalIds(text: string): WithLegalIds {
  const ids = [...new Set([...text.matchAll(ID)].map(([, , id = '']) => id))].filter((id) => !LEGAL.test(id));
  if (ids.length === 0) return { text, restore: (read) => read };
  let prefix = '_id';
  while (text.includes(prefix)) prefix += '_';
  const legal = new Map(ids.map((id, index) => [id, `${prefix}${index}.`]));
  const given = new RegExp(`${prefix}(\\d+)\\.`, 'g');
  const original = (changed: string) => changed.replace(given, (_, index) => ids[Number(index)] ?? '');
  return {
    text: text.replace(VALUE, (whole: string, before = '', quote = '', attribute?: string, content?: string) => {
      const id = legal.get(attribute ?? content?.trim() ?? '');
      if (id === undefined) return whole;
      return attribute === undefined ? `>${id}` : `${before}${quote}${id}${quote}`;
    }),
    restore: ({ rootElement, warnings, elementsById }) => {
      changeTexts(rootElement, original);
      return {
        rootElement,
        warnings: warnings.map((warning) => restoreWarning(warning, original)),
        elementsById: Object.fromEntries(Object.entries(elementsById).map(([id, element]) => [original(id), element])),
      };
    },
  };
}

function restoreWarning(warning: ModdleWarning, original: (text: string) => string): ModdleWarning {
  const { message, value } = warning;
  return { ...warning, message: original(message), value: typeof value === 'string' ? original(value) : value };
}

/** Changes every text in what moddle has read, in place. References from element to element are not enumerable. */
function changeTexts(tree: object, change: (text: string) => string): void {
  const fields = tree as Record<string, unknown>;
  // What the metamodel does not know is not enumerable either.
  if (isTree(fields['$attrs'])) changeTexts(fields['$attrs'], change);
  for (const [key, value] of Object.entries(fields)) {
    if (isTree(value)) changeTexts(value, change);
    if (typeof value !== 'string' || change(value) === value) continue;
    fields[key] = change(value);
  }
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
