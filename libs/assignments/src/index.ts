export { assignmentSchema, contentSchema, remarkSchema, titleSchema } from './acts/assignment.schema.js';
export type { RequireDocument } from './acts/give-assignment.command.js';
export { type AssignmentCommands, assignmentCommands } from './assignment-commands.js';
export { ASSIGNMENT_KINDS, ASSIGNMENT_STATUSES, ASSIGNMENT_URGENCIES } from './assignment.js';
export { assignmentsHandlers } from './assignments-handlers.js';
export { ASSIGNMENT_SCOPES, getAssignment, listAssignmentEvents, listAssignments } from './assignments.query.js';
export { checkAssignmentStep, refuseUnfitForAssignment } from './check-assignment-step.js';
export { ASSIGNMENT_EVENTS } from './record-event.js';
