import { flows, subProcess } from './model.js';

/** One way in, one way out: what random models are built of. No token in them can die, so none may get stuck. */
export interface Block {
  /** Names a {@link Shape}. */
  readonly kind: string;
  /** What lies inside; one or more. */
  readonly blocks: readonly Block[];
  /** Which of the shape's variants; each takes what it needs. */
  readonly event: number;
  readonly times: number;
  readonly interrupting: boolean;
  readonly sequential: boolean;
}

/** A written block: its elements, the flows among them, and the nodes at which one enters and leaves. */
export interface Part {
  readonly elements: string;
  readonly flows: string;
  readonly entry: string;
  readonly exit: string;
}

/** How blocks of one kind are written. */
export type Shape = (block: Block, writer: BlockWriter) => Part;

/** Writes blocks as BPMN; every element gets an id that says what it is. */
export class BlockWriter {
  private count = 0;

  constructor(private readonly shapes: Readonly<Record<string, Shape>>) {}

  write(block: Block): Part {
    return this.shapes[block.kind]!(block, this);
  }

  writeAll(blocks: readonly Block[]): Part[] {
    return blocks.map((block) => this.write(block));
  }

  id(prefix: string): string {
    this.count += 1;
    return `${prefix}_${this.count}`;
  }

  /** A sub-process around a block. @param content loop characteristics, event sub-processes and the like. */
  sub(id: string, block: Block, content = ''): string {
    const inner = this.write(block);
    return subProcess(id, inner.elements, inner.flows, content);
  }
}

/** One element; its id is the first in its XML. */
export function single(elements: string): Part {
  const id = /id="([^"]*)"/.exec(elements)?.[1] ?? '';
  return { elements, flows: '', entry: id, exit: id };
}

/** Several elements around what is written already. */
export function part(elements: string, inner: readonly Part[], flowText: string, entry: string, exit: string): Part {
  return { elements: elements + inner.map((each) => each.elements).join(''), flows: flowText, entry, exit };
}

export function joined(first: Part, second: Part): Part {
  const all = lines(first.flows, `${first.exit} -> ${second.entry}`, second.flows);
  return { elements: first.elements + second.elements, flows: all, entry: first.entry, exit: second.exit };
}

export function lines(...all: string[]): string {
  return all.filter(Boolean).join('\n');
}

/** The content of a scope that holds a block between a start event and an end event. */
export function scopeOf({ elements, flows: flowText, entry, exit }: Part, start: string, end: string): string {
  return `${start}${elements}${end}${flows(lines(`${idOf(start)} -> ${entry}`, flowText, `${exit} -> ${idOf(end)}`))}`;
}

function idOf(xml: string): string {
  return single(xml).entry;
}
