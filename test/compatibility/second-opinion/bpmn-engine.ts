import { ReferenceModel, type ReferenceProcess } from '#engine-reference';
import type { JsonObject } from '#foundation';
import { env, type EngineUnderTest, type Move, type Seen } from './engine-under-test.js';

/** bpmn-engine, by way of the lib that alone touches it. */
export class BpmnEngine implements EngineUnderTest {
  private process: ReferenceProcess | undefined;
  private toldOf = 0;

  private constructor(private readonly model: ReferenceModel) {}

  static async load(bpmn: string): Promise<BpmnEngine> {
    return new BpmnEngine(await ReferenceModel.load(bpmn));
  }

  async start(variables: JsonObject): Promise<void> {
    this.process = await this.model.start(variables, env);
  }

  make(move: Move): void {
    const process = this.process!;
    switch (move[0]) {
      case 'complete':
        return process.completeTask(move[1], move[2]);
      case 'job':
        return process.completeJob(move[1], move[2]);
      case 'error':
        return process.failJob(move[1], move[2]);
      case 'timer':
        return process.fireTimer(move[1]);
      case 'message':
        return process.sendMessage(move[1], move[2]);
      case 'signal':
        return process.broadcastSignal(move[1], move[2]);
      case 'set':
        return process.setVariables(move[1]);
    }
  }

  look(): Seen {
    const { trace, waitingFor, ended: over, variables } = this.process!;
    const since = trace.slice(this.toldOf);
    this.toldOf = trace.length;
    const ended = since.filter(({ event }) => event === 'end').map(({ activity }) => activity);
    return { ended: ended.sort(), open: waitingFor.sort(), over, variables };
  }
}
