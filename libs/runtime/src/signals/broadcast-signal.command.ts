import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { broadcast, type SignalReach } from './broadcast.js';

export interface BroadcastSignalInput {
  /** Name of the BPMN signal. */
  readonly signal: string;
  readonly variables?: JsonObject;
}

/** Sends a signal to all who are armed for it, and begins what begins with it. Nobody need be. */
export const broadcastSignal: Command<BroadcastSignalInput, SignalReach> = {
  name: 'runtime.broadcast-signal',

  async run(context, { signal, variables = {} }) {
    const reach = await broadcast(context, { signal, variables });
    context.audit({ subject: 'signal', subjectId: signal, detail: { ...reach } });
    return reach;
  },
};
