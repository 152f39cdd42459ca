import type { ElementCompiler } from './element-compiler.js';
import { compileAdHocSubProcess } from './elements/ad-hoc-sub-process.js';
import { compileBoundaryEvent } from './elements/boundary-event.js';
import { compileBusinessRuleTask } from './elements/business-rule-task.js';
import { compileCallActivity } from './elements/call-activity.js';
import { compileEvent } from './elements/event.js';
import { compileComplexGateway, compileEventBasedGateway, compileGateway } from './elements/gateway.js';
import { compileReceiveTask } from './elements/receive-task.js';
import { compileScriptTask } from './elements/script-task.js';
import { compileSendTask } from './elements/send-task.js';
import { compileServiceTask } from './elements/service-task.js';
import { compileStartEvent } from './elements/start-event.js';
import { compileSubProcess, compileTransaction } from './elements/sub-process.js';
import { compileManualTask, compileTask } from './elements/task.js';
import { compileUserTask } from './elements/user-task.js';

/** Every flow node that can be executed. A further element is one more file and one line here. */
export const elementCompilers: Readonly<Record<string, ElementCompiler>> = {
  'bpmn:StartEvent': compileStartEvent,
  'bpmn:EndEvent': compileEvent('endEvent'),
  'bpmn:IntermediateCatchEvent': compileEvent('intermediateCatchEvent'),
  'bpmn:IntermediateThrowEvent': compileEvent('intermediateThrowEvent'),
  'bpmn:BoundaryEvent': compileBoundaryEvent,
  'bpmn:UserTask': compileUserTask,
  'bpmn:ServiceTask': compileServiceTask,
  'bpmn:SendTask': compileSendTask,
  'bpmn:ReceiveTask': compileReceiveTask,
  'bpmn:ScriptTask': compileScriptTask,
  'bpmn:BusinessRuleTask': compileBusinessRuleTask,
  'bpmn:ManualTask': compileManualTask,
  'bpmn:Task': compileTask,
  'bpmn:CallActivity': compileCallActivity,
  'bpmn:SubProcess': compileSubProcess,
  'bpmn:Transaction': compileTransaction,
  'bpmn:AdHocSubProcess': compileAdHocSubProcess,
  'bpmn:ExclusiveGateway': compileGateway('exclusiveGateway'),
  'bpmn:ParallelGateway': compileGateway('parallelGateway'),
  'bpmn:InclusiveGateway': compileGateway('inclusiveGateway'),
  'bpmn:EventBasedGateway': compileEventBasedGateway,
  'bpmn:ComplexGateway': compileComplexGateway,
};

/** Flow elements without behaviour of their own. */
export const inertElements: ReadonlySet<string> = new Set([
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);
