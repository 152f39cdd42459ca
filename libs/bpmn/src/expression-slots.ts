import { type ExpressionText, isExpression } from '#expressions';
import type { ActivityNode, BoundaryEventNode, EventNode, GraphNode, ProcessGraph, UserTaskNode } from './graph.js';

/** What the value in a place of the graph must be; says what a literal there has to look like. */
export type SlotKind =
  'condition' | 'instant' | 'duration' | 'cycle' | 'retry-cycle' | 'number' | 'name' | 'variable' | 'any';

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
  const common = 'boundaryEvents' in node ? activityEntries(node) : [];
  return slotsOf(node.id, [...common, ...ownEntries(node)]);
}

function ownEntries(node: GraphNode): readonly Entry[] {
  switch (node.type) {
    case 'userTask':
      return userTaskEntries(node);
    case 'serviceTask':
      return [['failedJobRetryTimeCycle', 'retry-cycle', node.retryTimeCycle]];
    case 'callActivity':
      return [
        ['calledElement', 'name', node.calledElement],
        ['businessKey', 'any', node.businessKey],
        ...node.in.map(({ source, target }): Entry => [`in "${target}"`, 'variable', source]),
        ...node.out.map(({ source, target }): Entry => [`out "${target}"`, 'variable', source]),
      ];
    case 'startEvent':
    case 'endEvent':
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
      return triggerEntries(node);
    default:
      return [];
  }
}

function activityEntries({ inputs, outputs, multiInstance }: ActivityNode): readonly Entry[] {
  return [
    ...inputs.map(({ source, target }): Entry => [`input "${target}"`, 'any', source]),
    ...outputs.map(({ source, target }): Entry => [`output "${target}"`, 'any', source]),
    ['loopCardinality', 'number', multiInstance?.cardinality],
    ['collection', 'variable', multiInstance?.collection],
    ['completionCondition', 'condition', multiInstance?.completionCondition],
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
  ];
}

const TIMER_KINDS = { date: 'instant', duration: 'duration', cycle: 'cycle' } as const;

function triggerEntries({ trigger }: EventNode | BoundaryEventNode): readonly Entry[] {
  switch (trigger?.kind) {
    case 'timer':
      return [[`timer ${trigger.timer}`, TIMER_KINDS[trigger.timer], trigger.value]];
    case 'message':
      return [
        ['message', 'name', trigger.message],
        ['correlationKey', 'any', trigger.correlationKey],
      ];
    case 'error':
      return [['errorMessage', 'any', trigger.errorMessage]];
    default:
      return [];
  }
}
