import type { Caller } from '#audit';
import { Database } from '#database';
import { listNotifications, markAllRead, markRead } from '#notifications';
import { CommandExecutor } from '#runtime';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { instant, pageOf, pageQuery } from '../paging.js';

const notificationsQuery = pageQuery.extend({
  unreadOnly: z.stringbool().default(false).describe('Chỉ thông báo chưa đọc.'),
});
const notificationPage = pageOf(
  'NotificationPage',
  z.object({
    id: z.uuid(),
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    instanceId: z.uuid().nullable(),
    taskId: z.uuid().nullable(),
    createdAt: instant,
    readAt: instant.nullable(),
  }),
)
  .extend({ unread: z.int().describe('Số thông báo chưa đọc, trên mọi trang.') })
  .meta({ id: 'NotificationPage' });
const notificationsMarkedAnswer = z.object({ marked: z.int() }).meta({ id: 'NotificationsMarked' });

@ApiTags('notifications')
@Controller('notifications')
@Allow.signedIn()
export class NotificationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Thông báo của tôi, mới nhất trước.' })
  @Answers(notificationPage)
  listNotifications(
    @Query({ schema: notificationsQuery }) query: z.infer<typeof notificationsQuery>,
    @CurrentPrincipal() { login }: Principal,
  ): Promise<z.infer<typeof notificationPage>> {
    return listNotifications(this.database, login, query);
  }

  @Post('read')
  @ApiOperation({ summary: 'Đánh dấu đã đọc tất cả.' })
  @Answers(notificationsMarkedAnswer)
  markAllNotificationsRead(@CurrentCaller() caller: Caller): Promise<z.infer<typeof notificationsMarkedAnswer>> {
    return this.executor.execute(markAllRead, undefined, caller);
  }

  @Post(':id/read')
  @ApiOperation({ summary: 'Đánh dấu đã đọc một thông báo.' })
  @AnswersNothing()
  async markNotificationRead(
    @Param('id', { schema: z.uuid() }) notificationId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(markRead, { notificationId }, caller);
  }
}
