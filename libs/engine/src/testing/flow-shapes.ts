import { type Block, type BlockWriter, joined, lines, type Part, part, type Shape, single } from './block.js';
import {
  boundaryEvent,
  catchEvent,
  errorEnd,
  errorTrigger,
  gateway,
  messageTrigger,
  serviceTask,
  subProcess,
  timer,
  userTask,
} from './model.js';

/** Single elements that wait, or do not. */
export const plainTasks = {
  userTask: (_, writer) => single(userTask(writer.id('User'))),
  serviceTask: (_, writer) => single(serviceTask(writer.id('Service'))),
  task: (_, writer) => single(`<manualTask id="${writer.id('Manual')}"/>`),
  asyncTask: (_, writer) =>
    single(`<task id="${writer.id('Async')}" camunda:asyncBefore="true" camunda:asyncAfter="true"/>`),
  timer: (_, writer) => single(catchEvent(writer.id('Timer'), timer('timeDuration', 'PT1H'))),
  message: (_, writer) => single(catchEvent(writer.id('Message'), messageTrigger('M'))),
  call: (_, writer) => single(`<callActivity id="${writer.id('Call')}" calledElement="child"/>`),
} satisfies Record<string, Shape>;

/** Gateways, sub-processes and loops around other blocks. */
export const plainShapes = {
  sequence: ({ blocks }, writer) => writer.writeAll(blocks).reduce(joined),
  exclusive,
  parallel,
  inclusive,
  rework,
  looped,
  each,
  guarded,
  terminated,
  failing,
} satisfies Record<string, Shape>;

function exclusive({ blocks }: Block, writer: BlockWriter): Part {
  const [split, merge] = [writer.id('Choose'), writer.id('Merge')];
  const inner = writer.writeAll(blocks);
  const last = inner.length - 1;
  const flows = inner.map(({ flows, entry, exit }, i) =>
    lines(flows, `${split} -> ${entry}${i === last ? '' : ` : = n > ${last - i}`}`, `${exit} -> ${merge}`),
  );
  const chooser = gateway('exclusive', split, `default="${split}_${inner[last]!.entry}"`);
  return part(chooser + gateway('exclusive', merge), inner, lines(...flows), split, merge);
}

function parallel({ blocks }: Block, writer: BlockWriter): Part {
  const [split, join] = [writer.id('Split'), writer.id('Join')];
  const inner = writer.writeAll(blocks);
  const flows = inner.map(({ flows, entry, exit }) => lines(flows, `${split} -> ${entry}`, `${exit} -> ${join}`));
  return part(gateway('parallel', split) + gateway('parallel', join), inner, lines(...flows), split, join);
}

/** Takes its first branch always, the others by `n`. */
function inclusive({ blocks }: Block, writer: BlockWriter): Part {
  const [split, join] = [writer.id('Split'), writer.id('Join')];
  const inner = writer.writeAll(blocks);
  const flows = inner.map(({ flows, entry, exit }, i) =>
    lines(flows, `${split} -> ${entry}${i === 0 ? '' : ` : = n > ${i}`}`, `${exit} -> ${join}`),
  );
  return part(gateway('inclusive', split) + gateway('inclusive', join), inner, lines(...flows), split, join);
}

/** Comes round again while `again` is true; a task at the top sees to it that every round waits. */
function rework({ blocks: [block] }: Block, writer: BlockWriter): Part {
  const [merge, task, again] = [writer.id('Merge'), writer.id('User'), writer.id('Again')];
  const inner = writer.write(block!);
  const exit = writer.id('Manual');
  const gateways = gateway('exclusive', merge) + gateway('exclusive', again, `default="${again}_${exit}"`);
  const flows = lines(
    `${merge} -> ${task} -> ${inner.entry}`,
    inner.flows,
    `${inner.exit} -> ${again} -> ${merge} : = again`,
    `${again} -> ${exit}`,
  );
  return part(`${gateways}${userTask(task)}<manualTask id="${exit}"/>`, [inner], flows, merge, exit);
}

