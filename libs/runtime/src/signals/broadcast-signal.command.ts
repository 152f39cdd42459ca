import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { findHearers, sendToHearers, type SignalHearer, type SignalReach } from './broadcast.js';

export interface BroadcastSignalInput {
  /** Name of the BPMN signal. */
  readonly signal: string;
  readonly variables?: JsonObject;
}

/** Sends a signal to all who are armed for it, and begins what begins with it. Nobody need be. */
export const broadcastSignal: Command<BroadcastSignalInput, SignalReach, SignalHearer> = {
  name: 'runtime.broadcast-signal',

  opening: ({ signal }) => findHearers(signal),

  async run(context, { signal, variables = {} }, hearers) {
    const reach = await sendToHearers(context, { signal, variables }, hearers);
    context.audit({ subject: 'signal', subjectId: signal, detail: { ...reach } });
    return reach;
  },
};
