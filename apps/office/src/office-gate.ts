import type { Transaction } from '#database';
import { type Attached, type GateConfirmation, refuseLocked, refuseNonReaders, refuseSuspected } from '#documents';
import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '#runtime';

/**
 * The same command of another lib, after which something else must hold; what `check` throws undoes all of it. It comes last,
 * so that rights and state are asked first and what is locked is locked in the command's order: instances before documents.
 */
export function checkedAfterwards<Input, Output, Row>(
  command: Command<Input, Output, Row>,
  check: (context: CommandContext, input: Input, output: Output) => Promise<void>,
): Command<Input, Output, Row> {
  return {
    ...command,
    async run(context, input, opened) {
      const output = await command.run(context, input, opened);
      await check(context, input, output);
      return output;
    },
  };
}

/** The same command, but with something looked at, in its transaction and with its rows locked, before it changes anything. */
export function checkedBefore<Input, Output, Row>(
  command: Command<Input, Output, Row>,
  check: (context: CommandContext, input: Input) => Promise<void>,
): Command<Input, Output, Row> {
  return {
    ...command,
    async run(context, input, opened) {
      await check(context, input);
      return command.run(context, input, opened);
    },
  };
}

/** What an act is about, in the audit trail, and what comes with it. */
interface Entered {
  readonly subject: string;
  readonly subjectId: string;
  /** Tells which part of the subject it is about: by it the entry is found when that turns out to be a secret. */
  readonly part?: JsonObject;
  /** What was written, by the fields of the request, where the command calls them otherwise. */
  readonly texts?: object;
  readonly attached?: Attached;
}

/**
 * The same command, of whose input every text is looked through, and the files that come with it, as of a document that is
 * registered. It throws MustNotEnterSuspectedError beside its own errors.
 */
export function throughGate<Input extends object, Output, Row>(
  command: Command<Input, Output, Row>,
  entered: (input: Input, output: Output) => Entered,
): Command<Input & GateConfirmation, Output, Row> {
  return checkedAfterwards<Input & GateConfirmation, Output, Row>(command, async (context, input, output) => {
    const { subject, subjectId, part, texts = input, attached = [] } = entered(input, output);
    const detail = await refuseSuspected(context, texts, attached, input);
    if (Object.keys(detail).length > 0) context.audit({ subject, subjectId, detail: { ...part, ...detail } });
  });
}

/**
 * Throws unless a person may take a document into other work: he reads it in his own right, not because others have lent it to
 * him, and its content is not locked.
 */
export async function requireOwnDocument(
  tx: Transaction,
  direction: 'incoming' | 'outgoing',
  person: { readonly login: string; readonly groups: readonly string[] },
  documentId: string,
): Promise<void> {
  await refuseNonReaders(tx, direction, person, documentId, { borrowed: false });
  await refuseLocked(tx, direction, documentId);
}
