import { newId } from '#foundation';
import type { Command } from '#runtime';

/** What a person is told. Texts are Vietnamese: office people read them. */
export interface Notice {
  /** For icons and filters in the person's list. */
  readonly kind: 'reminder' | 'escalation' | 'deadline-change' | 'report';
  readonly title: string;
  readonly body: string;
  /** The case and the task it leads to, where there are any. */
  readonly instanceId?: string;
  readonly taskId?: string;
  /** Names the event, e.g. `remind:<job id>:<task id>`: a person hears of one event once, whoever repeats it. */
  readonly event: string;
}

export interface NotifyPeopleInput {
  /** Repeated ones count once. */
  readonly logins: readonly string[];
  readonly notice: Notice;
}

/** Writes a notice to each person. Gives the logins that had not heard of the event before. */
export const notifyPeople: Command<NotifyPeopleInput, string[]> = {
  name: 'notifications.notify-people',
  async run(context, { logins, notice }) {
    const rows = await context.tx.query<{ recipient: string }>(
      `insert into notification (id, recipient, kind, title, body, instance_id, task_id, dedupe_key, created_at)
       select person.id, person.login, $3, $4, $5, $6, $7, $8, $9
       from unnest($1::uuid[], $2::text[]) as person(id, login)
       on conflict on constraint notification_once_per_event do nothing
       returning recipient`,
      [
        logins.map(newId),
        logins,
        notice.kind,
        notice.title,
        notice.body,
        notice.instanceId ?? null,
        notice.taskId ?? null,
        notice.event,
        context.now,
      ],
    );
    const told = rows.map(({ recipient }) => recipient);
    if (told.length === 0) context.nothingChanged();
    else {
      context.audit({
        subject: notice.taskId === undefined ? 'notification' : 'user-task',
        subjectId: notice.taskId ?? notice.event,
        detail: { kind: notice.kind, event: notice.event, recipients: told },
      });
    }
    return told;
  },
};
