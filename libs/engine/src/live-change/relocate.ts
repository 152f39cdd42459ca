import type { GraphNode } from '#bpmn';
import type { ActivityInstance, CompensableActivity, Continuation, EngineState } from '../state.js';
import { nodeOf, type ResolvedPlan, scopesAround } from './migration-plan.js';
import { isDissolved } from './obstacles.js';

type Draft = { -readonly [K in keyof ActivityInstance]: ActivityInstance[K] };

/** A state over the target of a plan, before anything new in it is armed. */
export interface Relocation {
  readonly state: EngineState;
  /** Keys of the scopes that the target has around what runs already. */
  readonly begunScopes: readonly number[];
}

/**
 * Carries every live instance to the element that takes over from its own. Keys stay. A scope that the target does not
 * have is dissolved, with its variables: what runs inside goes on in the scope around it. One that it has in addition
 * is begun around what runs inside, once for each live scope around; it comes before its children in the list, though
 * its key is higher.
 *
 * @param gone keys of what was withdrawn.
 */
export function relocate(plan: ResolvedPlan, state: EngineState, gone: ReadonlySet<number>): Relocation {
  return new Relocator(plan, state, gone).run();
}

class Relocator {
  private readonly drafts = new Map<number, Draft>();
  private readonly elementOf: ReadonlyMap<number, string>;
  /** Dissolved scope → the live one around it. */
  private readonly lifted = new Map<number, number>();
  /** `<key of the live scope> <id of the new scope>` → key of the new one. */
  private readonly begun = new Map<string, number>();
  private next: number;

  constructor(
    private readonly plan: ResolvedPlan,
    private readonly state: EngineState,
    private readonly gone: ReadonlySet<number>,
  ) {
    this.next = state.next;
    this.elementOf = new Map(state.instances.map(({ key, element }) => [key, element]));
  }

  run(): Relocation {
    for (const instance of this.state.instances) {
      if (this.gone.has(instance.key)) continue;
      if (isDissolved(this.plan, instance)) this.dissolve(instance);
      else this.carry(instance);
    }
    return {
      state: { ...this.state, next: this.next, instances: [...this.drafts.values()] },
      begunScopes: [...this.begun.values()],
    };
  }

  private dissolve(instance: ActivityInstance): void {
    const around = this.live(instance.parent ?? instance.key);
    this.lifted.set(instance.key, around);
    this.carryTokens(instance, around);
    this.addCompensable(instance, around);
  }

  private carry(instance: ActivityInstance): void {
    const { key, parent, attachedTo, continuation } = instance;
    const { target } = this.plan.of(instance.element)!;
    const { joins: _joins, resetting: _resetting, compensable: _compensable, ...kept } = instance;
    const around = parent === undefined ? undefined : this.parentFor(instance, target);
    this.drafts.set(key, {
      ...kept,
      element: target.id,
      ...(around !== undefined && { parent: around }),
      ...(attachedTo !== undefined && { attachedTo: this.live(attachedTo) }),
      ...(continuation && { continuation: this.moved(continuation) }),
    });
    this.carryTokens(instance, key);
    this.addCompensable(instance, key);
  }

  /** A run stays in its body, a job at its element, an armed event at its host; the rest goes by the scopes. */
  private parentFor({ element, parent }: ActivityInstance, target: GraphNode): number {
    const around = this.live(parent!);
    const inScope = this.elementOf.get(parent!) === nodeOf(this.plan.source, element)?.scope;
    return inScope ? this.scopeFor(target, around) : around;
  }

  /** The live scope for a node of the target, beginning those of it that lie inside `around` and do not run yet. */
  private scopeFor(target: GraphNode, around: number): number {
    const outer = this.drafts.get(around)!.element;
    const scopes = scopesAround(this.plan.target, target).map(({ id }) => id);
    const missing = scopes.slice(0, Math.max(0, scopes.indexOf(outer))).reverse();
    return missing.reduce((scope, id) => this.begin(id, scope), around);
  }

  private begin(element: string, parent: number): number {
    const place = `${parent} ${element}`;
    const known = this.begun.get(place);
    if (known !== undefined) return known;
    const key = this.next++;
    this.begun.set(place, key);
    this.drafts.set(key, { key, element, parent });
    return key;
  }

  private carryTokens({ joins = {}, resetting = [] }: ActivityInstance, around: number): void {
    for (const [gateway, held] of Object.entries(joins)) {
      const { target } = this.plan.of(gateway)!;
      const scope = this.drafts.get(this.scopeFor(target, around))!;
      const there = new Map(Object.entries(scope.joins?.[target.id] ?? {}));
      for (const [flow, count] of Object.entries(held)) {
        const { id } = this.plan.flowFor(flow)!;
        there.set(id, (there.get(id) ?? 0) + count);
      }
      scope.joins = { ...scope.joins, [target.id]: Object.fromEntries(there) };
    }
    for (const flow of resetting) {
      const there = this.plan.flowFor(flow)!;
      const scope = this.drafts.get(this.scopeFor(nodeOf(this.plan.target, there.target)!, around))!;
      scope.resetting = [...(scope.resetting ?? []), there.id];
    }
  }

  private addCompensable({ compensable }: ActivityInstance, to: number): void {
    if (!compensable) return;
    const scope = this.drafts.get(to)!;
    scope.compensable = [...(scope.compensable ?? []), ...compensable.map((completed) => this.renamed(completed))];
  }

  private renamed(completed: CompensableActivity): CompensableActivity {
    const { element, inside } = completed;
    return {
      ...completed,
      element: this.plan.of(element)!.to,
      ...(inside && { inside: inside.map((each) => this.renamed(each)) }),
    };
  }

  private moved(continuation: Continuation): Continuation {
    if (continuation.at === 'take') return { ...continuation, flow: this.plan.flowFor(continuation.flow)!.id };
    if (continuation.at === 'before' || !continuation.flows) return continuation;
    return { ...continuation, flows: continuation.flows.map((id) => this.plan.flowFor(id)!.id) };
  }

  private live(key: number): number {
    return this.lifted.get(key) ?? key;
  }
}
