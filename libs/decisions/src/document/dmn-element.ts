import type { ModdleElement } from 'dmn-moddle';

/** A node of the model that dmn-moddle reads. */
export type DmnElement = ModdleElement;

/** An attribute or a `<text>` without space around it; undefined where it is missing or empty. */
export function textOf(element: DmnElement | undefined, name: string): string | undefined {
  const value = element?.get(name);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** The one child element under a name. */
export function childOf(element: DmnElement | undefined, name: string): DmnElement | undefined {
  const value = element?.get(name);
  return isElement(value) ? value : undefined;
}

/** The child elements under a name. */
export function childrenOf(element: DmnElement | undefined, name: string): readonly DmnElement[] {
  const value = element?.get(name);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The id of an element, or of the nearest one around it that has one. */
export function nearestId(element: DmnElement): string {
  let current: DmnElement | undefined = element;
  while (current !== undefined && current.id === undefined) current = current.$parent;
  return current?.id ?? '';
}

function isElement(value: unknown): value is DmnElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}
