import { bpmnText, extensions, flow, flows } from './bpmn-text.js';

/** A process with something of everything that can be executed, for tests that take a file apart. */
export const everything = bpmnText(
  `<laneSet id="Lanes"><lane id="Lane" name="clerk"><flowNodeRef>Ask</flowNodeRef></lane></laneSet>
   <dataObject id="Units"/><dataObjectReference id="UnitsRef" name="units" dataObjectRef="Units"/>
   <startEvent id="Start" camunda:initiator="starter"/>
   <startEvent id="Received"><messageEventDefinition messageRef="M"/></startEvent>
   <userTask id="Ask" camunda:candidateGroups="clerk" camunda:dueDate="= dueAt" camunda:formKey="ask">
     ${extensions('<camunda:taskListener event="create" delegateExpression="${asked}"/>')}</userTask>
   <boundaryEvent id="Reminder" attachedToRef="Ask" cancelActivity="false">
     <timerEventDefinition><timeCycle>R3/P1D</timeCycle></timerEventDefinition></boundaryEvent>
   <serviceTask id="Remind" camunda:type="external" camunda:topic="remind" camunda:asyncBefore="true">
     ${extensions('<camunda:failedJobRetryTimeCycle>R3/PT10S</camunda:failedJobRetryTimeCycle>')}</serviceTask>
   <exclusiveGateway id="Choice" default="Choice-Wait"/>
   <eventBasedGateway id="Wait"/>
   <intermediateCatchEvent id="Answer"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>
   <intermediateCatchEvent id="Late"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>
   </intermediateCatchEvent>
   <intermediateCatchEvent id="Changed"><conditionalEventDefinition><condition>= changed</condition>
   </conditionalEventDefinition></intermediateCatchEvent>
   <inclusiveGateway id="Split" default="Split-Fork"/>
   <parallelGateway id="Fork"/>
   <sendTask id="Send" messageRef="M"/><receiveTask id="Receive" messageRef="M"/>
   <scriptTask id="Count" scriptFormat="feel" camunda:resultVariable="n"><script>count(units)</script></scriptTask>
   <businessRuleTask id="Decide" camunda:decisionRef="urgency" camunda:mapDecisionResult="singleEntry"/>
   <manualTask id="Stamp"/><parallelGateway id="Join"/>
   <callActivity id="Call" calledElement="other">
     ${extensions('<camunda:in variables="all"/><camunda:out source="result" target="answer"/>')}
     <multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/></callActivity>
   <transaction id="Booking"><startEvent id="BookingStart"/>
     <task id="Book"><standardLoopCharacteristics loopMaximum="3"><loopCondition>= again</loopCondition>
     </standardLoopCharacteristics></task>
     <boundaryEvent id="Undo" attachedToRef="Book"><compensateEventDefinition/></boundaryEvent>
     <task id="Unbook" isForCompensation="true"/><association id="ToUnbook" sourceRef="Undo" targetRef="Unbook"/>
     <exclusiveGateway id="Booked" default="Booked-Done"/><endEvent id="Done"/>
     <endEvent id="Cancelled"><cancelEventDefinition/></endEvent>
     ${flows('BookingStart-Book', 'Book-Booked', 'Booked-Done')}${flow('Booked-Cancelled', '= full')}</transaction>
   <boundaryEvent id="WasCancelled" attachedToRef="Booking"><cancelEventDefinition/></boundaryEvent>
   <adHocSubProcess id="Free" ordering="Sequential"><completionCondition>= enough</completionCondition>
     <task id="Read"/><task id="Note"/></adHocSubProcess>
   <intermediateThrowEvent id="Jump"><linkEventDefinition name="end"/></intermediateThrowEvent>
   <intermediateCatchEvent id="Land"><linkEventDefinition name="end"/></intermediateCatchEvent>
   <intermediateThrowEvent id="Tell"><signalEventDefinition signalRef="Sig"/></intermediateThrowEvent>
   <intermediateThrowEvent id="UndoAll"><compensateEventDefinition/></intermediateThrowEvent>
   <complexGateway id="Some"><activationCondition>= activationCount > 0</activationCondition></complexGateway>
   <endEvent id="End"><terminateEventDefinition/></endEvent>
   <endEvent id="Failed"><errorEventDefinition errorRef="Err"/></endEvent>
   <endEvent id="Raised"><escalationEventDefinition escalationRef="Esc"/></endEvent>
   <subProcess id="OnError" triggeredByEvent="true">
     <startEvent id="Caught"><errorEventDefinition errorRef="Err" camunda:errorCodeVariable="code"/></startEvent>
     <endEvent id="CaughtEnd"/>${flows('Caught-CaughtEnd')}</subProcess>
   <subProcess id="OnEscalation" triggeredByEvent="true">
     <startEvent id="Heard" isInterrupting="false"><escalationEventDefinition escalationRef="Esc"/></startEvent>
     <endEvent id="HeardEnd"/>${flows('Heard-HeardEnd')}</subProcess>
   ${flows('Start-Ask', 'Received-Ask', 'Reminder-Remind', 'Remind-RemindEnd', 'Ask-Choice', 'Choice-Wait')}
   <endEvent id="RemindEnd"/>${flow('Choice-Split', '${approved == true}')}
   ${flows('Wait-Answer', 'Wait-Late', 'Wait-Changed', 'Answer-Jump', 'Late-Failed', 'Changed-Raised', 'Split-Fork')}
   ${flow('Split-Free', '= free')}${flows('Free-Some', 'Some-UndoAll', 'UndoAll-UndoneEnd')}<endEvent id="UndoneEnd"/>
   ${flows('Fork-Send', 'Fork-Count', 'Fork-Decide', 'Send-Receive', 'Receive-Join', 'Count-Stamp', 'Stamp-Join')}
   ${flows('Decide-Join', 'Join-Call', 'Call-Booking', 'Booking-Tell', 'WasCancelled-Tell2', 'Tell-End', 'Land-End2')}
   <endEvent id="End2"/><endEvent id="Tell2"/>`,
  `<message id="M" name="answer"/><signal id="Sig" name="told"/><error id="Err" name="late" errorCode="LATE"/>
   <escalation id="Esc" name="raised" escalationCode="RAISED"/>`,
);
