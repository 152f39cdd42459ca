import {
  boundary,
  cardinality,
  catching,
  childProcess,
  completionCondition,
  definitions,
  ending,
  error,
  gateway,
  job,
  message,
  multiInstance,
  signal,
  subProcess,
  terminate,
  timer,
  user,
} from '../bpmn-text.js';
import type { Block } from './block.js';

/** A written block: its elements, the flows among them, and the nodes at which one enters and leaves. */
interface Part {
  readonly elements: string;
  readonly flows: string;
  readonly entry: string;
  readonly exit: string;
}

/** Writes blocks as BPMN, each element with an id of its own. */
export class BlockWriter {
  private count = 0;
  private readonly names: string[] = [];
  /** Scopes around what is being written that something may interrupt. */
  private interruptible = 0;
  /** Bodies of several runs around it: bpmn-engine lets the catchers of all runs have an error (§13.5.3). */
  private runs = 0;

  get definitions(): string {
    return this.names.map(definitions).join('') + childProcess();
  }

  /**
   * A join of bpmn-engine takes a discarded flow for a token (§13.4.1), so joins and what discards flows never stand in one
   * scope: where the other is, each has a sub-process of its own.
   *
   * @param scope what else there is in the scope around it.
   */
  write(block: Block, scope: 'nothing' | 'branches' | 'anything'): Part {
    switch (block.kind) {
      case 'user':
        return single(user(this.id('User')));
      case 'service':
      case 'send':
      case 'businessRule':
        return single(job(this.id('Job'), block.kind));
      case 'manual':
        return single(`<manualTask id="${this.id('Manual')}"/>`);
      case 'timer':
        return single(catching(this.id('Timer'), timer('PT1H')));
      case 'message':
        return single(this.named('Message', (id) => catching(id, message(id))));
      case 'signal':
        // To several runs one signal would do several things in one move, of which any may come first.
        if (this.runs > 0) return this.write({ kind: 'message' }, scope);
        return single(this.named('Signal', (id) => catching(id, signal(id))));
      case 'receive':
        return single(this.named('Receive', (id) => `<receiveTask id="${id}" messageRef="Message_${id}"/>`));
      case 'call':
        // bpmn-engine lets a called process run on when its caller is interrupted (§13.5.3, §13.5.6).
        if (this.interruptible > 0) return single(user(this.id('User')));
        return single(`<callActivity id="${this.id('Call')}" calledElement="Child"/>`);
      case 'sequence':
        return this.sequence(block.blocks, scope);
      case 'parallel':
        return scope === 'anything' ? single(this.sub(block)) : this.parallel(block.blocks);
      case 'sub':
        return single(this.sub(block.block));
      case 'each':
        return this.each(block);
      case 'terminated':
        return this.terminated(block.blocks);
      default:
        return scope === 'branches' ? single(this.sub(block)) : this.choosing(block);
    }
  }

  private choosing(block: Exclude<Block, { kind: 'sub' | 'each' | 'call' | 'user' }>): Part {
    switch (block.kind) {
      case 'exclusive':
        return this.exclusive(block.blocks);
      case 'race':
        return this.race(block.blocks);
      case 'rework':
        return this.rework(block.block);
      case 'guarded':
        return this.guarded(block.block, this.runs > 0 && block.by === 'signal' ? 'message' : block.by);
      case 'guardedJob':
        return this.runs > 0 ? this.write(block.block, 'anything') : this.guardedJob(block.block);
      case 'failing':
        return this.runs > 0 ? this.write(block.block, 'anything') : this.failing(block.block);
      default:
        throw new Error(`${block.kind} chooses nothing.`);
    }
  }

  private sequence(blocks: readonly Block[], scope: 'nothing' | 'branches' | 'anything'): Part {
    const inside = scope === 'nothing' && blocks.length > 1 ? 'anything' : scope;
    return blocks.map((each) => this.write(each, inside)).reduce(joined);
  }

  private exclusive(blocks: readonly Block[]): Part {
    const [split, merge] = [this.id('Choose'), this.id('Merge')];
    const inner = blocks.map((each) => this.write(each, 'anything'));
    const last = inner.length - 1;
    const flows = inner.map(({ flows, entry, exit }, i) =>
      lines(flows, `${split} -> ${entry}${i === last ? '' : ` : = n > ${last - i}`}`, `${exit} -> ${merge}`),
    );
    const gateways = gateway(split, 'exclusive', inner[last]!.entry) + gateway(merge, 'exclusive');
    return part(gateways, inner, flows, split, merge);
  }

