import { CongvanError } from '#foundation';

export class DormantRoundNotFoundError extends CongvanError {
  readonly code = 'directory.dormant-round-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no round about dormant mailboxes ${id}.`);
  }
}

/** Only a round that asks people is ended by hand. */
export class DormantRoundStateError extends CongvanError {
  readonly code = 'directory.dormant-round-state';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`The round ${id} asks nobody now: it still asks the account systems, or it has ended. Look at GET /api/v1/mailboxes/dormant-rounds, and try again when it names its mailboxes.`);
  }
}
