import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

export interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly instanceId: string | null;
  readonly taskId: string | null;
  readonly createdAt: string;
  readonly readAt: string | null;
}

export interface NotificationPage extends Page<NotificationRow> {
  /** How many are unread, on this page or not. */
  readonly unread: number;
}

const sortKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** What one person was told, newest first. @throws BadCursorError */
export async function listNotifications(
  database: Database,
  login: string,
  filter: { limit: number; after?: string; unreadOnly?: boolean },
): Promise<NotificationPage> {
  const [createdBefore, idBefore] = readCursor(filter.after, sortKey) ?? [null, null];
  const rows = await database.query<NotificationRow>(
    `select id, kind, title, body, instance_id as "instanceId", task_id as "taskId",
            created_at as "createdAt", read_at as "readAt"
     from notification
     where recipient = $1 ${filter.unreadOnly ? 'and read_at is null' : ''}
       and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
     order by created_at desc, id desc limit $4`,
    [login, createdBefore, idBefore, filter.limit + 1],
  );
  const [count] = await database.query<{ unread: number }>(
    'select count(*) as unread from notification where recipient = $1 and read_at is null',
    [login],
  );
  return { ...toPage(rows, filter.limit, (row) => [row.createdAt, row.id]), unread: count!.unread };
}