  private parallel(blocks: readonly Block[]): Part {
    if (this.interruptible > 0) return this.unjoined(blocks);
    const [split, join] = [this.id('Split'), this.id('Join')];
    const inner = blocks.map((each) => this.write(each, 'branches'));
    const flows = inner.map(({ flows, entry, exit }) => lines(flows, `${split} -> ${entry}`, `${exit} -> ${join}`));
    return part(gateway(split, 'parallel') + gateway(join, 'parallel'), inner, flows, split, join);
  }

  /** Branches with an end each: a join of bpmn-engine fires when the rest of its scope is interrupted (§13.5.3). */
  private unjoined(blocks: readonly Block[]): Part {
    const [sub, split] = [this.id('Sub'), this.id('Split')];
    const inner = blocks.map((each) => this.write(each, 'branches'));
    const ends = inner.map(() => this.id('End'));
    const elements =
      inner.map((each, i) => `${each.elements}<endEvent id="${ends[i]}"/>`).join('') + gateway(split, 'parallel');
    const flows = inner.map(({ flows, entry, exit }, i) =>
      lines(flows, `${split} -> ${entry}`, `${exit} -> ${ends[i]}`),
    );
    return single(subProcess(sub, elements, lines(`${sub}Start -> ${split}`, ...flows)));
  }

  /** An event-based gateway: time, or the message of each branch, whichever is first. */
  private race(blocks: readonly Block[]): Part {
    const [first, merge, late] = [this.id('First'), this.id('Merge'), this.id('Timer')];
    const inner = blocks.map((each) => this.write(each, 'anything'));
    const events = inner.map(() => this.named('Message', (id) => catching(id, message(id))));
    const flows = inner.map(({ flows, entry, exit }, i) =>
      lines(flows, `${first} -> ${idIn(events[i]!)} -> ${entry}`, `${exit} -> ${merge}`),
    );
    const elements =
      gateway(first, 'eventBased') + gateway(merge, 'exclusive') + catching(late, timer('PT1H')) + events.join('');
    return part(elements, inner, [...flows, `${first} -> ${late} -> ${merge}`], first, merge);
  }

  /** Comes round again while `again` is true; a task at the top sees to it that every round waits. */
  private rework(block: Block): Part {
    const [merge, task, again, exit] = [this.id('Merge'), this.id('User'), this.id('Again'), this.id('Manual')];
    const inner = this.write(block, 'anything');
    const elements =
      gateway(merge, 'exclusive') + gateway(again, 'exclusive', exit) + user(task) + `<manualTask id="${exit}"/>`;
    const flows = [
      `${merge} -> ${task} -> ${inner.entry}`,
      inner.flows,
      `${inner.exit} -> ${again} -> ${merge} : = again`,
      `${again} -> ${exit}`,
    ];
    return part(elements, [inner], flows, merge, exit);
  }

  /** A sub-process with a boundary event. A reminder does not interrupt; a message that does not is told once (§13.5.3). */
  private guarded(block: Block, by: 'timer' | 'message' | 'signal' | 'reminder'): Part {
    const [merge, end] = [this.id('Merge'), this.id('End')];
    const sub = by === 'reminder' ? this.sub(block) : this.interrupted(() => this.sub(block));
    const guard = this.named('Boundary', (id) => {
      const trigger = {
        timer: timer('PT1H'),
        message: message(id),
        signal: signal(id),
        reminder: timer('R2/PT1H', 'timeCycle'),
      };
      return boundary(id, idIn(sub), trigger[by], by !== 'reminder');
    });
    const target = by === 'reminder' ? end : merge;
    const elements = sub + guard + gateway(merge, 'exclusive') + (by === 'reminder' ? `<endEvent id="${end}"/>` : '');
    return part(elements, [], [`${idIn(sub)} -> ${merge}`, `${idIn(guard)} -> ${target}`], idIn(sub), merge);
  }

