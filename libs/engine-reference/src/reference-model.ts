import { createRequire } from 'node:module';
import { ServiceTask } from 'bpmn-elements';
import { Engine } from 'bpmn-engine';
import type { ExpressionEnv } from '#expressions';
import type { JsonObject } from '#foundation';
import { ReferenceEngineError } from './errors.js';
import { withFlowIds } from './flow-ids.js';
import { ReferenceProcess, type SourceContext } from './reference-process.js';

const camunda: unknown = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json');

const ELEMENT_VARIABLE = /camunda:elementVariable\s*=\s*"([^"]*)"/g;

/** A BPMN file as bpmn-engine reads it, parsed once for any number of instances. */
export class ReferenceModel {
  private constructor(
    private readonly sourceContext: SourceContext,
    private readonly elementVariables: ReadonlySet<string>,
  ) {}

  /** @throws ReferenceEngineError when bpmn-engine cannot read the file. */
  static async load(bpmn: string): Promise<ReferenceModel> {
    try {
      // A script task that waits for its script cannot be cancelled there; a service task that waits can.
      const options = { source: withFlowIds(bpmn), moddleOptions: { camunda }, elements: { ScriptTask: ServiceTask } };
      const engine = new Engine(options);
      const [definition] = await engine.getDefinitions();
      const names = [...bpmn.matchAll(ELEMENT_VARIABLE)].map(([, name]) => name ?? '');
      // bpmn-engine has no other way to say what it has read.
      const sourceContext = definition?.environment.options['source'] as SourceContext;
      return new ReferenceModel(sourceContext, new Set(names));
    } catch (error) {
      throw new ReferenceEngineError('read the file', error);
    }
  }

  /**
   * Starts one instance of every executable process of the file.
   * @throws ReferenceEngineError when bpmn-engine comes to grief on the way to where it waits.
   */
  async start(variables: JsonObject, env: ExpressionEnv): Promise<ReferenceProcess> {
    const instance = new ReferenceProcess(variables, env, this.elementVariables);
    await instance.run(this.sourceContext);
    return instance;
  }
}
