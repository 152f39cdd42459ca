import { Engine } from 'bpmn-engine';
import { bpmnText, boundary, timer, user } from './bpmn-text.js';
it('x', async () => {
  const text = bpmnText({ elements: '<callActivity id="Call" calledElement="Child"/>' + boundary('Late', 'Call', timer('P2D')) + user('B'), flows: 'Start -> Call -> End\nLate -> B', definitions: '<process id="Child"><startEvent id="S"/><userTask id="A"/><sequenceFlow id="f" sourceRef="S" targetRef="A"/></process>'});
  const armed: any[] = []; const log: string[] = [];
  const timers: any = { executing: [], register: () => timers, setTimeout: (cb: any, d: any, ...a: any[]) => { armed.push(() => cb(...a)); return {}; }, clearTimeout: () => undefined };
  const e = new Engine({ source: text, timers, listener: { emit: (ev: string, api: any) => { log.push(ev + ' ' + api.id); } } } as any);
  const ex = await e.execute();
  log.push('-----');
  armed[0]();
  log.push('-----');
  console.log(log.slice(log.indexOf('-----')).join('\n'), ex.getPostponed().map((p: any) => p.id), (ex as any).definitions[0].getPostponed().map((p:any)=>p.id), (ex as any).definitions[0].execution.processes.map((p:any)=>p.id+p.status+p.isRunning));
});
