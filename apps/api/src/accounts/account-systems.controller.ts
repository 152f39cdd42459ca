import { AccountSystems, findStrangers } from '#identity';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { accountSystemList, strangersAnswer } from './account.schemas.js';

/** Where accounts of people and mailboxes of units stand. */
@ApiTags('accounts')
@Controller('account-systems')
@Allow.groups('admin', 'it')
export class AccountSystemsController {
  constructor(private readonly systems: AccountSystems) {}

  @Get()
  @ApiOperation({ summary: 'Các hệ thống giữ tài khoản và hộp thư.' })
  @Answers(accountSystemList)
  listAccountSystems(): z.infer<typeof accountSystemList> {
    return { items: this.systems.names.map((name) => ({ name })) };
  }

  @Get(':name/strangers')
  @ApiOperation({ summary: 'Tài khoản và hộp thư có trong một hệ thống mà danh bạ không biết.' })
  @Answers(strangersAnswer)
  findStrangers(@Param('name', { schema: z.string().min(1).max(40) }) name: string): Promise<z.infer<typeof strangersAnswer>> {
    return findStrangers(this.systems, name);
  }
}
