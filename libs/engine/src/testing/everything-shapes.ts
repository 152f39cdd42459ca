import { type Block, type BlockWriter, joined, lines, type Part, part, scopeOf, type Shape, single } from './block.js';
import { hostOf, withBoundaryEvent } from './flow-shapes.js';
import {
  boundaryEvent,
  catchEvent,
  compensable,
  compensate,
  conditionalTrigger,
  endEvent,
  errorEnd,
  errorTrigger,
  escalationTrigger,
  eventSubProcess,
  flows,
  gateway,
  linkTrigger,
  messageTrigger,
  serviceTask,
  signalTrigger,
  subProcess,
  throwEvent,
  timer,
  userTask,
} from './model.js';

// Signal `S` comes from outside only, `T` from throwing events; what catches `T` is used up by it, so that no model calls
// itself for ever.
const onTime = timer('timeDuration', 'PT1H');
const onCondition = conditionalTrigger('= n > 1');
const listener = (event: string) => `<camunda:executionListener event="${event}" class="${event}"/>`;
const cancelled = '<cancelEventDefinition/>';

/** Single elements, and pairs of them. */
export const furtherTasks = {
  script: (_, writer) =>
    single(`<scriptTask id="${writer.id('Script')}" scriptFormat="feel" camunda:resultVariable="s">
      <script>n + 1</script></scriptTask>`),
  send: (_, writer) => single(`<sendTask id="${writer.id('Send')}" messageRef="Message_M"/>`),
  receive: (_, writer) => single(`<receiveTask id="${writer.id('Receive')}" messageRef="Message_M"/>`),
  signal: ({ interrupting: fromOutside }, writer) =>
    single(catchEvent(writer.id('Signal'), signalTrigger(fromOutside ? 'S' : 'T'))),
  condition: (_, writer) => single(catchEvent(writer.id('Condition'), onCondition)),
  throwSignal: (_, writer) => single(throwEvent(writer.id('Throw'), signalTrigger('T'))),
  throwMessage: (_, writer) => single(throwEvent(writer.id('Throw'), messageTrigger('M'))),
  escalate: (_, writer) => single(throwEvent(writer.id('Escalate'), escalationTrigger('E'))),
  undo: (_, writer) => single(throwEvent(writer.id('Undo'), compensate())),
  listened: (_, writer) => {
    const listeners = `<extensionElements>${listener('start')}${listener('end')}</extensionElements>`;
    return single(userTask(writer.id('Heard'), 'camunda:asyncBefore="true"', listeners));
  },
  link,
  listenedFlow,
} satisfies Record<string, Shape>;

/** Events, compensation and ad-hoc work around other blocks. */
export const furtherShapes = {
  watched,
  rescued,
  race,
  discriminator,
  adHoc,
  undoable,
  undoneAsWhole,
  transaction,
} satisfies Record<string, Shape>;

function link(_: Block, writer: BlockWriter): Part {
  const [from, to] = [writer.id('From'), writer.id('To')];
  return part(throwEvent(from, linkTrigger(to)) + catchEvent(to, linkTrigger(to)), [], '', from, to);
}

function listenedFlow(_: Block, writer: BlockWriter): Part {
  const [first, second] = [writer.id('Manual'), writer.id('Manual')];
  const flow = `<sequenceFlow id="${first}_${second}" sourceRef="${first}" targetRef="${second}">
    <extensionElements>${listener('take')}</extensionElements></sequenceFlow>`;
  return part(`<manualTask id="${first}"/><manualTask id="${second}"/>${flow}`, [], '', first, second);
}

/** An activity with a boundary event for something that happens inside it or to its variables, or a signal. */
function watched(block: Block, writer: BlockWriter): Part {
  const { event, interrupting: wanted } = block;
  const triggers = [onCondition, escalationTrigger('E'), escalationTrigger(), errorTrigger('E'), errorTrigger()];
  const trigger = triggers[event % 6];
  const interrupting = wanted || event % 6 > 2;
  return withBoundaryEvent(writer, hostOf(block, writer), trigger ?? signalTrigger('T'), interrupting);
}

/** A sub-process of which the second block is an event sub-process. */
function rescued({ blocks: [block, handling], event, interrupting: wanted }: Block, writer: BlockWriter): Part {
  const onError = errorTrigger();
  const others = [onTime, timer('timeCycle', 'R2/PT1H'), messageTrigger('M'), onCondition, escalationTrigger('E')];
  const trigger = [...others, onError][event % 7];
  const interrupting = trigger === onError || wanted;
  const handler = handling ? writer.write(handling) : single(userTask(writer.id('User')));
  const [id, end] = [writer.id('Rescue'), writer.id('End')];
  const rescue = eventSubProcess(
    id,
    trigger ?? signalTrigger(interrupting ? 'T' : 'S'),
    `${handler.elements}<endEvent id="${end}"/>`,
    lines(`On_${id} -> ${handler.entry}`, handler.flows, `${handler.exit} -> ${end}`),
    interrupting,
  );
  const failing = writer.id('Error');
  const inner = writer.write(block!);
  const ending = event % 2 === 0 ? `<endEvent id="${failing}"/>` : errorEnd(failing, 'E');
  const elements = inner.elements + ending + rescue;
  return single(subProcess(writer.id('Sub'), elements, lines(inner.flows, `${inner.exit} -> ${failing}`)));
}

