import fc from 'fast-check';
import {
  boundaryEvent,
  catchEvent,
  error,
  errorEnd,
  errorTrigger,
  gateway,
  message,
  messageTrigger,
  type Model,
  serviceTask,
  subProcess,
  timer,
  userTask,
} from './model.js';

/** One way in, one way out: what random models are built of. No token in them can die, so none may get stuck. */
type Block =
  | { readonly kind: 'userTask' | 'serviceTask' | 'task' | 'asyncTask' | 'timer' | 'message' | 'call' }
  | { readonly kind: 'sequence' | 'exclusive' | 'parallel' | 'inclusive'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rework' | 'looped'; readonly block: Block }
  | {
      readonly kind: 'guarded';
      readonly block: Block;
      readonly event: 'timer' | 'cycle' | 'message';
      readonly interrupting: boolean;
    }
  | {
      readonly kind: 'each';
      readonly block: Block;
      readonly times: number;
      readonly sequential: boolean;
      readonly until: boolean;
    }
  | { readonly kind: 'terminated'; readonly blocks: readonly Block[] }
  | { readonly kind: 'failing'; readonly blocks: readonly Block[]; readonly caught: 'by code' | 'all' | 'never' };

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constantFrom('userTask', 'serviceTask', 'task', 'asyncTask', 'timer', 'message', 'call') }),
      fc.record({ kind: fc.constantFrom('sequence', 'exclusive', 'parallel', 'inclusive', 'terminated'), blocks }),
      fc.record({ kind: fc.constantFrom('rework', 'looped'), block: tie('block') }),
      fc.record({
        kind: fc.constant('guarded'),
        block: tie('block'),
        event: fc.constantFrom('timer', 'cycle', 'message'),
        interrupting: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('each'),
        block: tie('block'),
        times: fc.nat({ max: 3 }),
        sequential: fc.boolean(),
        until: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('failing'), blocks, caught: fc.constantFrom('by code', 'all', 'never') }),
    ),
  };
});

/** Random block-structured models. Their conditions read `n` (a number) and `again` (a boolean). */
export const randomModel: fc.Arbitrary<Model> = block.map((root) => {
  const writer = new ModelWriter();
  const { elements, flows, entry, exit } = writer.write(root);
  return { elements, flows: `Start -> ${entry}\n${flows}\n${exit} -> End`, definitions: message('M') + error('E') };
});

/** A written block: its elements, the flows among them, and the nodes at which one enters and leaves. */
interface Part {
  readonly elements: string;
  readonly flows: string;
  readonly entry: string;
  readonly exit: string;
}

class ModelWriter {
  private count = 0;

  write(block: Block): Part {
    switch (block.kind) {
      case 'userTask':
        return single(userTask(this.id('User')));
      case 'serviceTask':
        return single(serviceTask(this.id('Service')));
      case 'task':
        return single(`<manualTask id="${this.id('Manual')}"/>`);
      case 'asyncTask':
        return single(`<task id="${this.id('Async')}" camunda:asyncBefore="true" camunda:asyncAfter="true"/>`);
      case 'timer':
        return single(catchEvent(this.id('Timer'), timer('timeDuration', 'PT1H')));
      case 'message':
        return single(catchEvent(this.id('Message'), messageTrigger('M')));
      case 'call':
        return single(`<callActivity id="${this.id('Call')}" calledElement="child"/>`);
      case 'sequence':
        return block.blocks.map((inner) => this.write(inner)).reduce(joined);
      case 'exclusive':
        return this.exclusive(block.blocks);
      case 'parallel':
        return this.parallel(block.blocks);
      case 'inclusive':
        return this.inclusive(block.blocks);
      case 'rework':
        return this.rework(block.block);
      case 'looped':
        return this.looped(block.block);
      case 'guarded':
        return this.guarded(block);
      case 'each':
        return this.each(block);
      case 'terminated':
        return this.terminated(block.blocks);
      case 'failing':
        return this.failing(block);
    }
  }

  private exclusive(blocks: readonly Block[]): Part {
    const [split, merge] = [this.id('Choose'), this.id('Merge')];
    const inner = blocks.map((block) => this.write(block));
    const last = inner.length - 1;
    const flows = inner.map(({ flows, entry, exit }, i) =>
      lines(flows, `${split} -> ${entry}${i === last ? '' : ` : = n > ${last - i}`}`, `${exit} -> ${merge}`),
    );
    const chooser = `<exclusiveGateway id="${split}" default="${split}_${inner[last]!.entry}"/>`;
    return part(`${chooser}<exclusiveGateway id="${merge}"/>`, inner, lines(...flows), split, merge);
  }

  private parallel(blocks: readonly Block[]): Part {
    const [split, join] = [this.id('Split'), this.id('Join')];
    const inner = blocks.map((block) => this.write(block));
    const flows = inner.map(({ flows, entry, exit }) => lines(flows, `${split} -> ${entry}`, `${exit} -> ${join}`));
    const gateways = `<parallelGateway id="${split}"/><parallelGateway id="${join}"/>`;
    return part(gateways, inner, lines(...flows), split, join);
  }

