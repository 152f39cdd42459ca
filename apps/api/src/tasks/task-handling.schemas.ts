import { gateFields } from '#documents';
import { tidyText } from '#foundation';
import { z } from 'zod';
import { login } from '../accounts/login.js';

const reason = z.string().overwrite(tidyText).min(1).max(1000);

export const handOverBody = z
  .strictObject({ to: login.describe('Người nhận bàn giao.'), reason, ...gateFields })
  .meta({ id: 'HandOverTask', examples: [{ to: 'tuanda', reason: 'Đi công tác từ ngày mai.' }] });

export const returnTaskBody = z
  .strictObject({ reason, ...gateFields })
  .meta({ id: 'ReturnTask', examples: [{ reason: 'Thuộc chức năng của Văn phòng.' }] });

export const assignTaskBody = z
  .object({ assignee: login, reason: reason.optional(), ...gateFields })
  .meta({ id: 'AssignTask', examples: [{ assignee: 'tuanda' }] });
