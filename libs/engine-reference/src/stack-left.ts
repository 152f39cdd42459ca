/** Calls that must still find room: some 100 kB, more than bpmn-engine and an expression need for one activity. */
const CALLS = 1000;

/**
 * Whether there is room on the stack to go on. bpmn-engine goes deeper with each activity that does not wait; at the end
 * of the stack V8 does not always throw, but aborts the whole process where it happens to compile a regular expression.
 */
export function hasStackLeft(): boolean {
  try {
    return descend(CALLS) === 0;
  } catch {
    return false;
  }
}

function descend(calls: number): number {
  return calls === 0 ? 0 : descend(calls - 1);
}
