import type { HandlingTools } from '#worklist';

/** What an app hands in to acts on tasks, where no rule refuses anything and nobody is told. What is given takes its place. */
export const handlingTools = (given: Partial<HandlingTools> = {}): HandlingTools => ({
  tell: async () => {},
  groupsOf: async () => [],
  refuseUnfit: async () => {},
  refuseLocked: async () => {},
  ...given,
});
