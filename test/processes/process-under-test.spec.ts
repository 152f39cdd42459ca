import { drafter, headOfLeadUnit, leader, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

const monday = '2026-01-05T01:00:00.000Z';

describe('a process under test', () => {
  it('tells which elements and flows no case has gone through, work that was cancelled among them', async () => {
    const incoming = await ProcessUnderTest.read('incoming-document');
    const document = incoming.start({ documentId: 'd', hasScan: true, replyRequired: false, dueAt: null }, monday);
    const instruction = { leadUnit: 'QLCN', informationUnits: ['VP', 'TDC'], instruction: 'x' };
    document.complete(leader, 'Task_Instruct', instruction);
    document.complete(staffOfTdc, 'Task_ReadForInformation');
    document.passTimeUntil('2026-02-05T01:00:00.000Z');
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'x' });
    expect(document.ended).toBe(true);
    expect(incoming.untravelled).toEqual([
      'Catch_Scanned',
      'Call_ReplyRequired',
      'Task_VerifyNumber',
      // One of two units has read: the activity as a whole has not ended.
      'Task_ReadForInformation',
      'Flow_NotScanned',
      'Flow_ScanArrived',
      'Flow_InstructedOnPaper',
      'Flow_ReplyRequired',
      'Flow_Replied',
      'Flow_NumberVerified',
      'Flow_AllRead',
    ]);
  });

  it('names what is open when somebody reaches for a task that is not his', async () => {
    const incoming = await ProcessUnderTest.read('incoming-document');
    const document = incoming.start({ documentId: 'd', hasScan: true }, monday);
    const reach = () => document.complete(drafter, 'Task_Instruct');
    expect(reach).toThrow('tuanda has no task Task_Instruct. Open: Task_Instruct');
  });
});
