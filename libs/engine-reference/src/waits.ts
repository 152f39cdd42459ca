import type { JsonObject } from '#foundation';
import { include } from './executions.js';

/** One thing that bpmn-engine waits for and the driver brings. */
export interface Wait {
  readonly element: string;
  readonly executionId: string;
  /** Executions around it. */
  readonly scopes: readonly string[];
  /** A condition is asked again and waits on until it is true; the others are used up. */
  readonly kind: 'task' | 'job' | 'message' | 'signal' | 'condition';
  /** Of the message or signal. */
  readonly name?: string;
  /** Lets it go on. */
  proceed(output: JsonObject): void;
  /** Jobs alone: ends it with a BPMN error. */
  fail?(errorCode: string): void;
}

/** What bpmn-engine waits for now, oldest first. */
export class Waits {
  private readonly held = new Map<string, Wait>();

  /** In place of what its execution has waited for before. */
  hold(wait: Wait): void {
    this.held.delete(wait.executionId);
    this.held.set(wait.executionId, wait);
  }

  all(kind?: Wait['kind'], name?: string): Wait[] {
    return [...this.held.values()].filter(
      (wait) => (kind === undefined || wait.kind === kind) && (name === undefined || wait.name === name),
    );
  }

  /** The oldest of an element. */
  of(element: string): Wait | undefined {
    return this.all().find((wait) => wait.element === element);
  }

  has({ executionId }: Wait): boolean {
    return this.held.has(executionId);
  }

  usedUp({ executionId }: Wait): void {
    this.held.delete(executionId);
  }

  /** An execution is over, and all that is in it. */
  forget(executionId: string): void {
    for (const wait of this.all()) {
      if (include([wait.executionId, ...wait.scopes], executionId)) this.usedUp(wait);
    }
  }

  /** For want of an execution id: what an element waits for in a scope. */
  forgetElement(element: string, scope: string | undefined): void {
    for (const wait of this.all()) {
      if (wait.element === element && (scope === undefined || wait.scopes.includes(scope))) this.usedUp(wait);
    }
  }
}
