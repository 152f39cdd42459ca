import { delegationSchema } from '#directory';
import { z } from 'zod';
import { pageOf, pageQuery } from '../paging.js';

export const delegationsQuery = pageQuery.extend({
  holder: z.string().max(40).optional().describe('Chỉ chức vụ của người này.'),
  deputy: z.string().max(40).optional().describe('Chỉ những lần người này làm thay.'),
  on: z.iso.date().optional().describe('Chỉ những lần còn hiệu lực trong ngày ấy.'),
});
export const delegationPage = pageOf(
  'DelegationPage',
  z.object({
    id: z.uuid(),
    postId: z.uuid(),
    holder: z.string(),
    holderName: z.string(),
    title: z.string(),
    unit: z.string(),
    deputy: z.string(),
    deputyName: z.string(),
    basis: z.string().nullable().describe('null: không dành cho người xem.'),
    from: z.iso.date(),
    to: z.iso.date(),
    endedOn: z.iso.date().nullable().describe('Ngày thôi trước hạn; từ ngày ấy không còn quyền.'),
    endReason: z.string().nullable(),
    recordedBy: z.string(),
  }),
);
export const delegationBody = delegationSchema.meta({
  id: 'DelegatePost',
  examples: [
    { postId: '019cf1a0-0000-7000-8000-000000000001', deputy: 'habtt', from: '2026-07-01', to: '2026-07-10', basis: 'Đơn nghỉ phép ngày 25/6/2026 đã được duyệt' },
  ],
});
export const delegated = z.object({ id: z.uuid() }).meta({ id: 'Delegated' });
export const endDelegationBody = z
  .strictObject({ reason: z.string().trim().min(1).max(500).describe('Lý do, ví dụ người giữ chức vụ đã trở lại; ghi vào nhật ký.') })
  .meta({ id: 'EndDelegation', examples: [{ reason: 'Trưởng phòng đã trở lại làm việc' }] });