  /** Takes its first branch always, the others by `n`. */
  private inclusive(blocks: readonly Block[]): Part {
    const [split, join] = [this.id('Split'), this.id('Join')];
    const inner = blocks.map((block) => this.write(block));
    const flows = inner.map(({ flows, entry, exit }, i) =>
      lines(flows, `${split} -> ${entry}${i === 0 ? '' : ` : = n > ${i}`}`, `${exit} -> ${join}`),
    );
    return part(gateway('inclusive', split) + gateway('inclusive', join), inner, lines(...flows), split, join);
  }

  /** A standard loop, which need not wait and so has a maximum. */
  private looped(block: Block): Part {
    const loop = `<standardLoopCharacteristics loopMaximum="3"><loopCondition>= again</loopCondition>
      </standardLoopCharacteristics>`;
    return single(this.sub(this.id('Looped'), block, loop));
  }

  /** Comes round again while `again` is true; a task at the top sees to it that every round waits. */
  private rework(block: Block): Part {
    const [merge, task, again] = [this.id('Merge'), this.id('User'), this.id('Again')];
    const inner = this.write(block);
    const exit = this.id('Manual');
    const gateways = `<exclusiveGateway id="${merge}"/><exclusiveGateway id="${again}" default="${again}_${exit}"/>`;
    const flows = lines(
      `${merge} -> ${task} -> ${inner.entry}`,
      inner.flows,
      `${inner.exit} -> ${again} -> ${merge} : = again`,
      `${again} -> ${exit}`,
    );
    return part(`${gateways}${userTask(task)}<manualTask id="${exit}"/>`, [inner], flows, merge, exit);
  }

  /** A sub-process with a boundary event, whose flow leads to the same merge or, not interrupting, to an end. */
  private guarded({ block, event, interrupting }: Extract<Block, { kind: 'guarded' }>): Part {
    const [sub, boundary, merge, end] = [this.id('Sub'), this.id('Boundary'), this.id('Merge'), this.id('End')];
    const trigger = {
      timer: timer('timeDuration', 'PT1H'),
      cycle: timer('timeCycle', 'R2/PT1H'),
      message: messageTrigger('M'),
    }[event];
    const elements = `${this.sub(sub, block)}${boundaryEvent(boundary, sub, trigger, interrupting)}
      <exclusiveGateway id="${merge}"/>${interrupting ? '' : `<endEvent id="${end}"/>`}`;
    return part(elements, [], lines(`${sub} -> ${merge}`, `${boundary} -> ${interrupting ? merge : end}`), sub, merge);
  }

  private each({ block, times, sequential, until }: Extract<Block, { kind: 'each' }>): Part {
    const condition = until ? '<completionCondition>= again</completionCondition>' : '';
    const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}">
      <loopCardinality>${times}</loopCardinality>${condition}</multiInstanceLoopCharacteristics>`;
    return single(this.sub(this.id('Each'), block, loop));
  }

  /** A sub-process of several branches, the first of which to end terminates the others. */
  private terminated(blocks: readonly Block[]): Part {
    const [sub, end] = [this.id('Sub'), this.id('Terminate')];
    const inner = blocks.map((block) => this.write(block));
    const elements = inner.map((part) => part.elements).join('');
    const flows = lines(...inner.map((part) => lines(part.flows, `${part.exit} -> ${end}`)));
    return single(subProcess(sub, `${elements}<endEvent id="${end}"><terminateEventDefinition/></endEvent>`, flows));
  }

  /** A sub-process of several branches that each end with an error, which may find a catcher here, outside, or none. */
  private failing({ blocks, caught }: Extract<Block, { kind: 'failing' }>): Part {
    const [sub, end, boundary, merge] = [this.id('Sub'), this.id('Error'), this.id('Boundary'), this.id('Merge')];
    const inner = blocks.map((block) => this.write(block));
    const inside = inner.map((part) => part.elements).join('') + errorEnd(end, 'E');
    const flows = lines(...inner.map((part) => lines(part.flows, `${part.exit} -> ${end}`)));
    const failing = subProcess(sub, inside, flows);
    if (caught === 'never') return single(failing);
    const trigger = errorTrigger(caught === 'all' ? undefined : 'E');
    const elements = `${failing}${boundaryEvent(boundary, sub, trigger)}<exclusiveGateway id="${merge}"/>`;
    return part(elements, [], lines(`${sub} -> ${merge}`, `${boundary} -> ${merge}`), sub, merge);
  }

  private sub(id: string, block: Block, content = ''): string {
    const inner = this.write(block);
    return subProcess(id, inner.elements, inner.flows, content);
  }

  private id(prefix: string): string {
    this.count += 1;
    return `${prefix}_${this.count}`;
  }
}

function single(elements: string): Part {
  const id = /id="([^"]*)"/.exec(elements)?.[1] ?? '';
  return { elements, flows: '', entry: id, exit: id };
}

function joined(first: Part, second: Part): Part {
  const flows = lines(first.flows, `${first.exit} -> ${second.entry}`, second.flows);
  return { elements: first.elements + second.elements, flows, entry: first.entry, exit: second.exit };
}

function part(elements: string, inner: readonly Part[], flows: string, entry: string, exit: string): Part {
  return { elements: elements + inner.map((each) => each.elements).join(''), flows, entry, exit };
}

function lines(...all: string[]): string {
  return all.filter(Boolean).join('\n');
}
