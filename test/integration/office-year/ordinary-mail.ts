import { DateTime } from 'luxon';
import { type Desks, DIRECTOR, DRAFTER, HEADS } from './desks.js';

export const MINISTRY = 'Bộ Khoa học và Công nghệ';
export const PROVINCE = 'UBND tỉnh Bình Định';

/** What comes in every month: one that a unit deals with, and one on paper with the instruction on it. */
export async function ordinaryMonth(desks: Desks, month: number): Promise<void> {
  const middle = DateTime.local(2026, month, 13);
  const workday = middle.plus({ days: Math.max(0, 8 - middle.weekday) % 3 });
  await desks.office.pass(`${workday.toISODate()} 09:00`);
  const units = month % 2 === 0 ? { leadUnit: 'QLKH', informationUnits: ['TDC'] } : { leadUnit: 'TDC', informationUnits: ['QLKH'] };
  const letter = { senderAgency: MINISTRY, documentDate: middle.set({ day: 8 }).toISODate()! };
  const scanned = await desks.register({ ...letter, documentNumber: `${100 + month}/BKHCN-VP`, subject: `V/v hướng dẫn tháng ${month} năm 2026` });
  await desks.handle(scanned, units);
  const instruction = { leadUnit: units.leadUnit, content: 'Giao đơn vị thực hiện.', instructedBy: DIRECTOR };
  const onPaper = await desks.register({
    ...letter,
    documentNumber: `${200 + month}/BKHCN-TCCB`,
    subject: `V/v thi đua tháng ${month} năm 2026`,
    medium: 'paper',
    more: { instruction },
  });
  await desks.complete(HEADS[units.leadUnit]!, onPaper.id, 'handling', { result: 'Đã thực hiện.' });
  await desks.closed(onPaper);
}

/** A letter that the head gives to one of his people, takes back unopened, and gets back from another with a reason. */
export async function handFromHandToHand(desks: Desks): Promise<void> {
  const { office } = desks;
  const head = HEADS['QLCN']!;
  const letter = await desks.register({ senderAgency: MINISTRY, documentNumber: '399/BKHCN-KHTC', documentDate: '2026-03-12', subject: 'V/v dự toán năm 2026' });
  await desks.instruct(letter, { leadUnit: 'QLCN' });
  const { id } = await desks.taskOf(head, letter.id, 'handling');
  await office.post(head, `tasks/${id}/assign`, { assignee: 'maint' });
  await office.post(head, `tasks/${id}/recall`, { reason: 'Chị Mai đang nghỉ phép.' });
  await office.post(head, `tasks/${id}/assign`, { assignee: DRAFTER });
  await office.post(DRAFTER, `tasks/${id}/opening`);
  const refused = await office.refused(head, `tasks/${id}/recall`, { reason: 'Giao lại.' });
  expect(refused.status).toBe(409);
  await office.post(DRAFTER, `tasks/${id}/return`, { reason: 'Thuộc phần việc của kế toán.' });
  await desks.complete(head, letter.id, 'handling', { result: 'Trưởng phòng đã làm việc với kế toán.' });
  await desks.closed(letter);
}
