import { childOf, childrenOf, type BpmnElement } from '../document/bpmn-element.js';
import { expressionOf } from './expression-of.js';
import { splitNames } from './split-names.js';

/** Who does a task, as the resource roles of BPMN say. */
export interface RoleOwners {
  readonly assignee?: string;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/**
 * The owners named by `bpmn:humanPerformer` (or `bpmn:performer`) and `bpmn:potentialOwner` (BPMN 2.0.2 §10.3.4), in
 * the form that Activiti and Camunda read: `user(an), group(clerk)`; a bare name is a group. Roles without an
 * expression name nobody.
 */
export function roleOwnersOf(task: BpmnElement): RoleOwners {
  const texts = (...types: string[]) =>
    childrenOf(task, 'resources')
      .filter(({ $type }) => types.includes($type))
      .map((role) => expressionOf(childOf(childOf(role, 'resourceAssignmentExpression'), 'expression')))
      .filter((text) => text !== undefined);
  const [assignee] = texts('bpmn:HumanPerformer', 'bpmn:Performer');
  const owners = texts('bpmn:PotentialOwner').flatMap(splitNames).map(ownerOf);
  return {
    ...(assignee !== undefined && { assignee: ownerOf(assignee).name }),
    candidateUsers: owners.filter(({ kind }) => kind === 'user').map(({ name }) => name),
    candidateGroups: owners.filter(({ kind }) => kind === 'group').map(({ name }) => name),
  };
}

function ownerOf(text: string): { kind: 'user' | 'group'; name: string } {
  const [, kind, name] = /^(user|group)\(\s*(.*?)\s*\)$/s.exec(text) ?? [];
  return { kind: kind === 'user' ? 'user' : 'group', name: name ?? text };
}
