import { CongvanError } from '#foundation';

/** No such notification, or it is another person's: both look the same to who asks. */
export class NotificationNotFoundError extends CongvanError {
  readonly code = 'notifications.notification-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`You have no notification ${id}.`);
  }
}

/** A model has a service task tell people without saying whom or what. */
export class NothingToTellError extends CongvanError {
  readonly code = 'notifications.nothing-to-tell';
  readonly kind = 'internal';

  constructor(elementId: string) {
    super(`Service task ${elementId} tells people, but lacks one of its inputs: tell (a list of groups) or tellPeople (of logins), noticeTitle, noticeBody.`);
  }
}
