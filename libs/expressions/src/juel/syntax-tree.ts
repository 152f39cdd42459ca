export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||' | '+' | '-' | '*' | '/' | '%';

/** One node of a parsed `${…}` expression: plain data, evaluated by `evaluate-tree.ts`. */
export type SyntaxTree =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly name: string }
  /** `target.name` and `target[key]`. */
  | { readonly kind: 'member'; readonly target: SyntaxTree; readonly key: SyntaxTree }
  /** `target.method(…)`; the parser admits the methods of `methods.ts` only. */
  | {
      readonly kind: 'call';
      readonly target: SyntaxTree;
      readonly method: string;
      readonly args: readonly SyntaxTree[];
    }
  | { readonly kind: 'unary'; readonly operator: '!' | '-' | 'empty'; readonly operand: SyntaxTree }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: SyntaxTree;
      readonly right: SyntaxTree;
    }
  | { readonly kind: 'choice'; readonly test: SyntaxTree; readonly yes: SyntaxTree; readonly no: SyntaxTree };