/** A standard loop, which need not wait and so has a maximum. */
function looped({ blocks: [block], sequential: testBefore }: Block, writer: BlockWriter): Part {
  const loop = `<standardLoopCharacteristics loopMaximum="3" testBefore="${testBefore}">
    <loopCondition>= again</loopCondition></standardLoopCharacteristics>`;
  return single(writer.sub(writer.id('Looped'), block!, loop));
}

/** A multi-instance sub-process, perhaps until `again` is true. */
function each({ blocks: [block], times, sequential, interrupting }: Block, writer: BlockWriter): Part {
  const condition = interrupting ? '<completionCondition>= again</completionCondition>' : '';
  const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}">
    <loopCardinality>${times}</loopCardinality>${condition}</multiInstanceLoopCharacteristics>`;
  return single(writer.sub(writer.id('Each'), block!, loop));
}

/** An activity with a boundary event for something outside it. */
function guarded(block: Block, writer: BlockWriter): Part {
  const triggers = [timer('timeDuration', 'PT1H'), timer('timeCycle', 'R2/PT1H'), messageTrigger('M')];
  return withBoundaryEvent(writer, hostOf(block, writer), triggers[block.event % 3]!, block.interrupting);
}

/** An activity for a boundary event to stand on: a single one, a sub-process, or several runs of one between jobs. */
export function hostOf({ blocks: [block], times, sequential }: Block, writer: BlockWriter): string {
  switch (times) {
    case 0:
      return serviceTask(writer.id('Service'));
    case 1:
      return `<callActivity id="${writer.id('Call')}" calledElement="child"/>`;
    case 2:
      return writer.sub(writer.id('Sub'), block!);
    default: {
      const jobs = 'camunda:asyncBefore="true" camunda:asyncAfter="true"';
      const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}" ${jobs}>
        <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;
      return writer.sub(writer.id('Each'), block!, loop).replace('<subProcess ', `<subProcess ${jobs} `);
    }
  }
}

/** A sub-process of several branches, the first of which to end terminates the others. */
function terminated({ blocks }: Block, writer: BlockWriter): Part {
  const [sub, end] = [writer.id('Sub'), writer.id('Terminate')];
  return single(leadingTo(writer, blocks, sub, end, `<endEvent id="${end}"><terminateEventDefinition/></endEvent>`));
}

/** A sub-process of several branches that each end with an error, which may find a catcher here, outside, or none. */
function failing({ blocks, event }: Block, writer: BlockWriter): Part {
  const [sub, end] = [writer.id('Sub'), writer.id('Error')];
  const activity = leadingTo(writer, blocks, sub, end, errorEnd(end, 'E'));
  const caughtBy = [undefined, errorTrigger(), errorTrigger('E')][event % 3];
  return caughtBy === undefined ? single(activity) : withBoundaryEvent(writer, activity, caughtBy, true);
}

function leadingTo(writer: BlockWriter, blocks: readonly Block[], sub: string, end: string, endEvent: string): string {
  const inner = writer.writeAll(blocks);
  const elements = inner.map((each) => each.elements).join('') + endEvent;
  return subProcess(sub, elements, lines(...inner.map(({ flows, exit }) => lines(flows, `${exit} -> ${end}`))));
}

/** An activity whose boundary event leads to the same merge or, where it does not interrupt, through a task to an end. */
export function withBoundaryEvent(writer: BlockWriter, activity: string, trigger: string, interrupting: boolean): Part {
  const { entry } = single(activity);
  const [event, merge] = [writer.id('Boundary'), writer.id('Merge')];
  const elements = activity + boundaryEvent(event, entry, trigger, interrupting) + gateway('exclusive', merge);
  if (interrupting) return part(elements, [], lines(`${entry} -> ${merge}`, `${event} -> ${merge}`), entry, merge);
  const [task, end] = [writer.id('User'), writer.id('End')];
  const aside = `${userTask(task)}<endEvent id="${end}"/>`;
  return part(elements + aside, [], lines(`${entry} -> ${merge}`, `${event} -> ${task} -> ${end}`), entry, merge);
}
