import { listBackupRuns } from '#backup';
import { Database } from '#database';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { pageQuery } from '../paging.js';
import { backupPage } from './backup.schemas.js';

/** The record of backups. Making, trying and restoring one is done from the command line, by whoever holds the machine. */
@ApiTags('backups')
@Controller('backups')
@Allow.groups('it', 'admin', 'leader')
export class BackupsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Sổ sao lưu: từng lần sao lưu, khôi phục thử, nơi cất bản thứ hai; lần sau trước.' })
  @Answers(backupPage)
  listBackups(@Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>): Promise<z.infer<typeof backupPage>> {
    return listBackupRuns(this.database, query);
  }
}
