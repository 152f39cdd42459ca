/** One way in, one way out. No token in them can die, so none may get stuck. */
export type Block =
  | { readonly kind: 'user' | 'service' | 'send' | 'businessRule' | 'manual' | 'timer' | 'message' | 'signal' }
  | { readonly kind: 'receive' | 'call' }
  | { readonly kind: 'sequence' | 'exclusive' | 'parallel' | 'terminated' | 'race'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rework' | 'sub' | 'guardedJob' | 'failing'; readonly block: Block }
  | { readonly kind: 'guarded'; readonly block: Block; readonly by: 'timer' | 'message' | 'signal' | 'reminder' }
  | { readonly kind: 'each'; readonly block: Block; readonly times: number; readonly ways: readonly boolean[] };
