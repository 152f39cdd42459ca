import { FeelFunction } from 'feelin';
import type { ExpressionEnv } from '../compiled-expression.js';
import { WORKING_TIME_FUNCTIONS } from '../working-time.js';
import { plainValue } from './plain-value.js';
import { atInstant } from './zone-functions.js';

/** Whether FEEL lacks a function of this name and the office has it. */
export function isWorkingTimeFunction(name: string): boolean {
  return Object.hasOwn(WORKING_TIME_FUNCTIONS, name);
}

/** They take FEEL values and the texts that stand for them in variables, and yield FEEL values. */
export function workingTimeFunctions(env: () => ExpressionEnv): Record<string, FeelFunction> {
  const functions: Record<string, FeelFunction> = {};
  for (const [name, { parameters, yields, run }] of Object.entries(WORKING_TIME_FUNCTIONS)) {
    const invoke = (...args: unknown[]) => {
      const { zone } = env();
      const result = run(
        args.map((arg) => plainValue(arg, zone)),
        env(),
      );
      return yields === 'instant' && typeof result === 'string' ? atInstant(result, zone) : result;
    };
    functions[name] = new FeelFunction(invoke, [...parameters]);
  }
  return functions;
}