  /** A job that may end with an error, of its own: bpmn-engine lets every catcher anywhere have it (§13.5.3). */
  private guardedJob(block: Block): Part {
    const [task, caught, merge] = [this.id('Job'), this.id('Boundary'), this.id('Merge')];
    this.names.push(task);
    const inner = this.write(block, 'anything');
    const elements = job(task) + boundary(caught, task, error(task)) + gateway(merge, 'exclusive');
    return part(
      elements,
      [inner],
      [`${task} -> ${merge}`, `${caught} -> ${inner.entry}`, inner.flows, `${inner.exit} -> ${merge}`],
      task,
      merge,
    );
  }

  /** A sub-process that ends with an error of its own where `again` is true; its boundary event catches that. */
  private failing(block: Block): Part {
    const [sub, choose, fail, caught, merge] = [
      this.id('Sub'),
      this.id('Choose'),
      this.id('Fail'),
      this.id('Boundary'),
      this.id('Merge'),
    ];
    this.names.push(sub);
    const inner = this.write(block, 'anything');
    const inside = inner.elements + gateway(choose, 'exclusive', `${sub}End`) + ending(fail, error(sub));
    const flows = lines(
      `${sub}Start -> ${inner.entry}`,
      inner.flows,
      `${inner.exit} -> ${choose} -> ${sub}End`,
      `${choose} -> ${fail} : = again`,
    );
    const elements = subProcess(sub, inside, flows) + boundary(caught, sub, error(sub)) + gateway(merge, 'exclusive');
    return part(elements, [], [`${sub} -> ${merge}`, `${caught} -> ${merge}`], sub, merge);
  }

  private each({ block, times, ways }: Extract<Block, { kind: 'each' }>): Part {
    const [sequential, until] = ways;
    const content = cardinality(times) + (until === true ? completionCondition('= again') : '');
    const loop = multiInstance(content, `isSequential="${sequential}"`);
    const write = () => this.sub(until === true ? waitingFirst(block) : block, loop);
    this.runs += 1;
    const part = single(until === true ? this.interrupted(write) : write());
    this.runs -= 1;
    return part;
  }

  /**
   * A sub-process of several branches, the first of which to end terminates the others. Each waits at first: within one
   * move either may come first.
   */
  private terminated(blocks: readonly Block[]): Part {
    const [sub, split, end] = [this.id('Sub'), this.id('Split'), this.id('Stop')];
    const inner = this.interrupted(() => blocks.map((each) => this.write(waitingFirst(each), 'branches')));
    const elements = inner.map((each) => each.elements).join('') + gateway(split, 'parallel') + ending(end, terminate);
    const flows = inner.map(({ flows, entry, exit }) => lines(flows, `${split} -> ${entry}`, `${exit} -> ${end}`));
    return single(subProcess(sub, elements, lines(`${sub}Start -> ${split}`, ...flows)));
  }

  private sub(block: Block, content = ''): string {
    const id = this.id('Sub');
    const { elements, flows, entry, exit } = this.write(block, 'nothing');
    return subProcess(id, elements, lines(`${id}Start -> ${entry}`, flows, `${exit} -> ${id}End`), content);
  }

  private interrupted<T>(write: () => T): T {
    this.interruptible += 1;
    const written = write();
    this.interruptible -= 1;
    return written;
  }

  /** An element that listens to a name, its own id. */
  private named(prefix: string, write: (id: string) => string): string {
    const id = this.id(prefix);
    this.names.push(id);
    return write(id);
  }

  private id(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count}`;
  }
}

const waitingFirst = (block: Block): Block => ({ kind: 'sequence', blocks: [{ kind: 'user' }, block] });

const single = (elements: string): Part => ({ elements, flows: '', entry: idIn(elements), exit: idIn(elements) });

const joined = (first: Part, second: Part): Part => ({
  elements: first.elements + second.elements,
  flows: lines(first.flows, `${first.exit} -> ${second.entry}`, second.flows),
  entry: first.entry,
  exit: second.exit,
});

const part = (
  elements: string,
  inner: readonly Part[],
  flows: readonly string[],
  entry: string,
  exit: string,
): Part => ({
  elements: elements + inner.map((each) => each.elements).join(''),
  flows: lines(...flows),
  entry,
  exit,
});

const idIn = (elements: string): string => /id="([^"]*)"/.exec(elements)?.[1] ?? '';

const lines = (...all: readonly string[]): string => all.filter(Boolean).join('\n');
