import { AmbiguousMessageError } from '../errors.js';
import { describeMessage, fits, type Message, type Subscription } from './message.js';
import type { OpenEntry } from './open-things.js';
import type { RunningInstance } from './running-instance.js';
import type { StartDoor, StartDoors } from './start-doors.js';

/** Who takes a message: a subscription, or an instance that it begins. */
export type Destination =
  | { readonly to: OpenEntry<Subscription> }
  | { readonly begins: StartDoor; readonly startKey?: string };

/** What the mailbox has to know of its office. */
interface Surroundings {
  readonly instances: readonly RunningInstance[];
  readonly doors: StartDoors;
  /** In order of opening. */
  entries(): readonly OpenEntry[];
  /** Of several that a message fits, the oldest takes it, and a correlation key begins any number of instances. */
  readonly lenient: boolean;
}

/** Who gets a message, decided as the runtime does it, and the messages that nobody has taken yet. */
export class Mailbox {
  /** Oldest first. */
  private readonly kept: Message[] = [];

  constructor(private readonly office: Surroundings) {}

  /**
   * Who takes the message now; undefined where nobody does, and it is kept.
   * @throws AmbiguousMessageError where several instances wait for it, or several start events begin with it.
   */
  place(message: Message): Destination | undefined {
    const { lenient, doors, instances } = this.office;
    const waiting = this.office.entries().filter(isSubscription).filter((entry) => fits(message, entry, lenient));
    const receivers = new Set(waiting.map(({ instance }) => instance)).size;
    if (receivers > 1 && !lenient) {
      throw new AmbiguousMessageError(describeMessage(message), receivers, 'waiting instances');
    }
    const [to] = waiting;
    if (to !== undefined) return { to };
    const begun = doors.openedBy('message', message.name);
    if (begun.length > 1 && !lenient) {
      throw new AmbiguousMessageError(describeMessage(message), begun.length, 'processes that begin with it');
    }
    const [begins] = begun;
    const startKey = begins && !lenient ? startKeyOf(begins, message) : undefined;
    const isTaken = startKey !== undefined && instances.some((each) => !each.ended && each.startKey === startKey);
    if (begins !== undefined && !isTaken) return { begins, startKey };
    this.kept.push(message);
    return undefined;
  }

  /** Takes the oldest kept message that fits a new subscription. */
  takeFor(subscription: OpenEntry<Subscription>): Message | undefined {
    return this.take((message) => fits(message, subscription, this.office.lenient));
  }

  /** The instance that held a start key has ended: takes the oldest message that waited to begin the next one. */
  takeForStart(startKey: string): Message | undefined {
    return this.take((message) =>
      this.office.doors.openedBy('message', message.name).some((door) => startKeyOf(door, message) === startKey),
    );
  }

  private take(wanted: (message: Message) => boolean): Message | undefined {
    const index = this.kept.findIndex(wanted);
    return index < 0 ? undefined : this.kept.splice(index, 1)[0];
  }
}

/** What two active instances of one process that a message has begun may not share. */
function startKeyOf({ graph }: StartDoor, { key }: Message): string | undefined {
  return key === undefined ? undefined : `${graph.key}:${key}`;
}

function isSubscription(entry: OpenEntry): entry is OpenEntry<Subscription> {
  return entry.thing.type === 'subscribe';
}
