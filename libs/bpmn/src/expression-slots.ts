import { type ExpressionText, isExpression } from '#expressions';
import type { GraphNode, ProcessGraph } from './graph.js';
import type { ActivityNode, Mapping } from './node.js';
import type { Implementation, UserTaskNode } from './tasks.js';
import type { EventTrigger } from './triggers.js';

/** What the value in a place of the graph must be; says what a literal there has to look like. */
export type SlotKind =
  'condition' | 'instant' | 'duration' | 'cycle' | 'retry-cycle' | 'number' | 'integer' | 'name' | 'variable' | 'any';

/** One text of a graph that must be readable as something. */
export interface ExpressionSlot {
  readonly element: string;
  /** How people find it in the model, e.g. `dueDate`, `input "escalateTo"`. */
  readonly property: string;
  readonly kind: SlotKind;
  readonly text: ExpressionText;
}

/** Whether the text is evaluated at run time. A retry cycle never is: the runtime takes it as the model has it. */
export function isEvaluated({ kind, text }: ExpressionSlot): boolean {
  return kind !== 'retry-cycle' && isExpression(text);
}

/** Every such text of a graph, in document order. */
export function expressionSlots(graph: ProcessGraph): ExpressionSlot[] {
  const conditions = Object.values(graph.flows).flatMap(({ id, condition }) =>
    slotsOf(id, [['condition', 'condition', condition]]),
  );
  return [...Object.values(graph.nodes).flatMap(nodeSlots), ...conditions];
}

type Entry = readonly [property: string, kind: SlotKind, text: ExpressionText | undefined];

function slotsOf(element: string, entries: readonly Entry[]): ExpressionSlot[] {
  return entries.flatMap(([property, kind, text]) => (text === undefined ? [] : [{ element, property, kind, text }]));
}

function nodeSlots(node: GraphNode): ExpressionSlot[] {
  return slotsOf(node.id, [
    ...('boundaryEvents' in node ? activityEntries(node) : []),
    ...ownEntries(node),
    ['failedJobRetryTimeCycle', 'retry-cycle', node.retryTimeCycle],
    ['taskPriority', 'integer', node.taskPriority],
  ]);
}

function ownEntries(node: GraphNode): readonly Entry[] {
  switch (node.type) {
    case 'userTask':
      return userTaskEntries(node);
    case 'serviceTask':
      return [
        ...implementationEntries(node.implementation),
        ...(node.errorMappings ?? []).map(({ expression }): Entry => ['errorEventDefinition', 'condition', expression]),
      ];
    case 'sendTask':
      return [...implementationEntries(node.implementation), ...messageEntries(node.message)];
    case 'receiveTask':
      return messageEntries(node.message);
    case 'businessRuleTask':
      return [
        ...implementationEntries(node.implementation),
        ['decisionRef', 'name', node.decision?.key],
        ['decisionRefVersion', 'any', node.decision?.bindingValue],
      ];
    case 'callActivity':
      return [
        ['calledElement', 'name', node.calledElement],
        ['calledElementVersion', 'any', node.bindingValue],
        ['businessKey', 'any', node.businessKey],
        ...mappingEntries('in', 'variable', node.in),
        ...mappingEntries('out', 'variable', node.out),
      ];
    case 'adHocSubProcess':
      return [['completionCondition', 'condition', node.completionCondition]];
    case 'complexGateway':
      return [['activationCondition', 'condition', node.activationCondition]];
    default:
      return 'trigger' in node && node.trigger !== undefined ? triggerEntries(node.trigger) : [];
  }
}

function activityEntries({ inputs, outputs, multiInstance, standardLoop }: ActivityNode): readonly Entry[] {
  return [
    ...mappingEntries('input', 'any', inputs),
    ...mappingEntries('output', 'any', outputs),
    ['loopCardinality', 'number', multiInstance?.cardinality],
    ['collection', 'variable', multiInstance?.collection],
    ['outputDataItem', 'any', multiInstance?.outputElement],
    ['completionCondition', 'condition', multiInstance?.completionCondition],
    ['loopCondition', 'condition', standardLoop?.condition],
    ['loopMaximum', 'number', standardLoop?.maximum],
  ];
}

function userTaskEntries(task: UserTaskNode): readonly Entry[] {
  return [
    ['assignee', 'name', task.assignee],
    ...task.candidateUsers.map((text): Entry => ['candidateUsers', 'name', text]),
    ...task.candidateGroups.map((text): Entry => ['candidateGroups', 'name', text]),
    ['dueDate', 'instant', task.dueDate],
    ['followUpDate', 'instant', task.followUpDate],
    ['priority', 'number', task.priority],
    ['formRefVersion', 'number', task.formVersion],
  ];
}

function mappingEntries(name: string, kind: SlotKind, mappings: readonly Mapping[]): Entry[] {
  return mappings.map(({ source, target }): Entry => [`${name} "${target}"`, kind, source]);
}

function implementationEntries(implementation: Implementation | undefined): readonly Entry[] {
  return implementation?.kind === 'expression' ? [['expression', 'any', implementation.expression]] : [];
}

type Message = { readonly message: ExpressionText; readonly correlationKey?: ExpressionText };

function messageEntries(message: Message | undefined): readonly Entry[] {
  return [
    ['message', 'name', message?.message],
    ['correlationKey', 'any', message?.correlationKey],
  ];
}

const TIMER_KINDS = { date: 'instant', duration: 'duration', cycle: 'cycle' } as const;

function triggerEntries(trigger: EventTrigger): readonly Entry[] {
  switch (trigger.kind) {
    case 'timer':
      return [[`timer ${trigger.timer}`, TIMER_KINDS[trigger.timer], trigger.value]];
    case 'message':
      return [
        ...messageEntries(trigger),
        ...implementationEntries(trigger.implementation),
        ...mappingEntries('in', 'variable', trigger.payload ?? []),
      ];
    case 'signal':
      return [['signal', 'name', trigger.signal], ...mappingEntries('in', 'variable', trigger.payload ?? [])];
    case 'conditional':
      return [['condition', 'condition', trigger.condition]];
    case 'error':
      return [['errorMessage', 'any', trigger.errorMessage]];
    default:
      return [];
  }
}
