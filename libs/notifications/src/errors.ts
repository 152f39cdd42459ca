import { CongvanError } from '#foundation';

/** No such notification, or it is another person's: both look the same to who asks. */
export class NotificationNotFoundError extends CongvanError {
  readonly code = 'notifications.notification-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`You have no notification ${id}.`);
  }
}
