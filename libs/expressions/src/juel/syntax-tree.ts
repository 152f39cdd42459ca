export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||' | '+' | '-' | '*' | '/' | '%';

/**
 * One node of a parsed `${…}` expression: plain data. `at` is the position of a name in the text, for messages. Which
 * functions and methods exist is no matter of syntax: `compile-tree.ts` decides.
 */
export type SyntaxTree =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly name: string }
  /** `target.name` and `target[key]`. */
  | { readonly kind: 'member'; readonly target: SyntaxTree; readonly key: SyntaxTree; readonly at: number }
  /** `target.name(…)`; without a target `name(…)`. */
  | {
      readonly kind: 'call';
      readonly target: SyntaxTree | null;
      readonly name: string;
      readonly args: readonly SyntaxTree[];
      readonly at: number;
    }
  | { readonly kind: 'unary'; readonly operator: '!' | '-' | 'empty'; readonly operand: SyntaxTree }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: SyntaxTree;
      readonly right: SyntaxTree;
    }
  | { readonly kind: 'choice'; readonly test: SyntaxTree; readonly yes: SyntaxTree; readonly no: SyntaxTree };

/** The nodes right below one. */
export function partsOf(tree: SyntaxTree): readonly SyntaxTree[] {
  switch (tree.kind) {
    case 'literal':
    case 'variable':
      return [];
    case 'member':
      return [tree.target, tree.key];
    case 'call':
      return tree.target === null ? tree.args : [tree.target, ...tree.args];
    case 'unary':
      return [tree.operand];
    case 'binary':
      return [tree.left, tree.right];
    case 'choice':
      return [tree.test, tree.yes, tree.no];
  }
}

/** Whether a node is the bare name `execution`, through which Camunda 7 hands out the variables. */
export function isExecution(tree: SyntaxTree | null): boolean {
  return tree?.kind === 'variable' && tree.name === 'execution';
}
