import { loadJavaScript } from '#expressions';
import { NoOutgoingFlowError, ScriptsOffError, UnusableAttributeError } from '../../index.js';
import { run } from '../../testing/model.js';

const flows = 'Start -> Script -> End';
const script = (format: string, text: string, attributes = '') => ({
  elements: `<scriptTask id="Script" ${format && `scriptFormat="${format}"`} ${attributes}>
    <script><![CDATA[${text}]]></script></scriptTask>`,
  flows,
});
const result = 'camunda:resultVariable="r"';

describe('Script task', () => {
  it.each([
    ['feel', 'n + 1'],
    ['feel', '= n + 1'],
    ['', '= n + 1'],
    ['juel', '${n + 1}'],
  ])('evaluates %s: %s', async (format, text) => {
    const instance = await run(script(format, text, result), { n: 1 });
    expect(instance.outcome?.variables).toEqual({ n: 1, r: 2 });
  });

  it('gives its value to nobody without a result variable', async () => {
    const instance = await run(script('feel', 'n + 1'), { n: 1 });
    expect(instance.outcome?.variables).toEqual({ n: 1 });
  });

  it('runs JavaScript where it is turned on: its value, and what it sets, become variables', async () => {
    const scripts = await loadJavaScript();
    const text = "execution.setVariable('twice', n * 2); [execution.businessKey, new Date().toISOString()]";
    const world = { scripts, businessKey: 'b-1', now: '2026-03-01T00:00:00.000Z' };
    const instance = await run(script('javascript', text, result), { n: 2 }, world);
    expect(instance.outcome?.variables).toEqual({ n: 2, twice: 4, r: ['b-1', '2026-03-01T00:00:00.000Z'] });
  });

  it('says that JavaScript is turned off, and by whom it can be turned on', async () => {
    const started = run(script('javascript', '1'));
    await expect(started).rejects.toThrow(ScriptsOffError);
    await expect(started).rejects.toMatchObject({
      code: 'engine.scripts-off',
      element: 'Script',
      message: expect.stringContaining('operator'),
    });
  });

  it('names itself where the script fails', async () => {
    const scripts = await loadJavaScript();
    const failed = run(script('javascript', 'throw new Error("no unit")'), {}, { scripts });
    await expect(failed).rejects.toThrow(UnusableAttributeError);
    await expect(failed).rejects.toMatchObject({ element: 'Script', message: expect.stringContaining('no unit') });
  });

  it('names itself, not the script, where what follows it fails', async () => {
    const scripts = await loadJavaScript();
    const model = { ...script('javascript', '1'), flows: 'Start -> Script -> End : = false' };
    await expect(run(model, {}, { scripts })).rejects.toThrow(NoOutgoingFlowError);
  });

  it.each(['groovy', 'python'])('refuses the language %s', async (language) => {
    const started = run(script(language, 'x = 1'));
    await expect(started).rejects.toThrow(UnusableAttributeError);
    await expect(started).rejects.toMatchObject({ element: 'Script', message: expect.stringContaining(language) });
  });

  it('has nothing to do without a script', async () => {
    expect((await run({ elements: '<scriptTask id="Script"/>', flows })).ended).toBe(true);
  });
});
