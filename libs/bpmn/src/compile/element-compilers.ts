import type { ElementCompiler } from './element-compiler.js';
import { compileCallActivity } from './elements/call-activity.js';
import { compileBoundaryEvent, compileEvent } from './elements/event.js';
import { compileGateway } from './elements/gateway.js';
import { compileServiceTask } from './elements/service-task.js';
import { compileSubProcess } from './elements/sub-process.js';
import { compileManualTask, compileTask } from './elements/task.js';
import { compileUserTask } from './elements/user-task.js';

/** Every flow node that can be executed. A further element is one more file and one line here. */
export const elementCompilers: Readonly<Record<string, ElementCompiler>> = {
  'bpmn:StartEvent': compileEvent('startEvent', ['none']),
  'bpmn:EndEvent': compileEvent('endEvent', ['none', 'error', 'terminate']),
  'bpmn:IntermediateCatchEvent': compileEvent('intermediateCatchEvent', ['timer', 'message']),
  'bpmn:IntermediateThrowEvent': compileEvent('intermediateThrowEvent', ['none']),
  'bpmn:BoundaryEvent': compileBoundaryEvent(['timer', 'message', 'error']),
  'bpmn:UserTask': compileUserTask,
  'bpmn:ServiceTask': compileServiceTask,
  'bpmn:ManualTask': compileManualTask,
  'bpmn:Task': compileTask,
  'bpmn:ExclusiveGateway': compileGateway('exclusiveGateway'),
  'bpmn:ParallelGateway': compileGateway('parallelGateway'),
  'bpmn:SubProcess': compileSubProcess,
  'bpmn:CallActivity': compileCallActivity,
};

/** Flow elements without behaviour of their own. */
export const inertElements: ReadonlySet<string> = new Set([
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);
