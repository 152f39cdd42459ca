import { drafter, leader, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

const monday = '2026-01-05T01:00:00.000Z';

describe('a process under test', () => {
  it('tells which elements and flows no case has gone through, work that was cancelled among them', async () => {
    const incoming = await ProcessUnderTest.read('incoming-document');
    const document = incoming.start({ documentId: 'd', hasScan: true, replyRequired: false, dueAt: null }, monday);
    const instruction = { leadUnit: 'QLCN', informationUnits: ['VP', 'TDC'], instruction: 'x' };
    document.complete(leader, 'Task_Instruct', instruction);
    document.complete(staffOfTdc, 'Task_ReadForInformation');
    document.deliver('incoming-document.lead-changed', 'd', { leadUnit: 'TDC' });
    expect(document.inFlow).toEqual(['Task_ReadForInformation', 'Task_Handle']);
    const { untravelled } = incoming;
    const begun = new Set(document.history.map(({ element }) => element));
    // One of two units has read: the activity as a whole has not ended. The first work of a lead unit was cancelled.
    expect(untravelled.filter((id) => begun.has(id))).toEqual(['incoming-document', 'Sub_Handling', 'Sub_Lead', 'Task_Handle', 'Sub_Inform']);
    expect(untravelled).toEqual(expect.arrayContaining(['Catch_Scanned', 'Flow_NotScanned', 'Flow_Handled', 'Flow_InformationDone']));
    expect(['Task_Instruct', 'Flow_Read', 'Catch_LeadChanged', 'Flow_LeadChanged'].filter((id) => untravelled.includes(id))).toEqual([]);
  });

  it('names what is open when somebody reaches for a task that is not his', async () => {
    const incoming = await ProcessUnderTest.read('incoming-document');
    const document = incoming.start({ documentId: 'd', hasScan: true }, monday);
    const reach = () => document.complete(drafter, 'Task_Instruct');
    expect(reach).toThrow('tuanda has no task Task_Instruct. Open: Task_Instruct');
  });
});