/** Behind an event-based gateway: each block has an event before it, the first to happen takes the token. */
function race({ blocks, event }: Block, writer: BlockWriter): Part {
  const [split, merge] = [writer.id('Race'), writer.id('Merge')];
  const triggers = [onTime, messageTrigger('M'), signalTrigger('S'), onCondition, signalTrigger('T')];
  const runners = blocks.map((block, i) => {
    const id = writer.id('Event');
    const trigger = triggers[(event + i) % 6];
    const runner = trigger === undefined ? `<receiveTask id="${id}" messageRef="Message_M"/>` : catchEvent(id, trigger);
    return joined(single(runner), writer.write(block));
  });
  const ways = runners.map(({ flows, entry, exit }) => lines(flows, `${split} -> ${entry}`, `${exit} -> ${merge}`));
  const gateways = `<eventBasedGateway id="${split}"/>${gateway('exclusive', merge)}`;
  return part(gateways, runners, lines(...ways), split, merge);
}

/** The first branch that comes to the complex gateway, or the first two, lead on; the sub-process waits for all. */
function discriminator({ blocks, times }: Block, writer: BlockWriter): Part {
  const [split, join, end] = [writer.id('Split'), writer.id('Some'), writer.id('End')];
  const inner = writer.writeAll(blocks);
  const needed = Math.min(blocks.length, Math.max(1, times));
  const condition = `<activationCondition>= activationCount >= ${needed}</activationCondition>`;
  const elements = gateway('parallel', split) + gateway('complex', join, '', condition) + `<endEvent id="${end}"/>`;
  const ways = inner.map(({ flows, entry, exit }) => lines(flows, `${split} -> ${entry}`, `${exit} -> ${join}`));
  const content = part(elements, inner, lines(...ways, `${join} -> ${end}`), split, end);
  return single(subProcess(writer.id('Sub'), content.elements, content.flows));
}

function adHoc({ blocks, event, interrupting, sequential }: Block, writer: BlockWriter): Part {
  const attributes = `ordering="${sequential ? 'Sequential' : 'Parallel'}" cancelRemainingInstances="${interrupting}"`;
  const choices = blocks.map((block) => writer.sub(writer.id('Choice'), block)).join('');
  const condition = event % 2 === 0 ? '' : '<completionCondition>= again</completionCondition>';
  const content = `${choices}${userTask(writer.id('User'))}${condition}`;
  return single(`<adHocSubProcess id="${writer.id('AdHoc')}" ${attributes}>${content}</adHocSubProcess>`);
}

/** An activity that another one undoes. */
function undoable({ blocks: [block, undoing], event, times }: Block, writer: BlockWriter): Part {
  const loop = `<multiInstanceLoopCharacteristics>
    <loopCardinality>${times}</loopCardinality></multiInstanceLoopCharacteristics>`;
  const id = writer.id('Undoable');
  const content = event % 3 === 0 ? loop : '';
  const activity = event % 2 === 0 ? serviceTask(id, '', content) : writer.sub(id, block!, content);
  return single(compensable(activity, id, handlerOf(id, undoing, writer), `Handler_${id}`));
}

function handlerOf(activity: string, block: Block | undefined, writer: BlockWriter): string {
  const id = `Handler_${activity}`;
  if (!block) return serviceTask(id, 'isForCompensation="true"');
  const { elements, flows: flowText } = writer.write(block);
  return `<subProcess id="${id}" isForCompensation="true">${elements}${flows(flowText)}</subProcess>`;
}

/** A sub-process that says itself how it is undone. */
function undoneAsWhole({ blocks: [block, undoing] }: Block, writer: BlockWriter): Part {
  const [id, start, end] = [writer.id('Undoing'), writer.id('Start'), writer.id('End')];
  const handler = undoing ? writer.write(undoing) : single(serviceTask(writer.id('Service')));
  const content = scopeOf(handler, `<startEvent id="${start}">${compensate()}</startEvent>`, `<endEvent id="${end}"/>`);
  const undo = `<subProcess id="${id}" triggeredByEvent="true">${content}</subProcess>`;
  return single(writer.sub(writer.id('Sub'), block!, undo));
}

/** Is cancelled while `again` is true. */
function transaction({ blocks: [block] }: Block, writer: BlockWriter): Part {
  const [id, choice, stop, done] = [writer.id('Transaction'), writer.id('Choose'), writer.id('Stop'), writer.id('End')];
  const inner = writer.write(block!);
  const ends = `${endEvent(stop, cancelled)}<endEvent id="${done}"/>`;
  const elements = gateway('exclusive', choice, `default="${choice}_${done}"`) + inner.elements + ends;
  const ways = lines(inner.flows, `${inner.exit} -> ${choice} -> ${done}`, `${choice} -> ${stop} : = again`);
  const [event, merge] = [writer.id('Boundary'), writer.id('Merge')];
  const activity = `<transaction id="${id}">${elements}${flows(ways)}</transaction>`;
  const border = boundaryEvent(event, id, cancelled) + gateway('exclusive', merge);
  return part(activity + border, [], lines(`${id} -> ${merge}`, `${event} -> ${merge}`), id, merge);
}
